//! `[webhooks.x] keys`: a signature that everybody can check, and nobody but the provider makes.

use super::Context;
use super::signature::holes;
use crate::raw::{SignatureAlgorithm, Webhook};
use crate::report::quote;
use crate::span::Slot;
use crate::template::braced;

/// ```toml
/// [webhooks.events]
/// keys      = "https://acme.example/keys"
/// algorithm = "hmac-sha256"
/// key       = "{secret}"
/// ```
pub(super) fn keys(context: &mut Context<'_, '_>, webhook: &Webhook<'_>) {
    let Slot::Given(keys) = &webhook.keys else { return };
    let signature = &webhook.signature;
    let own = [
        signature.digest.key.given().map(|given| (given.key, "key")),
        signature.digest.key_encoding.given().map(|given| (given.key, "key_encoding")),
    ];
    for (key, name) in own.into_iter().flatten() {
        context
            .error(key, format!("{} says nothing here", quote(name)))
            .label("nothing looks at this")
            .related(keys.key, "the keys are published")
            .help("leave it out");
    }
    // A key that is written has been reported, whatever it is made of.
    let is_key = !signature.digest.key.is_missing();
    if let Some(hole) = holes(signature).into_iter().find(|hole| hole.name == "secret" && !is_key) {
        context
            .error(hole.span, format!("nothing is called {}", braced(hole.name)))
            .label("the keys are published")
            .related(keys.key, "so nobody gives a secret")
            .help("sign something that the request holds");
    }
    let shared = match &signature.algorithm {
        Slot::Given(given) => match given.value {
            SignatureAlgorithm::Digest(algorithm) if !algorithm.has_public_key() => {
                Some(given.span)
            }
            SignatureAlgorithm::Digest(_) => None,
            SignatureAlgorithm::Jwt => {
                let mut taken = signature.algorithms.items().iter();
                taken.find(|one| one.value.has_shared_key()).map(|one| one.span)
            }
        },
        _ => None,
    };
    if let Some(span) = shared {
        let words = ["ed25519", "rsa-sha256", "ecdsa-p256-sha256", "jwt"].map(quote);
        context
            .error(span, "a secret that would be published")
            .label("its key is a secret")
            .related(keys.key, "everybody can read these")
            .help(format!("published keys are public ones: {}", words.join(", ")));
    }
}
