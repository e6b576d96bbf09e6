//! What the userinfo endpoint says (OpenID Connect Core, 5.3.2).

use std::fmt;
use std::ops::Deref;

use http::Response;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value as Json};

use super::claims::read;
use crate::answer::{Members, any_document, is_refusal, token_fault, unreadable};
use crate::core::Core;
use crate::error::Error;
use crate::fields::Fields;
use crate::wipe::Wiped;

/// What is said about the user. The claims that the provider's file declares are reached through it.
#[derive(Clone)]
pub struct Userinfo<C> {
    claims: C,
    members: Members,
}

impl<C: Fields> Userinfo<C> {
    pub(crate) fn new(members: Map<String, Json>) -> Result<Self, Error> {
        let values = read(C::FIELDS, &members, "answer of the userinfo endpoint");
        Ok(Self {
            claims: values.map(|mut values| C::read(&mut values))?,
            members: Members(members),
        })
    }
}

impl<C> Userinfo<C> {
    /// Whom it is about (`sub`): that of the ID token, where there is one.
    pub fn subject(&self) -> Option<&str> {
        self.members.0.get("sub").and_then(Json::as_str)
    }

    /// The claims that the provider's file declares.
    pub fn claims(&self) -> &C {
        &self.claims
    }

    /// All that was said.
    pub fn members(&self) -> &Map<String, Json> {
        &self.members.0
    }
}

/// What an answer holds: claims, or a signed token that is still to be verified.
pub(crate) fn read_userinfo(
    core: &Core,
    response: Response<Vec<u8>>,
) -> Result<Result<Map<String, Json>, String>, Error> {
    let spec = core.spec;
    let (parts, body) = response.into_parts();
    let (status, headers, body) = (parts.status, &parts.headers, Wiped(body));
    let document = any_document(&body.0);
    let refused = document.as_ref().is_some_and(|document| is_refusal(&spec.errors, document));
    if !status.is_success() || refused {
        return Err(token_fault(spec, status, headers, body));
    }
    let wrong = |what: &str, body| Err(unreadable(spec, status, headers, body, what.to_owned()));
    if !spec.userinfo.signed.is_empty() {
        return match std::str::from_utf8(&body.0).map(str::trim) {
            Ok(token) if token.split('.').count() == 3 => Ok(Err(token.to_owned())),
            _ => wrong("the answer about the user is not signed", body),
        };
    }
    if let Some(Json::Object(members)) = document {
        return Ok(Ok(members));
    }
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_signed = kind.is_some_and(|kind| kind.starts_with("application/jwt"));
    let what = if is_signed {
        "the answer about the user is signed: declare `signed` in `[userinfo]`"
    } else {
        "the userinfo endpoint was answered with something else than a JSON object"
    };
    wrong(what, body)
}

impl<C> Deref for Userinfo<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.claims
    }
}

impl<C> fmt::Debug for Userinfo<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Userinfo").field("claims", &self.members).finish_non_exhaustive()
    }
}
