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
    move_in(&laid_out(expand_items(provider, options)), &mut text);
    text
}

fn laid_out(items: TokenStream) -> String {
    let file = syn::parse2(items).expect("what is generated are items, and nothing but items");
    prettyplease::unparse(&file)
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
    fn what_is_inside_is_moved_in_and_the_origin_keeps_its_line() {
        let mut text = header("folder/a\nb.toml");
        move_in("fn a() {\n    b()\n}\n\nstruct C;\n", &mut text);
        assert_eq!(
            text,
            "// Made by oauth-codegen from a b.toml. Change that file instead.\n\n    fn a() {\n        b()\n    \
             }\n\n    struct C;\n}\n"
        );
    }
}
