//! What the provider itself says is wrong.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::remedy::is_of_the_user;
use super::text::shown;
use crate::answer::{Context, Places, any_document, collect, typed};
use crate::fields::Fields;
use crate::secret::Secret;
use crate::time::from_http_date;
use crate::wipe::Wiped;

/// The proof lacks the nonce that came with this answer (RFC 9449, 8 and 9).
pub(crate) const WANTS_NONCE: &str = "use_dpop_nonce";

/// Shorter secrets stand in a text by chance.
const SHORTEST: usize = 4;

/// An error that the provider answered with (RFC 6749, 5.2; RFC 6750, 3.1).
#[derive(Clone)]
pub struct ProviderError(Arc<ProviderFault>);

pub(crate) struct ProviderFault {
    pub(crate) provider: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) code: Option<String>,
    pub(crate) provider_code: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) uri: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) retry_after_text: Option<String>,
    pub(crate) rate_limited: bool,
    /// Whether no user takes part in what was refused.
    pub(crate) alone: bool,
    /// Whether it answers a call of the application's own, which no credentials of the client go with.
    pub(crate) of_api: bool,
    pub(crate) body: Wiped,
}

impl ProviderError {
    pub(crate) fn new(fault: ProviderFault) -> Self {
        Self(Arc::new(fault))
    }

    /// The same of a request in which no user takes part, whatever the code says: whoever runs the application can
    /// help.
    pub(crate) fn alone(mut self) -> Self {
        // Nobody else has one that was just made.
        if let Some(fault) = Arc::get_mut(&mut self.0) {
            fault.alone = true;
        }
        self
    }

    /// The same of an answer to a call of the application's own.
    pub(crate) fn of_api(mut self) -> Self {
        // Nobody else has one that was just made.
        if let Some(fault) = Arc::get_mut(&mut self.0) {
            fault.of_api = true;
        }
        self
    }

    /// The same with `…` wherever it says one of these.
    pub(super) fn without(mut self, all: Vec<Secret>) -> Self {
        let Some(fault) = Arc::get_mut(&mut self.0) else { return self };
        let mut secrets: Vec<Secret> = Vec::with_capacity(all.len());
        for secret in all.into_iter().filter(|secret| secret.expose().len() >= SHORTEST) {
            // What is a part of another goes after it.
            let is_longer = |other: &Secret| other.expose().len() >= secret.expose().len();
            secrets.insert(secrets.partition_point(is_longer), secret);
        }
        let ProviderFault { code, provider_code, description, uri, retry_after_text, .. } = fault;
        let texts = [code, provider_code, description, uri, retry_after_text];
        for text in texts.into_iter().flatten() {
            for secret in &secrets {
                let secret = secret.expose();
                for said in [secret, &escaped(secret)] {
                    if text.contains(said) {
                        *text = text.replace(said, "…");
                    }
                }
            }
        }
        self
    }

    /// Whether a person resolves it.
    pub(crate) fn is_of_the_user(&self) -> bool {
        !self.0.alone && self.code().is_some_and(is_of_the_user)
    }

    /// The status of the answer. It can be a 200: some providers put errors into those.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The error code, such as `invalid_grant`, if the answer has one: in the body, or in `WWW-Authenticate`, where
    /// resources say it (RFC 6750, 3). It is the RFC's, where the declaration knows which one the provider's own stands
    /// for.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The error code as the provider writes it.
    pub fn provider_code(&self) -> Option<&str> {
        self.0.provider_code.as_deref().or(self.code())
    }

    /// The provider's explanation.
    pub fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// A page about it.
    pub fn uri(&self) -> Option<&str> {
        self.0.uri.as_deref()
    }

    /// How long to wait, if `Retry-After` says so: in seconds, or with a date where the answer has a `Date` too.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// `Retry-After` as it stands: seconds or a date (RFC 9110, 10.2.3).
    pub fn retry_after_text(&self) -> Option<&str> {
        self.0.retry_after_text.as_deref()
    }

    /// Whether this means "too many calls", as the provider's declaration says.
    pub fn is_rate_limited(&self) -> bool {
        self.0.rate_limited
    }

    /// Whether the same request may succeed later.
    pub fn is_retryable(&self) -> bool {
        self.0.rate_limited
            || self.0.status.is_server_error()
            || matches!(self.code(), Some("temporarily_unavailable" | "server_error" | "slow_down"))
            || self.code() == Some(WANTS_NONCE)
    }

    /// The whole body. It may hold secrets: do not log it.
    pub fn body(&self) -> &[u8] {
        &self.0.body.0
    }

    /// The fields that the provider declares for errors, if all that are required are there.
    pub fn fields<T: Fields>(&self) -> Option<T> {
        let document = any_document(self.body())?;
        let members = collect(T::FIELDS, &Places::document(&document), None).ok()?;
        let mut values = typed(T::FIELDS, &members.0, Context::NONE).ok()?;
        Some(T::read(&mut values))
    }

    fn advice(&self) -> String {
        if self.0.rate_limited {
            return match (self.retry_after(), self.retry_after_text()) {
                (Some(wait), _) => format!("; wait {} seconds and try again", wait.as_secs()),
                (None, Some(text)) if from_http_date(text).is_some() => {
                    format!("; wait until {} and try again", shown(text))
                }
                _ => "; wait and try again".to_owned(),
            };
        }
        match self.code() {
            Some("invalid_client") => {
                "; check client_id, client_secret or the client's key, and the way the client authenticates"
            }
            Some(WANTS_NONCE) => "; make the request anew: the client has the nonce of this answer now",
            Some("invalid_grant") if self.0.alone => {
                "; what the client has sent for a token is wrong, used, expired or revoked: check its settings and its \
                 registration at the provider"
            }
            Some("invalid_grant") => {
                "; what was exchanged (a code, a refresh token, a password) is wrong, used, expired or revoked: \
                 authorize again"
            }
            Some("unauthorized_client" | "unsupported_grant_type") => {
                "; the client is not registered for this grant"
            }
            Some("invalid_scope") => "; ask for scopes that the provider grants",
            Some("access_denied") => "; whoever owns the resource has to allow it",
            Some("invalid_redirect_uri") => "; register a redirect URI that the provider takes",
            Some("invalid_client_metadata") => "; change what the client says about itself",
            Some("invalid_software_statement" | "unapproved_software_statement") => {
                "; ask the provider which software statements it takes"
            }
            Some("insufficient_scope") => "; authorize again with the scope that this wants",
            Some("invalid_token") => {
                "; the token that was shown is expired, revoked or another's: renew it, or authorize again"
            }
            Some(code) if is_of_the_user(code) && !self.0.alone => "; the user must authorize again",
            _ if self.is_retryable() => "; try again later",
            None if self.0.of_api => match self.0.status {
                StatusCode::UNAUTHORIZED => "; the token is not taken there",
                StatusCode::FORBIDDEN => "; the token may lack a scope, or its user a permission",
                _ => "",
            },
            None if self.0.status == StatusCode::UNAUTHORIZED => {
                "; check client_id, client_secret or the token"
            }
            _ => "",
        }
        .to_owned()
    }
}

/// As it stands in a query or a form.
fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

impl fmt::Display for ProviderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ProviderFault { provider, status, rate_limited, .. } = &*self.0;
        write!(formatter, "{provider} answered HTTP {}", status.as_u16())?;
        if *rate_limited {
            formatter.write_str(", too many calls")?;
        }
        if let Some(code) = self.code() {
            write!(formatter, ": {}", shown(code))?;
        }
        if let Some(own) = &self.0.provider_code {
            write!(formatter, " ({})", shown(own))?;
        }
        if let Some(description) = self.description() {
            write!(formatter, ": {}", shown(description))?;
        }
        if let Some(uri) = self.uri() {
            write!(formatter, " (see {})", shown(uri))?;
        }
        formatter.write_str(&self.advice())
    }
}

impl fmt::Debug for ProviderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ProviderError")
            .field("status", &self.0.status)
            .field("code", &self.0.code)
            .field("provider_code", &self.0.provider_code)
            .field("description", &self.0.description)
            .field("uri", &self.0.uri)
            .field("retry_after", &self.0.retry_after_text)
            .field("body", &self.0.body)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ProviderError {}
