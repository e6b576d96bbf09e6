//! Makes a checked file's texts and lists `'static`, as the model wants them.

use crate::span::Spanned;

/// A text.
pub(super) fn text(text: &str) -> &'static str {
    Box::leak(Box::from(text))
}

/// A value.
pub(super) fn one<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// A list; an empty one costs nothing.
pub(super) fn list<T>(list: Vec<T>) -> &'static [T] {
    if list.is_empty() { &[] } else { Box::leak(list.into_boxed_slice()) }
}

/// A list of texts.
pub(super) fn texts(texts: &[Spanned<&str>]) -> &'static [&'static str] {
    list(texts.iter().map(|item| text(item.value)).collect())
}
