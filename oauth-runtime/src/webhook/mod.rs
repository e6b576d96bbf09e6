//! Webhooks: requests that the provider sends by itself, and their signatures.

#[cfg(feature = "jose")]
mod believed;
#[cfg(feature = "jose")]
mod keys;
mod of_client;
mod published;

use std::borrow::Cow;
use std::time::SystemTime;

#[cfg(feature = "jose")]
pub(crate) use believed::Published;
use http::header::{HOST, HeaderMap};
use oauth_spec::Source;
pub use of_client::ClientWebhook;
pub use published::PublishedWebhook;

use crate::secret::SecretText;
use crate::sign::{Incoming, IncomingKind, Lookup, SignatureRefused, verify_any};

/// A webhook of a provider: what its deliveries are signed with.
///
/// ```
/// # use oauth_runtime::{Webhook, SignatureRefused, http};
/// # fn handle(webhook: &Webhook, request: &http::Request<Vec<u8>>) -> Result<(), SignatureRefused> {
/// let delivery = webhook.verify(&["the secret", "the one before"], request)?;
/// // A delivery that is sent again has the same id.
/// let is_new = delivery.replay_id;
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct Webhook {
    provider: &'static str,
    spec: oauth_spec::Webhook,
    /// The client that it is for, where that is signed too.
    client_id: Option<Box<str>>,
}

/// A delivery whose signature is right.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// What tells this delivery from others, where the provider says: refuse one that was seen already. A
    /// [`ReplayGuard`](crate::ReplayGuard) remembers them. Some providers do not sign it, which the documentation of the
    /// generated module says: then it tells what the provider sends again, and nothing about a delivery that somebody has
    /// caught. Against that let what is handled be handled once, by what is in the body.
    pub replay_id: Option<String>,
    /// When it was signed, where the provider says.
    pub timestamp: Option<SystemTime>,
}

impl Webhook {
    /// A webhook of that provider. One that signs the client's id too is a [`ClientWebhook`] first.
    pub const fn new(provider: &'static str, spec: oauth_spec::Webhook) -> Self {
        Self { provider, spec, client_id: None }
    }

    /// The provider's name.
    pub const fn provider(&self) -> &'static str {
        self.provider
    }

    /// Its name in the provider's file.
    pub const fn name(&self) -> &'static str {
        self.spec.name
    }

    /// Verifies a delivery. Several secrets may be given, while one is being replaced: texts, or each a
    /// [`Secret`](crate::Secret).
    ///
    /// The body must be what was received, byte for byte. Some providers sign the address that they
    /// call: then the request's URI must be that address, or at least its path and query, which are
    /// taken to be at `https://` and the `Host` header.
    ///
    /// # Errors
    /// Why it is not believed; [`SignatureRefused::remedy`] says whether to answer 401 or to look at the settings.
    pub fn verify(
        &self,
        secrets: &[impl SecretText],
        request: &http::Request<impl AsRef<[u8]>>,
    ) -> Result<Delivery, SignatureRefused> {
        self.verify_at(secrets, request, SystemTime::now())
    }

    /// The same at a time of the caller's, against which the age of the delivery is measured.
    pub fn verify_at(
        &self,
        secrets: &[impl SecretText],
        request: &http::Request<impl AsRef<[u8]>>,
        now: SystemTime,
    ) -> Result<Delivery, SignatureRefused> {
        let incoming = Incoming {
            method: Some(request.method().as_str()),
            url: Some(&address(request)),
            query: request.uri().query().unwrap_or_default(),
            headers: Some(request.headers()),
            body: request.body().as_ref(),
            kind: IncomingKind::Request,
        };
        self.check(secrets, &incoming, now)
    }

    /// Verifies a delivery by its headers and body: enough for all schemes that sign neither the
    /// method nor anything of the address.
    pub fn verify_parts(
        &self,
        secrets: &[impl SecretText],
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Delivery, SignatureRefused> {
        self.verify_parts_at(secrets, headers, body, SystemTime::now())
    }

    /// The same at a time of the caller's, against which the age of the delivery is measured.
    pub fn verify_parts_at(
        &self,
        secrets: &[impl SecretText],
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<Delivery, SignatureRefused> {
        let incoming = Incoming { headers: Some(headers), body, ..Incoming::default() };
        self.check(secrets, &incoming, now)
    }

    fn check(
        &self,
        secrets: &[impl SecretText],
        incoming: &Incoming<'_>,
        now: SystemTime,
    ) -> Result<Delivery, SignatureRefused> {
        let lookups: Vec<_> = secrets
            .iter()
            .map(|secret| {
                move |source: Source| match source {
                    Source::WebhookSecret => Some(Cow::from(secret.read())),
                    Source::ClientId => self.client_id.as_deref().map(Cow::from),
                    _ => None,
                }
            })
            .collect();
        let lookups: Vec<&Lookup<'_>> =
            lookups.iter().map(|lookup| -> &Lookup<'_> { lookup }).collect();
        let verified = verify_any(&self.spec.signature, &lookups, incoming, now)?;
        Ok(Delivery { replay_id: verified.replay_id, timestamp: verified.timestamp })
    }
}

/// The address that was called. A server mostly sees its path and query alone.
fn address<B>(request: &http::Request<B>) -> String {
    let uri = request.uri();
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    match host {
        Some(host) if uri.scheme().is_none() => format!("https://{host}{uri}"),
        _ => uri.to_string(),
    }
}
