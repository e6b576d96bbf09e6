//! Text that must not be seen.

use std::fmt;

use zeroize::Zeroizing;

/// A secret text: it does not print, does not serialize, and is wiped from memory when it is dropped.
///
/// [`Secret::expose`] is the one way to read it.
#[derive(Clone, Default)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text. Whoever calls this takes over the care for it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is no text in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

/// In constant time for texts of equal length.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        use subtle::ConstantTimeEq as _;
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}
