//! What of a declaration can be played without the provider's own keys.

use oauth_spec::{JwtAlgorithm, KeyEncoding, ProviderSpec, Signature, SignatureCheck, Webhook};

/// The declaration without what cannot be played, and what that is.
pub(crate) fn part(spec: &'static ProviderSpec) -> (&'static ProviderSpec, Vec<String>) {
    let mut part = *spec;
    let mut left_out = Vec::new();
    for (what, signature) in [
        ("the signature of callbacks", &mut part.callback.signature),
        ("the signature of token answers", &mut part.token.signature),
    ] {
        if signature.is_some_and(needs_private_key) {
            *signature = None;
            left_out.push(format!("{what}: only the provider's private key makes it"));
        }
    }
    for webhook in spec.webhooks.iter().filter(|webhook| !is_offered(webhook)) {
        left_out
            .push(format!("webhook {}: only the provider's private key signs it", webhook.name));
    }
    if part == *spec {
        return (spec, left_out);
    }
    // A declaration lives as long as the program; this one is of a few hundred bytes.
    (Box::leak(Box::new(part)), left_out)
}

/// Whether the deliveries of a webhook can be made here: with a secret, or with the emulator's own key.
pub(super) fn is_offered(webhook: &Webhook) -> bool {
    webhook.keys.is_some() || !needs_private_key(webhook.signature)
}

/// Whether a signature can be verified and not made by others than the provider.
pub(super) fn needs_private_key(signature: Signature) -> bool {
    match signature.check {
        SignatureCheck::Digest(digest) => {
            digest.algorithm.has_public_key() || digest.key_encoding == KeyEncoding::Pem
        }
        SignatureCheck::Jwt(check) => !check
            .algorithms
            .iter()
            .any(|each| matches!(each, JwtAlgorithm::Hs256 | JwtAlgorithm::Hs512)),
    }
}
