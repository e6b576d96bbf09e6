//! Settings that cannot work.

use std::fmt;
use std::sync::Arc;

/// Everything that is wrong with the settings or the arguments of a call.
#[derive(Debug, Clone)]
pub struct ConfigurationError(Arc<[String]>);

impl ConfigurationError {
    pub(crate) fn one(message: impl Into<String>) -> Self {
        Self(Arc::new([message.into()]))
    }

    pub(crate) fn all(messages: Vec<String>) -> Self {
        Self(messages.into())
    }

    /// One message a mistake; each says what to call instead. There is at least one.
    pub fn messages(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [message] = &*self.0 {
            return formatter.write_str(message);
        }
        write!(formatter, "{} settings are wrong", self.0.len())?;
        for (index, message) in self.0.iter().enumerate() {
            write!(formatter, "{} ({}) {message}", if index == 0 { ":" } else { ";" }, index + 1)?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigurationError {}
