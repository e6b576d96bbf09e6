//! Where values come from: the client's settings, and the call at hand.

use std::borrow::Cow;

use oauth_spec::{Part, ProviderSpec, Source, Template};

use super::computing::Computing;
use super::keys::Keys;
use super::once::Once;
use crate::answer::Members;
use crate::secret::Secret;
use crate::token::{TokenData, given};
use crate::value::Value;
use crate::wipe::WipedText;

/// What the settings fix once and for all.
#[derive(Clone)]
pub(crate) struct Fixed {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) client_id: Option<String>,
    pub(crate) client_secret: Option<Secret>,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) variables: Vec<(&'static str, String)>,
    pub(crate) mirror: Option<url::Url>,
    /// What the client signs with, where it signs.
    pub(crate) keys: Option<Box<Keys>>,
}

impl Fixed {
    /// Whether what a template says never changes while the client lives.
    pub(crate) fn fills(&self, template: Template) -> bool {
        template.sources().all(|source| self.knows(source))
    }

    /// Whether a source never changes while the client lives.
    pub(crate) fn knows(&self, source: Source) -> bool {
        match source {
            Source::ClientId | Source::ClientSecret | Source::Variable(_) | Source::DpopKey => true,
            // One that carries `state` is another each time, and one that the settings leave out may come
            // with each authorization.
            Source::RedirectUri => {
                self.redirect_uri.is_some()
                    && !matches!(self.spec.callback.state, oauth_spec::StateUse::InRedirectUri(_))
            }
            _ => false,
        }
    }

    pub(crate) fn variable(&self, name: &str) -> Option<&str> {
        self.variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The same, as what it is in JSON.
    pub(crate) fn given(&self, source: Source) -> Option<Given<'_>> {
        let text = self.get(source)?;
        let is_number = match source {
            Source::ClientId => self.spec.client.numeric_id,
            Source::Variable(name) => {
                let declared = self.spec.variable(name);
                declared.is_some_and(|it| it.kind == oauth_spec::VariableKind::Integer)
            }
            _ => false,
        };
        // It was looked at when the client was built.
        let number = is_number.then(|| text.parse().ok()).flatten();
        Some(number.map_or_else(|| Given::Text(text.into()), Given::Integer))
    }

    pub(crate) fn get(&self, source: Source) -> Option<&str> {
        match source {
            Source::ClientId => self.client_id.as_deref(),
            Source::ClientSecret => self.client_secret.as_ref().map(Secret::expose),
            Source::RedirectUri => self.redirect_uri.as_deref(),
            Source::Variable(name) => self.variable(name),
            Source::DpopKey => self.keys.as_ref()?.thumbprint.as_deref(),
            _ => None,
        }
    }

    /// The text of a template, if the settings know all of it.
    pub(crate) fn fill(&self, template: Template) -> Option<String> {
        Values { fixed: Some(self), ..Values::default() }.known(template)
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
    pub(crate) callback: Option<&'a Members>,
    pub(crate) token: Option<&'a TokenData>,
    pub(crate) parameters: &'a [(Cow<'static, str>, Value)],
    pub(crate) more: Option<&'a More<'a>>,
    pub(crate) computing: Option<&'a Computing<'a>>,
}

/// What few calls know.
#[derive(Default)]
pub(crate) struct More<'a> {
    pub(crate) nonce: Option<&'a str>,
    /// The `state` of the authorization, at the exchange: whoever stored it may have made it.
    pub(crate) state: Option<&'a str>,
    /// What is asked for in detail, as JSON.
    pub(crate) authorization_details: Option<&'a str>,
    /// What the token is for.
    pub(crate) resources: &'a [String],
    /// The redirect URI of this authorization, where it is another each time.
    pub(crate) redirect_uri: Option<&'a str>,
    pub(crate) scope_sets: &'a [(Cow<'static, str>, String)],
    /// Tokens that other grants have given just before.
    pub(crate) grants: &'a [(&'static str, Secret)],
    /// The token that is revoked or introspected.
    pub(crate) at_hand: Option<&'a Secret>,
    pub(crate) once: Once<'a>,
}

/// A value that was found.
#[derive(Clone)]
pub(crate) enum Given<'a> {
    /// Text of letters, digits, `-` and `_`, which needs no escape anywhere.
    Plain(&'a str),
    /// Scopes, which have an encoding of their own in URLs.
    Scopes(&'a str),
    Text(Cow<'a, str>),
    /// JSON: itself in a JSON body, its text elsewhere.
    Json(&'a str),
    /// Several texts, a parameter each; a list in a JSON body.
    Several(&'a [String]),
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
            Self::Plain(text) | Self::Scopes(text) | Self::Json(text) => text.into(),
            Self::Text(text) => text,
            Self::Several(texts) => texts.join(" ").into(),
            Self::Integer(number) => number.to_string().into(),
            Self::Boolean(truth) => if truth { "true" } else { "false" }.into(),
        }
    }
}

impl<'a> Values<'a> {
    pub(crate) fn get(&self, source: Source) -> Option<Given<'a>> {
        let text = match source {
            Source::Scope => return self.scope.map(Given::Scopes),
            Source::State if self.state.is_some() => return self.state.map(Given::Plain),
            Source::CodeChallenge => return self.code_challenge.map(Given::Plain),
            Source::CodeVerifier => self.code_verifier,
            Source::Code => self.code,
            Source::AccessToken => self.token.map(|token| token.access_token.expose()),
            Source::Parameter(name) => {
                let mut given = self.parameters.iter();
                return given.find(|(known, _)| known == name).map(|(_, value)| Given::of(value));
            }
            Source::ClientId | Source::ClientSecret | Source::Variable(_) => {
                return self.fixed.and_then(|settings| settings.given(source));
            }
            _ => return self.rare(source),
        };
        text.map(|text| Given::Text(text.into()))
    }

    /// What few requests need.
    fn rare(&self, source: Source) -> Option<Given<'a>> {
        let secret = |secret: Option<&'a Secret>| secret.map(Secret::expose);
        let text = match source {
            Source::State => self.more?.state,
            Source::RefreshToken => secret(self.token.and_then(|it| it.refresh_token.as_ref())),
            Source::IdToken => secret(self.token.and_then(|it| it.id_token.as_ref())),
            Source::TokenAtHand => secret(self.more?.at_hand),
            Source::Resource => {
                let resources = self.more?.resources;
                return (!resources.is_empty()).then_some(Given::Several(resources));
            }
            Source::AuthorizationDetails => {
                return self.more?.authorization_details.map(Given::Json);
            }
            Source::DpopKey => self.fixed.and_then(|settings| settings.get(source)),
            Source::Nonce => return self.more?.nonce.map(Given::Plain),
            Source::RedirectUri => self
                .more
                .and_then(|more| more.redirect_uri)
                .or_else(|| self.fixed.and_then(|settings| settings.get(source))),
            Source::ScopeSet(name) => {
                let mut sets = self.more?.scope_sets.iter();
                return sets.find(|(known, _)| known == name).map(|(_, text)| Given::Scopes(text));
            }
            Source::Grant(name) => {
                let mut grants = self.more?.grants.iter();
                grants.find(|(known, _)| *known == name).map(|(_, token)| token.expose())
            }
            Source::Callback(name) => {
                let here = self.callback.and_then(|members| {
                    let declared = self.fixed.map_or(&[][..], |it| it.spec.callback.fields);
                    given(members.0.get(name)?, declared, name)
                });
                return here.or_else(|| self.token?.callback(name));
            }
            Source::Token(name) => return self.token?.member(name),
            Source::Call(path) => return self.token?.call(path),
            Source::Computed(name) => {
                let made = self.computing?.value(name, self)?;
                return Some(Given::Text(made.into()));
            }
            #[cfg(feature = "jose")]
            Source::ClientAssertion => {
                return Some(Given::Text(self.computing?.assertion(self)?.into()));
            }
            Source::Random => self.more?.once.random(),
            Source::RandomUuid => self.more?.once.uuid(),
            Source::Time(format) => return Some(Given::Text(self.more?.once.time(format).into())),
            _ => None,
        };
        text.map(|text| Given::Text(text.into()))
    }

    /// The text of a template, if all of it is known.
    pub(crate) fn known(&self, template: Template) -> Option<String> {
        self.fill(template).ok().map(WipedText::take)
    }

    /// The text of a template; the error is the source that has no value.
    pub(crate) fn fill(&self, template: Template) -> Result<WipedText, Source> {
        self.fill_parts(&mut template.parts(), String::push_str)
    }

    /// The same for JSON: what values hold is escaped as part of a JSON text.
    pub(crate) fn fill_json(&self, template: Template) -> Result<WipedText, Source> {
        self.fill_parts(&mut template.parts(), crate::escape::push_json_inner)
    }

    /// The same of parts that were read before; `push` is how a value is written.
    pub(super) fn fill_parts(
        &self,
        parts: &mut dyn Iterator<Item = Part>,
        push: fn(&mut String, &str),
    ) -> Result<WipedText, Source> {
        let mut out = WipedText(String::with_capacity(64));
        for part in parts {
            match part {
                Part::Text(text) => out.0.push_str(text),
                Part::Value(source) => {
                    push(&mut out.0, &self.get(source).ok_or(source)?.text());
                }
            }
        }
        Ok(out)
    }
}

/// How to give a value for a source that has none.
pub(crate) fn how_to_give(source: Source) -> String {
    match source {
        Source::ClientId => "call `.client_id(…)`".to_owned(),
        Source::ClientSecret => "call `.client_secret(…)` on the builder".to_owned(),
        Source::RedirectUri => {
            "call `.redirect_uri(…)` on the builder or with the authorization".to_owned()
        }
        Source::Variable(name) => {
            format!("give the variable `{name}` with `builder_with(Variables::new(…).{name}(…))`")
        }
        Source::Scope => "call `.scopes([…])`".to_owned(),
        Source::ScopeSet(name) => format!("call `.scope_set([…])` with scopes of `{name}`"),
        Source::Parameter(name) => format!("give `{name}` with the call"),
        Source::RefreshToken => "the token has no refresh token".to_owned(),
        Source::IdToken => "the token has no ID token".to_owned(),
        Source::Callback(name) => format!("the callback has no `{name}`"),
        Source::Token(name) => format!("the token answer has no `{name}`"),
        Source::Call(path) => format!("no call has read `{path}`"),
        Source::Grant(name) => format!("the grant `{name}` has given no token"),
        Source::WebhookSecret => "pass the webhook's secret to `verify`".to_owned(),
        Source::Random | Source::RandomUuid => {
            "the operating system gives no random numbers".to_owned()
        }
        _ => "this step does not know it; check the TOML file".to_owned(),
    }
}
