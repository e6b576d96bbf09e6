//! Names of the author's own, where they are no Rust names: of methods, calls, consents, webhooks and
//! computed values.

use crate::report::{Errors, quote};
use crate::span::Spanned;

/// Whether a text is a name: of a provider, of a grant, of what templates and paths speak of.
pub(crate) fn is_name(text: &str) -> bool {
    let is_inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_inner)
}

/// Reports a name that could not stand in a template or in a path.
pub(crate) fn check(name: Spanned<&str>, what: &str, errors: &mut Errors) {
    if is_name(name.value) {
        return;
    }
    errors
        .add(name.span, format!("{} cannot be the name of a {what}", quote(name.value)))
        .label("not a name")
        .help("a name begins with a lower-case letter; letters, digits, `-` and `_` follow");
}
