//! An ID token that holds, typed.

use std::fmt;
use std::ops::Deref;
use std::time::SystemTime;

use oauth_spec::Field;
use serde_json::{Map, Value as Json};

use super::refused::IdTokenError;
use crate::answer::{Context, Members, Places, collect, typed};
use crate::core::Core;
use crate::error::Error;
use crate::fields::Fields;
use crate::time::claimed;

/// An ID token that was verified (OpenID Connect Core, 2). The claims that the provider's file declares
/// are reached through it.
#[derive(Clone)]
pub struct IdToken<C> {
    claims: C,
    members: Members,
}

impl<C: Fields> IdToken<C> {
    pub(crate) fn new(members: Map<String, Json>) -> Result<Self, Error> {
        let claims =
            read(C::FIELDS, &members, "ID token").map(|mut values| C::read(&mut values))?;
        Ok(Self { claims, members: Members(members) })
    }
}

/// Whether claims are what the declaration says of them.
pub(crate) fn declared(
    core: &Core,
    fields: &'static [Field],
    claims: &Map<String, Json>,
) -> Result<(), IdTokenError> {
    if fields.is_empty() {
        return Ok(());
    }
    let document = Json::Object(claims.clone());
    let fill = |template| core.fixed.fill(template);
    collect(fields, &Places::document(&document), Some(&fill))
        .map(drop)
        .map_err(|refused| IdTokenError::Claim { name: refused.name, what: refused.what })
}

/// The typed values of a table of claims.
pub(super) fn read(
    fields: &'static [Field],
    members: &Map<String, Json>,
    of: &str,
) -> Result<crate::fields::FieldValues, Error> {
    if fields.is_empty() {
        return Ok(crate::fields::FieldValues::default());
    }
    let lacks = |name| Error::configuration(format!("the {of} has no `{name}`"));
    let document = Json::Object(members.clone());
    let found = collect(fields, &Places::document(&document), None);
    let found = found.map_err(|refused| lacks(refused.name))?;
    typed(fields, &found.0, Context::NONE).map_err(lacks)
}

impl<C> IdToken<C> {
    /// Whom it is about: the user's name at this issuer, which never changes (`sub`).
    pub fn subject(&self) -> &str {
        self.text("sub").unwrap_or_default()
    }

    /// Who has issued it (`iss`). A user is known by issuer and subject together.
    pub fn issuer(&self) -> &str {
        self.text("iss").unwrap_or_default()
    }

    /// Until when it is good (`exp`). That says nothing about how long a session may be.
    pub fn expires_at(&self) -> Option<SystemTime> {
        claimed(&self.members.0, "exp").ok().flatten()
    }

    /// When it was issued (`iat`).
    pub fn issued_at(&self) -> Option<SystemTime> {
        claimed(&self.members.0, "iat").ok().flatten()
    }

    /// The claims that the provider's file declares.
    pub fn claims(&self) -> &C {
        &self.claims
    }

    /// All its claims.
    pub fn members(&self) -> &Map<String, Json> {
        &self.members.0
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.members.0.get(name).and_then(Json::as_str)
    }
}

impl<C> Deref for IdToken<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.claims
    }
}

impl<C> fmt::Debug for IdToken<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("IdToken").field("claims", &self.members).finish_non_exhaustive()
    }
}
