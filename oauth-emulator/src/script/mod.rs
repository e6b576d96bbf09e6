//! The script: the declaration read backwards, with every variable in its place.
//!
//! The client's side fills templates in and sends them; here each template becomes a [`Pattern`] that
//! takes an arriving text apart, and each endpoint a [`Place`] that recognises a request. All that
//! can be wrong with that is found when the emulator starts.

mod flow;
mod pattern;
mod place;
mod recipe;
mod values;

use oauth_spec::{
    Algorithm, ClientAuthentication, Field, Message, ProviderSpec, RevocationAuthentication,
    SignatureEncoding, Source,
};

pub(crate) use flow::{Flow, FlowKind};
pub(crate) use pattern::{Pattern, Wanted};
pub(crate) use place::Place;
pub(crate) use recipe::{Grant, Recipe};
pub(crate) use values::Values;

use crate::error::EmulatorError;
use crate::fault::Step;
use crate::http::Arrived;
use crate::settings::{Client, Settings};
use crate::sign::Signer;

/// The whole script.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) values: Values,
    /// Who answers: every callback says it (RFC 9207).
    pub(crate) issuer: Option<String>,
    pub(crate) authorization: Option<Authorization>,
    pub(crate) recipes: Vec<Recipe>,
    pub(crate) api: Option<ApiScript>,
    pub(crate) revocation: Option<RevocationScript>,
    /// Callback fields that every good callback carries: required, or sent back in a token request.
    pub(crate) success_fields: Vec<&'static Field>,
}

/// Where the browser arrives, and what it may ask for.
#[derive(Debug)]
pub(crate) struct Authorization {
    pub(crate) place: Place,
    pub(crate) flows: Vec<Flow>,
    pub(crate) signer: Option<Signer>,
}

/// Where API calls arrive, and what they must carry.
#[derive(Debug)]
pub(crate) struct ApiScript {
    pub(crate) base: Place,
    pub(crate) headers: Vec<Wanted>,
    /// The scheme of the `Authorization` header, for challenges.
    pub(crate) scheme: String,
}

/// Where tokens are given up, and how that is asked for.
#[derive(Debug)]
pub(crate) struct RevocationScript {
    pub(crate) place: Place,
    pub(crate) authentication: RevocationAuthentication,
    pub(crate) parameters: Vec<Wanted>,
    pub(crate) headers: Vec<Wanted>,
    /// What shows the token, where that authenticates the request.
    pub(crate) token_headers: Vec<Wanted>,
}

impl Script {
    /// Reads the declaration.
    pub(crate) fn read(
        spec: &'static ProviderSpec,
        values: Values,
        settings: &Settings,
    ) -> Result<Self, EmulatorError> {
        let recipes = recipe::read(spec, &values)?;
        let token_headers = token_headers(spec, &values)?;
        let api = match spec.endpoints.api {
            Some(template) => Some(ApiScript {
                base: Place::read("endpoints.api", template, spec, &values)?,
                headers: token_headers.clone(),
                scheme: scheme(&token_headers),
            }),
            None => None,
        };
        let revocation = match spec.endpoints.revocation {
            Some(template) => Some(RevocationScript {
                place: Place::read("endpoints.revocation", template, spec, &values)?,
                authentication: spec.revocation.authentication,
                parameters: pattern::parameters(spec.revocation.parameters, &values)?,
                headers: pattern::headers(spec.revocation.headers, &values)?,
                token_headers,
            }),
            None => None,
        };
        let authorization = authorization(spec, &values, settings)?;
        let sent_back = |name| {
            let wanted = recipes.iter().flat_map(|recipe| &recipe.parameters);
            wanted.flat_map(|wanted| wanted.pattern.holes()).any(|s| s == Source::Callback(name))
        };
        let fields = spec.callback.fields.iter();
        let success_fields =
            fields.filter(|field| field.required || sent_back(field.name)).collect();
        let issuer = match spec.endpoints.issuer {
            Some(template) => Some(Place::read("endpoints.issuer", template, spec, &values)?.shown),
            None => None,
        };
        Ok(Self { values, issuer, authorization, recipes, api, revocation, success_fields })
    }

    /// Which step of the protocol a request belongs to.
    pub(crate) fn step(&self, arrived: &Arrived) -> Step {
        if self.authorization.as_ref().is_some_and(|part| part.place.is(arrived)) {
            Step::Authorize
        } else if self.recipes.iter().any(|recipe| recipe.place.is(arrived)) {
            Step::Token
        } else if self.revocation.as_ref().is_some_and(|part| part.place.is(arrived)) {
            Step::Revocation
        } else if self.api.as_ref().is_some_and(|part| part.base.holds(arrived)) {
            Step::Api
        } else {
            Step::Unknown
        }
    }

    /// What is served, one line each, for whoever asked at a wrong address.
    pub(crate) fn places(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(part) = &self.authorization {
            lines.push(format!("authorization: GET {}", part.place.shown));
        }
        for recipe in &self.recipes {
            let line = format!("token: POST {}", recipe.place.shown);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        if let Some(part) = &self.revocation {
            lines.push(format!("revocation: POST {}", part.place.shown));
        }
        if let Some(part) = &self.api {
            lines.push(format!("api: any method, {} and below", part.base.shown));
        }
        lines
    }
}

fn authorization(
    spec: &'static ProviderSpec,
    values: &Values,
    settings: &Settings,
) -> Result<Option<Authorization>, EmulatorError> {
    let flows = flow::read(spec, values)?;
    let Some(template) = spec.endpoints.authorization else {
        return match flows.first() {
            Some(flow) => Err(EmulatorError::MissingEndpoint {
                provider: spec.name,
                grant: flow.kind.grant(),
                key: "endpoints.authorization",
            }),
            None => Ok(None),
        };
    };
    if flows.is_empty() {
        return Ok(None);
    }
    let place = Place::read("endpoints.authorization", template, spec, values)?;
    let signer = signer(spec, values, settings)?;
    Ok(Some(Authorization { place, flows, signer }))
}

fn signer(
    spec: &ProviderSpec,
    values: &Values,
    settings: &Settings,
) -> Result<Option<Signer>, EmulatorError> {
    let Some(signature) = spec.callback.signature else { return Ok(None) };
    let Algorithm::HmacSha256 = signature.algorithm;
    let Message::RawQuery = signature.message;
    let wrong = |problem| EmulatorError::Signature { provider: spec.name, problem };
    let key = match signature.key {
        Source::ClientSecret => None,
        Source::Variable(name) => Some(values.get(name)?.to_owned()),
        other => return Err(wrong(format!("{other} cannot be the key"))),
    };
    let declared = match signature.encoding {
        SignatureEncoding::Variable(name) => {
            let value = values.get(name)?;
            let fixed = SignatureEncoding::ALL.iter().find(|(text, _)| *text == value);
            fixed.map(|(_, encoding)| *encoding).ok_or_else(|| {
                wrong(format!("`{value}`, the value of `{name}`, is no encoding of a digest"))
            })?
        }
        fixed => fixed,
    };
    let encoding = match declared {
        SignatureEncoding::Auto => settings.signature_encoding,
        fixed => fixed,
    };
    let position = settings.signature_position;
    Ok(Some(Signer { parameter: signature.parameter, key, encoding, position }))
}

/// What an API call must carry: the declared `Authorization` and the declared headers.
fn token_headers(spec: &ProviderSpec, values: &Values) -> Result<Vec<Wanted>, EmulatorError> {
    let mut headers = Vec::new();
    // A provider that takes the token in a header of its own declares no `Authorization`.
    if spec.api.authorization.as_text() != Some("") {
        let pattern = Pattern::read(spec.api.authorization, values)?;
        headers.push(Wanted { name: "authorization", pattern });
    }
    headers.extend(pattern::headers(spec.api.headers, values)?);
    Ok(headers)
}

fn scheme(headers: &[Wanted]) -> String {
    let declared = headers.iter().find(|wanted| wanted.name == "authorization");
    let word = declared.and_then(|wanted| wanted.pattern.first_word());
    word.unwrap_or("Bearer").to_owned()
}

/// The ways to authenticate, as a declaration writes them.
pub(crate) fn authentication_names(methods: &[ClientAuthentication]) -> String {
    let all = ClientAuthentication::ALL.iter();
    let named: Vec<_> =
        all.filter(|(_, method)| methods.contains(method)).map(|(name, _)| *name).collect();
    named.join(", ")
}

/// Whether a text is right for a source whose value is known beforehand; `None` where it is not.
pub(crate) fn known_value(
    spec: &ProviderSpec,
    client: &Client,
    source: Source,
    text: &str,
) -> Option<bool> {
    match source {
        Source::ClientId => Some(client.id == text),
        Source::ClientSecret => Some(client.secret == text),
        Source::Callback(name) => {
            Some(crate::sample::named_text(spec.callback.fields, name).as_deref() == Some(text))
        }
        Source::Token(name) => {
            Some(crate::sample::named_text(spec.token.fields, name).as_deref() == Some(text))
        }
        _ => None,
    }
}
