//! Typed fields of answers: of tokens, of errors, of callbacks.

/// A field that the standards do not know.
///
/// In a JSON answer it is a member of that name; in a callback it is a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// Its type.
    pub kind: FieldKind,
    /// Whether an answer without it cannot be read.
    pub required: bool,
}

/// The type of a [`Field`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// `string`.
    String,
    /// `string` with `secret = true`: never printed, wiped when dropped.
    Secret,
    /// `integer`: a signed 64-bit number, also where the provider writes it as text.
    Integer,
    /// `number`: a 64-bit floating-point number.
    Number,
    /// `boolean`, also where the provider writes `"true"` or `"false"`.
    Boolean,
    /// `enum = […]`: one of these texts, or another that the file does not know.
    Enum(&'static [&'static str]),
    /// `object` with fields of its own.
    Object(&'static [Field]),
    /// `any`: JSON as it stands.
    Any,
}
