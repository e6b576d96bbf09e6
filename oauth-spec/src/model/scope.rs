//! The scopes a provider knows.

/// The scopes, and how several are written as one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scopes {
    /// What stands between two of them (RFC 6749, 3.3: a space).
    pub separator: &'static str,
    /// Every scope known, in the file's order. Empty: any text is taken.
    pub known: &'static [Scope],
}

/// One scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// Its value on the wire.
    pub value: &'static str,
}

impl Scopes {
    /// Joined by spaces, none known.
    pub const STANDARD: Self = Self { separator: " ", known: &[] };
}
