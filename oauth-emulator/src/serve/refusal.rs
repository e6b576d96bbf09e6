//! Refusals: what a request did wrong, as RFC 6749, 5.2 words it.

use hyper::header::{ALLOW, WWW_AUTHENTICATE};
use oauth_spec::ProviderSpec;
use serde_json::{Value, json};

use crate::http::Answer;
use crate::sample;

/// Why a request is refused.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: String,
    pub(crate) description: String,
    challenge: Option<String>,
    allow: Option<&'static str>,
}

impl Refusal {
    /// With status 400. The description may repeat what the client sent.
    pub(crate) fn new(code: &str, description: impl Into<String>) -> Self {
        Self {
            status: 400,
            code: code.to_owned(),
            description: description.into().chars().map(allowed).collect(),
            challenge: None,
            allow: None,
        }
    }

    /// The request itself is wrong.
    pub(crate) fn request(description: impl Into<String>) -> Self {
        Self::new("invalid_request", description)
    }

    /// What the client holds is worth nothing.
    pub(crate) fn grant(description: impl Into<String>) -> Self {
        Self::new("invalid_grant", description)
    }

    /// The client has not shown who it is.
    pub(crate) fn client(description: impl Into<String>) -> Self {
        Self { status: 401, ..Self::new("invalid_client", description) }
    }

    /// The method is not served here.
    pub(crate) fn method(allowed: &'static str) -> Self {
        let description = format!("Only {allowed} is served here");
        Self { status: 405, allow: Some(allowed), ..Self::request(description) }
    }

    /// Whoever tried Basic is told that it is the scheme (RFC 6749, 5.2).
    pub(crate) fn with_basic_challenge(self, tried: bool) -> Self {
        let challenge = tried.then(|| "Basic realm=\"oauth\", charset=\"UTF-8\"".to_owned());
        Self { challenge, ..self }
    }

    /// With a challenge that repeats the error (RFC 6750, 3).
    pub(crate) fn with_token_challenge(self, scheme: &str) -> Self {
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let challenge = format!(
            "{scheme} error=\"{}\", error_description=\"{}\"",
            quoted(&self.code),
            quoted(&self.description)
        );
        Self { challenge: Some(challenge), ..self }
    }

    /// The answer, with samples for the declared error fields.
    pub(crate) fn answer(&self, spec: &ProviderSpec) -> Answer {
        let mut body = sample::object(spec.error_fields);
        body.insert("error".to_owned(), json!(self.code));
        if !self.description.is_empty() {
            body.insert("error_description".to_owned(), json!(self.description));
        }
        let mut answer = Answer::json(self.status, &Value::Object(body)).no_store();
        if let Some(challenge) = &self.challenge {
            answer = answer.with(WWW_AUTHENTICATE, challenge);
        }
        if let Some(allowed) = self.allow {
            answer = answer.with(ALLOW, allowed);
        }
        answer
    }
}

/// What an `error_description` may hold (RFC 6749, 5.2); anything else would be the emulator's own
/// mistake.
fn allowed(character: char) -> char {
    match character {
        '"' => '\'',
        ' '..='~' if character != '\\' => character,
        _ => '?',
    }
}
