//! Tokens as text, for a store of the application's own.

use oauth_spec::ProviderSpec;
use serde_json::{Map, Value as Json, json};

use super::asked::Asked;
use super::data::{Granted, Kept, Known, NoToken};
use super::{Parsed, Token, TokenData};
use crate::answer::{Members, Table};
use crate::error::Error;
use crate::provider::Provider;
use crate::secret::Secret;
use crate::store::{Stored, millis, owned_text};
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
        restore(P::spec(), Table::of::<P::TokenFields>(), text).map(Self::new)
    }
}

pub(crate) fn save(token: &TokenData) -> String {
    let mut stored = json!({
        "grant": token.grant,
        "received_at": millis(token.received_at),
        "expires_at": token.expires_at.map(millis),
        "refresh_received_at": millis(token.refresh_received_at),
        "refresh_expires_at": token.refresh_expires_at.map(millis),
        "requested_scope": token.requested_scope,
    });
    if let Some(stored) = stored.as_object_mut() {
        // What was read as JSON is JSON.
        let answer = crate::json::value(&token.body.0).unwrap_or_default();
        stored.insert("answer".to_owned(), answer);
        if let Some(kept) = &token.kept {
            save_kept(kept, stored);
        }
    }
    owned_text(KIND, &token.origin, stored)
}

fn save_kept(kept: &Kept, stored: &mut Map<String, Json>) {
    let members =
        [("fields", &kept.fields), ("callback", &kept.callback), ("id_claims", &kept.id_claims)];
    for (name, members) in members {
        if let Some(members) = members {
            stored.insert(name.to_owned(), Json::Object(members.0.clone()));
        }
    }
    for (name, secret) in [("nonce", &kept.nonce), ("front_id_token", &kept.front_id_token)] {
        stored.extend(secret.as_ref().map(|it| (name.to_owned(), it.expose().into())));
    }
    if let Some(key) = &kept.bound_to {
        stored.insert("jkt".to_owned(), (**key).into());
    }
    if !kept.resources.is_empty() {
        stored.insert("resources".to_owned(), json!(kept.resources));
    }
    if !kept.calls.0.is_empty() {
        stored.insert("calls".to_owned(), Json::Object(kept.calls.0.clone()));
    }
    if let Some(asked) = &kept.asked {
        stored.insert("asked".to_owned(), asked.saved());
    }
    if let Some((grant, done)) = &kept.unfinished {
        stored.insert("unfinished".to_owned(), json!({ "grant": grant, "done": done }));
    }
}

fn restore_kept(stored: &Stored<'_>) -> Option<Box<Kept>> {
    let members = |name: &str| stored.get(name).and_then(Json::as_object).cloned();
    let unfinished = members("unfinished").and_then(|unfinished| {
        let grant = unfinished.get("grant")?.as_str()?.to_owned();
        let done = usize::try_from(unfinished.get("done")?.as_u64()?).ok()?;
        Some((grant.into(), done))
    });
    let kept = Kept {
        fields: members("fields").map(Members),
        callback: members("callback").map(Members),
        calls: Members(members("calls").unwrap_or_default()),
        nonce: stored.optional_text("nonce").map(Secret::from),
        front_id_token: stored.optional_text("front_id_token").map(Secret::from),
        id_claims: members("id_claims").map(Members),
        bound_to: stored.optional_text("jkt").map(Into::into),
        resources: stored.texts("resources"),
        asked: members("asked").and_then(|asked| Asked::restored(&asked)),
        unfinished,
    };
    let is_empty = kept.fields.is_none()
        && kept.callback.is_none()
        && kept.calls.0.is_empty()
        && kept.nonce.is_none()
        && kept.front_id_token.is_none()
        && kept.id_claims.is_none()
        && kept.bound_to.is_none()
        && kept.resources.is_empty()
        && kept.asked.is_none()
        && kept.unfinished.is_none();
    (!is_empty).then(|| Box::new(kept))
}

pub(crate) fn restore(
    spec: &'static ProviderSpec,
    table: Table,
    text: &str,
) -> Result<Parsed, Error> {
    let (stored, origin) = Stored::owned(KIND, spec.name, text)?;
    let received_at = stored.time("received_at")?;
    let kept = restore_kept(&stored);
    let has_fields = kept.as_ref().is_some_and(|kept| kept.fields.is_some());
    let granted = Granted {
        origin,
        grant: stored.text("grant")?.to_owned().into(),
        requested_scope: stored.optional_text("requested_scope").map(str::to_owned),
        received_at,
        refresh_received_at: stored.time("refresh_received_at").unwrap_or(received_at),
        // As it was told then: a lifetime may have been declared or changed since.
        expires_at: Known::Otherwise(stored.optional_time("expires_at")),
        refresh_expires_at: match stored.get("refresh_expires_at") {
            Some(_) => Known::Otherwise(stored.optional_time("refresh_expires_at")),
            None => Known::FromAnswer,
        },
        kept,
    };
    let answer: Option<&Map<String, Json>> = stored.get("answer").and_then(Json::as_object);
    let body = answer.map(|answer| Wiped(crate::json::written(answer)));
    let body = body.ok_or_else(|| stored.broken("`answer` is missing"))?;
    // Fields that were kept by name are not looked for in the answer again.
    let rows = if has_fields { &[] } else { table.rows };
    let parsed = Parsed::read(spec, rows, granted, body).map_err(|(fault, _)| {
        stored.broken(match &fault {
            NoToken::Unreadable(what) => what,
            NoToken::Absent => "there is no access token in it",
        })
    })?;
    if has_fields { Parsed::again(spec, table, parsed.data) } else { Ok(parsed) }
}
