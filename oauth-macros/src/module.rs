//! The module that the attribute stands on.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use crate::attribute::Wrong;

/// A module with a body.
#[derive(Debug)]
pub(crate) struct Module {
    /// The user's own attributes, documentation among them.
    pub(crate) attributes: TokenStream,
    /// Visibility, `mod` and the name.
    pub(crate) head: TokenStream,
    /// The user's own items.
    pub(crate) body: TokenStream,
}

const USAGE: &str =
    "`#[oauth_provider(…)]` stands on a module with a body, such as `pub mod acme {}`";

impl Module {
    /// Whether the user has documented it.
    pub(crate) fn is_documented(&self) -> bool {
        self.attributes.clone().into_iter().any(|token| match token {
            TokenTree::Group(group) => {
                matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(word)) if word == "doc")
            }
            _ => false,
        })
    }
}

pub(crate) fn parse(tokens: &TokenStream) -> Result<Module, Wrong> {
    let mut attributes = TokenStream::new();
    let mut head = TokenStream::new();
    let mut is_module = false;
    let mut span = Span::call_site();
    for token in tokens.clone() {
        span = token.span();
        match token {
            TokenTree::Group(group) if is_module && group.delimiter() == Delimiter::Brace => {
                return Ok(Module { attributes, head, body: group.stream() });
            }
            TokenTree::Punct(_) if head.is_empty() => attributes.extend([token]),
            TokenTree::Group(ref group)
                if head.is_empty() && group.delimiter() == Delimiter::Bracket =>
            {
                attributes.extend([token]);
            }
            TokenTree::Ident(word) if word == "mod" => {
                is_module = true;
                head.extend([TokenTree::Ident(word)]);
            }
            other => head.extend([other]),
        }
    }
    Err(Wrong(span, USAGE.to_owned()))
}

/// The first of the user's own items that has one of these names.
///
/// Only items are looked at: what stands in a body of its own cannot clash.
pub(crate) fn clash(body: &TokenStream, generated: &[String]) -> Option<Ident> {
    const KEYWORDS: &[&str] =
        &["struct", "enum", "type", "const", "static", "trait", "union", "mod", "fn"];
    let mut after_keyword = false;
    for token in body.clone() {
        match token {
            TokenTree::Ident(word) if after_keyword => {
                if generated.iter().any(|name| word == name) {
                    return Some(word);
                }
                after_keyword = KEYWORDS.iter().any(|keyword| word == keyword);
            }
            TokenTree::Ident(word) => {
                after_keyword = KEYWORDS.iter().any(|keyword| word == keyword);
            }
            _ => after_keyword = false,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_taken_apart() {
        let module =
            parse(&"/// Doc\n#[cfg(x)] pub(crate) mod a { fn b() {} }".parse().unwrap()).unwrap();
        assert!(module.is_documented());
        assert!(module.attributes.to_string().ends_with("[cfg (x)]"));
        assert_eq!(module.head.to_string().replace("( crate )", "(crate)"), "pub (crate) mod a");
        assert_eq!(module.body.to_string(), "fn b () { }");
    }

    #[test]
    fn anything_else_is_refused() {
        for wrong in ["pub mod a;", "struct A {}", "fn f() {}", ""] {
            assert!(parse(&wrong.parse().unwrap()).unwrap_err().1.contains("module with a body"));
        }
    }

    #[test]
    fn only_items_clash() {
        let names = ["Token".to_owned()];
        assert!(clash(&"pub struct Token;".parse().unwrap(), &names).is_some());
        assert!(clash(&"fn f() { struct Token; }".parse().unwrap(), &names).is_none());
        assert!(clash(&"fn f(token: Token) {}".parse().unwrap(), &names).is_none());
        assert!(clash(&"const fn Token() {}".parse().unwrap(), &names).is_some());
    }
}
