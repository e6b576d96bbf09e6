//! What the caller decides about an emulator: who is known, how long things live, how it behaves.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use oauth_spec::{DigestEncoding, ProviderSpec};
use serde_json::Value;

use crate::compute::PublicKey;
use crate::register::Register;

/// What becomes of a refresh token that was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rotation {
    /// The answer brings a new one and the old one is spent; whoever sends it again loses the whole
    /// line of tokens (RFC 9700, 4.14.2).
    #[default]
    Rotate,
    /// The answer brings the same one again.
    Keep,
    /// The answer brings none, and the old one stays good (RFC 6749, 6).
    Omit,
}

/// Where in the callback's query the signature stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignaturePosition {
    /// Before everything else.
    First,
    /// Between the others, as far as there are two.
    Middle,
    /// After everything else.
    #[default]
    Last,
}

/// A registered client.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) id: String,
    pub(crate) secret: String,
}

/// A user with an account.
#[derive(Clone)]
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) password: String,
}

/// Without its secret.
impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Without the password.
impl fmt::Debug for User {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("User").field("name", &self.name).finish_non_exhaustive()
    }
}

/// All of it, complete: the builder has filled in what was not said. There is at least one client,
/// one redirect URI and one user.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub(crate) struct Settings {
    pub(crate) clients: Vec<Client>,
    /// Ids of clients, and the public keys that they have registered.
    pub(crate) client_keys: Vec<(String, PublicKey)>,
    /// Where documents about clients are; nowhere: none are asked for.
    pub(crate) documents: Option<SocketAddr>,
    /// Those that have registered themselves, or come with a document.
    pub(crate) registered: Register,
    /// What a client must show for that.
    pub(crate) initial_access_token: Option<String>,
    pub(crate) redirect_uris: Vec<String>,
    /// Where the browser may come back to from a logout.
    pub(crate) post_logout_redirect_uri: String,
    pub(crate) users: Vec<User>,
    /// What custom grants take: values by grant and parameter.
    pub(crate) accepts: BTreeMap<&'static str, BTreeMap<&'static str, Value>>,
    /// How long access tokens live; `None`: for ever.
    pub(crate) lifetime: Option<Duration>,
    /// How long refresh tokens live; `None`: for ever.
    pub(crate) refresh_token_lifetime: Option<Duration>,
    pub(crate) code_lifetime: Duration,
    /// How long a device waits between two polls.
    pub(crate) device_interval: Duration,
    /// How long a refresh token lives without being used.
    pub(crate) refresh_token_idle: Option<Duration>,
    /// Whether answers tell when tokens expire.
    pub(crate) tell_expires_in: bool,
    /// Whether answers write scopes as a list.
    pub(crate) scope_list: bool,
    /// What a request that names no scope is granted.
    pub(crate) default_scopes: Vec<String>,
    pub(crate) rotation: Rotation,
    /// Whether parameters that are not declared are refused.
    pub(crate) strict: bool,
    /// Whether every proof must have a nonce of the server's.
    pub(crate) dpop_nonces: bool,
    /// Hex or base64.
    pub(crate) signature_encoding: DigestEncoding,
    pub(crate) signature_position: SignaturePosition,
}

impl Settings {
    /// The client of that id.
    pub(crate) fn client(&self, id: &str) -> Option<&Client> {
        self.all_clients().find(|client| client.id == id)
    }

    /// All clients.
    pub(crate) fn all_clients(&self) -> impl Iterator<Item = &Client> {
        self.clients.iter().chain(self.registered.iter().map(|entry| &entry.client))
    }

    /// Whether the browser may be sent to that address with what is for that client.
    pub(crate) fn may_return(&self, client_id: &str, uri: &str) -> bool {
        match self.registered.iter().find(|entry| entry.client.id == client_id) {
            Some(entry) => entry.redirect_uris.iter().any(|known| is_same(known, uri)),
            None => self.redirect_uris.iter().any(|known| is_same(known, uri)),
        }
    }

    /// The id of the client that nothing names: the first.
    pub(crate) fn only_client_id(&self) -> String {
        self.clients.first().map(|client| client.id.clone()).unwrap_or_default()
    }

    /// Whether a redirect URI is registered, as it is or with a query of its own.
    pub(crate) fn knows_redirect_uri(&self, uri: &str) -> bool {
        let base = uri.split('?').next().unwrap_or_default();
        let own = self.registered.iter().flat_map(|entry| &entry.redirect_uris);
        self.redirect_uris.iter().chain(own).any(|known| is_same(known, uri) || known == base)
    }

    /// The user who sits at the browser.
    pub(crate) fn present_user(&self) -> String {
        self.users.first().map(|user| user.name.clone()).unwrap_or_default()
    }
}

/// Whether a redirect URI is the registered one: character by character (RFC 9700, 2.1), but for the port of
/// a native application (RFC 8252, 7.3).
fn is_same(known: &str, uri: &str) -> bool {
    let portless = |uri: &str| {
        let (host, rest) = ["http://127.0.0.1", "http://[::1]"]
            .into_iter()
            .find_map(|host| uri.strip_prefix(host).map(|rest| (host, rest.to_owned())))?;
        let Some(rest) = rest.strip_prefix(':') else { return Some((host, rest)) };
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        Some((host, rest[end..].to_owned()))
    };
    let is_path = |rest: &str| rest.is_empty() || rest.starts_with(['/', '?']);
    known == uri
        || portless(known)
            .is_some_and(|known| is_path(&known.1) && portless(uri).is_some_and(|uri| uri == known))
}

/// An id for a client: a number where ids are numbers.
pub(crate) fn client_id(spec: &ProviderSpec, kind: &str, random: &str) -> String {
    if !spec.client.numeric_id {
        return format!("{kind}-{random}");
    }
    // Thirteen digits, the first of them no zero: every reader of JSON keeps that as it is.
    let digits = random.bytes().map(|byte| char::from(b'0' + byte % 10));
    std::iter::once('1').chain(digits.take(12)).collect()
}

/// Why a redirect URI cannot be registered, if there is a reason.
pub(crate) fn problem_of(uri: &str, schemes: &[&str]) -> Option<&'static str> {
    if !uri.contains(':') {
        Some("it has no scheme, such as `https:`")
    } else if !scheme_fits(uri, schemes) {
        Some("the provider does not take its scheme")
    } else if uri.contains('#') {
        // RFC 6749, 3.1.2.
        Some("it has a fragment")
    } else if !uri.bytes().all(|byte| byte.is_ascii_graphic()) {
        Some("it holds characters that a URI must encode")
    } else {
        None
    }
}

/// Why a client cannot register a redirect URI by itself: as above, and answers go over no open line (RFC 9700, 2.6).
pub(crate) fn own_problem_of(uri: &str, schemes: &[&str]) -> Option<&'static str> {
    let is_open = uri.starts_with("http:") && !scheme_fits(uri, &["http"]);
    problem_of(uri, schemes).or(is_open.then_some("without https it must be at loopback"))
}

/// Whether a redirect URI has one of the schemes; `http` is for loopback.
fn scheme_fits(uri: &str, schemes: &[&str]) -> bool {
    let (scheme, rest) = uri.split_once(':').unwrap_or_default();
    let host = rest.trim_start_matches('/').split(['/', ':', '?']).next().unwrap_or_default();
    let loopback = matches!(host, "127.0.0.1" | "localhost") || rest.starts_with("//[::1]");
    schemes.is_empty() || (schemes.contains(&scheme) && (scheme != "http" || loopback))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_native_application_has_any_port_of_its_loopback_address() {
        let registered = "http://127.0.0.1/callback";
        for same in ["http://127.0.0.1/callback", "http://127.0.0.1:49152/callback"] {
            assert!(is_same(registered, same), "{same}");
        }
        for other in [
            "http://127.0.0.1:1/other",
            "http://127.0.0.1:1/callback?x",
            "http://[::1]:1/callback",
            "http://127.0.0.1.evil.example/callback",
            "http://127.0.0.1:1@evil.example/callback",
            "https://127.0.0.1:1/callback",
            "http://localhost:1/callback",
        ] {
            assert!(!is_same(registered, other), "{other}");
        }
        assert!(is_same("http://[::1]:7/", "http://[::1]:8/"));
        assert!(!is_same("http://localhost:7/", "http://localhost:8/"));
        assert!(!is_same("http://127.0.0.1.a.example/", "http://127.0.0.1:8.a.example/"));
    }
}
