//! Values made of other values: a digest or a signature. What is a signed token is in `jwt.rs`.

use super::{CanonicalQuery, Jwt, Source, Template};

/// `[computed.name]`: a value that is used as `{computed.name}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Computed {
    /// Its name in TOML.
    pub name: &'static str,
    /// How it is made.
    pub recipe: ComputedRecipe,
}

/// How a value is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComputedRecipe {
    /// From a text.
    Digest(&'static Digest),
    /// A signed token (RFC 7519).
    Jwt(&'static Jwt),
}

/// A text, put through an algorithm, and how the outcome is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    /// What is done with the text.
    pub algorithm: Algorithm,
    /// The key; empty for algorithms that have none.
    pub key: Template,
    /// What the key's text stands for.
    pub key_encoding: KeyEncoding,
    /// The text.
    pub message: Template,
    /// What `{computed.x}` in the text of a webhook's signature stands for: whoever checks one knows nothing else of
    /// the declaration. Elsewhere it is [`super::ProviderSpec::computed`], and this is empty.
    pub computed: &'static [Computed],
    /// How `{request.query}` and `{request.parameters}` in the message are written.
    pub query: CanonicalQuery,
    /// What paths in the message are written without, where they begin with it: `/rest`, or nothing.
    pub base_path: &'static str,
    /// How the outcome is written.
    pub encoding: DigestEncoding,
}

/// What is done with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// `none`: nothing; the message itself. To write something in base64, or to compare a fixed text.
    None,
    /// `hmac-sha256` (RFC 2104, RFC 6234).
    HmacSha256,
    /// `hmac-sha512`.
    HmacSha512,
    /// `hmac-sha1`: for old providers.
    HmacSha1,
    /// `hmac-md5`: weak (RFC 6151), for the providers that sign with it.
    HmacMd5,
    /// `sha256`: without a key; a secret may be part of the message.
    Sha256,
    /// `sha512`.
    Sha512,
    /// `sha1`: broken as a hash, for the providers that want it.
    Sha1,
    /// `md5`: the same.
    Md5,
    /// `ed25519` (RFC 8032). As all below: verified with the provider's public key, made with the client's private one.
    Ed25519,
    /// `rsa-sha256`: RSASSA-PKCS1-v1_5 (RFC 8017, 8.2).
    RsaSha256,
    /// `rsa-pss-sha256`: RSASSA-PSS (RFC 8017, 8.1) with a salt of 32 bytes.
    RsaPssSha256,
    /// `ecdsa-p256-sha256`, in ASN.1 DER (RFC 3279, 2.2.3).
    EcdsaP256Sha256,
}

/// What the text of a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyEncoding {
    /// `utf8`: its own bytes.
    Utf8,
    /// `base64`: what it is base64 of, after `whsec_` if that is there; of key pairs DER, or the 32 bytes of Ed25519.
    Base64,
    /// `hex`: what it is hex of.
    Hex,
    /// `pem`: a key in PEM (RFC 7468): a public one of who verifies, a private one of who signs.
    Pem,
    /// `sha256`: the SHA-256 of its bytes.
    Sha256,
    /// `sha1`: the SHA-1 of its bytes.
    Sha1,
    /// `{ hmac-sha256 = "text" }`: the HMAC-SHA-256 of its bytes, keyed with that text.
    HmacSha256Of(&'static str),
}

/// How the outcome of an algorithm is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigestEncoding {
    /// `auto`: hex or base64, told by its length. For what is received only.
    Auto,
    /// `hex`: in lower case; either case is taken.
    Hex,
    /// `hex-upper`: in capitals; either case is taken.
    HexUpper,
    /// `base64` (RFC 4648, 4), with padding; taken without it too.
    Base64,
    /// `base64url` (RFC 4648, 5), without padding; taken with it too.
    Base64Url,
    /// `text`: as it is; with the algorithm `none`.
    Text,
    /// What the variable of that name says; an enum over the words above.
    Variable(&'static str),
}

impl Computed {
    /// How deep they may be made of each other. The checks of a file refuse a circle; one that was written by hand
    /// ends here.
    pub const DEPTH: usize = 8;
}

impl ComputedRecipe {
    /// All that a value is made of.
    pub fn sources(&self) -> Vec<Source> {
        let mut sources = Vec::new();
        match self {
            Self::Digest(digest) => {
                sources.extend(digest.key.sources());
                sources.extend(digest.message.sources());
            }
            Self::Jwt(jwt) => {
                sources.extend(jwt.key.sources());
                for parameter in jwt.header.iter().chain(jwt.claims) {
                    sources.extend(parameter.value.sources());
                }
            }
        }
        sources
    }
}

impl Digest {
    /// HMAC-SHA-256 of nothing, in hex.
    pub const STANDARD: Self = Self {
        algorithm: Algorithm::HmacSha256,
        key: Template::text(""),
        key_encoding: KeyEncoding::Utf8,
        message: Template::text(""),
        computed: &[],
        query: CanonicalQuery::STANDARD,
        base_path: "",
        encoding: DigestEncoding::Hex,
    };

    /// A path or a request target less the base path.
    pub fn without_base_path<'p>(&self, path: &'p str) -> &'p str {
        match path.strip_prefix(self.base_path) {
            Some(rest) if rest.is_empty() || rest.starts_with(['/', '?']) => rest,
            _ => path,
        }
    }
}

impl Algorithm {
    /// The words for them in TOML.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("none", Self::None),
        ("hmac-sha256", Self::HmacSha256),
        ("hmac-sha512", Self::HmacSha512),
        ("hmac-sha1", Self::HmacSha1),
        ("hmac-md5", Self::HmacMd5),
        ("sha256", Self::Sha256),
        ("sha512", Self::Sha512),
        ("sha1", Self::Sha1),
        ("md5", Self::Md5),
        ("ed25519", Self::Ed25519),
        ("rsa-sha256", Self::RsaSha256),
        ("rsa-pss-sha256", Self::RsaPssSha256),
        ("ecdsa-p256-sha256", Self::EcdsaP256Sha256),
    ];

    /// Its word in TOML.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }

    /// Whether it has a key.
    pub const fn has_key(self) -> bool {
        !matches!(self, Self::None | Self::Sha256 | Self::Sha512 | Self::Sha1 | Self::Md5)
    }

    /// Whether it is made with a private key, and verified with the public one.
    pub const fn has_public_key(self) -> bool {
        matches!(self, Self::Ed25519 | Self::RsaSha256 | Self::RsaPssSha256 | Self::EcdsaP256Sha256)
    }
}

impl DigestEncoding {
    /// The words for them in TOML.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("auto", Self::Auto),
        ("hex", Self::Hex),
        ("hex-upper", Self::HexUpper),
        ("base64", Self::Base64),
        ("base64url", Self::Base64Url),
        ("text", Self::Text),
    ];
}
