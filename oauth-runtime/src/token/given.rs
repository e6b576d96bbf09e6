//! Tokens that no request has brought: from a person, or from a redirect.

use std::time::SystemTime;

use http::{HeaderMap, StatusCode};
use oauth_spec::Field;
use serde_json::json;

use super::Parsed;
use super::data::{Granted, Known, NoToken};
use crate::answer::unreadable;
use crate::core::Core;
use crate::error::Error;
use crate::query::Pairs;
use crate::wipe::Wiped;

/// A token that a person has made at the provider.
pub(crate) fn by_hand(
    core: &Core,
    fields: &'static [Field],
    text: &str,
    expires_at: Option<SystemTime>,
) -> Result<Parsed, Error> {
    if core.spec.grants.personal_access_token.is_none() {
        return Err(core.lacks("the grant `personal_access_token`"));
    }
    let body = Wiped(json!({ "access_token": text.trim() }).to_string().into_bytes());
    let granted = granted(core, "personal_access_token", Known::Otherwise(expires_at));
    Parsed::read(core.spec, fields, granted, body).map_err(|(fault, _)| {
        Error::configuration(match fault {
            NoToken::Absent => {
                "the personal access token is empty: pass the one made at the provider".to_owned()
            }
            NoToken::Unreadable(what) => {
                format!("a token made by hand has no fields: declare them as not required ({what})")
            }
        })
    })
}

/// The token in the fragment of a redirect (RFC 6749, 4.2.2).
pub(crate) fn from_fragment(
    core: &Core,
    fields: &'static [Field],
    pairs: &Pairs,
) -> Result<Parsed, Error> {
    // Texts are read as numbers and truths where those are declared, so one reader does for both.
    let mut answer = pairs.to_json();
    answer.remove("state");
    let body = Wiped(serde_json::Value::from(answer).to_string().into_bytes());
    Parsed::read(core.spec, fields, granted(core, "implicit", Known::FromAnswer), body).map_err(
        |(fault, body)| {
            let what = match fault {
                NoToken::Unreadable(what) => what,
                NoToken::Absent => "there is no access token in it".to_owned(),
            };
            unreadable(core.spec, StatusCode::OK, &HeaderMap::new(), body, what)
        },
    )
}

fn granted(core: &Core, grant: &'static str, expires_at: Known) -> Granted {
    let now = core.clock.now();
    Granted {
        origin: core.origin.clone(),
        grant: grant.into(),
        requested_scope: None,
        received_at: now,
        refresh_received_at: now,
        expires_at,
    }
}
