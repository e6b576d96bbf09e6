//! `client.assertion`: somebody signs it, for somebody, in a way that fits.

use super::clients::standard;
use super::sources::{self, Step};
use super::{Context, digest};
use crate::ClientAuthentication;
use crate::raw::Assertion;
use crate::report::quote;
use crate::span::Given;

/// ```toml
/// [client]
/// authentication = "client_secret_post"
/// assertion      = { lifetime = "5m" }
/// ```
pub(super) fn needless(context: &mut Context<'_, '_>) {
    let Some(written) = written(context) else { return };
    if !signs(context, ClientAuthentication::PrivateKeyJwt)
        && !signs(context, ClientAuthentication::ClientSecretJwt)
        && context.knows_ways()
    {
        context
            .error(written.key, "nobody signs an assertion")
            .label("nothing looks at this")
            .help("write `authentication = \"private_key_jwt\"` or `\"client_secret_jwt\"`, or remove it");
    }
}

/// ```toml
/// [client]
/// authentication = "private_key_jwt"
/// # … and neither `endpoints.issuer` nor `endpoints.token`
/// ```
pub(super) fn audience(context: &mut Context<'_, '_>) {
    let endpoints = &context.document.endpoints;
    let is_known = |is: fn(&crate::raw::Endpoints<'_>) -> bool| endpoints.get().is_some_and(is);
    if endpoints.is_broken()
        || is_known(|it| !it.issuer.is_missing() || !it.token.is_missing())
        || written(context).is_some_and(|written| !written.value.audience.is_missing())
        || context.document.client.is_broken()
    {
        return;
    }
    let ways = context.document.ways();
    let signing =
        ways.iter().find(|way| standard(way.value).is_some_and(ClientAuthentication::signs));
    if let Some(way) = signing {
        context
            .error(way.span, "an assertion for nobody")
            .label("signed for `endpoints.issuer` or `endpoints.token`, and there is neither")
            .help("add `issuer = \"https://…\"` to `[endpoints]`, or `assertion = { audience = \"…\" }` here");
    }
}

/// ```toml
/// [client]
/// authentication = "private_key_jwt"
/// assertion      = { algorithm = "HS256" }
/// ```
pub(super) fn algorithm(context: &mut Context<'_, '_>) {
    let Some(written) = written(context) else { return };
    let Some(algorithm) = written.value.algorithm.given() else { return };
    let shared = algorithm.value.has_shared_key();
    let (fits, other) = if shared {
        (ClientAuthentication::ClientSecretJwt, ClientAuthentication::PrivateKeyJwt)
    } else {
        (ClientAuthentication::PrivateKeyJwt, ClientAuthentication::ClientSecretJwt)
    };
    if signs(context, other) && !signs(context, fits) {
        let with = if shared { "a private key signs" } else { "the client's secret signs" };
        context
            .error(algorithm.span, format!("this does not go with {}", quote(other.name())))
            .label(format!("{with} in another way"))
            .help(if shared {
                "write `ES256`, `RS256` or another of them, or leave it out: the key tells"
            } else {
                "write `HS256` or `HS512`, or leave it out"
            });
    }
}

/// ```toml
/// [client]
/// assertion = { header = { alg = "none" }, claims = { exp = "{time.unix}", aud = "{code}" } }
/// ```
pub(super) fn made(context: &mut Context<'_, '_>) {
    let Some(written) = written(context) else { return };
    let Assertion { audience, header, claims, .. } = &*written.value;
    if let Some(audience) = audience.get() {
        sources::template(context, audience, Step::ASSERTION);
    }
    for member in header.iter().chain(claims) {
        sources::content(context, &member.value, Step::ASSERTION);
    }
    digest::already_made(context, header, &["alg"], "`algorithm` says what it is");
    let help = "`audience` and `lifetime` say what they are";
    digest::already_made(context, claims, &["aud", "iat", "exp", "jti"], help);
}

fn written<'d, 't>(context: &Context<'d, 't>) -> Option<&'d Given<Box<Assertion<'t>>>> {
    context.document.client.get()?.assertion.given()
}

/// Whether clients authenticate in this way somewhere.
fn signs(context: &Context<'_, '_>, by: ClientAuthentication) -> bool {
    context.document.ways().iter().any(|way| standard(way.value) == Some(by))
}
