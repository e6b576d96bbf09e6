//! Webhooks whose public keys the provider publishes.

use std::fmt;
use std::marker::PhantomData;

use super::ClientWebhook;
use crate::provider::Provider;

/// A webhook that is signed with a key that its provider publishes: `Client::verify_webhook`, with the
/// feature `jose`. Where the client's id is signed too, it is that of the client.
pub struct PublishedWebhook<P> {
    pub(super) webhook: ClientWebhook,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> PublishedWebhook<P> {
    /// A webhook of the provider of that name.
    pub const fn new(name: &'static str, spec: oauth_spec::Webhook) -> Self {
        Self { webhook: ClientWebhook::new(name, spec), provider: PhantomData }
    }

    /// Its name in the provider's file.
    pub const fn name(&self) -> &'static str {
        self.webhook.name()
    }
}

impl<P> Clone for PublishedWebhook<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for PublishedWebhook<P> {}

impl<P> fmt::Debug for PublishedWebhook<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("PublishedWebhook").field(&self.webhook.name()).finish()
    }
}
