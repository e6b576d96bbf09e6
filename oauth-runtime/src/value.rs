//! A value that the application gives with a call.

use crate::secret::Secret;

/// The value of a grant's parameter.
///
/// In a form or a query it is text; in a JSON body it keeps its type.
#[derive(Debug, Clone)]
pub enum Value {
    /// Text.
    Text(String),
    /// Text that must not be seen.
    Secret(Secret),
    /// A whole number.
    Integer(i64),
    /// A truth value.
    Boolean(bool),
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<Secret> for Value {
    fn from(value: Secret) -> Self {
        Self::Secret(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}
