//! A token that is there, and a step after it that failed.

use std::fmt;
use std::sync::Arc;

use super::Error;
use crate::provider::Provider;
use crate::token::{Token, TokenData, save};
use crate::wipe::WipedText;

/// A token was given, and a step that belongs to it failed: an exchange that follows at once, a call
/// that is made when it is connected.
///
/// Nothing is lost: [`Unfinished::token`] is the token so far, and
/// [`Client::resume`](crate::Client::resume) goes on where this stopped.
#[derive(Clone)]
pub struct Unfinished(Arc<Inner>);

struct Inner {
    provider: &'static str,
    step: String,
    token: Arc<TokenData>,
    cause: Error,
}

impl Unfinished {
    pub(crate) fn new(
        provider: &'static str,
        step: String,
        token: Arc<TokenData>,
        cause: Error,
    ) -> Self {
        Self(Arc::new(Inner { provider, step, token, cause }))
    }

    /// The token so far. It knows which steps are left, stored or not.
    ///
    /// # Errors
    /// [`Error::Stored`] if it is another provider's, or lacks a field that the provider requires.
    pub fn token<P: Provider>(&self) -> Result<Token<P>, Error> {
        Token::restore(&WipedText(self.save()).0)
    }

    /// The token so far as text, as [`Token::save`] writes it. **It holds secrets.**
    pub fn save(&self) -> String {
        save(&self.0.token)
    }

    /// What went wrong.
    pub fn cause(&self) -> &Error {
        &self.0.cause
    }

    pub(crate) fn data(&self) -> &Arc<TokenData> {
        &self.0.token
    }
}

impl fmt::Display for Unfinished {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { provider, step, cause, .. } = &*self.0;
        write!(
            formatter,
            "{provider} has given a token, and {step} failed after it ({cause}); keep the token, and go \
             on with `client.resume(…)`"
        )
    }
}

impl fmt::Debug for Unfinished {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Unfinished")
            .field("step", &self.0.step)
            .field("cause", &self.0.cause)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Unfinished {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0.cause)
    }
}
