//! Which parts of the runtime a declaration needs that an application does not compile by itself.

use super::{
    Algorithm, ClientAuthentication, ClientSpec, ComputedRecipe, Digest, JwtAlgorithm, KeyEncoding,
    ProviderSpec, Signature, SignatureCheck, Webhook,
};

/// A part of the runtime that few providers need: a feature of `oauth-runtime`, off by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// `digests`: SHA-1, SHA-512 and MD5.
    Digests,
    /// `discovery`: metadata that is read at run time (RFC 8414), and clients that register themselves (RFC 7591).
    Discovery,
    /// `jose`: signed tokens (RFC 7519) and key pairs.
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
    /// Whether a client of this provider needs a feature of the runtime: the table, key or line of the TOML file
    /// that asks for it.
    pub fn needs(&self, feature: Feature) -> Option<&'static str> {
        match feature {
            Feature::Digests => self.needs_digests(),
            Feature::Discovery => self.needs_discovery(),
            Feature::Jose => self.needs_jose(),
            Feature::Mtls => self.needs_mtls(),
        }
    }

    /// All features that it needs, each with what asks for it.
    pub fn needed_features(&self) -> impl Iterator<Item = (Feature, &'static str)> {
        Feature::ALL.iter().filter_map(|feature| Some((*feature, self.needs(*feature)?)))
    }

    fn needs_digests(&self) -> Why {
        let grant = self.grants.authorization_code;
        let object = grant.and_then(|grant| grant.request_object);
        let assertion = self.client.assertion.and_then(|assertion| assertion.algorithm);
        let id_token = self.id_token.map_or(&[][..], |id_token| id_token.algorithms);
        let asked = [
            (self.computed.iter().any(|it| makes_rarely(&it.recipe)), "[computed]"),
            (self.callback.signature.is_some_and(signs_rarely), "[callback.signature]"),
            (self.token.signature.is_some_and(signs_rarely), "[token.signature]"),
            (
                object.is_some_and(|object| object.algorithm == JwtAlgorithm::Hs512),
                "[grants.authorization_code.request_object]",
            ),
            (
                grant.is_some_and(|it| it.signs_responses() && has_hs512(it.response_algorithms)),
                "grants.authorization_code.response_algorithms",
            ),
            (assertion == Some(JwtAlgorithm::Hs512), "[client.assertion]"),
            (has_hs512(id_token), "[id_token]"),
            (has_hs512(self.userinfo.signed), "[userinfo]"),
            (has_hs512(self.introspection_signed), "[introspection]"),
            (self.webhooks.iter().any(|it| signs_rarely(it.signature)), "[webhooks]"),
        ];
        first(&asked)
    }

    fn needs_discovery(&self) -> Why {
        first(&[
            (self.discovery.is_some(), "[discovery]"),
            (self.endpoints.registration.is_some(), "endpoints.registration"),
        ])
    }

    fn needs_jose(&self) -> Why {
        let grant = self.grants.authorization_code;
        let is_signed =
            |webhook: &Webhook| signs_publicly(webhook.signature) || webhook.keys.is_some();
        let asked = [
            (self.computed.iter().any(|it| makes_publicly(&it.recipe)), "[computed]"),
            (self.callback.signature.is_some_and(signs_publicly), "[callback.signature]"),
            (self.token.signature.is_some_and(signs_publicly), "[token.signature]"),
            (self.id_token.is_some(), "[id_token]"),
            (!self.userinfo.signed.is_empty(), "[userinfo]"),
            (!self.introspection_signed.is_empty(), "[introspection]"),
            (
                grant.is_some_and(|grant| grant.request_object.is_some()),
                "[grants.authorization_code.request_object]",
            ),
            (
                grant.is_some_and(|grant| grant.signs_responses()),
                "grants.authorization_code.response_mode",
            ),
            (signs_itself(&self.client), "client.authentication"),
            (self.client.dpop.is_some(), "client.dpop"),
            (self.webhooks.iter().any(is_signed), "[webhooks]"),
        ];
        first(&asked).or_else(|| self.of_a_request(ClientAuthentication::signs))
    }

    fn needs_mtls(&self) -> Why {
        let always = shows_certificates(&self.client).then_some("client.authentication");
        let beside = self.client.certificate.then_some("client.certificate");
        always.or(beside).or_else(|| self.of_a_request(ClientAuthentication::shows_certificate))
    }

    /// The `authentication` that one of the requests has by itself, if it is such a one: there is no other for that
    /// request. It is said there or for all of them, in `[token_request]`.
    fn of_a_request(&self, is_such: fn(ClientAuthentication) -> bool) -> Why {
        let mut ways =
            self.grants.authenticated_requests().into_iter().filter_map(|it| it.authentication);
        ways.find(|way| is_such(*way)).and_then(said)
    }
}

/// The line that says an authentication of a request.
fn said(way: ClientAuthentication) -> Why {
    Some(match way {
        ClientAuthentication::ClientSecretJwt => "authentication = \"client_secret_jwt\"",
        ClientAuthentication::PrivateKeyJwt => "authentication = \"private_key_jwt\"",
        ClientAuthentication::TlsClientAuth => "authentication = \"tls_client_auth\"",
        ClientAuthentication::SelfSignedTlsClientAuth => {
            "authentication = \"self_signed_tls_client_auth\""
        }
        ClientAuthentication::None
        | ClientAuthentication::ClientSecretBasic
        | ClientAuthentication::ClientSecretPost
        | ClientAuthentication::Declared(_) => return None,
    })
}

/// The place of the first that is so.
fn first(asked: &[(bool, &'static str)]) -> Why {
    asked.iter().find(|(needed, _)| *needed).map(|(_, place)| *place)
}

/// Whether every way to authenticate shows a certificate: with another one the feature is a choice.
fn shows_certificates(client: &ClientSpec) -> bool {
    let ways: &[ClientAuthentication] = client.authentication;
    !ways.is_empty() && ways.iter().all(|way| way.shows_certificate())
}

/// Whether a client signs an assertion unless it is told otherwise: where there is no other way, or because that is
/// the first of those with a secret. Whoever chooses another way is told by the runtime what it needs.
fn signs_itself(client: &ClientSpec) -> bool {
    let ways: &[ClientAuthentication] = client.authentication;
    let with_secret = ways.iter().find(|way| way.needs_secret());
    let always = !ways.is_empty() && ways.iter().all(|way| way.signs());
    always || with_secret.is_some_and(|way| way.signs())
}

fn makes_rarely(recipe: &ComputedRecipe) -> bool {
    match recipe {
        ComputedRecipe::Digest(digest) => is_rare(digest),
        ComputedRecipe::Jwt(jwt) => jwt.algorithm == JwtAlgorithm::Hs512,
    }
}

fn makes_publicly(recipe: &ComputedRecipe) -> bool {
    match recipe {
        ComputedRecipe::Digest(digest) => has_public_key(digest),
        ComputedRecipe::Jwt(_) => true,
    }
}

fn signs_rarely(signature: Signature) -> bool {
    match signature.check {
        SignatureCheck::Digest(digest) => is_rare(digest),
        SignatureCheck::Jwt(check) => has_hs512(check.algorithms),
    }
}

fn signs_publicly(signature: Signature) -> bool {
    match signature.check {
        SignatureCheck::Digest(digest) => has_public_key(digest),
        SignatureCheck::Jwt(_) => true,
    }
}

fn is_rare(digest: &Digest) -> bool {
    matches!(
        digest.algorithm,
        Algorithm::HmacSha512
            | Algorithm::HmacSha1
            | Algorithm::HmacMd5
            | Algorithm::Sha512
            | Algorithm::Sha1
            | Algorithm::Md5
    ) || digest.key_encoding == KeyEncoding::Sha1
}

fn has_public_key(digest: &Digest) -> bool {
    digest.algorithm.has_public_key() || digest.key_encoding == KeyEncoding::Pem
}

fn has_hs512(algorithms: &[JwtAlgorithm]) -> bool {
    algorithms.contains(&JwtAlgorithm::Hs512)
}
