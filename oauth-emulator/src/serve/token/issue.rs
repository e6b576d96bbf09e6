//! Making tokens, and the answer that brings them.

use oauth_spec::Expiry;
use serde_json::{Map, Value, json};

use crate::ledger::{Family, Given, Ledger};
use crate::sample;
use crate::world::World;

/// What is to be made.
#[derive(Debug)]
pub(crate) struct Issue {
    pub(crate) given: Given,
    /// The family it belongs to, if not a new one.
    pub(crate) family: Option<Family>,
    /// Whether a refresh token goes with it, as far as the provider has any.
    pub(crate) renewable: bool,
    /// The refresh token that goes with it, if not a new one.
    pub(crate) refresh: Option<String>,
}

/// Makes the tokens and the members of the answer (RFC 6749, 5.1).
pub(crate) fn issue(
    world: &World,
    ledger: &mut Ledger,
    issue: Issue,
) -> (Family, Map<String, Value>) {
    let now = world.clock.now();
    let Issue { given, family, renewable, refresh } = issue;
    let mut body = sample::object(world.spec.token.fields);
    body.insert("token_type".to_owned(), json!("bearer"));
    if !given.scopes.is_empty() {
        let scope = given.scopes.join(world.spec.scopes.separator);
        body.insert("scope".to_owned(), json!(scope));
    }
    let lifetime = world.settings.lifetime;
    let tells = world.settings.tell_expires_in && world.spec.token.expiry == Expiry::ExpiresIn;
    if let Some(lifetime) = lifetime.filter(|_| tells) {
        body.insert("expires_in".to_owned(), json!(lifetime.as_secs()));
    }
    let access = world.access_token();
    let expires_at = lifetime.map(|lifetime| now + lifetime);
    let family = ledger.add_access(access.clone(), given.clone(), family, expires_at);
    body.insert("access_token".to_owned(), json!(access));
    if renewable && world.spec.grants.refresh_token.is_some() {
        let text = refresh.unwrap_or_else(|| {
            let text = world.refresh_token();
            let lifetime = world.settings.refresh_token_lifetime;
            let expires_at = lifetime.map(|lifetime| now + lifetime);
            ledger.add_refresh(text.clone(), given, family, expires_at);
            text
        });
        body.insert("refresh_token".to_owned(), json!(text));
    }
    (family, body)
}

/// The same answer as pairs of a fragment (RFC 6749, 4.2.2). What has parts of its own is left out:
/// a fragment has no way to write it.
pub(crate) fn fragment_pairs(body: &Map<String, Value>) -> Vec<(String, String)> {
    let flat = body.iter().filter(|(_, value)| !value.is_object() && !value.is_array());
    flat.map(|(name, value)| (name.clone(), sample::text(value))).collect()
}
