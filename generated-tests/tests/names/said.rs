//! What a Rust file says to the compiler: its identifiers and texts, without comments and tests.

use std::fmt;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// An identifier or the value of a text.
#[derive(Debug)]
pub(crate) enum Said {
    Name(String),
    Text(String),
}

impl Said {
    pub(crate) fn text(&self) -> &str {
        let (Self::Name(text) | Self::Text(text)) = self;
        text
    }
}

impl fmt::Display for Said {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(formatter, "the name `{name}`"),
            Self::Text(text) => write!(formatter, "the text {text:?}"),
        }
    }
}

/// Everything that a file says.
pub(crate) fn in_file(text: &str) -> Vec<Said> {
    let mut said = Vec::new();
    // Comments are no tokens; documentation is an attribute.
    walk(text.parse().unwrap(), &mut said);
    said
}

fn walk(tokens: TokenStream, said: &mut Vec<Said>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut is_test = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                tokens.next_if(|next| matches!(next, TokenTree::Punct(it) if it.as_char() == '!'));
                if let Some(TokenTree::Group(attribute)) = tokens.next_if(is_attribute) {
                    let attribute = attribute.stream();
                    is_test |= attribute.to_string().replace(' ', "") == "cfg(test)";
                    if !is_documentation(&attribute) {
                        walk(attribute, said);
                    }
                }
            }
            // The item behind `#[cfg(test)]` ends with its braces or a semicolon.
            TokenTree::Group(group) if is_test => {
                is_test = group.delimiter() != Delimiter::Brace;
            }
            TokenTree::Punct(punct) if is_test => is_test = punct.as_char() != ';',
            _ if is_test => {}
            TokenTree::Group(group) => walk(group.stream(), said),
            TokenTree::Ident(name) => said.push(Said::Name(name.to_string())),
            TokenTree::Literal(literal) => {
                let literal = TokenStream::from(TokenTree::Literal(literal));
                said.extend(
                    syn::parse2::<syn::LitStr>(literal).ok().map(|it| Said::Text(it.value())),
                );
            }
            TokenTree::Punct(_) => {}
        }
    }
}

fn is_attribute(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket)
}

fn is_documentation(attribute: &TokenStream) -> bool {
    matches!(attribute.clone().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}
