//! Tokens as text, for a store of the application's own.

use std::sync::Arc;

use oauth_spec::{Field, ProviderSpec};
use serde_json::{Map, Value as Json, json};

use super::data::{Granted, Known, NoToken};
use super::{Parsed, Token, TokenData};
use crate::error::Error;
use crate::fields::Fields;
use crate::provider::Provider;
use crate::store::{Stored, expect_provider, millis};
use crate::wipe::Wiped;

const KIND: &str = "token";

impl<P: Provider> Token<P> {
    /// The token as text, to be stored: JSON with a version.
    ///
    /// **It holds the access token and the refresh token in clear.** Store it as you would store a
    /// password: encrypted, or readable by nobody else.
    pub fn save(&self) -> String {
        save(self.data())
    }

    /// Takes up a token that [`Token::save`] wrote.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken, of another version, or of another provider.
    pub fn restore(text: &str) -> Result<Self, Error> {
        restore(P::SPEC, P::TokenFields::FIELDS, text).map(Self::new)
    }
}

fn save(token: &TokenData) -> String {
    // What was read as JSON is JSON.
    let answer: Json = serde_json::from_slice(&token.body.0).unwrap_or_default();
    json!({
        "version": crate::store::VERSION,
        "kind": KIND,
        "provider": token.origin.provider,
        "environment": token.origin.environment,
        "grant": token.grant,
        "received_at": millis(token.received_at),
        "expires_at": token.expires_at.map(millis),
        "refresh_received_at": millis(token.refresh_received_at),
        "requested_scope": token.requested_scope,
        "answer": answer,
    })
    .to_string()
}

pub(crate) fn restore(
    spec: &'static ProviderSpec,
    fields: &'static [Field],
    text: &str,
) -> Result<Parsed, Error> {
    let stored = Stored::parse(KIND, text)?;
    let origin = stored.owner()?;
    expect_provider(spec.name, &origin, stored.kind())?;
    let received_at = stored.time("received_at")?;
    let granted = Granted {
        origin: Arc::new(origin),
        grant: stored.text("grant")?.to_owned().into(),
        requested_scope: stored.optional_text("requested_scope").map(str::to_owned),
        received_at,
        refresh_received_at: stored.time("refresh_received_at").unwrap_or(received_at),
        // As it was told then: a lifetime may have been declared or changed since.
        expires_at: Known::Otherwise(stored.optional_time("expires_at")),
    };
    let answer: Option<&Map<String, Json>> = stored.get("answer").and_then(Json::as_object);
    let body = answer.and_then(|answer| serde_json::to_vec(answer).ok()).map(Wiped);
    let body = body.ok_or_else(|| stored.broken("`answer` is missing"))?;
    Parsed::read(spec, fields, granted, body).map_err(|(fault, _)| {
        stored
            .broken(match &fault {
                NoToken::Unreadable(what) => what,
                NoToken::Absent => "there is no access token in it",
            })
            .into()
    })
}
