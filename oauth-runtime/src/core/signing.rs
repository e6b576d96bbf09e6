//! Whether the keys that were given can sign what is to be signed: told before anything is asked for.

use oauth_spec::ClientAuthentication;

use super::values::Fixed;

/// Every key that is of the wrong kind, or that nothing is signed with.
pub(super) fn check(fixed: &Fixed, chosen: ClientAuthentication, messages: &mut Vec<String>) {
    #[cfg(feature = "jose")]
    {
        client(fixed, chosen, messages);
        computed(fixed, messages);
    }
    #[cfg(not(feature = "jose"))]
    if fixed.keys.is_some() && fixed.spec.client.assertion.is_none() {
        messages.push(nothing_is_signed(fixed, chosen));
    }
}

fn nothing_is_signed(fixed: &Fixed, chosen: ClientAuthentication) -> String {
    format!(
        "{} authenticates with {}, which takes no key and no assertion: leave out `.client_key(…)` and \
         `.client_assertion(…)`, or declare `private_key_jwt`",
        fixed.spec.title,
        chosen.name()
    )
}

#[cfg(feature = "jose")]
fn client(fixed: &Fixed, chosen: ClientAuthentication, messages: &mut Vec<String>) {
    use crate::sign::{Signer, algorithm_name};

    let spec = fixed.spec;
    let Some(keys) = fixed.keys.as_deref() else { return };
    let Some(assertion) = spec.client.assertion else {
        messages.push(nothing_is_signed(fixed, chosen));
        return;
    };
    if let Some(key) = &keys.client {
        let algorithm = Signer::Key(key).algorithm(assertion.algorithm);
        if !key.fits(algorithm) {
            messages.push(format!(
                "{} wants assertions signed with {}, and the key that `.client_key(…)` got is for {}: give \
                 one of the other kind",
                spec.title,
                algorithm_name(algorithm),
                algorithm_name(key.algorithm())
            ));
        }
    }
}

/// Keys in settings, which sign computed values.
#[cfg(feature = "jose")]
fn computed(fixed: &Fixed, messages: &mut Vec<String>) {
    use oauth_spec::ComputedRecipe;

    use crate::sign::{Pair, algorithm_name};

    for computed in fixed.spec.computed {
        let ComputedRecipe::Jwt(jwt) = computed.recipe else { continue };
        let is_known = jwt.key.sources().all(|source| fixed.knows(source));
        if jwt.algorithm.has_shared_key() || !is_known {
            continue;
        }
        // One that is missing is told where it is needed.
        let Some(text) = fixed.fill(jwt.key).map(crate::secret::Secret::from) else { continue };
        let fits =
            Pair::from_pem(text.expose().as_bytes()).is_ok_and(|key| key.fits(jwt.algorithm));
        if !fits && !text.is_empty() {
            messages.push(format!(
                "{} is signed by `{}` with {}, and that is no private key of this kind in PEM (`BEGIN PRIVATE \
                 KEY`, PKCS #8)",
                oauth_spec::Source::Computed(computed.name),
                jwt.key,
                algorithm_name(jwt.algorithm)
            ));
        }
    }
}
