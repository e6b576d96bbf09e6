//! What a client says about itself when it registers (RFC 7591, 2).

use oauth_spec::{ClientAuthentication, ProviderSpec};
use serde_json::{Map, Value as Json, json};

use super::secret;
use crate::core::Settings;
use crate::discovery::is_registered;

/// What to do where a client that signs says nothing of its keys.
pub(super) const NO_KEYS: &str =
    "`private_key_jwt` takes `.client_key(…)`, or `jwks` or `jwks_uri` in the document";
const PRIVATE_KEY_JWT: &str = "private_key_jwt";

/// What a client says about itself (RFC 7591, 2). What is left empty is left out, except for what builder
/// and declaration know: the redirect URI, the grants, the response type and the way to authenticate.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClientMetadata {
    /// Where the browser may come back to. Default: the builder's.
    pub redirect_uris: Vec<String>,
    /// How it will authenticate. Default: the first declared way that the provider's metadata, if it was
    /// fetched, does not deny; `private_key_jwt` only if there is a key to register, and one with a secret where the
    /// client needs it for something else, too.
    pub token_endpoint_auth_method: Option<String>,
    /// The grants that it will use. Default: the declared ones.
    pub grant_types: Vec<String>,
    /// What authorizations will ask for. Default: what those grants need.
    pub response_types: Vec<String>,
    /// Its name for people.
    pub client_name: Option<String>,
    /// Its home page.
    pub client_uri: Option<String>,
    /// Its logo.
    pub logo_uri: Option<String>,
    /// The scopes that it may ask for, separated by spaces.
    pub scope: Option<String>,
    /// How to reach who is responsible.
    pub contacts: Vec<String>,
    /// Its terms of service.
    pub tos_uri: Option<String>,
    /// Its privacy policy.
    pub policy_uri: Option<String>,
    /// Where its public keys are.
    pub jwks_uri: Option<String>,
    /// Its public keys (RFC 7517, 5). By default that of `.client_key(…)`, where the client signs with it.
    pub jwks: Option<Json>,
    /// Its software, the same in every registration.
    pub software_id: Option<String>,
    /// The version of that.
    pub software_version: Option<String>,
    /// The same claims, signed by somebody whom the provider trusts (RFC 7591, 2.3).
    pub software_statement: Option<String>,
    /// Everything else, by its name.
    pub extra: Map<String, Json>,
}

impl ClientMetadata {
    /// The document that is sent.
    pub(super) fn document(&self, settings: &Settings) -> Map<String, Json> {
        let spec = settings.spec;
        let mut document = Map::new();
        let mut add = |name: &str, value: Option<Json>| {
            document.extend(value.map(|value| (name.to_owned(), value)));
        };
        let list = |own: &[String], known: Vec<String>| {
            let all = if own.is_empty() { known } else { own.to_vec() };
            (!all.is_empty()).then(|| json!(all))
        };
        let redirect_uri = settings.redirect_uri.iter().cloned().collect();
        add("redirect_uris", list(&self.redirect_uris, redirect_uri));
        let method = self.token_endpoint_auth_method.clone().or_else(|| self.method(settings));
        let signs = method.as_deref() == Some(PRIVATE_KEY_JWT) && self.jwks_uri.is_none();
        add("token_endpoint_auth_method", method.map(Json::String));
        add("grant_types", list(&self.grant_types, grant_types(spec)));
        add("response_types", list(&self.response_types, response_types(spec)));
        for (name, value) in [
            ("client_name", &self.client_name),
            ("client_uri", &self.client_uri),
            ("logo_uri", &self.logo_uri),
            ("scope", &self.scope),
            ("tos_uri", &self.tos_uri),
            ("policy_uri", &self.policy_uri),
            ("jwks_uri", &self.jwks_uri),
            ("software_id", &self.software_id),
            ("software_version", &self.software_version),
            ("software_statement", &self.software_statement),
        ] {
            add(name, value.clone().map(Json::String));
        }
        add("contacts", list(&self.contacts, Vec::new()));
        add("jwks", self.jwks.clone().or_else(|| settings.own_keys().filter(|_| signs)));
        for (name, value) in &self.extra {
            add(name, Some(value.clone()));
        }
        document
    }

    /// The way to authenticate: the one that was asked for, or the first that can be registered.
    fn method(&self, settings: &Settings) -> Option<String> {
        let spec = settings.spec;
        let list = settings.discovered.as_ref();
        let list = list.and_then(|it| it.supported(spec, "token_endpoint_auth_methods_supported"));
        let has_keys = self.has_keys(settings);
        let taken = |way: &&ClientAuthentication| {
            let name = way.name();
            is_registered(name) && list.as_ref().is_none_or(|list| list.contains(&name))
        };
        let fits = |way: &&ClientAuthentication| has_keys || way.name() != PRIVATE_KEY_JWT;
        let declared = || spec.client.authentication.iter().filter(taken);
        let chosen = settings.authentication.as_ref();
        // Where there are several, one that gives the client a secret which it needs.
        let gives = |way: &&ClientAuthentication| fits(way) && way.needs_secret();
        let first = || declared().find(gives).filter(|_| secret::is_needed(spec));
        let way = chosen.or_else(first).or_else(|| declared().find(fits));
        let way = way.or_else(|| declared().next())?;
        is_registered(way.name()).then(|| way.name().to_owned())
    }

    /// What is wrong with it, if nobody says otherwise: the client would sign, and the provider would not know with what.
    pub(super) fn lacks_key(&self, settings: &Settings) -> Option<&'static str> {
        let signs = self.token_endpoint_auth_method.is_none()
            && self.method(settings).is_some_and(|way| way == PRIVATE_KEY_JWT);
        (signs && !self.has_keys(settings)).then_some(NO_KEYS)
    }

    /// Whether the provider learns of a key that the client signs with: by itself or where it is, or in the words of
    /// somebody else.
    fn has_keys(&self, settings: &Settings) -> bool {
        self.jwks.is_some()
            || self.jwks_uri.is_some()
            || self.software_statement.is_some()
            || settings.own_keys().is_some()
    }
}

fn grant_types(spec: &ProviderSpec) -> Vec<String> {
    let grants = spec.grants;
    // A token that comes through the browser is of that grant, although a code comes beside it (RFC 7591, 2.1).
    let comes = |kinds: &String| kinds.split(' ').any(|kind| matches!(kind, "token" | "id_token"));
    let is_implicit = response_types(spec).iter().any(comes);
    let all = [
        ("authorization_code", grants.authorization_code.is_some()),
        ("implicit", is_implicit),
        ("password", grants.password.is_some()),
        ("client_credentials", grants.client_credentials.is_some()),
        ("urn:ietf:params:oauth:grant-type:device_code", grants.device_code.is_some()),
        ("urn:openid:params:grant-type:ciba", grants.ciba.is_some()),
        ("refresh_token", grants.refresh_token.is_some()),
    ];
    all.into_iter().filter(|(_, used)| *used).map(|(name, _)| name.to_owned()).collect()
}

fn response_types(spec: &ProviderSpec) -> Vec<String> {
    let grants = spec.grants;
    // One that asks for more than a code says so in its request.
    let code = grants.authorization_code.map(|grant| {
        let asked = grant.authorization.response_type().and_then(|kinds| kinds.value.as_text());
        asked.unwrap_or("code")
    });
    let implicit = grants.implicit.map(|grant| grant.response_type.name());
    code.into_iter().chain(implicit).map(str::to_owned).collect()
}
