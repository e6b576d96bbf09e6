//! Signatures that are received: in a callback, in a webhook, in a token answer.

use super::{Computed, ComputedRecipe, Digest, JwtAlgorithm, Source, Template, TimeFormat};

/// A signature: where it is, what it must be, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// Where it is.
    pub place: SignaturePlace,
    /// How it is written there.
    pub syntax: SignatureSyntax,
    /// What it must be.
    pub check: SignatureCheck,
    /// The time that is signed with it.
    pub timestamp: Option<Timestamp>,
    /// What tells one delivery from another: the application refuses one that it has seen.
    pub replay_id: Option<Source>,
}

/// Where a signature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignaturePlace {
    /// `{ query = "hmac" }`: a parameter of the query, or of a callback however it comes.
    Query(&'static str),
    /// `{ header = "x-signature" }`, in lower case.
    Header(&'static str),
    /// `{ headers = "x-signature-" }`: headers of that name with 1, 2, … behind; one must fit.
    NumberedHeaders(&'static str),
    /// `{ form = "signature" }`: a parameter of a form body.
    Form(&'static str),
    /// `{ json = "data.signature" }`: a member of a JSON body, or of a token answer.
    Json(&'static str),
    /// `"body"`: the whole body, which is a JWT.
    Body,
}

/// How a signature is written in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureSyntax {
    /// By itself, after this text; often none.
    Prefix(&'static str),
    /// `pairs = { key = "v1", separator = "," }`: `t=…,v1=…`; each value of the key is one signature. The
    /// others are `{signature.t}`.
    Pairs {
        /// The key of the signature.
        key: &'static str,
        /// What stands between pairs.
        separator: &'static str,
    },
    /// `versions = "v1"`: a list such as `v1,… v1,… v2,…`, separated by spaces (Standard Webhooks).
    Versions(&'static str),
    /// `payload = true`: `signature.payload` in one text; the message is `{signature.payload}`.
    Payload,
}

/// What a signature must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureCheck {
    /// This digest.
    Digest(&'static Digest),
    /// A JWT that holds (RFC 7519, 7.2).
    Jwt(&'static JwtCheck),
}

/// What a received JWT must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JwtCheck {
    /// The algorithms that are taken.
    pub algorithms: &'static [JwtAlgorithm],
    /// The key: a secret for `HS…`, a public key in PEM for others.
    pub key: Template,
    /// What `aud` must be.
    pub audience: Option<Template>,
    /// What `iss` must be.
    pub issuer: Option<Template>,
    /// The claim that is the SHA-256 of the body, in hex or base64.
    pub body_hash_claim: Option<&'static str>,
}

/// The time that is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timestamp {
    /// Where it is.
    pub value: Source,
    /// How it is written.
    pub format: TimeFormat,
    /// How old it may be, in seconds.
    pub max_age: u64,
    /// How far it may be ahead, in seconds.
    pub max_ahead: u64,
}

/// `[webhooks.name]`: how the provider signs what it sends to the application by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Webhook {
    /// Its name in TOML.
    pub name: &'static str,
    /// The signature. Keys are `{secret}`: given with each verification, several for a rotation.
    pub signature: Signature,
    /// Where the keys are that stand for `{secret}`, where the provider publishes them.
    pub keys: Option<PublishedKeys>,
}

impl Webhook {
    /// Whether the client's id is signed too: then a delivery can be verified for one client only.
    pub fn needs_client_id(&self) -> bool {
        let templates = match self.signature.check {
            SignatureCheck::Digest(digest) => [Some(digest.key), Some(digest.message), None],
            SignatureCheck::Jwt(check) => [Some(check.key), check.audience, check.issuer],
        };
        let made: &[Computed] = match self.signature.check {
            SignatureCheck::Digest(digest) => digest.computed,
            SignatureCheck::Jwt(_) => &[],
        };
        let made = made.iter().filter_map(|computed| match computed.recipe {
            ComputedRecipe::Digest(own) => Some(own.message),
            ComputedRecipe::Jwt(_) => None,
        });
        let all = templates.into_iter().flatten().chain(made);
        let mut sources = all.flat_map(|template| template.sources());
        sources.any(|source| source == Source::ClientId)
    }
}

/// Public keys that the provider publishes: a JWK Set (RFC 7517, 5), a JWK, or a key in PEM (RFC 7468).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishedKeys {
    /// Where the document is.
    pub url: Template,
    /// Where they are in it; empty for the document itself.
    pub path: &'static str,
}
