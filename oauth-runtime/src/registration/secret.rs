//! Whether a client needs a secret for something else than to authenticate.

use oauth_spec::{ClientAuthentication, ComputedRecipe, ProviderSpec, SignatureCheck, Source};

/// One that registers itself without a way to authenticate gets none (RFC 7591, 3.2.1).
pub(super) fn is_needed(spec: &ProviderSpec) -> bool {
    let mut made_of: Vec<Source> = Vec::new();
    for signature in [spec.callback.signature, spec.token.signature].into_iter().flatten() {
        match signature.check {
            SignatureCheck::Digest(digest) => {
                made_of.append(&mut ComputedRecipe::Digest(digest).sources());
            }
            SignatureCheck::Jwt(jwt) => made_of.extend(jwt.key.sources()),
        }
    }
    for computed in spec.computed {
        made_of.append(&mut computed.recipe.sources());
    }
    let mut ways = spec.grants.token_requests().filter_map(|request| request.authentication);
    made_of.contains(&Source::ClientSecret) || ways.any(ClientAuthentication::needs_secret)
}
