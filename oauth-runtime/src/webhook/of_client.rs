//! Webhooks whose deliveries are signed for one client.

use super::Webhook;

/// A webhook that signs the client's id too: it is a [`Webhook`] once the id is known.
///
/// ```
/// # use oauth_runtime::{ClientWebhook, SignatureRefused, http};
/// # fn handle(webhook: &ClientWebhook, request: &http::Request<Vec<u8>>) -> Result<(), SignatureRefused> {
/// let delivery = webhook.client_id("the client's id").verify(&["the secret"], request)?;
/// # Ok(()) }
/// ```
///
/// Nothing verifies without it:
///
/// ```compile_fail,E0599
/// # use oauth_runtime::{ClientWebhook, http};
/// # fn handle(webhook: &ClientWebhook, request: &http::Request<Vec<u8>>) {
/// let delivery = webhook.verify(&["the secret"], request);
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ClientWebhook {
    provider: &'static str,
    spec: oauth_spec::Webhook,
}

impl ClientWebhook {
    /// A webhook of that provider.
    pub const fn new(provider: &'static str, spec: oauth_spec::Webhook) -> Self {
        Self { provider, spec }
    }

    /// The webhook of that client: its deliveries to any other are refused.
    #[must_use]
    pub fn client_id(&self, client_id: impl Into<String>) -> Webhook {
        self.of(Some(client_id.into().into_boxed_str()))
    }

    pub(super) fn of(&self, client_id: Option<Box<str>>) -> Webhook {
        Webhook { client_id, ..Webhook::new(self.provider, self.spec) }
    }

    /// The provider's name.
    pub const fn provider(&self) -> &'static str {
        self.provider
    }

    /// Its name in the provider's file.
    pub const fn name(&self) -> &'static str {
        self.spec.name
    }
}
