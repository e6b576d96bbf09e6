//! What to do about an error.

use std::time::Duration;

use super::{CallbackError, Error};
use crate::identity::IdTokenError;

/// Who or what can help against an [`Error`]: one answer for each, so that an application need not know them all.
///
/// ```
/// # use oauth_runtime::{Error, Remedy};
/// # fn told(error: &Error) -> &'static str {
/// match error.remedy() {
///     Remedy::Retry { .. } => "The service does not answer right now. Please try again in a moment.",
///     Remedy::AskUser => "The connection has ended, or was not made. Please connect again.",
///     Remedy::Refuse => "That did not come from where it should.",
///     _ => "Something is wrong on our side.", // and into the log with it
/// }
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// Time: the same call may succeed later. After [`Error::Unfinished`] it is
    /// [`Client::resume`](crate::Client::resume) that may.
    Retry {
        /// How long the provider asks to wait, if it says so.
        after: Option<Duration>,
    },
    /// A person: to authorize (again), to log in, or to make a new token by hand.
    AskUser,
    /// Nothing: whoever sent this is not believed. Answer with a 401 or a 400.
    Refuse,
    /// Whoever runs the application: the settings, the registration at the provider, or its file is not right.
    Operator,
}

impl Error {
    /// What to do about it.
    pub fn remedy(&self) -> Remedy {
        let retryable = match self {
            Self::Provider(error) => error.is_retryable(),
            Self::Transport(error) => error.is_retryable(),
            Self::Unreadable(error) => error.is_retryable(),
            Self::Callback(CallbackError::Denied(denial)) => denial.is_temporary(),
            Self::Unfinished(error) => return error.cause().remedy(),
            _ => false,
        };
        if retryable {
            return Remedy::Retry { after: self.retry_after() };
        }
        let user_helps = match self {
            Self::Webhook(refused) => return refused.remedy(),
            // Whoever has sent it is asked for another one, if for anything.
            Self::LogoutToken(_) | Self::PassedOnIdToken(_) | Self::NoToken(_) => {
                return Remedy::Refuse;
            }
            Self::AuthorizeAgain(error) => error.needs_user(),
            Self::Provider(error) => error.is_of_the_user(),
            Self::Callback(CallbackError::Denied(denial)) => is_of_the_user(denial.code()),
            // What was kept is another client's, or another flow's: the application has mixed them up.
            Self::Callback(error) => {
                !matches!(error, CallbackError::Other { .. } | CallbackError::OtherFlow { .. })
            }
            Self::IdToken(error) => !matches!(error, IdTokenError::Settings { .. }),
            Self::Stored(error) => error.needs_user(),
            _ => false,
        };
        if user_helps { Remedy::AskUser } else { Remedy::Operator }
    }
}

/// Errors that a person resolves (RFC 6749, 4.1.2.1 and 5.2; OpenID Connect Core, 3.1.2.6).
pub(crate) fn is_of_the_user(code: &str) -> bool {
    matches!(
        code,
        "invalid_grant"
            | "access_denied"
            | "interaction_required"
            | "login_required"
            | "account_selection_required"
            | "consent_required"
    )
}
