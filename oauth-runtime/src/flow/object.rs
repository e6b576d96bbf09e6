//! Signing: the authorization request is a token, and nobody can change what it says (RFC 9101).

use std::time::UNIX_EPOCH;

use oauth_spec::{RequestObject, Source};
use serde_json::{Map, Value as Json};

use super::request::Request;
use super::said::Said;
use crate::core::Once;
use crate::error::Error;
use crate::sign;

impl Request {
    /// What the request says, as it is sent: signed, if that is declared.
    pub(super) fn sealed(&self, said: Vec<Said>) -> Result<Vec<Said>, Error> {
        let grant = self.core.spec.grants.authorization_code;
        match grant.and_then(|grant| grant.request_object) {
            Some(object) => self.sign(object, &said),
            None => Ok(said),
        }
    }

    /// RFC 9101, 4: everything is in the token; the client's id is beside it, too (5).
    fn sign(&self, object: &RequestObject, said: &[Said]) -> Result<Vec<Said>, Error> {
        let core = &*self.core;
        let spec = core.spec;
        let Some(issuer) = &core.issuer else {
            return Err(Error::configuration(format!(
                "{} takes signed requests, and nobody says for whom: declare `issuer` in `[endpoints]`",
                spec.title
            )));
        };
        let once = Once::new(&*core.clock);
        let now = core.clock.now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let id = core.fixed.get(Source::ClientId).unwrap_or_default();
        let mut claims = claims(said);
        claims.insert("iss".to_owned(), id.into());
        claims.insert("aud".to_owned(), issuer.as_str().into());
        claims.insert("iat".to_owned(), now.into());
        claims.insert("nbf".to_owned(), now.into());
        claims.insert("exp".to_owned(), now.saturating_add(object.lifetime).into());
        let unique = once
            .uuid()
            .ok_or_else(|| Error::configuration("the operating system gives no random numbers"))?;
        claims.insert("jti".to_owned(), unique.into());
        let lookup = |source| core.fixed.get(source).map(Into::into);
        let token = sign::request_object(spec.title, object, &lookup, &claims)?;
        Ok(vec![Said::text(spec.client.id_parameter, id), Said::text("request", token)])
    }
}

impl Said {
    fn json(&self) -> Json {
        let parsed = if self.is_json { serde_json::from_str(&self.text).ok() } else { None };
        parsed.unwrap_or_else(|| self.text.as_str().into())
    }
}

/// What is said, as members of an object (RFC 9101, 4); what is said several times is a list.
fn claims(said: &[Said]) -> Map<String, Json> {
    let mut claims = Map::new();
    for one in said {
        let mut all: Vec<Json> =
            said.iter().filter(|other| other.name == one.name).map(Said::json).collect();
        let value = match all.len() {
            1 => all.remove(0),
            _ => Json::Array(all),
        };
        claims.insert(one.name.clone(), value);
    }
    claims
}
