//! Tokens as people write them: on one line, and without the paths that generated code needs.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// A piece of Rust: `Option<Vec<String>>`, `fn new(id: impl Into<String>) -> Self`. What stands behind the
/// name of a crate says enough.
pub(crate) fn short(piece: &impl ToTokens) -> String {
    let text = full(piece);
    let names = text.split("::core::").enumerate().map(|(number, text)| match number {
        0 => text,
        // Behind the name of a module.
        _ => text.split_once("::").map_or(text, |(_, name)| name),
    });
    let text = names.collect::<String>().replace("::std::string::", "").replace("::std::vec::", "");
    text.replace("::oauth_runtime::", "")
}

/// The same with all names as they are.
pub(crate) fn full(piece: &impl ToTokens) -> String {
    let mut text = String::new();
    write(&mut text, piece.to_token_stream());
    text
}

fn write(text: &mut String, tokens: TokenStream) {
    let mut was_joint = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(text, group.stream());
                text.push_str(close);
            }
            TokenTree::Punct(punct) => {
                let is_before = was_joint;
                was_joint = punct.spacing() == Spacing::Joint;
                match punct.as_char() {
                    ',' => text.push_str(", "),
                    '-' => text.push_str(" -"),
                    '>' if is_before && text.ends_with('-') => text.push_str("> "),
                    ':' if text.ends_with("impl") => text.push_str(" :"),
                    ':' if !is_before && !was_joint => text.push_str(": "),
                    sign => text.push(sign),
                }
                continue;
            }
            word => {
                // Two words in a row: `impl Into`, `mut self`, `'static str`.
                if text.ends_with(|c: char| c.is_alphanumeric() || c == '_')
                    && !text.ends_with('\'')
                {
                    text.push(' ');
                }
                text.push_str(&word.to_string());
            }
        }
        was_joint = false;
    }
    if text.ends_with(", ") {
        text.truncate(text.len() - 2);
    }
}
