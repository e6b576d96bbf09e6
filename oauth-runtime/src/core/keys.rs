//! What the client signs with.

use std::sync::Arc;
#[cfg(feature = "jose")]
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use oauth_spec::JwtAlgorithm;

#[cfg(feature = "jose")]
use crate::key::Key;
use crate::secret::Secret;

/// Makes an assertion, wherever the key is.
pub(crate) type MakeAssertion = Arc<
    dyn Fn(&AssertionWanted<'_>) -> Result<Secret, Box<dyn std::error::Error + Send + Sync>>
        + Send
        + Sync,
>;

/// What a client assertion must say that the application makes itself (RFC 7523, 3).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct AssertionWanted<'a> {
    /// What `iss` and `sub` must be.
    pub client_id: &'a str,
    /// What `aud` must be.
    pub audience: &'a str,
    /// How long it should be good for: `exp`, from now on.
    pub lifetime: Duration,
    /// How it must be signed, if the provider says so.
    pub algorithm: Option<JwtAlgorithm>,
}

/// The key for assertions. Clients and sessions that have begun go on with one that takes its place.
#[cfg(feature = "jose")]
#[derive(Clone)]
pub(crate) struct ClientKey(Arc<RwLock<Arc<Key>>>);

#[cfg(feature = "jose")]
impl ClientKey {
    pub(crate) fn new(key: Key) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(key))))
    }

    /// The one that signs now.
    pub(crate) fn now(&self) -> Arc<Key> {
        // What a panic elsewhere leaves is a key that is whole.
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn replace(&self, key: Key) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(key);
    }
}

/// The keys of a client that signs.
#[derive(Clone, Default)]
pub(crate) struct Keys {
    /// The one for assertions.
    #[cfg(feature = "jose")]
    pub(crate) client: Option<ClientKey>,
    /// What makes assertions instead.
    pub(crate) assertion: Option<MakeAssertion>,
    /// The one that tokens are bound to.
    #[cfg(feature = "jose")]
    pub(crate) dpop: Option<Key>,
    /// Its thumbprint.
    pub(crate) thumbprint: Option<String>,
}

impl Keys {
    /// Whether an assertion can be made without the client's secret.
    pub(crate) fn can_assert(&self) -> bool {
        #[cfg(feature = "jose")]
        if self.client.is_some() {
            return true;
        }
        self.assertion.is_some()
    }
}
