//! The keys of a client that is there.

use super::Client;
use crate::dpop::Binding;
use crate::error::Error;
use crate::key::Key;
use crate::provider::Provider;

impl<P: Provider> Client<P> {
    /// The key that its tokens are bound to (RFC 9449), to be stored beside them:
    /// [`Key::save`](crate::Key::save). None where the provider binds no tokens.
    pub fn dpop_key(&self) -> Option<&Key> {
        self.core.dpop.as_deref().map(Binding::key)
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
        crate::core::replace_client_key(&self.core.fixed, key)
    }
}
