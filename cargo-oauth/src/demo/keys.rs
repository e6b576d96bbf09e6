//! Keys for what a client signs: made for this play, known to everybody.

use oauth_emulator::Emulator;
use oauth_runtime::Key;
use oauth_spec::{
    Algorithm, ClientAuthentication, ComputedRecipe, Digest, JwtAlgorithm, KeyEncoding,
    ProviderSpec, SignatureCheck, Source, Template,
};

/// A key in base64.
pub(super) const BASE64: &str = "ZGVtby1zZWNyZXQrLyU6Jj0gPw==";
/// The same in hex.
pub(super) const HEX: &str = "64656d6f2d7365637265742b2f253a263d203f";

/// A text that can be the value of this variable or secret: where it is a key, one of the right kind.
pub(super) fn of(spec: &ProviderSpec, source: Source) -> Option<&'static str> {
    let is_it = |key: Template| key.as_source() == Some(source);
    if let Some(key) = of_provider(spec, source) {
        return Some(key.leak());
    }
    let object = spec.grants.authorization_code.and_then(|grant| grant.request_object);
    let object = object.filter(|object| is_it(object.key));
    if let Some(key) = object.and_then(|object| private(object.algorithm)) {
        return Some(key);
    }
    spec.computed.iter().find_map(|computed| match computed.recipe {
        ComputedRecipe::Jwt(jwt) if is_it(jwt.key) => private(jwt.algorithm),
        ComputedRecipe::Digest(digest) if is_it(digest.key) => of_digest(digest),
        _ => None,
    })
}

/// The emulator's public key, where the value verifies what only the provider's private key signs.
pub(crate) fn of_provider(spec: &ProviderSpec, source: Source) -> Option<String> {
    let signatures = [spec.callback.signature, spec.token.signature];
    let received = signatures.into_iter().flatten().find(|signature| {
        let key = match signature.check {
            SignatureCheck::Digest(digest) => digest.key,
            SignatureCheck::Jwt(check) => check.key,
        };
        key.as_source() == Some(source)
    });
    Emulator::public_key(&received?)
}

/// The key that the client signs its assertions with, where it does: else it is the secret, and a key would be taken
/// instead.
pub(super) fn of_client(spec: &ProviderSpec) -> Option<Key> {
    let own = spec
        .grants
        .authenticated_requests()
        .into_iter()
        .filter_map(|request| request.authentication);
    let mut ways = spec.client.authentication.iter().copied().chain(own);
    if !ways.any(|way| way == ClientAuthentication::PrivateKeyJwt) {
        return None;
    }
    let algorithm = spec.client.assertion?.algorithm.unwrap_or(JwtAlgorithm::Es256);
    Key::pem(private(algorithm)?).ok()
}

/// The key that the client's tokens are bound to, where they are.
pub(super) fn of_tokens(spec: &ProviderSpec) -> Option<Key> {
    Key::pem(private(spec.client.dpop?.algorithm)?).ok()
}

/// A private key; none for algorithms whose key is any text.
fn private(algorithm: JwtAlgorithm) -> Option<&'static str> {
    match algorithm {
        JwtAlgorithm::Hs256 | JwtAlgorithm::Hs512 => None,
        JwtAlgorithm::Rs256
        | JwtAlgorithm::Rs384
        | JwtAlgorithm::Rs512
        | JwtAlgorithm::Ps256
        | JwtAlgorithm::Ps384
        | JwtAlgorithm::Ps512 => Some(include_str!("keys/rsa.pem")),
        JwtAlgorithm::Es384 => Some(include_str!("keys/p384.pem")),
        JwtAlgorithm::Es256 => Some(include_str!("keys/p256.pem")),
        JwtAlgorithm::EdDsa => Some(include_str!("keys/ed25519.pem")),
    }
}

/// A key of a digest or signature, written as it must be; none where it is any text.
fn of_digest(digest: &Digest) -> Option<&'static str> {
    let pem = match digest.algorithm {
        Algorithm::Ed25519 => private(JwtAlgorithm::EdDsa),
        Algorithm::RsaSha256 | Algorithm::RsaPssSha256 => private(JwtAlgorithm::Rs256),
        Algorithm::EcdsaP256Sha256 => private(JwtAlgorithm::Es256),
        _ => return encoded(digest.key_encoding),
    };
    if digest.key_encoding == KeyEncoding::Pem {
        return pem;
    }
    // What stands between the lines of PEM is base64 of the same; a few of these are made, each once in a play.
    let lines = pem?.lines().filter(|line| !line.starts_with("-----"));
    Some(lines.collect::<String>().leak())
}

/// A key that is written in that way; none where it is any text.
fn encoded(encoding: KeyEncoding) -> Option<&'static str> {
    match encoding {
        KeyEncoding::Base64 => Some(BASE64),
        KeyEncoding::Hex => Some(HEX),
        _ => None,
    }
}
