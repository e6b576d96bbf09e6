//! `[revocation]` and `[introspection]`: requests about a token.

use super::Value;
use super::identity::algorithms;
use super::request::{self, Request};
use crate::report::Errors;
use crate::schema;
use crate::span::{Slot, Span, Spanned};
use crate::{CallAuthentication, JwtAlgorithm, Method};

/// `[revocation]` or `[introspection]`.
pub(crate) struct TokenOperation<'t> {
    pub(crate) authentication: Slot<CallAuthentication>,
    pub(crate) request: Request<'t>,
    /// How an answer is signed (RFC 9701).
    pub(crate) signed: Slot<Vec<Spanned<JwtAlgorithm>>>,
    /// The key that names its table.
    pub(crate) table: Span,
}

/// The words for who asks.
pub(crate) const WHO: &[(&str, CallAuthentication)] = &[
    ("access_token", CallAuthentication::AccessToken),
    ("client", CallAuthentication::Client),
    ("none", CallAuthentication::None),
];

/// The words of `method`.
pub(crate) const METHODS: &[(&str, Method)] = &[
    ("GET", Method::Get),
    ("POST", Method::Post),
    ("PUT", Method::Put),
    ("PATCH", Method::Patch),
    ("DELETE", Method::Delete),
];

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    of: &'static schema::Table,
    source: &str,
    errors: &mut Errors,
) -> Option<TokenOperation<'t>> {
    let table = value.closed(of, errors)?;
    let authentication =
        table.read("authentication", errors, |value, errors| value.choice(WHO, errors));
    let method = table.read("method", errors, |value, errors| value.choice(METHODS, errors));
    let authorization = table.read("authorization", errors, |value, errors| {
        value.filled(errors)?;
        value.template(source, errors)
    });
    let request = Request { method, authorization, ..request::fill(&table, source, errors) };
    let signed = algorithms(&table, "signed", errors);
    Some(TokenOperation { authentication, request, signed, table: table.span })
}
