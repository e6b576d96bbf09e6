//! What an answer must say for something to hold.

/// A member of an answer, and what it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Condition {
    /// The member's path, as [`super::Field::path`].
    pub path: &'static str,
    /// What it must be.
    pub test: Test,
}

/// What a member must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// This value.
    Is(Literal),
    /// There, and not this value.
    IsNot(Literal),
    /// There, and not `null`.
    Present,
}

/// A value written in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Literal {
    /// A text. It is also what a number with the same digits says.
    Text(&'static str),
    /// A whole number. Its digits as a text say the same.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
}
