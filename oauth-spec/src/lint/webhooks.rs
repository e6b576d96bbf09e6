//! Signatures of webhooks that say nothing about what is delivered.

use super::Context;
use crate::Algorithm;
use crate::lints::UNSIGNED_BODY;
use crate::raw::{Place, Signature, SignatureAlgorithm, Syntax};
use crate::reach;
use crate::report::quote;

/// ```toml
/// [webhooks.v1]
/// in = { header = "x-signature" }
/// algorithm = "hmac-sha256"
/// message = "{request.header.x-body-hash}"
/// ```
pub(super) fn unsigned_body(context: &mut Context<'_, '_>) {
    for webhook in context.document.webhooks.items() {
        let signature = &webhook.signature;
        // An address that is signed in its query is opened, and has no body; a payload is what is delivered.
        let is_all = matches!(signature.place.get(), None | Some(Place::Query(_)))
            || matches!(signature.syntax.get(), Some(Syntax::Payload));
        if is_all || covers_the_body(context, signature) {
            continue;
        }
        let help = match signature.algorithm.get() {
            Some(SignatureAlgorithm::Jwt) => {
                "name the claim that holds the body's hash: `body_hash_claim = \"…\"`".to_owned()
            }
            _ => "put `{request.body}` into `message`; where a header with the body's hash is signed, put \
                  `{computed.body_hash}` there instead of the header:\n\n[computed.body_hash]\nalgorithm = \"sha256\"\n\
                  message = \"{request.body}\"\nencoding = \"base64\""
                .to_owned(),
        };
        let name = webhook.name;
        context
            .warn(
                &UNSIGNED_BODY,
                name.span,
                format!("the signature of {} says nothing about the body", quote(name.value)),
            )
            .label("another body passes with it")
            .help(help);
    }
}

/// Whether something of the body is signed, itself or as a digest. A secret text that comes along signs nothing, and
/// its documentation says so.
fn covers_the_body(context: &Context<'_, '_>, signature: &Signature<'_>) -> bool {
    match signature.algorithm.get() {
        None | Some(SignatureAlgorithm::Digest(Algorithm::None)) => true,
        // A token in the body is what is delivered.
        Some(SignatureAlgorithm::Jwt) => {
            let is_beside =
                matches!(signature.place.get(), Some(Place::Header(_) | Place::Headers(_)));
            !is_beside || !signature.body_hash_claim.is_missing()
        }
        Some(SignatureAlgorithm::Digest(_)) => {
            let message = signature.digest.message.get();
            let holes = message.map_or_else(Vec::new, |message| message.template.holes());
            let signed = reach::through_computed(context.document, holes);
            signed.iter().any(|hole| is_of_the_body(hole.name))
        }
    }
}

/// Whether a part of a request is its body, or has something of it. `{request.query}` is that of a form, and any other
/// body is refused beside it.
fn is_of_the_body(name: &str) -> bool {
    name.strip_prefix("request.").is_some_and(|part| {
        let is_elsewhere = matches!(part, "method" | "url" | "path" | "target");
        !is_elsewhere && !part.starts_with("header.") && !part.starts_with("query.")
    })
}
