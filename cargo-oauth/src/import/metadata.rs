//! From metadata (RFC 8414, 2; OpenID Connect Discovery, 3) to a draft.

use serde_json::Value;
use url::Url;

use crate::draft::{Draft, Grant, Source, name_of};

/// The ways to authenticate that the language has RFC names for.
const AUTHENTICATION: &[&str] = &["none", "client_secret_basic", "client_secret_post"];

/// Client-initiated backchannel authentication (CIBA Core, 10.1).
const CIBA: &str = "urn:openid:params:grant-type:ciba";

/// The signatures of public keys that `[id_token] algorithms` has.
const SIGNATURES: &[&str] =
    &["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"];

/// The device authorization grant (RFC 8628, 3.4).
const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// What the document states; remarks on what it cannot state or the language cannot say.
pub(super) fn draft(document: &Value) -> Result<Draft, String> {
    let text = |key: &str| document.get(key).and_then(Value::as_str).map(str::to_owned);
    let issuer = text("issuer").ok_or(
        "the document has no `issuer`\n= help: RFC 8414, section 2, and OpenID Connect Discovery, \
         section 3, require one: is it a metadata document?",
    )?;
    let host = Url::parse(&issuer).ok().and_then(|url| url.host_str().map(str::to_owned));
    let host = host.ok_or_else(|| format!("the issuer `{issuer}` is not a URL"))?;
    let mut draft = Draft { name: name_of(&host), title: Some(host), ..Draft::default() };
    draft.endpoints.push(("issuer", issuer));
    for (key, member) in [
        ("authorization", "authorization_endpoint"),
        ("token", "token_endpoint"),
        ("revocation", "revocation_endpoint"),
        ("introspection", "introspection_endpoint"),
        ("registration", "registration_endpoint"),
        ("userinfo", "userinfo_endpoint"),
    ] {
        if let Some(url) = text(member) {
            draft.endpoints.push((key, url));
        }
    }
    authentication(&mut draft, document);
    grants(&mut draft, document);
    identity(&mut draft, document);
    draft.scopes = list(document, "scopes_supported");
    draft.iss_required = document
        .get("authorization_response_iss_parameter_supported")
        .and_then(Value::as_bool)
        .unwrap_or(false)
        && draft.grants.iter().any(|grant| grant.name == "authorization_code");
    if let Some(page) = text("service_documentation") {
        let title = "Documentation for developers".to_owned();
        draft.documents.push(Source { id: "guide", title, url: Some(page) });
    }
    draft.remarks.push(
        "The document cannot say where the API is: `endpoints.api = \"https://…\"`.".to_owned(),
    );
    draft.remarks.push(
        "Nor how long tokens live, what an expired one is answered with, and what else answers hold:\n"
            .to_owned()
            + "`[token]`, `[api]`, `[token.fields]`.",
    );
    Ok(draft)
}

/// What a resource says of itself (RFC 9728, 2).
pub(super) fn resource(draft: &mut Draft, document: &Value) {
    let text = |key: &str| document.get(key).and_then(Value::as_str);
    if let Some(api) = text("resource") {
        draft.endpoints.push(("api", api.to_owned()));
        draft.remarks.retain(|remark| !remark.contains("endpoints.api"));
    }
    if let Some(name) = text("resource_name") {
        draft.title = Some(name.to_owned());
        draft.name = name_of(name);
    }
    if let Some(page) = text("resource_documentation") {
        let title = "Documentation of the resource".to_owned();
        draft.documents.push(Source { id: "resource_guide", title, url: Some(page.to_owned()) });
    }
    let scopes = list(document, "scopes_supported");
    if !scopes.is_empty() {
        draft.scopes = scopes;
    }
    let methods = list(document, "bearer_methods_supported");
    if !methods.is_empty() && !methods.iter().any(|method| method == "header") {
        draft.remarks.push(format!(
            "The resource takes tokens in: {}. Say so with `[api] query` or `form`.",
            methods.join(", ")
        ));
    }
}

fn authentication(draft: &mut Draft, document: &Value) {
    let declared = list(document, "token_endpoint_auth_methods_supported");
    let (known, other): (Vec<_>, Vec<_>) =
        declared.into_iter().partition(|way| AUTHENTICATION.contains(&way.as_str()));
    // The default needs no words (RFC 8414, 2).
    if known != ["client_secret_basic"] {
        draft.authentication = known;
    }
    if !other.is_empty() {
        draft.remarks.push(format!(
            "Clients may also authenticate with: {}. A way of its own is a table in `[client.methods]`.",
            other.join(", ")
        ));
    }
}

fn grants(draft: &mut Draft, document: &Value) {
    let mut declared = list(document, "grant_types_supported");
    if declared.is_empty() {
        // The default (RFC 8414, 2).
        declared = vec!["authorization_code".to_owned(), "implicit".to_owned()];
        // It is a default nobody means: OAuth 2.1 has no implicit grant, so the file names none.
        declared.retain(|grant| grant != "implicit");
    }
    let has = |key: &str| draft.endpoints.iter().any(|(known, _)| *known == key);
    let (has_authorization, has_token) = (has("authorization"), has("token"));
    for grant in declared {
        match grant.as_str() {
            DEVICE if has_token => match document.get("device_authorization_endpoint") {
                Some(Value::String(url)) => {
                    draft.endpoints.push(("device_authorization", url.clone()));
                    draft.grants.push(Grant::standard("device_code"));
                }
                _ => draft.remarks.push(
                    "The device grant is named, and no `device_authorization_endpoint` (RFC 8628, 4)."
                        .to_owned(),
                ),
            },
            CIBA if has_token => match document.get("backchannel_authentication_endpoint") {
                Some(Value::String(url)) => {
                    draft.endpoints.push(("backchannel_authentication", url.clone()));
                    draft.grants.push(Grant::standard("ciba"));
                }
                _ => draft.remarks.push(
                    "Backchannel authentication is named, and no `backchannel_authentication_endpoint` \
                     (CIBA Core, 4)."
                        .to_owned(),
                ),
            },
            "authorization_code" if has_authorization && has_token => {
                pushed(draft, document);
                draft.grants.push(authorization_code(document));
            }
            "refresh_token" | "password" | "client_credentials" if has_token => {
                draft.grants.push(Grant::standard(&grant));
            }
            other if has_token && further(other).is_some() => {
                draft.grants.extend(further(other).map(Grant::standard));
            }
            "implicit" => draft.remarks.push(
                "The document offers the implicit grant, which RFC 9700, section 2.1.2, advises against: \
                 it is left out."
                    .to_owned(),
            ),
            other if has_token => draft.remarks.push(format!(
                "A further grant: `{other}`. It can be declared as `[grants.name]` with that `grant_type`."
            )),
            _ => {}
        }
    }
}

/// Requests are pushed where they must be; where they may be, the file says how.
fn pushed(draft: &mut Draft, document: &Value) {
    let Some(Value::String(url)) = document.get("pushed_authorization_request_endpoint") else {
        return;
    };
    if document.get("require_pushed_authorization_requests") == Some(&Value::Bool(true)) {
        draft.endpoints.push(("pushed_authorization_request", url.clone()));
    } else {
        draft.remarks.push(format!(
            "Authorization requests may be pushed (RFC 9126): `pushed_authorization_request = \"{url}\"` in \
             `[endpoints]` does that."
        ));
    }
}

/// The grants of further RFCs, which need no more than their names.
fn further(grant_type: &str) -> Option<&'static str> {
    match grant_type.strip_prefix("urn:ietf:params:oauth:grant-type:")? {
        "token-exchange" => Some("token_exchange"),
        "jwt-bearer" => Some("jwt_bearer"),
        "saml2-bearer" => Some("saml_bearer"),
        _ => None,
    }
}

/// ID tokens, where the document is one of OpenID Connect: both members are required there
/// (OpenID Connect Discovery, 3).
fn identity(draft: &mut Draft, document: &Value) {
    let algorithms = list(document, "id_token_signing_alg_values_supported");
    if algorithms.is_empty() && document.get("subject_types_supported").is_none() {
        return;
    }
    let Some(Value::String(keys)) = document.get("jwks_uri") else {
        draft
            .remarks
            .push("ID tokens are given, and no `jwks_uri` says how they are signed.".to_owned());
        return;
    };
    let is_default = algorithms.is_empty() || algorithms.iter().any(|it| it == "RS256");
    let known: Vec<_> =
        algorithms.iter().filter(|it| SIGNATURES.contains(&it.as_str())).cloned().collect();
    if !is_default && known.is_empty() {
        draft.remarks.push(format!(
            "ID tokens are signed with {}, which `[id_token]` cannot verify.",
            algorithms.join(", ")
        ));
        return;
    }
    draft.endpoints.push(("jwks", keys.clone()));
    draft.id_token = Some(if is_default { Vec::new() } else { known });
}

fn authorization_code(document: &Value) -> Grant {
    let mut grant = Grant::standard("authorization_code");
    match document.get("code_challenge_methods_supported") {
        Some(methods) => {
            let methods: Vec<&str> =
                methods.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            if !methods.contains(&"S256") {
                let word = if methods.contains(&"plain") { "plain" } else { "none" };
                grant.lines.push(format!("pkce = \"{word}\""));
            }
        }
        // Nothing said is not nothing done: a server that ignores PKCE is not harmed by it.
        None => grant.lines.push(
            "# The document does not mention PKCE, so it is sent (RFC 9700, 2.1.1); `pkce = \"none\"` stops that."
                .to_owned(),
        ),
    }
    grant
}

fn list(document: &Value, key: &str) -> Vec<String> {
    let items = document.get(key).and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}
