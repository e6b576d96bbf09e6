//! Callbacks that are refused.

use std::fmt;

use super::Error;
use super::denial::Denial;
use super::text::shown;
use crate::sign::SignatureRefused;

/// Why a callback was refused. Nothing was sent.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum CallbackError {
    /// The user or the provider said no (RFC 6749, 4.1.2.1).
    Denied(Denial),
    /// The signature is missing or wrong, and this provider signs its callbacks.
    Signature(SignatureRefused),
    /// The signed answer does not hold, and this provider signs its answers (JARM, 2.4).
    Response {
        /// What is wrong with it.
        reason: String,
    },
    /// A parameter comes more than once (RFC 6749, 3.1).
    RepeatedParameter {
        /// Its name.
        name: String,
    },
    /// There is no `state`.
    MissingState {
        /// What the provider calls it.
        parameter: &'static str,
    },
    /// The `state` is another one (RFC 6749, 10.12).
    WrongState,
    /// There is no `iss`, and this provider says who answers (RFC 9207, 2.4).
    MissingIssuer {
        /// Who should answer.
        expected: String,
    },
    /// Somebody else answers (RFC 9207, 2.4).
    WrongIssuer {
        /// Who should answer.
        expected: String,
        /// Who answers.
        found: String,
    },
    /// This authorization has been used already.
    Replayed,
    /// This authorization began too long ago.
    Expired {
        /// How long one may take.
        limit: std::time::Duration,
    },
    /// Nobody came back from the browser.
    NobodyCame {
        /// How long was waited.
        limit: std::time::Duration,
    },
    /// There is no `code`.
    MissingCode {
        /// What the provider calls it.
        parameter: &'static str,
        /// What it calls the error.
        error: &'static str,
    },
    /// There is no access token in the fragment.
    MissingToken,
    /// There is no ID token in the redirect.
    MissingIdToken,
    /// A declared parameter that is required is missing or of another type.
    MissingField {
        /// Its name.
        name: &'static str,
    },
    /// A declared parameter is there and is not what it must be.
    WrongField {
        /// Its name.
        name: &'static str,
    },
    /// The callback is not written as this provider writes them.
    Unreadable,
    /// There is a `state` where the provider is said to have started by itself.
    UnexpectedState,
    /// The callback does not say that consent was given.
    NoConsent,
    /// The pending authorization belongs to another provider, environment or client.
    Other {
        /// Whose it is.
        found: String,
        /// Whose it should be.
        expected: String,
    },
    /// The pending authorization belongs to another flow.
    OtherFlow {
        /// How it began.
        began: &'static str,
        /// What to call.
        instead: &'static str,
    },
}

impl fmt::Display for CallbackError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Denied(error) => error.fmt(formatter),
            Self::Signature(refused) => write!(formatter, "the callback is refused: {refused}"),
            Self::Response { reason } => {
                write!(formatter, "the callback's signed answer is refused: {reason}")
            }
            Self::RepeatedParameter { name } => write!(
                formatter,
                "the callback has the parameter `{}` more than once, which RFC 6749 forbids: \
                 start a new authorization",
                shown(name)
            ),
            Self::MissingState { parameter } => write!(
                formatter,
                "the callback has no `{parameter}`: it answers no authorization of ours, so \
                 start a new one"
            ),
            Self::WrongState => formatter.write_str(
                "the `state` of the callback is not the pending authorization's: the \
                 callback belongs to another browser session or is forged, so start a new \
                 authorization",
            ),
            Self::MissingIssuer { expected } => write!(
                formatter,
                "the callback has no `iss`, which must be {expected}: it did not come from \
                 there, so start a new authorization"
            ),
            Self::WrongIssuer { expected, found } => write!(
                formatter,
                "the callback's `iss` is {}, and not {expected}: it answers an \
                 authorization at another provider, so start a new one",
                shown(found)
            ),
            Self::Replayed => formatter.write_str(
                "this authorization has been used already: a callback counts once, so start \
                 a new one",
            ),
            Self::Expired { limit } => write!(
                formatter,
                "this authorization began more than {} seconds ago: start a new one",
                limit.as_secs()
            ),
            Self::NobodyCame { limit } => write!(
                formatter,
                "nobody came back from the browser within {} seconds: start a new \
                 authorization",
                limit.as_secs()
            ),
            Self::MissingCode { parameter, error } => write!(
                formatter,
                "the callback has neither `{parameter}` nor `{error}`: start a new \
                 authorization"
            ),
            Self::MissingIdToken => formatter.write_str(
                "the redirect has neither `id_token` nor an error: start a new authorization",
            ),
            Self::MissingToken => formatter.write_str(
                "the redirect has neither `access_token` nor `error` in its fragment: start \
                 a new authorization",
            ),
            Self::MissingField { name } => write!(
                formatter,
                "the callback has no usable `{name}`, which the provider declares: start a \
                 new authorization"
            ),
            Self::WrongField { name } => write!(
                formatter,
                "the callback's `{name}` is not what it must be: it is for another client \
                 or is forged, so start a new authorization"
            ),
            Self::Unreadable => formatter.write_str(
                "the callback cannot be read: pass the body exactly as it was received, which is JSON, \
                 or a form in UTF-8",
            ),
            Self::UnexpectedState => formatter.write_str(
                "the callback has a `state`: it answers an authorization that was begun, so \
                 accept it with that",
            ),
            Self::NoConsent => {
                formatter.write_str("the callback does not say that consent was given: ask again")
            }
            Self::Other { found, expected } => write!(
                formatter,
                "the pending authorization belongs to {found}, and this client is \
                 {expected}: use the client it began with"
            ),
            Self::OtherFlow { began, instead } => {
                write!(formatter, "the pending authorization began with `{began}()`: {instead}")
            }
        }
    }
}

impl std::error::Error for CallbackError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Denied(error) => error.source(),
            _ => None,
        }
    }
}

impl CallbackError {
    /// Of a signature that is not right: wrong settings are the application's own, all else came through the browser.
    pub(crate) fn unsigned(refused: SignatureRefused) -> Error {
        match refused {
            SignatureRefused::Settings { .. } => Error::configuration(refused.to_string()),
            refused => Self::Signature(refused).into(),
        }
    }
}

impl From<Denial> for CallbackError {
    fn from(error: Denial) -> Self {
        Self::Denied(error)
    }
}
