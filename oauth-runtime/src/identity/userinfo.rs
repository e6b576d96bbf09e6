//! What the userinfo endpoint says (OpenID Connect Core, 5.3.2).

use std::fmt;
use std::ops::Deref;

use serde_json::{Map, Value as Json};

use super::claims::read;
use crate::answer::Members;
use crate::error::Error;
use crate::fields::Fields;

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
