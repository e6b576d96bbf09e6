//! Authorization requests that the client signs (RFC 9101).

use oauth_spec::RequestObject;
use serde_json::{Map, Value};

use super::fault::Fault;
use super::message::{fill, given};
use super::{Lookup, jwt, key};
use crate::error::Error;

/// Signs an authorization request (RFC 9101, 4 and 10.8).
pub(crate) fn request_object(
    title: &str,
    declared: &RequestObject,
    lookup: &Lookup<'_>,
    claims: &Map<String, Value>,
) -> Result<String, Error> {
    sign(declared, lookup, claims).map_err(|fault| {
        Error::configuration(format!(
            "{title} takes signed requests, and this one cannot be signed: {}",
            fault.text()
        ))
    })
}

fn sign(
    declared: &RequestObject,
    lookup: &Lookup<'_>,
    claims: &Map<String, Value>,
) -> Result<String, Fault> {
    let mut header = Map::new();
    // So that it is never taken for a token of another kind that the same key signs (RFC 8725, 3.11).
    header.insert("typ".to_owned(), "oauth-authz-req+jwt".into());
    if let Some(id) = &declared.key_id {
        let id = fill(id, &|source| given(lookup, source))?;
        header.insert("kid".to_owned(), String::from_utf8_lossy(&id.0).into());
    }
    let key = key::text(&declared.key, &|source| given(lookup, source))?;
    jwt::sign(declared.algorithm, &key.0, header, claims)
}
