//! Tokens to text that a person may open.

use proc_macro2::TokenStream;

/// The tokens as a Rust file: one header line, the text, a final newline.
///
/// `origin` is the name of the file that the tokens were made from, without folders.
pub fn format(tokens: TokenStream, origin: &str) -> String {
    let file = syn::parse2(tokens).expect("`expand` writes items, and nothing but items");
    let text = prettyplease::unparse(&file);
    let mut out = String::with_capacity(text.len() + 100);
    out.push_str("// Made by oauth-codegen from ");
    out.push_str(origin);
    out.push_str(". Change that file instead.\n\n");
    out.push_str(&text);
    out
}
