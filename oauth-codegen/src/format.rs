//! A provider as a text that a person may open.

use oauth_spec::Provider;
use proc_macro2::TokenStream;

use crate::{Options, docs, expand_items};

/// What a generated module may do, whatever the crate around it forbids.
const ALLOWED: &str = r#"#[allow(dead_code, unreachable_pub, clippy::struct_excessive_bools, reason = "there is all that it offers")]
#[allow(clippy::doc_markdown, clippy::enum_variant_names, clippy::struct_field_names, clippy::upper_case_acronyms, reason = "its words")]
"#;

/// The module as a Rust file, with its documentation: one header line, `pub mod podio { … }`.
///
/// `origin` is the path of the file that declares the provider. Only its name is written, so that the
/// text is the same on every machine.
pub fn text(provider: &Provider, options: &Options, origin: &str) -> String {
    let mut text = header(origin);
    // What is text already stays text: as tokens it would be escaped, parsed and laid out again.
    for line in docs::module_docs(provider).lines() {
        text.push_str(if line.is_empty() { "///" } else { "/// " });
        text.push_str(line.trim_end_matches(' '));
        text.push('\n');
    }
    text.push_str(ALLOWED);
    text.push_str("pub mod ");
    text.push_str(provider.names.module());
    text.push_str(" {\n");
    move_in(&prettyplease::unparse(&parsed(expand_items(provider, options))), &mut text);
    text
}

/// Tokens as a Rust file: one header line, the text, a final newline.
///
/// # Panics
/// If the tokens are no Rust items.
pub fn format(tokens: TokenStream, origin: &str) -> String {
    let mut file = parsed(tokens);
    let mut text = header(origin);
    let inner = match file.items.as_mut_slice() {
        [syn::Item::Mod(syn::ItemMod { content: Some((_, items)), .. })] => std::mem::take(items),
        _ => return text + &prettyplease::unparse(&file),
    };
    text.push_str(prettyplease::unparse(&file).trim_end().trim_end_matches('}'));
    text.push('\n');
    file.items = inner;
    move_in(&prettyplease::unparse(&file), &mut text);
    text
}

fn parsed(tokens: TokenStream) -> syn::File {
    syn::parse2(tokens).expect("what is generated are items, and nothing but items")
}

fn header(origin: &str) -> String {
    let origin = std::path::Path::new(origin);
    let origin = origin.file_name().unwrap_or(origin.as_os_str()).to_string_lossy();
    let mut text = "// Made by oauth-codegen from ".to_owned();
    // The name of a file may have a line break in it.
    text.extend(origin.chars().map(|c| if c.is_control() { ' ' } else { c }));
    text.push_str(". Change that file instead.\n\n");
    text
}

/// What is in a module is laid out as if it were not, and then moved in: the 89 columns that prettyplease
/// has leave room for that, and fewer lines are broken. With the end of the module.
fn move_in(items: &str, text: &mut String) {
    text.reserve(items.len() + items.len() / 4);
    for line in items.lines() {
        if !line.is_empty() {
            text.push_str("    ");
        }
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("}\n");
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
