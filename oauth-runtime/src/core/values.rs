//! Where values come from: the client's settings, and the call at hand.

use std::borrow::Cow;

use oauth_spec::{Part, Source, Template};

use crate::query::Pairs;
use crate::secret::Secret;
use crate::token::TokenData;
use crate::value::Value;

/// What the settings fix once and for all.
#[derive(Clone)]
pub(crate) struct Fixed {
    pub(crate) client_id: Option<String>,
    pub(crate) client_secret: Option<Secret>,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) variables: Vec<(&'static str, String)>,
}

impl Fixed {
    /// Whether a source never changes while the client lives.
    pub(crate) fn knows(source: Source) -> bool {
        matches!(
            source,
            Source::ClientId | Source::ClientSecret | Source::RedirectUri | Source::Variable(_)
        )
    }

    pub(crate) fn variable(&self, name: &str) -> Option<&str> {
        self.variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn get(&self, source: Source) -> Option<&str> {
        match source {
            Source::ClientId => self.client_id.as_deref(),
            Source::ClientSecret => self.client_secret.as_ref().map(Secret::expose),
            Source::RedirectUri => self.redirect_uri.as_deref(),
            Source::Variable(name) => self.variable(name),
            _ => None,
        }
    }
}

/// What a call knows beside the settings.
#[derive(Clone, Copy, Default)]
pub(crate) struct Values<'a> {
    pub(crate) fixed: Option<&'a Fixed>,
    pub(crate) scope: Option<&'a str>,
    /// Made by us, so nothing in it needs an escape.
    pub(crate) state: Option<&'a str>,
    /// The same.
    pub(crate) code_challenge: Option<&'a str>,
    pub(crate) code_verifier: Option<&'a str>,
    pub(crate) code: Option<&'a str>,
    pub(crate) callback: Option<&'a Pairs>,
    pub(crate) token: Option<&'a TokenData>,
    pub(crate) parameters: &'a [(Cow<'static, str>, Value)],
}

/// A value that was found.
#[derive(Clone)]
pub(crate) enum Given<'a> {
    /// Text of letters, digits, `-` and `_`, which needs no escape anywhere.
    Plain(&'a str),
    Text(Cow<'a, str>),
    Integer(i64),
    Boolean(bool),
}

impl<'a> Given<'a> {
    pub(crate) fn of(value: &'a Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text.as_str().into()),
            Value::Secret(secret) => Self::Text(secret.expose().into()),
            Value::Integer(number) => Self::Integer(*number),
            Value::Boolean(truth) => Self::Boolean(*truth),
        }
    }

    pub(crate) fn text(self) -> Cow<'a, str> {
        match self {
            Self::Plain(text) => text.into(),
            Self::Text(text) => text,
            Self::Integer(number) => number.to_string().into(),
            Self::Boolean(truth) => if truth { "true" } else { "false" }.into(),
        }
    }
}

impl<'a> Values<'a> {
    pub(crate) fn get(&self, source: Source) -> Option<Given<'a>> {
        let text = match source {
            Source::Scope => self.scope,
            Source::State => return self.state.map(Given::Plain),
            Source::CodeChallenge => return self.code_challenge.map(Given::Plain),
            Source::CodeVerifier => self.code_verifier,
            Source::Code => self.code,
            Source::AccessToken => self.token.map(|token| token.access_token.expose()),
            Source::RefreshToken => {
                self.token.and_then(|token| token.refresh_token.as_ref()).map(Secret::expose)
            }
            Source::Callback(name) => self.callback.and_then(|pairs| pairs.get(name)),
            Source::Parameter(name) => {
                let mut given = self.parameters.iter();
                return given.find(|(known, _)| known == name).map(|(_, value)| Given::of(value));
            }
            Source::Token(name) => return self.token.and_then(|token| token.member(name)),
            fixed => self.fixed.and_then(|settings| settings.get(fixed)),
        };
        text.map(|text| Given::Text(text.into()))
    }

    /// The text of a template; the error is the source that has no value.
    pub(crate) fn fill(&self, template: Template) -> Result<crate::wipe::WipedText, Source> {
        let mut out = crate::wipe::WipedText(String::with_capacity(64));
        for part in template.parts() {
            match part {
                Part::Text(text) => out.0.push_str(text),
                Part::Value(source) => out.0.push_str(&self.get(*source).ok_or(*source)?.text()),
            }
        }
        Ok(out)
    }
}

/// How to give a value for a source that has none.
pub(crate) fn how_to_give(source: Source) -> String {
    match source {
        Source::ClientId => "call `.client_id(…)` on the builder".to_owned(),
        Source::ClientSecret => "call `.client_secret(…)` on the builder".to_owned(),
        Source::RedirectUri => "call `.redirect_uri(…)` on the builder".to_owned(),
        Source::Variable(name) => {
            format!("give the variable `{name}` with `builder_with(Variables {{ … }})`")
        }
        Source::Scope => "call `.scopes([…])`".to_owned(),
        Source::Parameter(name) => format!("give `{name}` with the call"),
        Source::RefreshToken => "the token has no refresh token".to_owned(),
        Source::Callback(name) => format!("the callback has no `{name}`"),
        Source::Token(name) => format!("the token answer has no `{name}`"),
        _ => "this step does not know it; check the TOML file".to_owned(),
    }
}
