//! Identifiers and documentation as tokens.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream};
use quote::{TokenStreamExt, quote};

/// An identifier, raw if its text says so.
pub(crate) fn ident(text: &str) -> Ident {
    match text.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(text, Span::call_site()),
    }
}

/// A `#[doc]` attribute a line. `rustdoc` wants each line to begin with a space, as `///` gives it.
pub(crate) fn doc(text: &str) -> TokenStream {
    let mut attributes = TokenStream::new();
    for line in text.lines() {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        attributes.append(Punct::new('#', Spacing::Alone));
        attributes.append(Group::new(Delimiter::Bracket, quote!(doc = #line)));
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doc_line_begins_with_a_space() {
        assert_eq!(doc("a\n\nb").to_string(), r#"# [doc = " a"] # [doc = ""] # [doc = " b"]"#);
    }
}
