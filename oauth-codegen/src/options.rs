//! What a caller may choose about the generated code.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{TokenStreamExt, quote};

/// What a caller may choose about the generated code.
#[derive(Debug, Clone)]
pub struct Options {
    runtime: String,
    derives: Vec<(Option<String>, String)>,
}

/// A text that is no Rust path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidPath(pub String);

impl std::fmt::Display for InvalidPath {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "`{}` is not a Rust path such as `::oauth_runtime`", self.0)
    }
}

impl std::error::Error for InvalidPath {}

impl Default for Options {
    fn default() -> Self {
        Self { runtime: "::oauth_runtime".to_owned(), derives: Vec::new() }
    }
}

impl Options {
    /// Where the runtime is, if not at `::oauth_runtime`: for an application that re-exports it.
    ///
    /// # Errors
    /// If the text is no path.
    pub fn runtime_path(mut self, path: &str) -> Result<Self, InvalidPath> {
        self.runtime = checked(path)?;
        Ok(self)
    }

    /// A derive that every generated data type gets beyond its own: scopes, environments, variants,
    /// fields, and the grants of the provider's own.
    ///
    /// # Errors
    /// If the text is no path.
    pub fn derive(mut self, path: &str) -> Result<Self, InvalidPath> {
        self.derives.push((None, checked(path)?));
        Ok(self)
    }

    /// The same for one generated type, by its name.
    ///
    /// # Errors
    /// If the text is no path.
    pub fn derive_for(mut self, type_name: &str, path: &str) -> Result<Self, InvalidPath> {
        self.derives.push((Some(type_name.to_owned()), checked(path)?));
        Ok(self)
    }

    /// The types that derives were asked for by name.
    #[cfg(feature = "format")]
    pub(crate) fn named_types(&self) -> impl Iterator<Item = &str> {
        self.derives.iter().filter_map(|(only, _)| only.as_deref())
    }

    /// The path of the runtime.
    pub(crate) fn runtime(&self) -> TokenStream {
        tokens(&self.runtime)
    }

    /// The same, one module further in.
    pub(crate) fn nested_runtime(&self) -> TokenStream {
        if let Some(rest) = self.runtime.strip_prefix("self::") {
            tokens(&format!("super::{rest}"))
        } else if self.runtime.starts_with("super::") {
            tokens(&format!("super::{}", self.runtime))
        } else {
            tokens(&self.runtime)
        }
    }

    /// The derive attributes of a type, with `own` first: three to an attribute, so that each is a line. What the
    /// type has without deriving it is `written`.
    pub(crate) fn derives(&self, type_name: &str, own: &[&str], written: &[&str]) -> TokenStream {
        let more = self
            .derives
            .iter()
            .filter(|(only, _)| only.as_ref().is_none_or(|only| only == type_name))
            .map(|(_, path)| path.as_str())
            .filter(|path| !own.iter().chain(written).any(|has| last(has) == last(path)));
        let paths: Vec<TokenStream> = own.iter().copied().chain(more).map(tokens).collect();
        let lines = paths.chunks(3);
        quote!(#(#[derive(#(#lines),*)])*)
    }
}

/// The trait that a path names.
fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Text that [`checked`] has seen, or that this crate wrote, as tokens.
fn tokens(path: &str) -> TokenStream {
    let mut tokens = TokenStream::new();
    for (place, segment) in path.split("::").enumerate() {
        if place > 0 {
            tokens.append(Punct::new(':', Spacing::Joint));
            tokens.append(Punct::new(':', Spacing::Alone));
        }
        // Before a leading `::` there is nothing.
        if !segment.is_empty() {
            tokens.append(Ident::new(segment, Span::call_site()));
        }
    }
    tokens
}

/// Segments of identifiers, joined by `::`.
fn checked(path: &str) -> Result<String, InvalidPath> {
    let segments = path.strip_prefix("::").unwrap_or(path).split("::");
    let mut any = false;
    for segment in segments {
        any = true;
        let mut characters = segment.chars();
        let starts = characters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
        if !starts || !characters.all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(InvalidPath(path.to_owned()));
        }
    }
    if any { Ok(path.to_owned()) } else { Err(InvalidPath(path.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtime_is_found_from_further_in() {
        for (path, nested) in [
            ("::oauth_runtime", "::oauth_runtime"),
            ("crate::oauth", "crate::oauth"),
            ("super::oauth", "super::super::oauth"),
            ("self::oauth", "super::oauth"),
        ] {
            let options = Options::default().runtime_path(path).unwrap();
            assert_eq!(options.nested_runtime().to_string().replace(' ', ""), nested);
        }
    }

    #[test]
    fn only_paths_are_taken() {
        assert!(Options::default().runtime_path("crate::oauth").is_ok());
        for wrong in ["", "::", "a b", "a::", "1a", "a;b", "a-b"] {
            assert!(Options::default().derive(wrong).is_err(), "{wrong}");
        }
    }
}
