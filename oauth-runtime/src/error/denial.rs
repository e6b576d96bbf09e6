//! What the provider says through the browser when it gives no code.

use std::fmt;
use std::sync::Arc;

use super::text::shown;
use crate::answer::{Context, Members, Places, collect, typed};
use crate::fields::Fields;

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

    /// Whether a new authorization may succeed a little later.
    pub(crate) fn is_temporary(&self) -> bool {
        matches!(self.code(), "temporarily_unavailable" | "server_error")
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
            _ if self.is_temporary() => "; start a new authorization a little later",
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
