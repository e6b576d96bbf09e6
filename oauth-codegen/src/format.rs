//! Tokens to text that a person may open.

use proc_macro2::TokenStream;

/// The tokens as a Rust file: one header line, the text, a final newline.
///
/// `origin` is the path of the file that the tokens were made from. Only its name is written, so that the
/// text is the same on every machine.
pub fn format(tokens: TokenStream, origin: &str) -> String {
    let origin = std::path::Path::new(origin);
    let origin = origin.file_name().unwrap_or(origin.as_os_str()).to_string_lossy();
    let file = syn::parse2(tokens).expect("`expand` writes items, and nothing but items");
    let text = prettyplease::unparse(&file);
    let mut out = String::with_capacity(text.len() + 100);
    out.push_str("// Made by oauth-codegen from ");
    out.push_str(&origin);
    out.push_str(". Change that file instead.\n\n");
    out.push_str(&text);
    out
}
