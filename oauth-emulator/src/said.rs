//! What clients have said of themselves, as they registered (RFC 7591, 2) or in their documents: they are held to it.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::compute::encoding::base64url;
use crate::compute::{PublicKey, sha256};
use crate::register::Entry;
use crate::settings::{Client, Settings};

impl Settings {
    fn entry(&self, client: &Client) -> Option<&Entry> {
        self.registered.iter().find(|entry| entry.client.id == client.id)
    }

    /// Whether the browser may come back there from a logout (RP-Initiated Logout, 3.1).
    pub(crate) fn may_come_back(&self, client: &Client, uri: &str) -> bool {
        let Some(entry) = self.entry(client) else { return uri == self.post_logout_redirect_uri };
        let own = entry.about.get("post_logout_redirect_uris").and_then(Value::as_array);
        own.is_some_and(|own| own.iter().any(|own| own == uri))
    }

    /// The public keys of a client, which it has said of itself (RFC 7517, 5) or the builder has; `None` if nobody
    /// has said any: signatures of its are not looked at then.
    pub(crate) fn keys_of(&self, client: &Client) -> Option<Vec<PublicKey>> {
        let said = self.entry(client).and_then(|entry| entry.about.get("jwks")?.get("keys"));
        if let Some(keys) = said.and_then(Value::as_array) {
            let key = |jwk| PublicKey::of(jwk).unwrap_or(PublicKey::Unknown);
            return Some(keys.iter().map(key).collect());
        }
        let own = self.client_keys.iter().filter(|(id, _)| *id == client.id);
        let own: Vec<_> = own.map(|(_, key)| key.clone()).collect();
        (!own.is_empty()).then_some(own)
    }

    /// The thumbprints of the certificates that a client has said of itself (RFC 7517, 4.7; RFC 8705, 2.2.2).
    pub(crate) fn certificates_of(&self, client: &Client) -> Vec<String> {
        let keys = self.entry(client).and_then(|entry| entry.about.get("jwks")?.get("keys"));
        let keys = keys.and_then(Value::as_array).into_iter().flatten();
        let own = keys.filter_map(|jwk| STANDARD.decode(jwk.get("x5c")?.get(0)?.as_str()?).ok());
        own.map(|certificate| base64url(&sha256(&certificate))).collect()
    }

    /// The only way to authenticate of a client that has said one of itself.
    pub(crate) fn way_of(&self, client: &Client) -> Option<&str> {
        self.entry(client)?.about.get("token_endpoint_auth_method")?.as_str()
    }

    /// Whether a client may use that grant: those that have said something of themselves only what they have said,
    /// which is the code grant if it is nothing (RFC 7591, 2). Grants of a provider's own have names of their own
    /// there, which are not looked at.
    pub(crate) fn may_use(&self, client: &Client, grant: &str) -> bool {
        let Some(entry) = self.entry(client) else { return true };
        match entry.about.get("grant_types").and_then(Value::as_array) {
            Some(list) => list.iter().any(|it| it == grant),
            None => grant == "authorization_code",
        }
    }

    /// Whether a client may ask for that to come back: those that have said something of themselves only for what they
    /// have said, which is a code if it is nothing (RFC 7591, 2). The order of the words says nothing (OAuth 2.0
    /// Multiple Response Types, 5).
    pub(crate) fn may_ask_for(&self, client: &Client, kind: &str) -> bool {
        let Some(entry) = self.entry(client) else { return true };
        let words = |kind: &str| kind.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
        match entry.about.get("response_types").and_then(Value::as_array) {
            Some(list) => list.iter().filter_map(Value::as_str).any(|it| words(it) == words(kind)),
            None => kind == "code",
        }
    }

    /// Whether a client has said that its tokens are always bound to a key (RFC 9449, 5.2).
    pub(crate) fn wants_bound_tokens(&self, client: &Client) -> bool {
        let about = self.entry(client).map(|entry| &entry.about);
        about.and_then(|about| about.get("dpop_bound_access_tokens")) == Some(&Value::Bool(true))
    }

    /// The scopes that a client may ask for, separated by spaces, if it has said so of itself.
    pub(crate) fn scopes_of(&self, client: &Client) -> Option<&str> {
        self.entry(client)?.about.get("scope")?.as_str()
    }
}
