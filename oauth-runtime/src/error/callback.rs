//! Callbacks that are refused.

use std::fmt;
use std::sync::Arc;

use super::text::shown;
use crate::answer::{Context, Members, Places, collect, typed};
use crate::fields::Fields;
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
                "the callback has the parameter `{}` more than once, which RFC 6749 forbids",
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
                "the callback is not the JSON, or not the text, that this provider sends: pass the \
                 body exactly as it was received",
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

impl From<Denial> for CallbackError {
    fn from(error: Denial) -> Self {
        Self::Denied(error)
    }
}

/// What the provider said instead of sending a code (RFC 6749, 4.1.2.1).
#[derive(Clone)]
pub struct Denial(pub(crate) Arc<Denied>);

pub(crate) struct Denied {
    pub(crate) provider: &'static str,
    pub(crate) code: String,
    pub(crate) provider_code: String,
    pub(crate) description: Option<String>,
    pub(crate) uri: Option<String>,
    pub(crate) members: Members,
}

impl Denial {
    /// The error code, such as `access_denied`: the RFC's, where the declaration knows which one the
    /// provider's own stands for.
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The error code as the provider writes it.
    pub fn provider_code(&self) -> &str {
        &self.0.provider_code
    }

    /// The provider's explanation.
    pub fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// A page about it.
    pub fn uri(&self) -> Option<&str> {
        self.0.uri.as_deref()
    }

    /// The fields that the provider declares for callbacks, if all that are required are there.
    pub fn fields<T: Fields>(&self) -> Option<T> {
        let document = self.0.members.clone().into_json();
        let fields = collect(T::FIELDS, &Places::document(&document), None).ok()?;
        let mut values = typed(T::FIELDS, &fields.0, Context::NONE).ok()?;
        Some(T::read(&mut values))
    }

    /// A parameter of the callback, by name, if it is a text.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.0.members.0.get(name).and_then(serde_json::Value::as_str)
    }
}

impl fmt::Display for Denial {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Denied { provider, code, description, uri, .. } = &*self.0;
        if code == "access_denied" {
            write!(
                formatter,
                "the user or {provider} refused the authorization ({})",
                shown(code)
            )?;
        } else {
            write!(formatter, "{provider} refused the authorization: {}", shown(code))?;
        }
        if let Some(description) = description {
            write!(formatter, ": {}", shown(description))?;
        }
        if let Some(uri) = uri {
            write!(formatter, " (see {})", shown(uri))?;
        }
        formatter.write_str(match code.as_str() {
            "access_denied" => "; ask the user, then start a new authorization",
            "temporarily_unavailable" | "server_error" => {
                "; start a new authorization a little later"
            }
            "invalid_scope" => "; ask for scopes that the provider grants",
            _ => "; check the client's registration and the request",
        })
    }
}

impl fmt::Debug for Denial {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Denial")
            .field("code", &self.0.code)
            .field("description", &self.0.description)
            .field("uri", &self.0.uri)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Denial {}
