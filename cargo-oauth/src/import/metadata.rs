//! From metadata (RFC 8414, 2; OpenID Connect Discovery, 3) to a draft.

use oauth_spec::JwtAlgorithm;
use serde_json::Value;
use url::Url;

use super::{client, stated};
use crate::draft::{Draft, Grant, Source, name_of};

/// Client-initiated backchannel authentication (CIBA Core, 10.1).
const CIBA: &str = "urn:openid:params:grant-type:ciba";

/// The device authorization grant (RFC 8628, 3.4).
const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// What no such document says.
const API: &str = "The document cannot say where the API is: `endpoints.api = \"https://…\"`.";
const TOKENS: &str = "The document cannot say how long tokens live, what an expired one is answered with, and what \
    else answers hold: `[token]`, `[api]`, `[token.fields]`.";

/// What the document states; remarks on what it cannot state or the language cannot say.
pub(super) fn draft(document: &Value) -> Result<Draft, String> {
    let text = |key: &str| document.get(key).and_then(Value::as_str).map(str::to_owned);
    let issuer = text("issuer").ok_or(
        "the document has no `issuer`\n= help: RFC 8414, section 2, and OpenID Connect Discovery, \
         section 3, require one: is it a metadata document?",
    )?;
    let host = Url::parse(&issuer).ok().and_then(|url| url.host_str().map(str::to_owned));
    let host = host.ok_or_else(|| format!("the issuer `{issuer}` is not a URL"))?;
    let mut draft = Draft { name: name_of(&host)?, title: host, ..Draft::default() };
    draft.endpoints.push(("issuer", issuer));
    for (key, member) in [
        ("authorization", "authorization_endpoint"),
        ("token", "token_endpoint"),
        ("revocation", "revocation_endpoint"),
        ("introspection", "introspection_endpoint"),
        ("registration", "registration_endpoint"),
        ("userinfo", "userinfo_endpoint"),
        ("end_session", "end_session_endpoint"),
    ] {
        if let Some(url) = text(member) {
            draft.endpoints.push((key, url));
        }
    }
    client::authentication(&mut draft, document);
    grants(&mut draft, document);
    identity(&mut draft, document);
    stated::all(&mut draft, document);
    client::aliases(&mut draft, document);
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
    draft.remarks.extend([API.to_owned(), TOKENS.to_owned()]);
    Ok(draft)
}

/// What a resource says of itself (RFC 9728, 2).
pub(super) fn resource(draft: &mut Draft, document: &Value) {
    let text = |key: &str| document.get(key).and_then(Value::as_str);
    if let Some(api) = text("resource") {
        draft.endpoints.push(("api", api.to_owned()));
        draft.remarks.retain(|remark| remark != API);
    }
    if let Some(name) = text("resource_name") {
        name.clone_into(&mut draft.title);
        if let Ok(name) = name_of(name) {
            draft.name = name;
        }
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

fn grants(draft: &mut Draft, document: &Value) {
    let mut declared = list(document, "grant_types_supported");
    if declared.is_empty() {
        // By RFC 8414, 2, the implicit grant too: a default that nobody means.
        declared.push("authorization_code".to_owned());
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
            // What is there and no address is said elsewhere.
            "authorization_code" if document.get("authorization_endpoint").is_some() => {}
            "authorization_code" if has_token => draft.remarks.push(
                "The authorization code grant is offered, and no `authorization_endpoint` (RFC 8414, 2)."
                    .to_owned(),
            ),
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
    let known = |is_shared: bool| -> Vec<String> {
        let is_known = |name: &&String| {
            let mut all = JwtAlgorithm::ALL.iter();
            all.any(|(known, of)| known == name && of.has_shared_key() == is_shared)
        };
        algorithms.iter().filter(is_known).cloned().collect()
    };
    let keys = document.get("jwks_uri").and_then(Value::as_str);
    let (public, shared) = (known(false), known(true));
    let is_default = algorithms.is_empty() || public.iter().any(|it| it == "RS256");
    match keys {
        Some(keys) if is_default || !public.is_empty() => {
            draft.endpoints.push(("jwks", keys.to_owned()));
            draft.id_token = Some(if is_default { Vec::new() } else { public });
        }
        // With the client's secret, which is no key of that list.
        _ if !shared.is_empty() => draft.id_token = Some(shared),
        None => draft
            .remarks
            .push("ID tokens are given, and no `jwks_uri` says how they are signed.".to_owned()),
        Some(_) => draft.remarks.push(format!(
            "ID tokens are signed with {}, which `[id_token]` cannot verify.",
            algorithms.join(", ")
        )),
    }
}

fn authorization_code(document: &Value) -> Grant {
    let mut grant = Grant::standard("authorization_code");
    let methods = list(document, "code_challenge_methods_supported");
    let has = |method: &str| methods.iter().any(|known| known == method);
    match document.get("code_challenge_methods_supported") {
        Some(_) if has("S256") => {}
        Some(_) => {
            let word = if has("plain") { "plain" } else { "none" };
            grant.lines.push(format!("pkce = \"{word}\""));
        }
        // Nothing said is not nothing done: a server that ignores PKCE is not harmed by it.
        None => grant.lines.push(
            "# The document does not mention PKCE, so it is sent (RFC 9700, 2.1.1); `pkce = \"none\"` stops that."
                .to_owned(),
        ),
    }
    grant
}

/// The texts of a list, each once; none if it is no list, or not there.
pub(super) fn list(document: &Value, key: &str) -> Vec<String> {
    let items = document.get(key).and_then(Value::as_array).into_iter().flatten();
    let mut texts: Vec<String> = Vec::new();
    for text in items.filter_map(Value::as_str) {
        if texts.iter().all(|known| known != text) {
            texts.push(text.to_owned());
        }
    }
    texts
}
