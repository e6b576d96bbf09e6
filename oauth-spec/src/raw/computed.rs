//! `[computed]`.

use super::digest::{self, Digest};
use super::request::{Parameter, parameters};
use super::{Table, Value, name, token, value};
use crate::report::{Errors, quote};
use crate::schema;
use crate::span::{Slot, Spanned};
use crate::{Algorithm, JwtAlgorithm};

/// One of `[computed]`.
pub(crate) struct Computed<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) description: Slot<&'t str>,
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
    /// Whether something in `header` or `claims` was wrong.
    pub(crate) unclear: bool,
}

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Vec<Computed<'t>>> {
    let mut all = Vec::new();
    value.open(errors)?.each(errors, |value, errors| {
        name::check(value.key, "computed value", errors);
        let mut computed =
            Computed { name: value.key, description: Slot::Missing, recipe: Recipe::Broken };
        fill(&mut computed, value, source, errors);
        all.push(computed);
    });
    Some(all)
}

/// A table with `jwt` is a token, another one a digest.
fn fill<'t>(
    computed: &mut Computed<'t>,
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<()> {
    let has = |key: &str| value.inner.as_table().is_some_and(|table| table.contains_key(key));
    // Without either, one that has what only a token has is one.
    let is_jwt = has("jwt") || !has("message") && (has("claims") || has("header"));
    let known = if is_jwt { &schema::COMPUTED_JWT } else { &schema::COMPUTED_DIGEST };
    let table = value.closed(known, errors)?;
    computed.description = table.read("description", errors, value::text);
    if is_jwt {
        computed.recipe = Recipe::Jwt(Box::new(jwt(&table, source, errors)));
        return Some(());
    }
    let algorithm = table.read("algorithm", errors, algorithm);
    let digest = Box::new(digest::read(&table, false, source, errors));
    if digest.message.is_missing() {
        table.lacks(
            "message",
            "add `message = \"{access_token}\"`, or `jwt = \"ES256\"` for a signed token",
            errors,
        );
    }
    computed.recipe = Recipe::Digest { algorithm, digest };
    Some(())
}

/// `algorithm`: those of tokens are no digests.
fn algorithm(value: Value<'_, '_>, errors: &mut Errors) -> Option<Algorithm> {
    let text = value.text(errors)?;
    if JwtAlgorithm::ALL.iter().any(|(word, _)| *word == text) {
        errors
            .add(value.span, format!("{} signs tokens", quote(text)))
            .label("no digest of a message")
            .help(format!("write `jwt = \"{text}\"`, with `claims` instead of a `message`"));
        return None;
    }
    value.choice(Algorithm::ALL, errors)
}

fn jwt<'t>(table: &Table<'t, '_>, source: &str, errors: &mut Errors) -> Jwt<'t> {
    let mut unclear = false;
    let [header, claims] = ["header", "claims"].map(|key| {
        let read = table
            .read(key, errors, |value, errors| parameters(value, source, &mut unclear, errors));
        unclear |= read.is_broken();
        read.list()
    });
    Jwt {
        algorithm: table.require("jwt", errors, "add `jwt = \"ES256\"`", |value, errors| {
            value.choice(JwtAlgorithm::ALL, errors)
        }),
        key: table.require(
            "key",
            errors,
            "add `key = \"private_key\"`, a variable with the key in PEM",
            |value, errors| digest::key(value, source, errors),
        ),
        header,
        claims,
        lifetime: table.read("lifetime", errors, token::duration),
        unclear,
    }
}
