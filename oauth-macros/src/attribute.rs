//! The attribute's arguments: a value, and options.

use oauth_codegen::Options;
use proc_macro2::{Literal, Span, TokenStream, TokenTree};

/// What stands in the attribute.
#[derive(Debug)]
pub(crate) struct Arguments {
    /// The name or path.
    pub(crate) value: String,
    /// Where it stands.
    pub(crate) span: Span,
    pub(crate) options: Options,
}

/// What is wrong, and where.
#[derive(Debug)]
pub(crate) struct Wrong(pub(crate) Span, pub(crate) String);

const USAGE: &str = "say which provider, such as `#[oauth_provider(\"acme\")]` for \
    `providers/acme.toml` or the built-in catalogue's, or `#[oauth_provider(\"path/to/file.toml\")]`";

const ESCAPES: &str = "a plain text is expected here: write a path with `/`, or as a raw string such as `r\"a\\b.toml\"`";

pub(crate) fn parse(tokens: TokenStream) -> Result<Arguments, Wrong> {
    let mut tokens = tokens.into_iter().peekable();
    let (value, span) = match tokens.next() {
        Some(TokenTree::Literal(literal)) => match text(&literal) {
            Some(value) => (value, literal.span()),
            None if literal.to_string().starts_with('"') => {
                return Err(Wrong(literal.span(), ESCAPES.to_owned()));
            }
            None => return Err(Wrong(literal.span(), USAGE.to_owned())),
        },
        Some(other) => return Err(Wrong(other.span(), USAGE.to_owned())),
        None => return Err(Wrong(Span::call_site(), USAGE.to_owned())),
    };
    let mut arguments = Arguments { value, span, options: Options::default() };
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => {}
            other => return Err(Wrong(other.span(), "expected `,` before an option".to_owned())),
        }
        let Some(name) = tokens.next() else { break };
        let rest: Vec<TokenTree> =
            std::iter::from_fn(|| tokens.next_if(|token| !is_comma(token))).collect();
        option(&mut arguments, &name, &rest)?;
    }
    Ok(arguments)
}

fn option(arguments: &mut Arguments, name: &TokenTree, rest: &[TokenTree]) -> Result<(), Wrong> {
    let options = std::mem::take(&mut arguments.options);
    let result = match (name.to_string().as_str(), rest) {
        ("runtime", [TokenTree::Punct(equals), path @ ..]) if equals.as_char() == '=' => {
            options.runtime_path(&path_text(path))
        }
        ("derive", [TokenTree::Group(group)]) => {
            let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
            tokens
                .split(is_comma)
                .filter(|path| !path.is_empty())
                .try_fold(options, |options, path| options.derive(&path_text(path)))
        }
        _ => {
            let message =
                "the options are `runtime = path::to::oauth_runtime` and `derive(path, …)`";
            return Err(Wrong(name.span(), message.to_owned()));
        }
    };
    arguments.options = result.map_err(|invalid| Wrong(name.span(), invalid.to_string()))?;
    Ok(())
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(comma) if comma.as_char() == ',')
}

/// A path without the spaces that printing tokens puts into it.
fn path_text(tokens: &[TokenTree]) -> String {
    tokens.iter().map(ToString::to_string).collect()
}

/// The text of a plain or raw string literal without escapes, which names and paths do not need.
fn text(literal: &Literal) -> Option<String> {
    let text = literal.to_string();
    let inner = match text.strip_prefix('r') {
        Some(raw) => raw.trim_matches('#'),
        None => text.as_str(),
    };
    let inner = inner.strip_prefix('"')?.strip_suffix('"')?;
    (!text.starts_with('"') || !inner.contains('\\')).then(|| inner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_and_options_are_taken() {
        let tokens = r#""podio", runtime = crate::oauth, derive(PartialEq, ::a::B)"#;
        let arguments = parse(tokens.parse().unwrap()).unwrap();
        assert_eq!(arguments.value, "podio");
        assert!(format!("{:?}", arguments.options).contains("crate::oauth"));
        assert!(format!("{:?}", arguments.options).contains("::a::B"));
    }

    #[test]
    fn anything_else_is_told_what_to_write() {
        for wrong in ["", "podio", "1", "b\"x\""] {
            assert!(parse(wrong.parse().unwrap()).unwrap_err().1.contains("say which provider"));
        }
        for escaped in [r#""a\\b.toml""#, r#""podio"suffix"#] {
            let error = parse(escaped.parse().unwrap()).unwrap_err();
            assert!(error.1.contains("as a raw string"), "{}", error.1);
        }
        assert_eq!(parse(r##"r#"a\b.toml"#"##.parse().unwrap()).unwrap().value, r"a\b.toml");
        let error = parse(r#""podio", runtme = x"#.parse().unwrap()).unwrap_err();
        assert!(error.1.contains("the options are"), "{}", error.1);
        let error = parse(r#""podio" x"#.parse().unwrap()).unwrap_err();
        assert!(error.1.contains("expected `,`"), "{}", error.1);
    }
}
