//! A client that has been registered (RFC 7591, 3.2.1).

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value as Json, json};

use super::ClientMetadata;
use crate::answer::{Document, seconds};
use crate::error::Error;
use crate::secret::Secret;
use crate::store::{Stored, millis, text_of};

const KIND: &str = "registration";

/// A client that has been registered, to be kept by the application: every registration makes another.
#[derive(Clone)]
#[non_exhaustive]
pub struct Registration {
    /// Its identifier.
    pub client_id: String,
    /// Its secret, if it has one.
    pub client_secret: Option<Secret>,
    /// When it was registered.
    pub client_id_issued_at: Option<SystemTime>,
    /// When the secret expires; `None` if it does not.
    pub client_secret_expires_at: Option<SystemTime>,
    /// What manages this registration (RFC 7592).
    pub registration_access_token: Option<Secret>,
    /// Where it is managed.
    pub registration_client_uri: Option<String>,
    /// How it authenticates, if the provider said so.
    pub token_endpoint_auth_method: Option<String>,
    /// Everything else that was said: what the provider has made of the client's own words.
    pub extra: Map<String, Json>,
    pub(crate) provider: String,
    pub(crate) issuer: Option<String>,
}

impl Registration {
    /// Reads an answer; `None` if there is no client in it.
    pub(super) fn read(
        provider: &str,
        issuer: Option<String>,
        mut members: Map<String, Json>,
    ) -> Option<Self> {
        let mut text = |name: &str| match members.remove(name) {
            Some(Json::String(text)) if !text.is_empty() => Some(text),
            _ => None,
        };
        let client_id = text("client_id")?;
        let client_secret = text("client_secret").map(Secret::from);
        let registration_access_token = text("registration_access_token").map(Secret::from);
        let registration_client_uri = text("registration_client_uri");
        let token_endpoint_auth_method = text("token_endpoint_auth_method");
        let mut time = |name: &str| {
            let since = Duration::from_secs(seconds(&members.remove(name)?)?);
            UNIX_EPOCH.checked_add(since)
        };
        Some(Self {
            client_id,
            client_secret,
            client_id_issued_at: time("client_id_issued_at"),
            // Zero is for ever.
            client_secret_expires_at: time("client_secret_expires_at")
                .filter(|at| *at > UNIX_EPOCH),
            registration_access_token,
            registration_client_uri,
            token_endpoint_auth_method,
            extra: members,
            provider: provider.to_owned(),
            issuer,
        })
    }

    /// What the client says about itself, as the provider has registered it: to be changed, and given to
    /// [`ManagedRegistration::update`](crate::ManagedRegistration::update) as a whole.
    pub fn metadata(&self) -> ClientMetadata {
        let mut extra = self.extra.clone();
        let mut take = |name: &str| extra.remove(name);
        let text = |json: Option<Json>| json.and_then(|json| json.as_str().map(str::to_owned));
        let list = |json: Option<Json>| -> Vec<String> {
            let list = json.as_ref().and_then(Json::as_array).into_iter().flatten();
            list.filter_map(Json::as_str).map(str::to_owned).collect()
        };
        ClientMetadata {
            redirect_uris: list(take("redirect_uris")),
            token_endpoint_auth_method: self.token_endpoint_auth_method.clone(),
            grant_types: list(take("grant_types")),
            response_types: list(take("response_types")),
            client_name: text(take("client_name")),
            client_uri: text(take("client_uri")),
            logo_uri: text(take("logo_uri")),
            scope: text(take("scope")),
            contacts: list(take("contacts")),
            tos_uri: text(take("tos_uri")),
            policy_uri: text(take("policy_uri")),
            jwks_uri: text(take("jwks_uri")),
            jwks: take("jwks"),
            software_id: text(take("software_id")),
            software_version: text(take("software_version")),
            software_statement: text(take("software_statement")),
            extra,
        }
    }

    /// The registration as text, to be stored: JSON with a version.
    ///
    /// **It holds the client's secret in clear.** Store it as you would store a password.
    pub fn save(&self) -> String {
        let secret = |secret: &Option<Secret>| secret.as_ref().map(Secret::expose).map(Json::from);
        let mut stored = Document(json!({
            "version": crate::store::VERSION,
            "kind": KIND,
            "provider": self.provider,
            "issuer": self.issuer,
            "client_id": self.client_id,
            "client_id_issued_at": self.client_id_issued_at.map(millis),
            "client_secret_expires_at": self.client_secret_expires_at.map(millis),
            "registration_client_uri": self.registration_client_uri,
            "token_endpoint_auth_method": self.token_endpoint_auth_method,
            "extra": self.extra,
        }));
        stored.0["client_secret"] = secret(&self.client_secret).into();
        stored.0["registration_access_token"] = secret(&self.registration_access_token).into();
        text_of(&stored)
    }

    /// Takes up a registration that [`Registration::save`] wrote.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken or of another version.
    pub fn restore(text: &str) -> Result<Self, Error> {
        let stored = Stored::parse(KIND, text)?;
        let optional = |name: &str| stored.optional_text(name).map(str::to_owned);
        Ok(Self {
            client_id: stored.text("client_id")?.to_owned(),
            client_secret: optional("client_secret").map(Secret::from),
            client_id_issued_at: stored.optional_time("client_id_issued_at"),
            client_secret_expires_at: stored.optional_time("client_secret_expires_at"),
            registration_access_token: optional("registration_access_token").map(Secret::from),
            registration_client_uri: optional("registration_client_uri"),
            token_endpoint_auth_method: optional("token_endpoint_auth_method"),
            extra: stored.get("extra").and_then(Json::as_object).cloned().unwrap_or_default(),
            provider: stored.text("provider")?.to_owned(),
            issuer: optional("issuer"),
        })
    }
}

impl fmt::Debug for Registration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Registration")
            .field("client_id", &self.client_id)
            .field("client_secret", &self.client_secret)
            .field("client_secret_expires_at", &self.client_secret_expires_at)
            .field("token_endpoint_auth_method", &self.token_endpoint_auth_method)
            .finish_non_exhaustive()
    }
}
