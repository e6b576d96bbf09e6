//! Which features of this crate a declaration needs, at compile time and at run time.

use oauth_spec::{
    Algorithm, Assertion, ClientAuthentication, ClientSpec, ComputedRecipe, Digest, JwtAlgorithm,
    KeyEncoding, ProviderSpec, Signature, SignatureCheck,
};

use super::fault::feature_is_off;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Needs {
    digests: bool,
    jose: bool,
}

/// Refuses, at compile time, a provider that needs a feature of this crate which is off.
///
/// # Panics
/// If one is off; in a constant that is a compile error.
pub const fn assert_features(spec: &ProviderSpec) {
    let needs = needs(spec);
    assert!(
        !needs.digests || cfg!(feature = "digests"),
        "this provider signs with SHA-1, SHA-512 or MD5: in Cargo.toml, turn on the feature `digests` of \
         `oauth-runtime`"
    );
    assert!(
        !needs.jose || cfg!(feature = "jose"),
        "this provider uses public keys or signed tokens: in Cargo.toml, turn on the feature `jose` of \
         `oauth-runtime`"
    );
}

/// What to say when a client of this provider is built and a feature that it needs is off.
pub(crate) fn missing_features(spec: &ProviderSpec) -> Vec<String> {
    let needs = needs(spec);
    let missing = [
        ("digests", needs.digests && !cfg!(feature = "digests")),
        ("jose", needs.jose && !cfg!(feature = "jose")),
    ];
    let missing = missing.into_iter().filter(|(_, missing)| *missing);
    missing.map(|(name, _)| format!("{}: {}", spec.title, feature_is_off(name))).collect()
}

const fn needs(spec: &ProviderSpec) -> Needs {
    let mut needs = Needs { digests: false, jose: false };
    let mut index = 0;
    while index < spec.computed.len() {
        needs = match spec.computed[index].recipe {
            ComputedRecipe::Digest(digest) => needs.and(of_digest(digest)),
            ComputedRecipe::Jwt(jwt) => needs.and(of_jwt(jwt.algorithm)),
        };
        index += 1;
    }
    if let Some(signature) = &spec.callback.signature {
        needs = needs.and(of_signature(signature));
    }
    if let Some(signature) = &spec.token.signature {
        needs = needs.and(of_signature(signature));
    }
    if let Some(id_token) = &spec.id_token {
        needs = needs.and(of_jwts(id_token.algorithms));
    }
    needs = needs.and(of_jwts(spec.userinfo.signed));
    if let Some(grant) = &spec.grants.authorization_code
        && let Some(object) = grant.request_object
    {
        needs = needs.and(of_jwt(object.algorithm));
    }
    if let Some(grant) = &spec.grants.authorization_code
        && grant.signs_responses()
    {
        needs = needs.and(of_jwts(grant.response_algorithms));
    }
    needs = needs.and(of_client(&spec.client));
    needs = needs.and(of_jwts(spec.introspection_signed));
    index = 0;
    while index < spec.webhooks.len() {
        needs = needs.and(of_signature(&spec.webhooks[index].signature));
        index += 1;
    }
    needs
}

/// What a client signs to authenticate. One that signs with its secret only needs no key.
const fn of_client(client: &ClientSpec) -> Needs {
    let mut needs = Needs { digests: false, jose: client.assertion.is_some() };
    let mut index = 0;
    while index < client.authentication.len() {
        if matches!(client.authentication[index], ClientAuthentication::ClientSecretJwt) {
            needs.jose = false;
        }
        index += 1;
    }
    index = 0;
    while index < client.authentication.len() {
        if matches!(client.authentication[index], ClientAuthentication::PrivateKeyJwt) {
            needs.jose = true;
        }
        index += 1;
    }
    if client.dpop.is_some() {
        needs.jose = true;
    }
    match client.assertion {
        Some(Assertion { algorithm: Some(algorithm), .. }) => needs.and(of_jwt(algorithm)),
        _ => needs,
    }
}

const fn of_signature(signature: &Signature) -> Needs {
    match signature.check {
        SignatureCheck::Digest(digest) => of_digest(digest),
        SignatureCheck::Jwt(check) => of_jwts(check.algorithms),
    }
}

const fn of_jwts(algorithms: &[JwtAlgorithm]) -> Needs {
    let mut needs = Needs { digests: false, jose: false };
    let mut index = 0;
    while index < algorithms.len() {
        needs = needs.and(of_jwt(algorithms[index]));
        index += 1;
    }
    needs
}

const fn of_digest(digest: &Digest) -> Needs {
    let old = matches!(
        digest.algorithm,
        Algorithm::HmacSha512 | Algorithm::HmacSha1 | Algorithm::Sha1 | Algorithm::Md5
    );
    Needs {
        digests: old || matches!(digest.key_encoding, KeyEncoding::Sha1),
        jose: digest.algorithm.has_public_key() || matches!(digest.key_encoding, KeyEncoding::Pem),
    }
}

const fn of_jwt(algorithm: JwtAlgorithm) -> Needs {
    Needs {
        digests: matches!(algorithm, JwtAlgorithm::Hs512),
        jose: !matches!(algorithm, JwtAlgorithm::Hs256 | JwtAlgorithm::Hs512),
    }
}

impl Needs {
    const fn and(self, other: Self) -> Self {
        Self { digests: self.digests || other.digests, jose: self.jose || other.jose }
    }
}
