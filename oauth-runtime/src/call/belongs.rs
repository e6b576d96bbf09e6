//! Whether a token belongs to the client: to its provider, and to its key.

use crate::core::Core;
use crate::token::TokenData;

/// What is wrong with a token that another provider or environment issued, or that another client has got.
pub(crate) fn foreign(core: &Core, token: &TokenData) -> Option<String> {
    (!core.origin.is_of(&token.origin)).then(|| {
        format!(
            "the token belongs to {}, and this client is {}: it is not sent elsewhere",
            token.origin.shown_beside(&core.origin),
            core.origin.shown_beside(&token.origin)
        )
    })
}

/// What is wrong with a token that is bound to another key than the client's.
pub(crate) fn of_another_key(core: &Core, token: &TokenData) -> Option<String> {
    let (bound_to, binding) = (token.bound_to()?, core.dpop.as_deref()?);
    (bound_to != binding.thumbprint()).then(|| {
        format!(
            "the token is bound to the key with the thumbprint {bound_to}, and this client has {}: give the \
             key that was stored beside the token, `.dpop_key(Key::restore(…)?)`",
            binding.thumbprint()
        )
    })
}
