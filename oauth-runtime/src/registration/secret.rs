//! Whether a client needs a secret for something else than to authenticate.

use oauth_spec::{ClientAuthentication, ProviderSpec, SignatureCheck, Source, Template};

/// One that registers itself without a way to authenticate gets none (RFC 7591, 3.2.1).
pub(super) fn is_needed(spec: &ProviderSpec) -> bool {
    let signatures = [spec.callback.signature, spec.token.signature].into_iter().flatten();
    let signed = signatures.flat_map(|signature| match signature.check {
        SignatureCheck::Digest(digest) => [digest.key, digest.message],
        SignatureCheck::Jwt(jwt) => [jwt.key, Template::text("")],
    });
    let computed = spec.computed.iter().flat_map(|computed| computed.recipe.templates());
    let mut ways = spec.grants.named_token_requests().filter_map(|(_, it)| it.authentication);
    signed.chain(computed).any(|it| it.sources().any(|source| source == Source::ClientSecret))
        || ways.any(ClientAuthentication::needs_secret)
}
