//! Text that must not be seen.

use std::fmt;

use serde::{Deserialize, Deserializer};
use subtle::ConstantTimeEq as _;

use crate::wipe::WipedText;

/// A secret text: it does not print, does not serialize, and is wiped from memory when it is dropped.
///
/// [`Secret::expose`] is the one way to read it.
#[derive(Clone, Default)]
pub struct Secret(WipedText);

impl Secret {
    /// The text. Whoever calls this takes over the care for it.
    pub fn expose(&self) -> &str {
        &self.0.0
    }

    /// Whether there is no text in it.
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }
}

/// A secret that can be verified with: a [`Secret`], or a text. Nothing else reads it.
pub trait SecretText: reading::Read {}

impl<T: reading::Read> SecretText for T {}

pub(crate) mod reading {
    use super::Secret;

    /// What has a text, for this crate alone.
    #[diagnostic::on_unimplemented(message = "`{Self}` is no secret: give a `Secret` or a text")]
    pub trait Read {
        fn read(&self) -> &str;
    }

    impl<T: AsRef<str>> Read for T {
        fn read(&self) -> &str {
            self.as_ref()
        }
    }

    impl Read for Secret {
        fn read(&self) -> &str {
            self.expose()
        }
    }

    impl Read for &Secret {
        fn read(&self) -> &str {
            self.expose()
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(WipedText(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

/// A copy, which is wiped as the first one is.
impl From<&Self> for Secret {
    fn from(secret: &Self) -> Self {
        secret.clone()
    }
}

/// So that a configuration can hold secrets as such. They are not written: there is no `Serialize`.
impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// In constant time for texts of equal length.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose().as_bytes().ct_eq(other.expose().as_bytes()).into()
    }
}

impl Eq for Secret {}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_does_not_print_and_compares() {
        let secret = Secret::from("hidden");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_eq!(secret, Secret::from("hidden".to_owned()));
        assert_ne!(secret, Secret::from("hiddem"));
        assert!(Secret::default().is_empty());
        assert_eq!(serde_json::from_str::<Secret>("\"hidden\"").unwrap(), secret);
    }
}
