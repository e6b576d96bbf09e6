//! The one error type: each variant says what its reader can do about it.

mod again;
mod callback;
mod configuration;
mod denial;
mod no_browser;
mod no_token;
mod provider;
mod remedy;
mod stored;
mod text;
mod transport;
mod unfinished;
mod unreadable;

use std::fmt;
use std::time::Duration;

pub use again::{AgainReason, AuthorizeAgain};
pub use callback::CallbackError;
pub use configuration::ConfigurationError;
pub use denial::Denial;
pub(crate) use denial::Denied;
pub use no_browser::NoBrowser;
pub use no_token::NoToken;
pub use provider::ProviderError;
pub(crate) use provider::ProviderFault;
#[cfg(feature = "jose")]
pub(crate) use provider::WANTS_NONCE;
pub use remedy::Remedy;
pub use stored::StoredError;
pub(crate) use text::{listed, shown};
pub use transport::{TransportError, TransportFault};
pub use unfinished::Unfinished;
pub use unreadable::Unreadable;
pub(crate) use unreadable::UnreadableFault;

use crate::identity::IdTokenError;
use crate::logout::LogoutTokenError;
use crate::secret::Secret;
use crate::sign::SignatureRefused;

/// What went wrong.
///
/// It is cheap to clone: whoever waits for the same request gets the same error. Neither its text nor
/// its debug form holds a secret or the body of an answer: where a provider repeats a secret that it was sent, there is
/// `…` in its place. Bodies are behind methods.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Error {
    /// The provider said no, and why.
    Provider(ProviderError),
    /// There was no answer.
    Transport(TransportError),
    /// There was an answer that makes no sense.
    Unreadable(Unreadable),
    /// There is a token, and a step that belongs to it failed.
    Unfinished(Unfinished),
    /// What came back through the browser was refused, before anything was sent.
    Callback(CallbackError),
    /// What is said about the user was refused, and the token with it.
    IdToken(IdTokenError),
    /// An ID token that somebody has sent is not believed
    /// ([`Client::verify_id_token_text`](crate::Client::verify_id_token_text)).
    PassedOnIdToken(IdTokenError),
    /// Nobody has signed out: what says so does not hold.
    LogoutToken(LogoutTokenError),
    /// A delivery of a webhook is not believed.
    Webhook(SignatureRefused),
    /// No request can help: a person has to authorize again.
    AuthorizeAgain(AuthorizeAgain),
    /// A stored text is not what `save` wrote, or belongs to somebody else.
    Stored(StoredError),
    /// No browser can be opened here, so nobody has been asked: show the address, or use a device code.
    NoBrowser(NoBrowser),
    /// Whoever has called this application has shown no token, so there is nothing to ask the provider
    /// ([`Client::introspect_text`](crate::Client::introspect_text)).
    NoToken(NoToken),
    /// The application's own settings or arguments are wrong.
    Configuration(ConfigurationError),
}

impl Error {
    /// The error that it holds.
    fn inner(&self) -> &(dyn std::error::Error + 'static) {
        match self {
            Self::Provider(error) => error,
            Self::Transport(error) => error,
            Self::Unreadable(error) => error,
            Self::Unfinished(error) => error,
            Self::Callback(error) => error,
            Self::IdToken(error) | Self::PassedOnIdToken(error) => error,
            Self::LogoutToken(error) => error,
            Self::Webhook(error) => error,
            Self::AuthorizeAgain(error) => error,
            Self::Stored(error) => error,
            Self::NoBrowser(error) => error,
            Self::NoToken(error) => error,
            Self::Configuration(error) => error,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.inner(), formatter)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner().source()
    }
}

impl From<ProviderError> for Error {
    fn from(error: ProviderError) -> Self {
        Self::Provider(error)
    }
}

impl From<Unreadable> for Error {
    fn from(error: Unreadable) -> Self {
        Self::Unreadable(error)
    }
}

impl From<Unfinished> for Error {
    fn from(error: Unfinished) -> Self {
        Self::Unfinished(error)
    }
}

impl From<CallbackError> for Error {
    fn from(error: CallbackError) -> Self {
        Self::Callback(error)
    }
}

impl From<IdTokenError> for Error {
    fn from(error: IdTokenError) -> Self {
        Self::IdToken(error)
    }
}

impl From<LogoutTokenError> for Error {
    fn from(error: LogoutTokenError) -> Self {
        Self::LogoutToken(error)
    }
}

impl From<AuthorizeAgain> for Error {
    fn from(error: AuthorizeAgain) -> Self {
        Self::AuthorizeAgain(error)
    }
}

impl From<NoToken> for Error {
    fn from(error: NoToken) -> Self {
        Self::NoToken(error)
    }
}

impl From<StoredError> for Error {
    fn from(error: StoredError) -> Self {
        Self::Stored(error)
    }
}

impl From<ConfigurationError> for Error {
    fn from(error: ConfigurationError) -> Self {
        Self::Configuration(error)
    }
}

impl Error {
    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        ConfigurationError::one(message).into()
    }

    /// The same with `…` wherever the provider repeats one of these.
    #[cold]
    pub(crate) fn without(self, secrets: Vec<Secret>) -> Self {
        match self {
            Self::Provider(error) => Self::Provider(error.without(secrets)),
            other => other,
        }
    }

    /// Whether a person has to act: authorize (again), log in, or make a new token by hand. That is so after a
    /// refused callback too, and when a refresh token or a code is no longer good.
    pub fn needs_user(&self) -> bool {
        self.remedy() == Remedy::AskUser
    }

    /// Whether the same call may succeed later, with nothing changed. After [`Error::Unfinished`] that is
    /// another call ([`Unfinished::cause`]), and after a denied authorization a new one: [`Error::remedy`] says
    /// for those, too, that it is time that helps.
    pub fn is_retryable(&self) -> bool {
        !matches!(self, Self::Unfinished(_) | Self::Callback(_))
            && matches!(self.remedy(), Remedy::Retry { .. })
    }

    /// How long the provider asks to wait (`Retry-After`; RFC 9110, 10.2.3): with the same call, or,
    /// after [`Error::Unfinished`], with the one that goes on.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Unfinished(error) => error.cause().retry_after(),
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
