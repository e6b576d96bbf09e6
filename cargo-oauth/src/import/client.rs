//! How clients authenticate, from metadata.

use oauth_spec::{ClientAuthentication, JwtAlgorithm};
use serde_json::Value;

use super::metadata::list;
use crate::draft::Draft;

/// The ways that the document names, as far as the language has words for them, and what they sign with.
pub(super) fn authentication(draft: &mut Draft, document: &Value) {
    let names = list(document, "token_endpoint_auth_methods_supported");
    let (known, other): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| way(name).is_some());
    if !other.is_empty() {
        draft.remarks.push(format!(
            "Clients may also authenticate with: {}. A way of its own is a table in `[client.methods]`.",
            other.join(", ")
        ));
    }
    draft.assertion = assertion(&known, document);
    // The default needs no words (RFC 8414, 2).
    if known != ["client_secret_basic"] {
        draft.authentication = known;
    }
}

/// The way of that name.
fn way(name: &str) -> Option<ClientAuthentication> {
    let mut all = ClientAuthentication::ALL.iter();
    all.find(|(known, _)| *known == name).map(|(_, way)| *way)
}

/// What assertions are signed with, if there is no choice: else the key tells.
fn assertion(ways: &[String], document: &Value) -> Option<String> {
    let names = list(document, "token_endpoint_auth_signing_alg_values_supported");
    let [name] = names.as_slice() else { return None };
    let (_, algorithm) = JwtAlgorithm::ALL.iter().find(|(known, _)| known == name)?;
    let signs = if algorithm.has_shared_key() {
        ClientAuthentication::ClientSecretJwt
    } else {
        ClientAuthentication::PrivateKeyJwt
    };
    // HS256 is what a secret signs with anyway.
    let is_said = ways.iter().any(|name| way(name) == Some(signs)) && name != "HS256";
    is_said.then(|| name.clone())
}

/// Clients that show a certificate ask at other addresses, where the document names some (RFC 8705, 5).
pub(super) fn aliases(draft: &mut Draft, document: &Value) {
    let Some(aliases) = document.get("mtls_endpoint_aliases") else { return };
    let ways = draft.authentication.iter().filter_map(|name| way(name));
    let shows = ways.filter(|way| way.shows_certificate()).count();
    if shows == 0 {
        return;
    }
    if shows < draft.authentication.len() {
        draft.remarks.push(
            "Clients that show a certificate ask other endpoints (`mtls_endpoint_aliases`; RFC 8705, 5): with \
             `[discovery]`, and without the endpoints above, they are read from the document."
                .to_owned(),
        );
        return;
    }
    for (key, url) in &mut draft.endpoints {
        if let Some(alias) = aliases.get(format!("{key}_endpoint")).and_then(Value::as_str) {
            alias.clone_into(url);
        }
    }
}
