//! The one error type: each variant says what its reader can do about it.

mod again;
mod callback;
mod configuration;
mod provider;
mod stored;
mod text;
mod transport;
mod unfinished;
mod unreadable;

use std::time::Duration;

pub use again::{AgainReason, AuthorizeAgain};
pub(crate) use callback::Denied;
pub use callback::{CallbackError, Denial};
pub use configuration::ConfigurationError;
pub use provider::ProviderError;
pub(crate) use provider::ProviderFault;
pub use stored::StoredError;
pub(crate) use text::shown;
pub use transport::{TransportError, TransportFault};
pub use unfinished::Unfinished;
pub use unreadable::Unreadable;
pub(crate) use unreadable::UnreadableFault;

use crate::identity::IdTokenError;
use crate::logout::LogoutTokenError;
use crate::sign::SignatureRefused;

/// What went wrong.
///
/// It is cheap to clone: whoever waits for the same request gets the same error. Neither its text nor
/// its debug form holds a secret or the body of an answer; bodies are behind methods.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The provider said no, and why.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// There was no answer.
    #[error(transparent)]
    Transport(TransportError),
    /// There was an answer that makes no sense.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// There is a token, and a step that belongs to it failed.
    #[error(transparent)]
    Unfinished(#[from] Unfinished),
    /// What came back through the browser was refused, before anything was sent.
    #[error(transparent)]
    Callback(#[from] CallbackError),
    /// What is said about the user was refused, and the token with it.
    #[error(transparent)]
    IdToken(#[from] IdTokenError),
    /// Nobody has signed out: what says so does not hold.
    #[error(transparent)]
    LogoutToken(#[from] LogoutTokenError),
    /// A delivery of a webhook is not believed.
    #[error(transparent)]
    Webhook(SignatureRefused),
    /// No request can help: a person has to authorize again.
    #[error(transparent)]
    AuthorizeAgain(#[from] AuthorizeAgain),
    /// A stored text is not what `save` wrote, or belongs to somebody else.
    #[error(transparent)]
    Stored(#[from] StoredError),
    /// The application's own settings or arguments are wrong.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
}

impl Error {
    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        ConfigurationError::one(message).into()
    }

    /// Whether a person has to act: authorize (again), or make a new token by hand.
    ///
    /// That is so after a refused callback too, and when a refresh token or a code is no longer good.
    pub fn needs_user(&self) -> bool {
        match self {
            Self::AuthorizeAgain(_) | Self::Callback(_) | Self::Stored(_) => true,
            Self::IdToken(error) => !matches!(error, IdTokenError::Settings { .. }),
            Self::Provider(error) => matches!(
                error.code(),
                Some("invalid_grant" | "access_denied" | "interaction_required" | "login_required")
            ),
            Self::Unfinished(error) => error.cause().needs_user(),
            _ => false,
        }
    }

    /// Whether the same call may succeed later, with nothing changed. After [`Error::Unfinished`] that is
    /// another call: see [`Unfinished::cause`].
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Provider(error) => error.is_retryable(),
            Self::Transport(error) => error.is_retryable(),
            Self::Unreadable(error) => error.is_retryable(),
            _ => false,
        }
    }

    /// How long the provider asks to wait (`Retry-After` in seconds; RFC 9110, 10.2.3).
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Provider(error) => error.retry_after(),
            Self::Unreadable(error) => error.retry_after(),
            _ => None,
        }
    }
}

impl From<TransportError> for Error {
    /// A request that was never sent because of settings is a configuration error.
    fn from(error: TransportError) -> Self {
        match error.fault() {
            TransportFault::Refused => Self::configuration(error.to_string()),
            _ => Self::Transport(error),
        }
    }
}
