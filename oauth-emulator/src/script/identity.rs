//! OpenID Connect: where keys and claims are asked for, and who issues ID tokens.

use oauth_spec::{
    CallAuthentication, FieldFrom, IdTokenSpec, Method, ParametersIn, Part, ProviderSpec, Source,
    Template, TokenOperation,
};
use serde_json::{Map, Value, json};

use super::{Operation, Place, Values, operation};
use crate::error::EmulatorError;
use crate::path;

/// What is said about users, and where.
#[derive(Debug)]
pub(crate) struct Identity {
    pub(crate) jwks: Option<Place>,
    pub(crate) userinfo: Option<Operation>,
    /// Where users sign out.
    pub(crate) end_session: Option<Place>,
    /// What every ID token claims, from the declaration: its issuer and what that is made of, whom it is
    /// for if not the client, declared claims.
    pub(crate) claims: Map<String, Value>,
}

impl Identity {
    pub(super) fn read(
        spec: &'static ProviderSpec,
        values: &Values,
    ) -> Result<Self, EmulatorError> {
        let endpoints = &spec.endpoints;
        let jwks = endpoints.jwks.map(|url| Place::read("endpoints.jwks", url, spec, values));
        let end_session = endpoints.end_session;
        let end_session =
            end_session.map(|url| Place::read("endpoints.end_session", url, spec, values));
        let asked = TokenOperation {
            authentication: CallAuthentication::AccessToken,
            method: Method::Get,
            parameters_in: ParametersIn::Query,
            parameters: &[],
            ..TokenOperation::STANDARD
        };
        Ok(Self {
            jwks: jwks.transpose()?,
            end_session: end_session.transpose()?,
            userinfo: operation::read("userinfo", endpoints.userinfo, asked, spec, values)?,
            claims: spec.id_token.map(|own| claims(&own, values)).unwrap_or_default(),
        })
    }
}

/// What each token says of itself (OpenID Connect Core, 2): a sample would be about another one.
const OF_EACH_TOKEN: [&str; 5] = ["sub", "aud", "exp", "iat", "nonce"];

fn claims(spec: &IdTokenSpec, values: &Values) -> Map<String, Value> {
    let mut claims = json!({});
    for field in spec.claims {
        let is_made = OF_EACH_TOKEN.contains(&field.path);
        if is_made && !values.samples.is_given("id_token", field.from, field.path) {
            continue;
        }
        // A name with dots in it is one claim, unless it leads into a list.
        let Some(value) = values.samples.value("id_token", field.name).cloned() else { continue };
        if field.path.split('.').any(|step| step.parse::<usize>().is_ok()) {
            path::put(&mut claims, field.path, value);
        } else if let Value::Object(claims) = &mut claims {
            claims.insert(field.path.to_owned(), value);
        }
    }
    values.samples.conclude(&mut claims, "id_token", FieldFrom::Answer, spec.claims);
    let mut claims = claims.as_object().cloned().unwrap_or_default();
    for source in spec.issuer.sources() {
        if let Source::Claim(name) = source {
            claims.entry(name).or_insert_with(|| json!(format!("sample-{name}")));
        }
    }
    let issuer = filled(spec.issuer, values, &claims);
    claims.insert("iss".to_owned(), json!(issuer));
    if spec.audience != IdTokenSpec::STANDARD.audience {
        claims.insert("aud".to_owned(), json!(filled(spec.audience, values, &claims)));
    }
    claims
}

fn filled(template: Template, values: &Values, claims: &Map<String, Value>) -> String {
    let part = |part: Part| match part {
        Part::Text(text) => text.to_owned(),
        Part::Value(Source::Claim(name)) => {
            claims.get(name).map(crate::sample::text).unwrap_or_default()
        }
        Part::Value(source) => values.fixed(source).unwrap_or_default(),
    };
    template.parts().map(part).collect()
}
