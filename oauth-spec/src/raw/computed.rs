//! `[computed]`.

use super::digest::{self, Digest};
use super::request::{self, Parameter, parameters};
use super::{Table, Value, name, token};
use crate::report::Errors;
use crate::span::{Slot, Spanned};
use crate::{Algorithm, JwtAlgorithm};

/// One of `[computed]`.
pub(crate) struct Computed<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) recipe: Recipe<'t>,
}

/// How it is made.
pub(crate) enum Recipe<'t> {
    Digest {
        algorithm: Slot<Algorithm>,
        digest: Box<Digest<'t>>,
    },
    Jwt(Box<Jwt<'t>>),
    /// Its table could not be read.
    Broken,
}

/// A signed token.
pub(crate) struct Jwt<'t> {
    pub(crate) algorithm: Slot<JwtAlgorithm>,
    pub(crate) key: Slot<crate::template::Template<'t>>,
    pub(crate) header: Vec<Parameter<'t>>,
    pub(crate) claims: Vec<Parameter<'t>>,
    pub(crate) lifetime: Slot<u64>,
}

const DIGEST: &[&str] = &["algorithm", "key", "key_encoding", "message", "query", "encoding"];
const JWT: &[&str] = &["jwt", "key", "lifetime", "header", "claims"];

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Vec<Computed<'t>>> {
    let mut all = Vec::new();
    value.open(errors)?.each(errors, |value, errors| {
        name::check(value.key, "computed value", errors);
        let recipe = recipe(value, source, errors).unwrap_or(Recipe::Broken);
        all.push(Computed { name: value.key, recipe });
    });
    Some(all)
}

/// A table with `jwt` is a token, any other a digest.
fn recipe<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> Option<Recipe<'t>> {
    let is_jwt = value.inner.as_table().is_some_and(|table| table.contains_key("jwt"));
    if is_jwt {
        let table = value.closed(JWT, errors)?;
        return Some(Recipe::Jwt(Box::new(jwt(&table, source, errors))));
    }
    let table = value.closed(DIGEST, errors)?;
    let algorithm = table.read("algorithm", errors, |value, errors| {
        digest::algorithm(value, &[], |algorithm| algorithm, errors)
    });
    let digest = Box::new(digest::read(&table, source, errors));
    if digest.message.is_missing() {
        table.lacks(
            "message",
            "add `message = \"{access_token}\"`, or `jwt = \"ES256\"` for a signed token",
            errors,
        );
    }
    Some(Recipe::Digest { algorithm, digest })
}

fn jwt<'t>(table: &Table<'t, '_>, source: &str, errors: &mut Errors) -> Jwt<'t> {
    let mut list = |key| {
        let read =
            table.read(key, errors, |value, errors| parameters(value, source, &mut false, errors));
        request::given(read)
    };
    let (header, claims) = (list("header"), list("claims"));
    Jwt {
        algorithm: table
            .read("jwt", errors, |value, errors| value.choice(JwtAlgorithm::ALL, errors)),
        key: table.require(
            "key",
            errors,
            "add `key = \"private_key\"`, a variable with the key in PEM",
            |value, errors| digest::key(value, source, errors),
        ),
        header,
        claims,
        lifetime: table.read("lifetime", errors, token::duration),
    }
}
