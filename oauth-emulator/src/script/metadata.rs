//! What the provider publishes about itself: RFC 8414, OpenID Connect Discovery 1.0, RFC 9728.

use oauth_spec::{AuthorizationCodeGrant, Challenge, Discovery, JwtAlgorithm, ProviderSpec};
use serde_json::{Map, Value, json};

use super::marked::Marks;
use super::{Place, Values, responses};
use crate::error::EmulatorError;
use crate::http::Arrived;

/// Documents, and where they are.
#[derive(Debug)]
pub(crate) struct Metadata {
    documents: Vec<(Place, Value)>,
    /// Where the metadata of the API is, if it is told to who comes without a good token (RFC 9728, 5.1).
    pub(crate) of_api: Option<String>,
}

impl Metadata {
    /// Everything there is to publish; nothing without an issuer.
    pub(super) fn read(
        spec: &'static ProviderSpec,
        issuer: Option<&str>,
        values: &Values,
        takes_documents: bool,
    ) -> Result<Self, EmulatorError> {
        let mut documents = Vec::new();
        let mut of_api = None;
        if let Some(issuer) = issuer {
            let mut about = provider(spec, issuer, values)?;
            if let Some(about) = about.as_object_mut().filter(|_| takes_documents) {
                about.insert("client_id_metadata_document_supported".to_owned(), json!(true));
            }
            let place = |url: &str| Place::parse(url, &Marks::default());
            let bare = issuer.trim_end_matches('/');
            let mut urls = vec![
                inserted(issuer, "oauth-authorization-server"),
                inserted(issuer, "openid-configuration"),
                format!("{bare}/.well-known/openid-configuration"),
            ];
            if let Some(template) = spec.discovery.and_then(|discovery| discovery.url) {
                urls.push(Place::read("discovery.url", template, spec, values)?.shown);
            }
            documents.extend(urls.iter().filter_map(|url| Some((place(url)?, about.clone()))));
            if let Some(template) = spec.endpoints.api {
                let api = Place::read("endpoints.api", template, spec, values)?.shown;
                let url = inserted(&api, "oauth-protected-resource");
                let about = json!({
                    "resource": api,
                    "authorization_servers": [issuer],
                    "scopes_supported": scopes(spec),
                    "bearer_methods_supported": ["header"],
                });
                documents.extend(place(&url).map(|place| (place, about)));
                of_api = spec.discovery.map(|_| url);
            }
        }
        Ok(Self { documents, of_api })
    }

    /// The document that a request asks for.
    pub(crate) fn at(&self, arrived: &Arrived) -> Option<&Value> {
        self.documents.iter().find(|(place, _)| place.is(arrived)).map(|(_, document)| document)
    }
}

/// What the provider says about itself (RFC 8414, 2).
fn provider(
    spec: &'static ProviderSpec,
    issuer: &str,
    values: &Values,
) -> Result<Value, EmulatorError> {
    let mut about = Map::new();
    about.insert("issuer".to_owned(), json!(issuer));
    for member in Discovery::endpoints() {
        let Some(template) = spec.endpoints.stated(member) else { continue };
        let key = member.strip_suffix("_endpoint").or(member.strip_suffix("_uri"));
        let what = format!("endpoints.{}", key.unwrap_or(member));
        let url = Place::read(&what, template, spec, values)?.shown;
        // One that differs by request is none that a document can name.
        if !url.contains('{') {
            about.insert(member.to_owned(), json!(url));
        }
    }
    let grants = spec.grants;
    let types = [
        ("authorization_code", grants.authorization_code.is_some()),
        ("implicit", grants.implicit.is_some()),
        ("password", grants.password.is_some()),
        ("client_credentials", grants.client_credentials.is_some()),
        ("urn:ietf:params:oauth:grant-type:device_code", grants.device_code.is_some()),
        ("urn:openid:params:grant-type:ciba", grants.ciba.is_some()),
        ("refresh_token", grants.refresh_token.is_some()),
    ];
    let offered = types.iter().filter(|(_, offered)| *offered);
    let grants: Vec<_> = offered.map(|(grant, _)| *grant).collect();
    about.insert("grant_types_supported".to_owned(), json!(grants));
    responses::tell(spec, &mut about);
    let ways: Vec<_> = spec.client.authentication.iter().map(|way| way.name()).collect();
    about.insert("token_endpoint_auth_methods_supported".to_owned(), json!(ways));
    let challenge = match spec.grants.authorization_code.map(|grant| grant.challenge) {
        Some(Challenge::S256) => Some("S256"),
        Some(Challenge::Plain) => Some("plain"),
        _ => None,
    };
    if let Some(challenge) = challenge {
        about.insert("code_challenge_methods_supported".to_owned(), json!([challenge]));
    }
    if spec.grants.authorization_code.is_some_and(|grant| grant.pushed) {
        about.insert("require_pushed_authorization_requests".to_owned(), json!(true));
    }
    let code = spec.grants.authorization_code;
    if code.is_some_and(|grant| grant.request_object.is_some()) {
        about.insert("require_signed_request_object".to_owned(), json!(true));
    }
    for (member, algorithms) in algorithms(spec) {
        let names: Vec<_> = algorithms.into_iter().map(crate::compute::name).collect();
        if !names.is_empty() {
            about.insert(member.to_owned(), json!(names));
        }
    }
    if spec.grants.ciba.is_some() {
        // CIBA Core, 4.
        let modes = "backchannel_token_delivery_modes_supported";
        about.insert(modes.to_owned(), json!(["poll"]));
    }
    about.insert("scopes_supported".to_owned(), json!(scopes(spec)));
    // RFC 9207, 3.
    about.insert("authorization_response_iss_parameter_supported".to_owned(), json!(true));
    Ok(Value::Object(about))
}

/// How things are signed here: the lists of the metadata, as far as the declaration says it.
fn algorithms(spec: &ProviderSpec) -> [(&'static str, Vec<JwtAlgorithm>); 6] {
    let code = spec.grants.authorization_code;
    let answers = code.filter(AuthorizationCodeGrant::signs_responses);
    let one = |algorithm: Option<JwtAlgorithm>| algorithm.into_iter().collect();
    [
        ("dpop_signing_alg_values_supported", one(spec.client.dpop.map(|dpop| dpop.algorithm))),
        (
            "request_object_signing_alg_values_supported",
            one(code.and_then(|grant| grant.request_object).map(|object| object.algorithm)),
        ),
        (
            "authorization_signing_alg_values_supported",
            answers.map_or_else(Vec::new, |grant| grant.response_algorithms.to_vec()),
        ),
        (
            "id_token_signing_alg_values_supported",
            spec.id_token.map_or_else(Vec::new, |id_token| id_token.algorithms.to_vec()),
        ),
        ("userinfo_signing_alg_values_supported", spec.userinfo.signed.to_vec()),
        ("introspection_signing_alg_values_supported", spec.introspection_signed.to_vec()),
    ]
}

fn scopes(spec: &ProviderSpec) -> Vec<&'static str> {
    spec.scopes.known.to_vec()
}

/// A well-known path between host and path (RFC 8414, 3.1).
fn inserted(url: &str, name: &str) -> String {
    let start = url.find("://").map_or(0, |at| at + 3);
    let cut = url.get(start..).and_then(|rest| rest.find('/')).map_or(url.len(), |at| start + at);
    let (origin, path) = url.split_at_checked(cut).unwrap_or((url, ""));
    format!("{origin}/.well-known/{name}{}", path.trim_end_matches('/'))
}
