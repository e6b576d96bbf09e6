//! Tokens to text that a person may open.

use proc_macro2::TokenStream;

/// The tokens as a Rust file: one header line, the text, a final newline.
///
/// `origin` is the path of the file that the tokens were made from. Only its name is written, so that the
/// text is the same on every machine.
///
/// # Panics
/// If the tokens are no Rust items; those that [`crate::expand`] gives always are.
pub fn format(tokens: TokenStream, origin: &str) -> String {
    let origin = std::path::Path::new(origin);
    let origin = origin.file_name().unwrap_or(origin.as_os_str()).to_string_lossy();
    let file = syn::parse2(tokens).expect("`expand` writes items, and nothing but items");
    let text = unparse(file);
    let mut out = String::with_capacity(text.len() + 100);
    out.push_str("// Made by oauth-codegen from ");
    // The name of a file may have a line break in it.
    out.extend(origin.chars().map(|c| if c.is_control() { ' ' } else { c }));
    out.push_str(". Change that file instead.\n\n");
    out.push_str(&text);
    out
}

/// As prettyplease has it, but what is in a module is laid out as if it were not and then moved in: its
/// 89 columns leave room for that, and fewer lines are broken.
fn unparse(mut file: syn::File) -> String {
    let inner = match file.items.as_mut_slice() {
        [syn::Item::Mod(syn::ItemMod { content: Some((_, items)), .. })] => std::mem::take(items),
        _ => return prettyplease::unparse(&file),
    };
    let outer = prettyplease::unparse(&file);
    file.items = inner;
    let inner = prettyplease::unparse(&file);
    let mut text = outer.trim_end().trim_end_matches('}').to_owned();
    text.push('\n');
    for line in inner.lines() {
        if !line.is_empty() {
            text.push_str("    ");
        }
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("}\n");
    text
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
}
