//! Places in a file, and values that know theirs.

use std::ops::Range;

/// A place in the file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A value and where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// A key's value: not there, there but wrong (which has been reported), or there.
///
/// The difference keeps one mistake from being reported again by a rule that misses the value.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum Slot<T> {
    #[default]
    Missing,
    Broken,
    Given(Given<T>),
}

/// A value that was given: what it is, and where it and its key stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given<T> {
    pub(crate) key: Span,
    pub(crate) span: Span,
    pub(crate) value: T,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

impl<T> Slot<T> {
    /// The value, if it is there and right.
    pub(crate) fn get(&self) -> Option<&T> {
        match self {
            Self::Given(given) => Some(&given.value),
            Self::Missing | Self::Broken => None,
        }
    }

    /// The value with its places, if it is there and right.
    pub(crate) fn given(&self) -> Option<&Given<T>> {
        match self {
            Self::Given(given) => Some(given),
            Self::Missing | Self::Broken => None,
        }
    }

    /// Whether the file says nothing about it.
    pub(crate) fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// Whether it is there but wrong.
    pub(crate) fn is_broken(&self) -> bool {
        matches!(self, Self::Broken)
    }
}

impl<T> Slot<Vec<T>> {
    /// What is in the list; of what is missing or wrong nothing is.
    pub(crate) fn items(&self) -> &[T] {
        self.get().map_or(&[], |list| list)
    }

    /// The same, to keep.
    pub(crate) fn list(self) -> Vec<T> {
        match self {
            Self::Given(given) => given.value,
            Self::Missing | Self::Broken => Vec::new(),
        }
    }
}

impl<T: Copy> Slot<T> {
    /// The value, or that one.
    pub(crate) fn or(&self, default: T) -> T {
        match self {
            Self::Given(given) => given.value,
            Self::Missing | Self::Broken => default,
        }
    }
}
