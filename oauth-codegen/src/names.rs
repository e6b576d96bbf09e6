//! Identifiers, paths and documentation as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// An identifier, raw if its text says so.
pub(crate) fn ident(text: &str) -> Ident {
    match text.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(text, Span::call_site()),
    }
}

/// A `#[doc]` attribute a line. `rustdoc` wants each line to begin with a space, as `///` gives it.
pub(crate) fn doc(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

/// Text from a TOML file, made safe for a Markdown sentence: no accidental links, HTML or emphasis.
pub(crate) fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut code = false;
    for character in text.chars() {
        match character {
            '`' => code = !code,
            '[' | ']' | '<' | '>' | '*' | '_' | '|' if !code => safe.push('\\'),
            '\n' | '\r' | '\t' => {
                safe.push(' ');
                continue;
            }
            _ => {}
        }
        safe.push(character);
    }
    if code {
        safe.push('`');
    }
    safe
}

/// Text as a code span of Markdown.
pub(crate) fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provider_text_stays_text() {
        assert_eq!(markdown("see [x] <b> a_b `c_d`"), r"see \[x\] \<b\> a\_b `c_d`");
        assert_eq!(markdown("an `open span"), "an `open span`");
        assert_eq!(markdown("two\nlines"), "two lines");
    }

    #[test]
    fn a_doc_line_begins_with_a_space() {
        assert_eq!(doc("a\n\nb").to_string(), r#"# [doc = " a"] # [doc = ""] # [doc = " b"]"#);
    }
}
