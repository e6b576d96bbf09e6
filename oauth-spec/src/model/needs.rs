//! Which parts of the runtime a declaration needs that an application does not compile by itself.

use super::{
    Algorithm, ClientAuthentication, ClientSpec, ComputedRecipe, Digest, JwtAlgorithm, KeyEncoding,
    ProviderSpec, Signature, SignatureCheck,
};

/// A part of the runtime that few providers need: a feature of `oauth-runtime`, off by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// `digests`: SHA-1, SHA-512 and MD5.
    Digests,
    /// `discovery`: metadata that is read at run time (RFC 8414), and clients that register themselves (RFC 7591).
    Discovery,
    /// `jose`: signed tokens (RFC 7519) and public keys.
    Jose,
    /// `mtls`: clients that show a certificate (RFC 8705).
    Mtls,
}

impl Feature {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Digests, Self::Discovery, Self::Jose, Self::Mtls];

    /// Its name in Cargo.toml.
    #[inline]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Digests => "digests",
            Self::Discovery => "discovery",
            Self::Jose => "jose",
            Self::Mtls => "mtls",
        }
    }
}

/// Where in the TOML file the first thing is that needs a feature, if anything does.
type Why = Option<&'static str>;

impl ProviderSpec {
    /// Whether a client of this provider needs a feature of the runtime: the table or key of the TOML file that
    /// asks for it.
    #[inline]
    pub const fn needs(&self, feature: Feature) -> Option<&'static str> {
        match feature {
            Feature::Digests => self.needs_digests(),
            Feature::Discovery => self.needs_discovery(),
            Feature::Jose => self.needs_jose(),
            Feature::Mtls => self.needs_mtls(),
        }
    }

    #[inline]
    const fn needs_digests(&self) -> Why {
        let mut index = 0;
        while index < self.computed.len() {
            let needed = match self.computed[index].recipe {
                ComputedRecipe::Digest(digest) => is_rare(digest),
                ComputedRecipe::Jwt(jwt) => is_hs512(jwt.algorithm),
            };
            if needed {
                return Some("[computed]");
            }
            index += 1;
        }
        if let Some(signature) = &self.callback.signature
            && signs_rarely(signature)
        {
            return Some("[callback.signature]");
        }
        if let Some(signature) = &self.token.signature
            && signs_rarely(signature)
        {
            return Some("[token.signature]");
        }
        if let Some(grant) = &self.grants.authorization_code {
            if let Some(object) = grant.request_object
                && is_hs512(object.algorithm)
            {
                return Some("[grants.authorization_code.request_object]");
            }
            if grant.signs_responses() && has_hs512(grant.response_algorithms) {
                return Some("grants.authorization_code.response_algorithms");
            }
        }
        if let Some(assertion) = self.client.assertion
            && let Some(algorithm) = assertion.algorithm
            && is_hs512(algorithm)
        {
            return Some("[client.assertion]");
        }
        if let Some(id_token) = &self.id_token
            && has_hs512(id_token.algorithms)
        {
            return Some("[id_token]");
        }
        if has_hs512(self.userinfo.signed) {
            return Some("[userinfo]");
        }
        if has_hs512(self.introspection_signed) {
            return Some("[introspection]");
        }
        index = 0;
        while index < self.webhooks.len() {
            if signs_rarely(&self.webhooks[index].signature) {
                return Some("[webhooks]");
            }
            index += 1;
        }
        None
    }

    #[inline]
    const fn needs_discovery(&self) -> Why {
        if self.discovery.is_some() {
            Some("[discovery]")
        } else if self.endpoints.registration.is_some() {
            Some("endpoints.registration")
        } else {
            None
        }
    }

    #[inline]
    const fn needs_jose(&self) -> Why {
        let mut index = 0;
        while index < self.computed.len() {
            let needed = match self.computed[index].recipe {
                ComputedRecipe::Digest(digest) => has_public_key(digest),
                ComputedRecipe::Jwt(_) => true,
            };
            if needed {
                return Some("[computed]");
            }
            index += 1;
        }
        if let Some(signature) = &self.callback.signature
            && signs_publicly(signature)
        {
            return Some("[callback.signature]");
        }
        if let Some(signature) = &self.token.signature
            && signs_publicly(signature)
        {
            return Some("[token.signature]");
        }
        if self.id_token.is_some() {
            return Some("[id_token]");
        }
        if !self.userinfo.signed.is_empty() {
            return Some("[userinfo]");
        }
        if !self.introspection_signed.is_empty() {
            return Some("[introspection]");
        }
        if let Some(grant) = &self.grants.authorization_code {
            if grant.request_object.is_some() {
                return Some("[grants.authorization_code.request_object]");
            }
            if grant.signs_responses() {
                return Some("grants.authorization_code.response_mode");
            }
        }
        if self.client.assertion.is_some() {
            return Some("client.authentication");
        }
        if self.client.dpop.is_some() {
            return Some("client.dpop");
        }
        index = 0;
        while index < self.webhooks.len() {
            if signs_publicly(&self.webhooks[index].signature)
                || self.webhooks[index].keys.is_some()
            {
                return Some("[webhooks]");
            }
            index += 1;
        }
        None
    }

    #[inline]
    const fn needs_mtls(&self) -> Why {
        if shows_certificates(&self.client) { Some("client.authentication") } else { None }
    }
}

/// Whether every way to authenticate shows a certificate: with another one the feature is a choice.
#[inline]
const fn shows_certificates(client: &ClientSpec) -> bool {
    let ways: &[ClientAuthentication] = client.authentication;
    let mut index = 0;
    while index < ways.len() {
        if !ways[index].shows_certificate() {
            return false;
        }
        index += 1;
    }
    !ways.is_empty()
}

#[inline]
const fn signs_rarely(signature: &Signature) -> bool {
    match signature.check {
        SignatureCheck::Digest(digest) => is_rare(digest),
        SignatureCheck::Jwt(check) => has_hs512(check.algorithms),
    }
}

#[inline]
const fn signs_publicly(signature: &Signature) -> bool {
    match signature.check {
        SignatureCheck::Digest(digest) => has_public_key(digest),
        SignatureCheck::Jwt(_) => true,
    }
}

#[inline]
const fn is_rare(digest: &Digest) -> bool {
    matches!(
        digest.algorithm,
        Algorithm::HmacSha512 | Algorithm::HmacSha1 | Algorithm::Sha1 | Algorithm::Md5
    ) || matches!(digest.key_encoding, KeyEncoding::Sha1)
}

#[inline]
const fn has_public_key(digest: &Digest) -> bool {
    digest.algorithm.has_public_key() || matches!(digest.key_encoding, KeyEncoding::Pem)
}

#[inline]
const fn is_hs512(algorithm: JwtAlgorithm) -> bool {
    matches!(algorithm, JwtAlgorithm::Hs512)
}

#[inline]
const fn has_hs512(algorithms: &[JwtAlgorithm]) -> bool {
    let mut index = 0;
    while index < algorithms.len() {
        if is_hs512(algorithms[index]) {
            return true;
        }
        index += 1;
    }
    false
}
