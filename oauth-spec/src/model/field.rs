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

impl Field {
    /// A field of that kind that an answer may leave out.
    pub const fn new(name: &'static str, kind: FieldKind) -> Self {
        Self { name, kind, required: false }
    }

    /// The same field, which every answer must have.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// A text.
    pub const fn string(name: &'static str) -> Self {
        Self::new(name, FieldKind::String)
    }

    /// A text that must not be seen.
    pub const fn secret(name: &'static str) -> Self {
        Self::new(name, FieldKind::Secret)
    }

    /// A whole number.
    pub const fn integer(name: &'static str) -> Self {
        Self::new(name, FieldKind::Integer)
    }

    /// A number.
    pub const fn number(name: &'static str) -> Self {
        Self::new(name, FieldKind::Number)
    }

    /// A truth value.
    pub const fn boolean(name: &'static str) -> Self {
        Self::new(name, FieldKind::Boolean)
    }

    /// One of these texts.
    pub const fn choice(name: &'static str, texts: &'static [&'static str]) -> Self {
        Self::new(name, FieldKind::Enum(texts))
    }

    /// An object with fields of its own.
    pub const fn object(name: &'static str, fields: &'static [Field]) -> Self {
        Self::new(name, FieldKind::Object(fields))
    }

    /// JSON as it stands.
    pub const fn any(name: &'static str) -> Self {
        Self::new(name, FieldKind::Any)
    }
}
