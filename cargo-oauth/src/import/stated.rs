//! What else metadata states: a key where the document decides it and the language has a word, else a remark.

use oauth_spec::{Discovery, JwtAlgorithm};
use serde_json::Value;

use super::metadata::list;
use crate::draft::Draft;

/// What an authorization server states beside endpoints, grants and keys.
pub(super) fn all(draft: &mut Draft, document: &Value) {
    addresses(draft, document);
    ways(draft, document);
    details(draft, document);
    if draft.grants.iter().any(|grant| grant.name == "authorization_code") {
        request_objects(draft, document);
        response_modes(draft, document);
    }
}

/// What should be an address and is something else.
fn addresses(draft: &mut Draft, document: &Value) {
    for name in Discovery::endpoints() {
        if document.get(name).is_some_and(|it| !it.is_string() && !it.is_null()) {
            draft
                .remarks
                .push(format!("`{name}` is not an address in the document: it is left out."));
        }
    }
}

/// How clients authenticate elsewhere than at the token endpoint, where that is said.
fn ways(draft: &mut Draft, document: &Value) {
    // What is written is what clients can do; the default is that of RFC 8414, 2.
    let own = match draft.authentication.as_slice() {
        [] => vec!["client_secret_basic".to_owned()],
        own => own.to_vec(),
    };
    for endpoint in ["revocation", "introspection"] {
        let methods = list(document, &format!("{endpoint}_endpoint_auth_methods_supported"));
        let is_there = draft.endpoints.iter().any(|(key, _)| *key == endpoint);
        if !is_there || methods.is_empty() || own.iter().all(|way| methods.contains(way)) {
            continue;
        }
        if endpoint == "revocation" && methods == ["none"] {
            draft.revoked_by_anybody = true;
        } else {
            draft.remarks.push(format!(
                "The {endpoint} endpoint takes clients that authenticate with: {}. The client does there what it does \
                 at the token endpoint: `client.authentication` may have those only that both take.",
                methods.join(", ")
            ));
        }
    }
}

/// The types of what is asked for in detail (RFC 9396, 10). What they hold no document of this kind says.
fn details(draft: &mut Draft, document: &Value) {
    let types = list(document, "authorization_details_types_supported");
    if draft.grants.iter().any(|grant| grant.name != "refresh_token") {
        draft.details = types;
    } else if !types.is_empty() {
        draft.remarks.push(format!(
            "There are authorization details, and no grant that asks for any: {}.",
            types.join(", ")
        ));
    }
}

/// Requests that the client signs, with a key that only the application has (RFC 9101, 10.5).
fn request_objects(draft: &mut Draft, document: &Value) {
    if document.get("require_signed_request_object") != Some(&Value::Bool(true)) {
        return;
    }
    let names = list(document, "request_object_signing_alg_values_supported");
    let algorithm = public(&names).unwrap_or("ES256");
    draft.remarks.push(format!(
        "Authorization requests must be signed (RFC 9101): `request_object = {{ algorithm = \"{algorithm}\", key = \
         \"private_key\" }}` in `[grants.authorization_code]` does that, with `[variables.private_key]`."
    ));
}

/// How answers come, where it is not in the query or need not be.
fn response_modes(draft: &mut Draft, document: &Value) {
    let modes = list(document, "response_modes_supported");
    let more: Vec<&str> = modes
        .iter()
        .map(String::as_str)
        .filter(|it| !matches!(*it, "query" | "fragment"))
        .collect();
    let is_usual = modes.is_empty() || modes.iter().any(|mode| mode == "query");
    match modes.as_slice() {
        [one] if matches!(one.as_str(), "fragment" | "form_post") => {
            let mut grants = draft.grants.iter_mut();
            if let Some(code) = grants.find(|grant| grant.name == "authorization_code") {
                code.lines.push(format!("response_mode = \"{one}\""));
            }
        }
        _ if !is_usual => draft.remarks.push(format!(
            "Answers do not come in the query, but as: {}. `response_mode` in `[grants.authorization_code]` says how.",
            modes.join(", ")
        )),
        _ if !more.is_empty() => draft.remarks.push(format!(
            "Answers may also come as: {}. `response_mode` in `[grants.authorization_code]` asks for that.",
            more.join(", ")
        )),
        _ => {}
    }
}

/// Whether tokens are bound to a key of the client: a resource may take no others (RFC 9449, 5.1; RFC 9728, 2).
pub(super) fn proofs(draft: &mut Draft, document: &Value, resource: Option<&Value>) {
    let all = || resource.into_iter().chain([document]);
    let names = all().map(|it| list(it, "dpop_signing_alg_values_supported"));
    let names = names.into_iter().find(|names| !names.is_empty()).unwrap_or_default();
    let is_required =
        all().any(|it| it.get("dpop_bound_access_tokens_required") == Some(&Value::Bool(true)));
    let algorithm = if names.is_empty() { Some("ES256") } else { public(&names) };
    let signed = if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) };
    match algorithm {
        _ if names.is_empty() && !is_required => {}
        Some(algorithm) if is_required => draft.dpop = Some(algorithm.to_owned()),
        Some(algorithm) => draft.remarks.push(format!(
            "Tokens may be bound to a key of the client (RFC 9449), with proofs signed by one of these{signed}. \
             `dpop = \"{algorithm}\"` in `[client]` does that."
        )),
        None => draft.remarks.push(format!(
            "Tokens are bound to a key of the client (RFC 9449), with proofs that the language has no word for{signed}."
        )),
    }
}

/// The other authorization servers of a resource (RFC 9728, 2): each is a provider of its own.
pub(super) fn other_servers(draft: &mut Draft, resource: &Value) {
    let servers = list(resource, "authorization_servers");
    if let [_, others @ ..] = servers.as_slice()
        && !others.is_empty()
    {
        draft.remarks.push(format!(
            "The resource takes tokens of other authorization servers, too: {}. Each is a file of its own.",
            others.join(", ")
        ));
    }
}

/// The algorithm for a key pair that the language has a word for: the usual one if it is among them, else the first.
fn public(names: &[String]) -> Option<&'static str> {
    let known = |name: &String| {
        let mut all = JwtAlgorithm::ALL.iter();
        let found = all.find(|(known, of)| known == name && !of.has_shared_key());
        found.map(|(known, _)| *known)
    };
    let mut all: Vec<&'static str> = names.iter().filter_map(known).collect();
    all.sort_by_key(|name| *name != "ES256");
    all.first().copied()
}
