//! Tokens to text that a person may open.
//!
//! This lays out what [`crate::expand`] writes, as `rustfmt` and prettyplease would. Those know all of Rust, and need a
//! parser for it: unoptimised, as build scripts run, that took twice the time of everything before, and longer to
//! compile than all of this crate. A construct that this does not know is written token by token, so that nothing but
//! its looks depends on it.

mod attribute;
mod chain;
mod choice;
mod cursor;
mod expression;
mod item;
mod layout;
mod page;
mod path;

use proc_macro2::TokenStream;

use cursor::Cursor;
use layout::Layout;

/// The tokens as a Rust file: one header line, the text, a final newline.
///
/// `origin` is the path of the file that the tokens were made from. Only its name is written, so that the
/// text is the same on every machine.
pub fn format(tokens: TokenStream, origin: &str) -> String {
    let origin = std::path::Path::new(origin);
    let origin = origin.file_name().unwrap_or(origin.as_os_str()).to_string_lossy();
    let mut out = String::from("// Made by oauth-codegen from ");
    // The name of a file may have a line break in it.
    out.extend(origin.chars().map(|c| if c.is_control() { ' ' } else { c }));
    out.push_str(". Change that file instead.\n\n");
    let mut cursor = Cursor::new(tokens);
    let mut layout = Layout::default();
    // What is in a module is laid out as if it were not, and then moved in: fewer lines are broken.
    if let Some(mut items) = item::module(&mut cursor, &mut layout) {
        out.push_str(&layout.print(""));
        let mut layout = Layout::default();
        item::items(&mut items, &mut layout);
        out.push_str(&layout.print("    "));
        out.push_str("}\n");
    } else {
        item::items(&mut cursor, &mut layout);
        out.push_str(&layout.print(""));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_moved_in() {
        let tokens =
            "/// A\n pub mod a { const A: &str = \"1\\n2\"; fn b() { c() } }".parse().unwrap();
        assert_eq!(
            format(tokens, "folder/a\nb.toml"),
            "// Made by oauth-codegen from a b.toml. Change that file instead.\n\n/// A\npub mod a {\n    \
             const A: &str = \"1\\n2\";\n    fn b() {\n        c()\n    }\n}\n"
        );
        assert!(format("struct A;".parse().unwrap(), "a.toml").ends_with("\n\nstruct A;\n"));
    }

    /// Commas behind the last of a list come and go with the layout.
    fn normal(tokens: &TokenStream) -> String {
        let text = tokens.to_string();
        [" }", ")", "]", " >"].iter().fold(text, |text, end| text.replace(&format!(" ,{end}"), end))
    }

    #[test]
    fn no_token_is_lost_or_made() {
        for text in [
            "#[doc = \"a\\nb\"] #[doc = \"/c\"] #[cfg(all(a, not(b)))] pub(in crate::a) struct A<T: B>(T) where T: C;",
            "impl<'a, T> A<'a, T> for B<T> where T: 'a { type C<'b> = D where Self: 'b; }",
            "pub async unsafe extern \"C\" fn a<T>(&'a self, (b, c): D, e: fn(F) -> G) -> impl H + 'a { b }",
            "fn a() { let b: C = d?; if b == c && !d { e += 1; f <<= 2 } else { g } for h in 0..=9 { i() } }",
            "fn a() { match b { C { d, .. } | E => f(), G(h) if i => { j } _ => k + l.m, } }",
            "fn a() { b::<C>::d().e::<F>().await.0[1..].g(|h, i| h < i, j!(k; l), [m; 3], async move { n }) }",
            "fn a() -> B { B { c: d + 1, e, ..f.g } ; loop { break 'h i } }",
            "macro_rules! a { ($b:expr) => { $b } }\nmod c; extern crate d; use e::{f, g as h, *};",
            "static A: [B; 2] = [-1, 2]; const fn c() {} union D { e: F } trait G: H { fn i(); const J: K; }",
            "enum A { B(C, D), E { f: G }, H = 1 } const I: J = K { l: &mut m, n: |o| o.p(), q: (r,) };",
            "const A: B = <C as D<E>>::F::<G>::h(i).j().k(l as M, *n as O).p;",
        ] {
            let tokens: TokenStream = text.parse().unwrap();
            let laid_out = format(tokens.clone(), "a.toml");
            let again: TokenStream =
                laid_out.parse().unwrap_or_else(|it| panic!("{it}: {laid_out}"));
            assert_eq!(normal(&again), normal(&tokens), "{laid_out}");
        }
    }
}
