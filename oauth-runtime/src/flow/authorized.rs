//! A callback that was accepted: what is left is to exchange its code.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::pending::PendingDetails;
use crate::answer::{Context, Members, typed};
use crate::core::Origin;
use crate::error::{CallbackError, Error};
use crate::fields::Fields;
use crate::provider::Provider;
use crate::secret::Secret;
use crate::store::{Stored, owned_text};
use crate::value::Value;

const KIND: &str = "authorized";

/// A callback that was accepted. [`Client::exchange`](crate::Client::exchange) makes a token of it.
///
/// It can be stored, so that an exchange that failed on the way can be tried again: most providers let
/// a code live for some minutes, and take it once.
pub struct Authorized<P: Provider> {
    accepted: Arc<Accepted>,
    fields: P::CallbackFields,
}

pub(crate) struct Accepted {
    pub(crate) origin: Arc<Origin>,
    pub(crate) code: Secret,
    pub(crate) verifier: Option<Secret>,
    /// The redirect URI of this authorization, where it is another each time.
    pub(crate) redirect_uri: Option<String>,
    /// The scope and the `state` of the authorization, where later requests repeat them.
    pub(crate) scope: Option<String>,
    pub(crate) state: Option<String>,
    pub(crate) nonce: Option<Secret>,
    pub(crate) parameters: Vec<(Cow<'static, str>, Value)>,
    /// What the token is for.
    pub(crate) resources: Vec<String>,
    /// Whether the token never expires unless its answer says when.
    pub(crate) endless: bool,
    /// The declared fields, by their names.
    pub(crate) fields: Members,
    /// Everything but the proofs.
    pub(crate) members: Members,
}

impl<P: Provider> Authorized<P> {
    pub(crate) fn new(accepted: Accepted) -> Result<Self, Error> {
        let fields = typed_callback::<P>(&accepted.fields)?;
        Ok(Self { accepted: Arc::new(accepted), fields })
    }

    pub(crate) fn accepted(&self) -> &Arc<Accepted> {
        &self.accepted
    }

    /// The fields that the provider declares for callbacks.
    pub fn fields(&self) -> &P::CallbackFields {
        &self.fields
    }

    /// A parameter of the callback, by name, if it is a text.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.accepted.members.0.get(name).and_then(Json::as_str)
    }

    /// The fields that the declaration has for callbacks, as JSON.
    pub fn members(&self) -> &Map<String, Json> {
        &self.accepted.fields.0
    }

    /// The accepted callback as text, to be stored until the exchange has worked: JSON with a version.
    ///
    /// **It holds the code and the PKCE verifier in clear.** Keep it where only this user's session can
    /// reach it.
    pub fn save(&self) -> String {
        self.accepted.save()
    }

    /// Takes up a callback that [`Authorized::save`] wrote.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken, of another version, or of another provider.
    pub fn restore(text: &str) -> Result<Self, Error> {
        Self::new(Accepted::restore(P::spec().name, text)?)
    }
}

/// The typed fields of a callback.
pub(crate) fn typed_callback<P: Provider>(fields: &Members) -> Result<P::CallbackFields, Error> {
    let mut values = typed(P::CallbackFields::FIELDS, &fields.0, Context::NONE)
        .map_err(|name| CallbackError::MissingField { name })?;
    Ok(P::CallbackFields::read(&mut values))
}

impl Accepted {
    fn save(&self) -> String {
        let mut stored = json!({
            "code": self.code.expose(),
            "verifier": self.verifier.as_ref().map(Secret::expose),
            "state": self.state,
            "parameters": self.members.0,
            "fields": self.fields.0,
        });
        let details = PendingDetails {
            nonce: self.nonce.clone(),
            redirect_uri: self.redirect_uri.clone(),
            scope: self.scope.clone(),
            parameters: self.parameters.clone(),
            consent: None,
            url_expires_at: None,
            resources: self.resources.clone(),
            endless: self.endless,
        };
        if let Some(stored) = stored.as_object_mut() {
            details.save(stored);
        }
        owned_text(KIND, &self.origin, stored)
    }

    fn restore(provider: &'static str, text: &str) -> Result<Self, Error> {
        let (stored, origin) = Stored::owned(KIND, provider, text)?;
        let members = |name: &str| {
            Members(stored.get(name).and_then(Json::as_object).cloned().unwrap_or_default())
        };
        let PendingDetails { nonce, redirect_uri, scope, parameters, resources, endless, .. } =
            PendingDetails::restore(&stored).unwrap_or_default();
        Ok(Self {
            code: stored.text("code")?.into(),
            verifier: stored.optional_text("verifier").map(Secret::from),
            redirect_uri,
            scope,
            state: stored.optional_text("state").map(str::to_owned),
            nonce,
            parameters,
            resources,
            endless,
            fields: members("fields"),
            members: members("parameters"),
            origin,
        })
    }
}

impl<P: Provider> Deref for Authorized<P> {
    type Target = P::CallbackFields;

    fn deref(&self) -> &P::CallbackFields {
        &self.fields
    }
}

impl<P: Provider> fmt::Debug for Authorized<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Authorized")
            .field("of", &self.accepted.origin.shown())
            .field("parameters", &self.accepted.members)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}
