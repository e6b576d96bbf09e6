//! Private keys: one variable is one key, which is of one kind.

use super::Context;
use crate::raw::Recipe;
use crate::report::quote;
use crate::span::{Given, Slot, Span};
use crate::template::{Hole, Template};
use crate::{Algorithm, JwtAlgorithm};

/// The kinds of keys that sign, as messages call them.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Kind(&'static str);

const RSA: Kind = Kind("an RSA key");
const P256: Kind = Kind("a key on the curve P-256");
const P384: Kind = Kind("a key on the curve P-384");
const ED25519: Kind = Kind("an Ed25519 key");

/// ```toml
/// [computed.assertion]
/// jwt = "ES256"
/// key = "private_key"
/// [computed.sign]
/// algorithm = "rsa-sha256"
/// key = "private_key"
/// ```
pub(super) fn of_two_kinds(context: &mut Context<'_, '_>) {
    let mut seen: Vec<(&str, Kind, Span)> = Vec::new();
    for (hole, kind, span) in signers(context) {
        // What the application gives to grants is another key for each.
        if context.variable(hole.name).is_none() {
            continue;
        }
        match seen.iter().find(|(name, ..)| *name == hole.name) {
            Some((_, other, first)) if *other != kind => {
                context
                    .errors
                    .add(hole.span, format!("{} is to be two keys", quote(hole.name)))
                    .label("no key is of both kinds")
                    .related(span, format!("takes {}", kind.0))
                    .related(*first, format!("takes {}", other.0))
                    .help("declare a variable for each of them");
            }
            Some(_) => {}
            None => seen.push((hole.name, kind, span)),
        }
    }
}

/// The keys that something is signed with: the name, the kind, and the algorithm that takes it.
fn signers<'t>(context: &Context<'_, 't>) -> Vec<(Hole<'t>, Kind, Span)> {
    let mut all = Vec::new();
    let mut add = |key: &Slot<Template<'t>>, kind: Option<(Kind, Span)>| {
        let key = key.get().and_then(Template::whole);
        all.extend(key.zip(kind).map(|(hole, (kind, span))| (hole, kind, span)));
    };
    for computed in context.document.computed.items() {
        match &computed.recipe {
            Recipe::Digest { algorithm, digest } => {
                add(&digest.key, algorithm.given().and_then(of_digest));
            }
            Recipe::Jwt(jwt) => add(&jwt.key, jwt.algorithm.given().and_then(of_jwt)),
            Recipe::Broken => {}
        }
    }
    for object in context.grants.iter().filter_map(|grant| grant.request_object.get()) {
        add(&object.key, object.algorithm.given().and_then(of_jwt));
    }
    all
}

fn of_digest(given: &Given<Algorithm>) -> Option<(Kind, Span)> {
    let kind = match given.value {
        Algorithm::Ed25519 => ED25519,
        Algorithm::RsaSha256 | Algorithm::RsaPssSha256 => RSA,
        Algorithm::EcdsaP256Sha256 => P256,
        _ => return None,
    };
    Some((kind, given.span))
}

fn of_jwt(given: &Given<JwtAlgorithm>) -> Option<(Kind, Span)> {
    let kind = match given.value {
        JwtAlgorithm::Hs256 | JwtAlgorithm::Hs512 => return None,
        JwtAlgorithm::Es256 => P256,
        JwtAlgorithm::Es384 => P384,
        JwtAlgorithm::EdDsa => ED25519,
        _ => RSA,
    };
    Some((kind, given.span))
}
