//! What a signed token is held against, and how that ends.

#![cfg_attr(not(feature = "jose"), allow(dead_code, reason = "none is verified"))]

use serde_json::{Map, Value as Json};

use crate::secret::Secret;

/// What a token is held against.
#[derive(Clone, Copy, Default)]
pub(crate) struct Proofs<'a> {
    /// What the authorization has sent.
    pub(crate) nonce: Option<&'a Secret>,
    /// Whether the token must repeat it.
    pub(crate) nonce_required: bool,
    /// The access token that came with it.
    pub(crate) access_token: Option<&'a str>,
    pub(crate) at_hash_required: bool,
    /// The code that came with it.
    pub(crate) code: Option<&'a str>,
    /// What was verified before, of the same user.
    pub(crate) before: Option<&'a Map<String, Json>>,
    /// Whom it must be for and who must have asked for it, if it is not this client.
    pub(crate) for_others: Option<ForOthers<'a>>,
}

/// An ID token that another client has passed on.
#[derive(Clone, Copy)]
pub(crate) struct ForOthers<'a> {
    /// What `aud` must hold; without it the declared audience, which mostly is this client.
    pub(crate) audience: Option<&'a str>,
    /// What `azp` must be; without it that audience, if there is an `azp`.
    pub(crate) party: Option<&'a str>,
}

/// How a check ends that nothing is wrong with.
pub(crate) enum Checked {
    /// It holds.
    Claims(Map<String, Json>),
    /// The provider's keys must be asked for first.
    KeysNeeded,
    /// Its key is unknown, and the keys were asked for a moment ago.
    TooEarly,
}
