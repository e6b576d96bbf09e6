//! Verifying deliveries with published keys, which the client asks for.

use std::sync::{Mutex, PoisonError};

use http::HeaderMap;

use super::keys::Keys;
use super::{Delivery, PublishedWebhook, Webhook};
use crate::answer::{token_fault, unreadable};
use crate::call::by_itself;
use crate::client::Client;
use crate::core::{Core, PreparedRequest};
use crate::error::Error;
use crate::identity::Asking;
use crate::provider::Provider;
use crate::sign::SignatureRefused;
use crate::wipe::Wiped;

/// Where the keys of a webhook are, and those that were read last.
pub(crate) struct Published {
    pub(crate) webhook: &'static str,
    pub(crate) path: &'static str,
    pub(crate) request: PreparedRequest,
    keys: Mutex<Keys>,
    asking: Asking,
}

impl Published {
    pub(crate) fn new(webhook: &'static str, path: &'static str, request: PreparedRequest) -> Self {
        Self { webhook, path, request, keys: Mutex::default(), asking: Asking::default() }
    }

    fn keys(&self) -> std::sync::MutexGuard<'_, Keys> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<P: Provider> Client<P> {
    /// Verifies a delivery with the keys that the provider publishes, which are asked for if they are not
    /// known: kept as long as their answer says (a minute to a day), and asked for again when none fits, once a
    /// minute at most. Of deliveries that come at once one asks, and the others wait for its answer; where the keys
    /// cannot be had, they get its error for five seconds.
    ///
    /// The body must be what was received, byte for byte; for the address see [`Webhook::verify`].
    ///
    /// # Errors
    /// [`Error::Webhook`] says why it is not believed; others if the keys cannot be had.
    pub async fn verify_webhook(
        &self,
        webhook: &PublishedWebhook<P>,
        request: &http::Request<impl AsRef<[u8]> + Sync>,
    ) -> Result<Delivery, Error> {
        let core = self.core();
        let (now, webhook) = (core.clock.now(), of(&core, webhook));
        believed(&core, &webhook, &|key| webhook.verify_at(&[key], request, now)).await
    }

    /// The same by its headers and body: enough for all schemes that sign neither the method nor anything of
    /// the address.
    ///
    /// # Errors
    /// As [`Client::verify_webhook`].
    pub async fn verify_webhook_parts(
        &self,
        webhook: &PublishedWebhook<P>,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Delivery, Error> {
        let core = self.core();
        let (now, webhook) = (core.clock.now(), of(&core, webhook));
        believed(&core, &webhook, &|key| webhook.verify_parts_at(&[key], headers, body, now)).await
    }
}

/// The webhook of this client.
fn of<P: Provider>(core: &Core, webhook: &PublishedWebhook<P>) -> Webhook {
    webhook.webhook.of(core.fixed.client_id.as_deref().map(Box::from))
}

type Verify<'a> = dyn Fn(&str) -> Result<Delivery, SignatureRefused> + Sync + 'a;

/// What one of the keys vouches for.
async fn believed(core: &Core, webhook: &Webhook, verify: &Verify<'_>) -> Result<Delivery, Error> {
    let mut all = core.published.iter().flat_map(|all| all.iter());
    let Some(published) = all.find(|published| published.webhook == webhook.name()) else {
        return Err(core.lacks("keys of that webhook"));
    };
    let now = core.clock.now();
    let reads = published.keys().reads();
    let known = published.keys().fresh(now);
    if let Some(keys) = known {
        match with(&keys, verify) {
            Ok(delivery) => return Ok(delivery),
            // It may be signed with a new one, which may be of another kind.
            Err(SignatureRefused::Wrong { .. } | SignatureRefused::Settings { .. })
                if published.keys().may_ask(now) || published.asking.is_busy() => {}
            Err(refused) => return Err(Error::Webhook(refused)),
        }
    }
    // Anybody can send a delivery: of a flood of them one asks.
    let is_newer = || published.keys().reads() != reads;
    published.asking.once(&*core.clock, &is_newer, Box::pin(ask(core, published))).await?;
    let keys = published.keys().last();
    with(&keys, verify).map_err(Error::Webhook)
}

/// Asks for the keys, unless others have while this one waited. Who hangs up meanwhile has not asked.
async fn ask(core: &Core, published: &Published) -> Result<(), Error> {
    if !published.keys().must_ask(core.clock.now()) {
        return Ok(());
    }
    let asked = read(core, published).await;
    published.keys().asked(core.clock.now());
    asked
}

/// Reads the keys, and keeps them.
async fn read(core: &Core, published: &Published) -> Result<(), Error> {
    let request = by_itself(core, &published.request)?;
    let response = core.common.transport.get()?.send(request).await?;
    let (parts, body) = response.into_parts();
    let (status, headers, body) = (parts.status, &parts.headers, Wiped(body));
    if !status.is_success() {
        return Err(token_fault(core.spec, status, headers, body));
    }
    let kept = published.keys().keep(headers, &body.0, published.path, core.clock.now());
    kept.map_err(|what| unreadable(core.spec, status, headers, body, what.to_owned()))
}

/// Tries each key by itself: those of another kind fit nothing.
fn with(keys: &[String], verify: &Verify<'_>) -> Result<Delivery, SignatureRefused> {
    let mut refused = None;
    for key in keys {
        match verify(key) {
            Err(SignatureRefused::Settings { reason }) => {
                refused.get_or_insert(SignatureRefused::Settings { reason });
            }
            Err(wrong @ SignatureRefused::Wrong { .. }) => refused = Some(wrong),
            said => return said,
        }
    }
    Err(refused.unwrap_or(SignatureRefused::Settings { reason: "there is no key".to_owned() }))
}
