//! From a builder to a registered client, and back to the builder.

use oauth_spec::ProviderSpec;
use serde_json::Value as Json;
#[cfg(feature = "jose")]
use serde_json::json;

use super::{ClientMetadata, ManagedRegistration, Registration, RegistrationCall};
use crate::builder::ClientBuilder;
use crate::core::Settings;
use crate::discovery::same_issuer;
use crate::error::shown;
use crate::grants;
use crate::provider::Provider;

impl<P: Provider> ClientBuilder<P> {
    /// Registers a client at the provider (RFC 7591). Where the endpoint is in the provider's metadata, fetch
    /// that first.
    pub fn register(&self, metadata: ClientMetadata) -> RegistrationCall<'_>
    where
        P: grants::Registration,
    {
        RegistrationCall::new(&self.settings, metadata)
    }

    /// Reads, changes or deletes a registration that was made here (RFC 7592).
    pub fn manage<'a>(&'a self, registration: &'a Registration) -> ManagedRegistration<'a>
    where
        P: grants::Registration,
    {
        ManagedRegistration::new(&self.settings, registration)
    }

    /// Builds the client that was registered: its id, its secret, and the way to authenticate that the
    /// provider has registered.
    pub fn registered(mut self, registration: &Registration) -> Self
    where
        P: grants::Registration,
    {
        self.settings.client_id = Some(registration.client_id.clone());
        self.settings.client_secret.clone_from(&registration.client_secret);
        if let Some(method) = &registration.token_endpoint_auth_method {
            let mut ways = self.settings.spec.client.authentication.iter();
            let way = ways.find(|way| way.name() == method);
            self.settings.authentication = way.copied().or(self.settings.authentication);
        }
        self.settings.registered = Some(registration.clone());
        self
    }
}

impl Settings {
    /// The public part of the key that the client signs with, as a set.
    #[cfg_attr(not(feature = "jose"), expect(clippy::unused_self, reason = "there is none"))]
    pub(super) fn own_keys(&self) -> Option<Json> {
        #[cfg(feature = "jose")]
        return Some(json!({ "keys": [self.keys.as_ref()?.client.as_ref()?.now().public_jwk()] }));
        #[cfg(not(feature = "jose"))]
        None
    }

    /// What is wrong with the registration, if there is one.
    pub(crate) fn check_registration(&self, issuer: Option<&str>, messages: &mut Vec<String>) {
        let Some(registration) = &self.registered else { return };
        let title = self.spec.title;
        registration.check_owner(self.spec, issuer, messages);
        let expiry = registration.client_secret_expires_at;
        if expiry.is_some_and(|at| at <= self.clock.now()) {
            messages.push(format!(
                "the secret of the registered client has expired: call `.register(…)` for a new client of {title}"
            ));
        }
        let method = registration.token_endpoint_auth_method.as_deref();
        if let Some(method) = method
            && self.spec.client.authentication.iter().all(|way| way.name() != method)
        {
            messages.push(format!(
                "{title} has registered the client for the authentication `{}`, which the TOML file does not \
                 declare: add it to `client.authentication`",
                shown(method)
            ));
        }
    }
}

impl Registration {
    /// Says so if it was made at another provider than this one.
    pub(crate) fn check_owner(
        &self,
        spec: &ProviderSpec,
        issuer: Option<&str>,
        messages: &mut Vec<String>,
    ) {
        let title = spec.title;
        let other = match (&self.issuer, issuer) {
            (Some(own), Some(issuer)) => !same_issuer(own, issuer),
            _ => false,
        };
        if self.provider != spec.name || other {
            let whose = self.issuer.as_deref().unwrap_or(&self.provider);
            messages.push(format!(
                "the client was registered at `{}`, which is another than {title} is here: its secret would go \
                 to a stranger; call `.register(…)` here too",
                shown(whose)
            ));
        }
    }
}
