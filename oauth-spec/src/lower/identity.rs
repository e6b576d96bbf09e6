//! `[id_token]` and `[userinfo]`.

use super::template::{Call, template};
use super::{field, leak};
use crate::raw::Document;
use crate::span::{Slot, Spanned};
use crate::{
    AuthorizationRequest, Grants, Header, IdTokenSpec, JwtAlgorithm, Source, Template,
    TokenOperation, UserinfoSpec,
};

/// What an ID token must be. `nonce` is repeated where it is sent, unless the file says otherwise.
pub(super) fn id_token(document: &Document<'_>, grants: &Grants) -> Option<IdTokenSpec> {
    let written = document.id_token.get()?;
    let standard = IdTokenSpec::STANDARD;
    let issuer = document.endpoints.get().and_then(|endpoints| endpoints.issuer.get());
    let text = |written| template(written, Call::Nothing);
    Some(IdTokenSpec {
        issuer: written.issuer.get().or(issuer).map_or(standard.issuer, text),
        algorithms: algorithms(&written.algorithms).unwrap_or(standard.algorithms),
        nonce_required: written.nonce.or(true) && sends_nonce(grants),
        expected: written.expected.or(standard.expected),
        audience: written.audience.get().map_or(standard.audience, text),
        leeway: written.leeway.or(standard.leeway),
        claims: field::fields(&written.claims),
    })
}

pub(super) fn userinfo(document: &Document<'_>) -> UserinfoSpec {
    let Some(written) = document.userinfo.get() else { return UserinfoSpec::STANDARD };
    UserinfoSpec {
        signed: algorithms(&written.signed).unwrap_or(&[]),
        fields: field::fields(&written.fields),
    }
}

/// How answers about tokens are signed, and the header that asks for such a one (RFC 9701, 4).
pub(super) fn introspection(
    document: &Document<'_>,
    plain: TokenOperation,
) -> (TokenOperation, &'static [JwtAlgorithm]) {
    let written = document.introspection.get();
    let signed = written.and_then(|written| algorithms(&written.signed)).unwrap_or(&[]);
    if signed.is_empty() || plain.headers.iter().any(|header| header.name == "accept") {
        return (plain, signed);
    }
    let accept =
        Header { name: "accept", value: Template::text("application/token-introspection+jwt") };
    let headers =
        leak::list(std::iter::once(accept).chain(plain.headers.iter().copied()).collect());
    (TokenOperation { headers, ..plain }, signed)
}

fn algorithms(written: &Slot<Vec<Spanned<JwtAlgorithm>>>) -> Option<&'static [JwtAlgorithm]> {
    let list = written.get()?.iter().map(|algorithm| algorithm.value);
    Some(leak::list(list.collect()))
}

fn sends_nonce(grants: &Grants) -> bool {
    let is_nonce = |value: Template| value.sources().any(|source| source == Source::Nonce);
    let sends =
        |request: AuthorizationRequest| request.parameters.iter().any(|own| is_nonce(own.value));
    grants.authorization_code.is_some_and(|grant| sends(grant.authorization))
        || grants.implicit.is_some_and(|grant| sends(grant.authorization))
}
