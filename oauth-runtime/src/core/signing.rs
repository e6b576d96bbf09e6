//! Whether the keys that were given can sign what is to be signed: told before anything is asked for.

use std::sync::Arc;

use oauth_spec::ClientAuthentication;
#[cfg(feature = "discovery")]
use oauth_spec::JwtAlgorithm;
#[cfg(feature = "jose")]
use oauth_spec::{ProviderSpec, Source, Template};

use super::values::Fixed;
use crate::dpop::Binding;
#[cfg(feature = "jose")]
use crate::error::Error;

/// Every key that is of the wrong kind, or that nothing is signed with.
pub(super) fn check(fixed: &Fixed, chosen: ClientAuthentication, messages: &mut Vec<String>) {
    #[cfg(feature = "jose")]
    {
        client(fixed, chosen, messages);
        computed(fixed, messages);
    }
    #[cfg(not(feature = "jose"))]
    if fixed.keys.as_ref().is_some_and(|keys| keys.can_assert())
        && fixed.spec.client.assertion.is_none()
    {
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
    if keys.client.is_none() && keys.assertion.is_none() {
        return;
    }
    let Some(assertion) = spec.client.assertion else {
        messages.push(nothing_is_signed(fixed, chosen));
        return;
    };
    if let (Some(key), None) = (&keys.client, &keys.assertion) {
        // The key would sign in the place of the secret.
        if chosen == ClientAuthentication::ClientSecretJwt && !signs_elsewhere(spec) {
            messages.push(format!(
                "{} authenticates with client_secret_jwt, which the client's secret signs: leave out \
                 `.client_key(…)`, or {}",
                spec.title,
                if spec.client.authentication.contains(&ClientAuthentication::PrivateKeyJwt) {
                    "choose `.authentication(ClientAuthentication::PrivateKeyJwt)`"
                } else {
                    "declare `private_key_jwt`"
                }
            ));
            return;
        }
        let key = &*key.now();
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

/// Whether a request authenticates with the key by itself, or has the assertion among its parameters.
#[cfg(feature = "jose")]
fn signs_elsewhere(spec: &ProviderSpec) -> bool {
    let holds = |value: Template| value.sources().any(|it| it == Source::ClientAssertion);
    let mut requests = spec.grants.authenticated_requests().into_iter();
    let mut calls = spec.calls.iter().flat_map(|call| call.parameters);
    requests.any(|request| {
        let mut parameters = request.parameters.iter().chain(request.query);
        request.authentication == Some(ClientAuthentication::PrivateKeyJwt)
            || parameters.any(|parameter| holds(parameter.value))
    }) || calls.any(|parameter| holds(parameter.value))
}

/// Puts another key in the place of the one that a client signs its assertions with. What was told of the first, when
/// the client was built, must hold of this one, too.
#[cfg(feature = "jose")]
pub(crate) fn replace_client_key(fixed: &Fixed, key: crate::key::Key) -> Result<(), Error> {
    use crate::sign::{Signer, algorithm_name};

    let keys = fixed.keys.as_deref().filter(|keys| keys.assertion.is_none());
    let Some(kept) = keys.and_then(|keys| keys.client.as_ref()) else {
        return Err(Error::configuration(
            "this client does not sign with a key that could be replaced: call `.client_key(…)` on the builder, \
             without `.client_assertion(…)`",
        ));
    };
    let declared = fixed.spec.client.assertion.and_then(|assertion| assertion.algorithm);
    let algorithm = Signer::Key(&kept.now()).algorithm(declared);
    if Signer::Key(&key).algorithm(declared) != algorithm || !key.fits(algorithm) {
        return Err(Error::configuration(format!(
            "the client signs with {}, and the new key is for {}: give one of the same kind, or build the client anew",
            algorithm_name(algorithm),
            algorithm_name(key.algorithm())
        )));
    }
    kept.replace(key);
    Ok(())
}

/// What the client signs with to authenticate, as far as that is known before it does.
#[cfg(feature = "discovery")]
pub(super) fn assertion_algorithm(
    fixed: &Fixed,
    way: ClientAuthentication,
) -> Option<JwtAlgorithm> {
    let declared = fixed.spec.client.assertion.and_then(|assertion| assertion.algorithm);
    // What the application makes by itself goes before key and secret, and is signed as only it knows.
    if way.signs() && fixed.keys.as_deref().is_some_and(|keys| keys.assertion.is_some()) {
        return declared;
    }
    match way {
        ClientAuthentication::ClientSecretJwt => {
            Some(declared.filter(|it| it.has_shared_key()).unwrap_or(JwtAlgorithm::Hs256))
        }
        #[cfg(feature = "jose")]
        ClientAuthentication::PrivateKeyJwt => {
            let key = fixed.keys.as_deref().and_then(|keys| keys.client.as_ref());
            let declared = declared.filter(|it| !it.has_shared_key());
            key.map(|key| crate::sign::Signer::Key(&key.now()).algorithm(declared)).or(declared)
        }
        _ => None,
    }
}

/// What tokens are bound to: the key that was given, or a new one.
#[cfg(feature = "jose")]
pub(super) fn binding(fixed: &mut Fixed, messages: &mut Vec<String>) -> Option<Arc<Binding>> {
    use crate::key::Key;
    use crate::sign::algorithm_name;

    let title = fixed.spec.title;
    let given = fixed.keys.as_ref().and_then(|keys| keys.dpop.clone());
    let Some(declared) = fixed.spec.client.dpop else {
        if given.is_some() {
            messages.push(format!(
                "{title} does not bind tokens to a key: leave out `.dpop_key(…)`, or declare `dpop`"
            ));
        }
        return None;
    };
    let key = match given.map_or_else(|| Key::generate(declared.algorithm), Ok) {
        Ok(key) if key.fits(declared.algorithm) => key,
        Ok(key) => {
            messages.push(format!(
                "{title} wants proofs signed with {}, and the key that `.dpop_key(…)` got is for {}: give one \
                 of the other kind",
                algorithm_name(declared.algorithm),
                algorithm_name(key.algorithm())
            ));
            return None;
        }
        Err(error) => {
            messages.push(format!("{error}: call `.dpop_key(…)` on the builder"));
            return None;
        }
    };
    let binding = Binding::new(declared, key, fixed.mirror.clone());
    let thumbprint = Some(binding.thumbprint().to_owned());
    fixed.keys.get_or_insert_default().thumbprint = thumbprint;
    Some(Arc::new(binding))
}

/// Without the feature nothing is bound: that it is needed has been told.
#[cfg(not(feature = "jose"))]
pub(super) fn binding(_: &mut Fixed, _: &mut Vec<String>) -> Option<Arc<Binding>> {
    None
}

/// Keys in settings, which sign computed values.
#[cfg(feature = "jose")]
fn computed(fixed: &Fixed, messages: &mut Vec<String>) {
    use oauth_spec::{ComputedRecipe, KeyEncoding};

    use crate::sign::{algorithm_name, as_of_tokens};

    for computed in fixed.spec.computed {
        let (key, encoding, algorithm, word) = match computed.recipe {
            ComputedRecipe::Jwt(jwt) if jwt.algorithm.has_shared_key() => continue,
            ComputedRecipe::Jwt(jwt) => {
                (jwt.key, KeyEncoding::Pem, jwt.algorithm, algorithm_name(jwt.algorithm))
            }
            ComputedRecipe::Digest(digest) => match as_of_tokens(digest.algorithm) {
                Some(of) => (digest.key, digest.key_encoding, of, digest.algorithm.word()),
                None => continue,
            },
        };
        if let Some(why) = unfit(fixed, key, encoding, algorithm) {
            messages.push(format!(
                "{} is signed by `{key}` with {word}: {why}",
                oauth_spec::Source::Computed(computed.name),
            ));
        }
    }
    let signed = fixed.spec.grants.authorization_code.and_then(|grant| grant.request_object);
    if let Some(object) = signed
        && !object.algorithm.has_shared_key()
        && let Some(why) = unfit(fixed, object.key, KeyEncoding::Pem, object.algorithm)
    {
        messages.push(format!(
            "authorization requests are signed by `{}` with {}: {why}",
            object.key,
            algorithm_name(object.algorithm),
        ));
    }
}

/// Why a key in the settings cannot sign so; nothing of one that is missing, which is told where it is needed.
#[cfg(feature = "jose")]
fn unfit(
    fixed: &Fixed,
    key: oauth_spec::Template,
    encoding: oauth_spec::KeyEncoding,
    algorithm: oauth_spec::JwtAlgorithm,
) -> Option<String> {
    let text = fixed.fills(key).then(|| fixed.fill(key)).flatten();
    let text = text.map(crate::secret::Secret::from).filter(|text| !text.is_empty())?;
    match crate::sign::pair(encoding, text.expose().as_bytes()) {
        Ok(key) if key.fits(algorithm) => None,
        Ok(key) => Some(format!("the key is for {}", crate::sign::algorithm_name(key.algorithm()))),
        Err(fault) => Some(fault.text()),
    }
}
