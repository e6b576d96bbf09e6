//! The books: consent forms on screen, codes, access tokens, refresh tokens.
//!
//! Tokens that come from one authorization are a *family*: they fall together when a code or a
//! refresh token is used twice (RFC 6749, 4.1.2; RFC 9700, 4.14.2), or when one of them is revoked.

mod bound;
mod codes;
mod devices;
mod forms;
mod posted;
mod pushed;
mod tokens;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::SystemTime;

pub(crate) use bound::Bound;
pub(crate) use codes::{Code, Redeemed};
pub(crate) use devices::{Allowed, Device, Polled};
pub(crate) use forms::Asked;
pub use posted::Posted;
pub(crate) use tokens::{AccessToken, Given, RefreshToken, Spent, Standing};

/// The books.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    forms: BTreeMap<String, Asked>,
    /// Requests that were pushed, and until when they are good.
    pushed: BTreeMap<String, (Asked, SystemTime)>,
    codes: BTreeMap<String, Code>,
    /// By code, the oldest first: of several that wait for one word of the user, it is about that.
    devices: Vec<(String, Device)>,
    access: BTreeMap<String, AccessToken>,
    refresh: BTreeMap<String, RefreshToken>,
    /// ID tokens, and the access tokens that they came with.
    id_tokens: BTreeMap<String, String>,
    /// Whose ID tokens came without an access token: their clients.
    sign_ins: BTreeMap<String, String>,
    /// Callbacks that are posted and not yet fetched.
    posted: VecDeque<Posted>,
    families: u64,
    given: u64,
    /// The names of signed texts that count once.
    once: BTreeSet<String>,
    /// What proofs may repeat.
    nonces: BTreeSet<String>,
}

/// Tokens that come from one authorization.
pub(crate) type Family = u64;

impl Ledger {
    fn new_family(&mut self) -> Family {
        self.families += 1;
        self.families
    }

    /// Revokes everything that comes from one authorization.
    pub(crate) fn revoke_family(&mut self, family: Family) {
        for token in self.access.values_mut().filter(|token| token.family == family) {
            token.revoked = true;
        }
        for token in self.refresh.values_mut().filter(|token| token.family == family) {
            token.revoked = true;
        }
    }

    /// Revokes everything that comes from the same authorization as a token, of either kind.
    pub(crate) fn revoke_with(&mut self, token: &str) -> bool {
        let family = self.owner(token).map(|(_, family)| family);
        family.is_some_and(|family| {
            self.revoke_family(family);
            true
        })
    }

    /// Revokes everything that a client has (RFC 7592, 2.3).
    pub(crate) fn revoke_client(&mut self, client_id: &str) {
        for token in self.access.values_mut().filter(|it| it.given.client_id == client_id) {
            token.revoked = true;
        }
        for token in self.refresh.values_mut().filter(|it| it.given.client_id == client_id) {
            token.revoked = true;
        }
    }

    /// Whether this is the first time that something of that name is shown.
    pub(crate) fn is_new(&mut self, name: String) -> bool {
        self.once.insert(name)
    }

    /// Notes what proofs may repeat from now on.
    pub(crate) fn add_nonce(&mut self, nonce: String) {
        self.nonces.insert(nonce);
    }

    pub(crate) fn knows_nonce(&self, nonce: &str) -> bool {
        self.nonces.contains(nonce)
    }

    /// Revokes every token and code.
    pub(crate) fn revoke_everything(&mut self) {
        self.access.values_mut().for_each(|token| token.revoked = true);
        self.refresh.values_mut().for_each(|token| token.revoked = true);
        self.pushed.clear();
        self.codes.clear();
        self.devices.clear();
    }

    /// Makes every access token expire at that time, if it lives longer.
    pub(crate) fn expire_access_tokens(&mut self, now: SystemTime) {
        for token in self.access.values_mut() {
            token.expires_at = Some(token.expires_at.map_or(now, |at| at.min(now)));
        }
    }
}
