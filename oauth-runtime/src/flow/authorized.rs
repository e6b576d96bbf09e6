//! A callback that was accepted: what is left is to exchange its code.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use crate::answer::from_pairs;
use crate::core::Origin;
use crate::error::{CallbackError, Error};
use crate::fields::Fields;
use crate::provider::Provider;
use crate::query::Pairs;
use crate::secret::Secret;
use crate::store::{Stored, VERSION, expect_provider};

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
    pub(crate) pairs: Pairs,
}

impl<P: Provider> Authorized<P> {
    pub(crate) fn new(accepted: Accepted) -> Result<Self, Error> {
        let mut values = from_pairs(P::CallbackFields::FIELDS, &accepted.pairs)
            .map_err(|name| CallbackError::MissingField { name })?;
        let fields = P::CallbackFields::read(&mut values);
        Ok(Self { accepted: Arc::new(accepted), fields })
    }

    pub(crate) fn accepted(&self) -> &Arc<Accepted> {
        &self.accepted
    }

    /// The fields that the provider declares for callbacks.
    pub fn fields(&self) -> &P::CallbackFields {
        &self.fields
    }

    /// A parameter of the callback, by name.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.accepted.pairs.get(name)
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
        Self::new(Accepted::restore(P::SPEC.name, text)?)
    }
}

impl Accepted {
    fn save(&self) -> String {
        json!({
            "version": VERSION,
            "kind": KIND,
            "provider": self.origin.provider,
            "environment": self.origin.environment,
            "code": self.code.expose(),
            "verifier": self.verifier.as_ref().map(Secret::expose),
            "parameters": self.pairs.to_json(),
        })
        .to_string()
    }

    fn restore(provider: &'static str, text: &str) -> Result<Self, Error> {
        let stored = Stored::parse(KIND, text)?;
        let origin = stored.owner()?;
        expect_provider(provider, &origin, stored.kind())?;
        let none = Map::new();
        let parameters = stored.get("parameters").and_then(Json::as_object).unwrap_or(&none);
        let pair = |(name, value): (&String, &Json)| Some((name.clone(), value.as_str()?.into()));
        Ok(Self {
            code: stored.text("code")?.into(),
            verifier: stored.optional_text("verifier").map(Secret::from),
            pairs: Pairs(parameters.iter().filter_map(pair).collect()),
            origin: Arc::new(origin),
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
            .field("parameters", &self.accepted.pairs)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}
