//! Refusals: what a request did wrong, as RFC 6749, 5.2 words it.

use hyper::header::{ALLOW, WWW_AUTHENTICATE};
use oauth_spec::{AnswerFormat, ErrorSpec, ErrorText, FieldFrom};
use serde_json::{Value, json};

use super::write;
use crate::http::Answer;
use crate::path;
use crate::sample;
use crate::world::World;

/// Why a request is refused.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: String,
    pub(crate) description: String,
    challenge: Option<String>,
    allow: Option<Box<str>>,
    /// What proofs must repeat from now on.
    nonce: Option<Box<str>>,
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
            nonce: None,
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
    pub(crate) fn method(allowed: &str) -> Self {
        let description = format!("Only {allowed} is served here");
        Self { status: 405, allow: Some(allowed.into()), ..Self::request(description) }
    }

    /// Whoever tried Basic is told that it is the scheme (RFC 6749, 5.2).
    pub(crate) fn with_basic_challenge(self, tried: bool) -> Self {
        let challenge = tried.then(|| "Basic realm=\"oauth\", charset=\"UTF-8\"".to_owned());
        Self { challenge, ..self }
    }

    /// With a nonce that proofs must repeat (RFC 9449, 8).
    pub(crate) fn with_nonce(self, nonce: String) -> Self {
        Self { nonce: Some(nonce.into()), ..self }
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

    /// And says where the metadata of the resource is (RFC 9728, 5.1).
    pub(crate) fn with_resource_metadata(mut self, url: &str) -> Self {
        if let Some(challenge) = &mut self.challenge {
            *challenge = format!("{challenge}, resource_metadata=\"{url}\"");
        }
        self
    }

    /// The answer of an endpoint of the protocol, in the declared shape, with samples for the declared
    /// error fields. A provider that marks its refusals in the body sends them with status 200.
    pub(crate) fn answer(&self, world: &World, format: AnswerFormat) -> Answer {
        self.answer_with(world, format, self.status_at(world))
    }

    /// Its status where refusals are told as declared.
    fn status_at(&self, world: &World) -> u16 {
        let marked = !world.spec.errors.when.is_empty();
        if marked { 200 } else { self.status }
    }

    /// The same with that status, whatever is declared.
    pub(crate) fn answer_with(&self, world: &World, format: AnswerFormat, status: u16) -> Answer {
        let errors = &world.spec.errors;
        let is_flat = format == AnswerFormat::Form;
        let mut body = fields(world);
        let mut put = |place: &str, value: Value| match &mut body {
            Value::Object(members) if is_flat => drop(members.insert(place.to_owned(), value)),
            body => path::put(body, place, value),
        };
        let code = errors.code.first().copied().unwrap_or("error");
        put(code, provider_code(errors, &self.code));
        // Those that hold each other are of different answers.
        let mut places = errors.description.iter().copied();
        let apart = |place: &&str| *place != code && (is_flat || !path::overlap(place, code));
        let description = places.find(apart).filter(|_| !self.description.is_empty());
        if let Some(description) = description {
            put(description, json!(self.description));
        }
        write::mark_bad(errors, &mut body);
        self.headers(write::answer(format, status, &body))
    }

    /// The answer of a token endpoint: a bare text, where refusals are such.
    pub(crate) fn at_token_endpoint(&self, world: &World, format: AnswerFormat) -> Answer {
        self.at_token_endpoint_with(world, format, self.status_at(world))
    }

    /// The same with that status, whatever is declared.
    pub(crate) fn at_token_endpoint_with(
        &self,
        world: &World,
        format: AnswerFormat,
        status: u16,
    ) -> Answer {
        let errors = &world.spec.errors;
        if let Some(status) = errors.status_of_code(&self.code) {
            return self.headers(Answer::new(status, "text/plain; charset=utf-8", ""));
        }
        // Who polls must hear the code.
        let is_poll = matches!(self.code.as_str(), "authorization_pending" | "slow_down");
        let text = match errors.text {
            Some(ErrorText::Code) => sample::text(&provider_code(errors, &self.code)),
            Some(ErrorText::Description) if !is_poll && !self.description.is_empty() => {
                self.description.clone()
            }
            _ => return self.answer_with(world, format, status),
        };
        self.headers(Answer::new(status, "text/plain; charset=utf-8", text))
    }

    /// The answer of the API (RFC 6750, 3), in the declared shape.
    pub(crate) fn api_answer(&self, world: &World) -> Answer {
        self.answer_with(world, AnswerFormat::Json, self.status)
    }

    fn headers(&self, answer: Answer) -> Answer {
        let mut answer = answer.no_store();
        if let Some(challenge) = &self.challenge {
            answer = answer.with(WWW_AUTHENTICATE, challenge);
        }
        if let Some(allowed) = &self.allow {
            answer = answer.with(ALLOW, allowed);
        }
        if let Some(nonce) = &self.nonce {
            answer = answer.with_text("dpop-nonce", nonce);
        }
        answer
    }
}

/// Samples for the declared error fields.
fn fields(world: &World) -> Value {
    let mut body = json!({});
    let samples = &world.script.values.samples;
    samples.put_into(&mut body, "errors", FieldFrom::Answer, world.spec.errors.fields);
    body
}

/// The provider's own code for one of the RFC's; a number where it looks like one.
fn provider_code(errors: &ErrorSpec, code: &str) -> Value {
    match errors.codes.iter().find(|(_, standard)| *standard == code) {
        Some((own, _)) => own.parse::<i64>().map_or_else(|_| json!(own), |number| json!(number)),
        None => json!(code),
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
