//! `[id_token]` and `[userinfo]`.

use super::{Field, Table, Value, field};
use crate::JwtAlgorithm;
use crate::report::Errors;
use crate::schema;
use crate::span::{Slot, Span, Spanned};
use crate::template::Template;

/// `[id_token]`.
pub(crate) struct IdToken<'t> {
    /// The key that names its table.
    pub(crate) table: Span,
    pub(crate) issuer: Slot<Template<'t>>,
    pub(crate) algorithms: Slot<Vec<Spanned<JwtAlgorithm>>>,
    /// Whether the authorization's `nonce` must be repeated.
    pub(crate) nonce: Slot<bool>,
    pub(crate) expected: Slot<bool>,
    pub(crate) audience: Slot<Template<'t>>,
    /// In seconds.
    pub(crate) leeway: Slot<u64>,
    pub(crate) claims: Vec<Field<'t>>,
}

/// `[userinfo]`.
pub(crate) struct Userinfo<'t> {
    /// The key that names its table.
    pub(crate) table: Span,
    pub(crate) signed: Slot<Vec<Spanned<JwtAlgorithm>>>,
    pub(crate) fields: Vec<Field<'t>>,
}

pub(crate) fn id_token<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<IdToken<'t>> {
    const NONCE: &[(&str, bool)] = &[("required", true), ("not_returned", false)];
    let table = value.closed(&schema::ID_TOKEN, errors)?;
    Some(IdToken {
        table: table.span,
        issuer: table.read("issuer", errors, |value, errors| value.template(source, errors)),
        algorithms: algorithms(&table, "algorithms", errors),
        nonce: table.read("nonce", errors, |value, errors| value.choice(NONCE, errors)),
        expected: table.read("expected", errors, super::value::boolean),
        audience: table.read("audience", errors, |value, errors| {
            value.filled(errors)?;
            value.template(source, errors)
        }),
        leeway: table.read("leeway", errors, super::token::duration),
        claims: table.read("claims", errors, field::read).list(),
    })
}

pub(crate) fn userinfo<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Userinfo<'t>> {
    let table = value.closed(&schema::USERINFO, errors)?;
    Some(Userinfo {
        table: table.span,
        signed: algorithms(&table, "signed", errors),
        fields: table.read("fields", errors, field::read).list(),
    })
}

/// How something received may be signed.
pub(super) fn algorithms(
    table: &Table<'_, '_>,
    key: &str,
    errors: &mut Errors,
) -> Slot<Vec<Spanned<JwtAlgorithm>>> {
    table.read(key, errors, |value, errors| {
        value.list("a list of algorithms", errors, |value, errors| {
            value.choice(JwtAlgorithm::ALL, errors)
        })
    })
}
