//! The credentials of a client that is there.

use super::Client;
use crate::error::Error;
#[cfg(feature = "jose")]
use crate::key::Key;
use crate::provider::Provider;
use crate::secret::Secret;

impl<P: Provider> Client<P> {
    /// Puts another secret in the place of the client's (RFC 6749, 2.3.1): from now on each request is made with the new
    /// one alone, and so is what is signed or verified with it. Clones of this client and its sessions are included.
    /// Calls that were begun go on with the one that they began with: let the provider take the old one for a while.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the client was built without
    /// [`ClientBuilder::client_secret`](crate::ClientBuilder::client_secret), or could not have been built with the new
    /// one; then it goes on with what it has.
    pub fn replace_client_secret(&self, secret: impl Into<Secret>) -> Result<(), Error> {
        self.live().replace_secret(secret.into())
    }
}

#[cfg(feature = "jose")]
impl<P: Provider> Client<P> {
    /// The key that its tokens are bound to (RFC 9449), to be stored beside them:
    /// [`Key::save`](crate::Key::save). None where the provider binds no tokens.
    pub fn dpop_key(&self) -> Option<&Key> {
        self.live().dpop.as_ref()
    }

    /// Puts another key in the place of the one that it signs its assertions with (RFC 7523, 2.2): the next assertion
    /// is signed with it, and has its [`Key::id`](crate::Key::id) as `kid`. Clones of this client, its sessions and
    /// calls that were begun are included; a request that is under way is not made again.
    ///
    /// Register the new key at the provider before, and take the old one away there a while after.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the client was built without
    /// [`ClientBuilder::client_key`](crate::ClientBuilder::client_key), or the key is not of the same kind as that one.
    pub fn replace_client_key(&self, key: Key) -> Result<(), Error> {
        self.live().replace_key(key)
    }
}
