//! Names of the author's own, where they are no Rust names: of methods, calls, consents, webhooks and
//! computed values.

use crate::report::{Errors, quote};
use crate::span::Spanned;

/// Reports a name that could not stand in a template or in a path.
pub(crate) fn check(name: Spanned<&str>, what: &str, errors: &mut Errors) {
    let is_inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if name.value.starts_with(|c: char| c.is_ascii_lowercase()) && name.value.chars().all(is_inner)
    {
        return;
    }
    errors
        .add(name.span, format!("{} cannot be the name of a {what}", quote(name.value)))
        .label("not a name")
        .help("a name begins with a lower-case letter; letters, digits, `-` and `_` follow");
}
