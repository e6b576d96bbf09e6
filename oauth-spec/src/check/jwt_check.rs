//! Signatures that are a JWT: what their keys need of each other.

use super::signature::Of;
use super::{Context, digest};
use crate::raw::{Signature, Syntax};
use crate::span::{Slot, Span};

/// A signed token: it holds its own message.
pub(super) fn jwt(context: &mut Context<'_, '_>, signature: &Signature<'_>, span: Span, of: Of) {
    let digest = &signature.digest;
    let needless = [
        digest.message.given().map(|given| (given.key, "message")),
        digest.encoding.given().map(|given| (given.key, "encoding")),
        digest.key_encoding.given().map(|given| (given.key, "key_encoding")),
        digest.query.given().map(|given| (given.key, "query")),
    ];
    for (key, name) in needless.into_iter().flatten() {
        digest::needless(context, key, name, span, "a JWT holds what it signs");
    }
    if let Slot::Given(syntax) = &signature.syntax
        && !matches!(syntax.value, Syntax::Prefix(_))
    {
        let name = match syntax.value {
            Syntax::Prefix(_) => "prefix",
            Syntax::Pairs { .. } => "pairs",
            Syntax::Versions(_) => "versions",
            Syntax::Payload => "payload",
        };
        digest::needless(context, syntax.key, name, span, "a JWT is written in one way");
    }
    if digest.key.is_missing() && of != Of::Webhook {
        digest::no_key(context, signature.table, span, digest::SECRET_OR_VARIABLE);
    }
    match &signature.algorithms {
        Slot::Missing => {
            context
                .error(signature.table, "a JWT whose algorithm anyone may choose")
                .label("`algorithms` is missing here")
                .related(span, "a JWT says by itself how it is signed")
                .help("add those that are taken: `algorithms = [\"HS256\"]`");
        }
        Slot::Broken => {}
        Slot::Given(algorithms) => {
            let list = &algorithms.value;
            if list.is_empty() {
                context
                    .error(algorithms.span, "no JWT would be taken")
                    .label("empty")
                    .help("write `algorithms = [\"HS256\"]`");
            }
            let first = list.first();
            let other = list.iter().find(|one| {
                first
                    .is_some_and(|first| first.value.has_shared_key() != one.value.has_shared_key())
            });
            if let (Some(first), Some(other)) = (first, other) {
                context
                    .error(other.span, "a public key that would be taken for a secret")
                    .label("of another kind")
                    .related(first.span, "than this")
                    .help("write `HS…` only, with a secret, or others only, with a public key");
            }
        }
    }
}

/// Keys that only a JWT has.
pub(super) fn not_of_a_jwt(context: &mut Context<'_, '_>, signature: &Signature<'_>, span: Span) {
    let keys = [
        signature.algorithms.given().map(|given| (given.key, "algorithms")),
        signature.audience.given().map(|given| (given.key, "audience")),
        signature.issuer.given().map(|given| (given.key, "issuer")),
        signature.body_hash_claim.given().map(|given| (given.key, "body_hash_claim")),
    ];
    for (key, name) in keys.into_iter().flatten() {
        digest::needless(context, key, name, span, "only with `algorithm = \"jwt\"`");
    }
}
