//! Values made of other values: a digest, a signature, a signed token.

use super::{Parameter, Template};

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
    /// `sha256`: without a key; a secret may be part of the message.
    Sha256,
    /// `sha512`.
    Sha512,
    /// `sha1`.
    Sha1,
    /// `md5`.
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

/// How a list of parameters is written as one text to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CanonicalQuery {
    /// The order of the pairs.
    pub order: QueryOrder,
    /// Names that are left out, beside the one that carries the signature.
    pub remove: &'static [&'static str],
    /// If not empty, the only names that count; `vk_*` is every name that begins so.
    pub only: &'static [&'static str],
    /// How names and values are written.
    pub values: QueryValues,
    /// What becomes of a name that is there more than once.
    pub repeated: RepeatedNames,
    /// What stands between a name and its value.
    pub pair: &'static str,
    /// What stands between pairs.
    pub join: &'static str,
}

/// The order of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryOrder {
    /// `received`: as they came, or as they are sent.
    Received,
    /// `name`: by the bytes of the names; those with the same name as they came.
    Name,
}

/// How names and values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryValues {
    /// `raw`: byte for byte as received.
    Raw,
    /// `decoded`.
    Decoded,
    /// `percent`: decoded, then all but unreserved characters as `%XX` (RFC 3986, 2.3).
    Percent,
    /// `form`: decoded, then as `application/x-www-form-urlencoded`.
    Form,
    /// `delimiters`: decoded, then only `%` and `&` as `%XX`, and `=` in names.
    Delimiters,
}

/// What becomes of a name that is there more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepeatedNames {
    /// `each`: a pair each.
    Each,
    /// `comma`: one pair, the values joined by `,`.
    Comma,
    /// `json`: one pair without the `[]` of its name, the values as a JSON list.
    Json,
}

/// A token that the client signs (RFC 7515, RFC 7519).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jwt {
    /// How it is signed.
    pub algorithm: JwtAlgorithm,
    /// The key: a private key in PEM, or the secret for `HS…`.
    pub key: Template,
    /// Header parameters beyond `alg` and `typ`.
    pub header: &'static [Parameter],
    /// Claims beyond `iat`, `exp` and `jti`, which are made.
    pub claims: &'static [Parameter],
    /// How long it is good for, in seconds.
    pub lifetime: u64,
}

/// How a token is signed (RFC 7518, 3.1; RFC 8037).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JwtAlgorithm {
    /// `HS256`.
    Hs256,
    /// `HS512`.
    Hs512,
    /// `RS256`.
    Rs256,
    /// `RS384`.
    Rs384,
    /// `RS512`.
    Rs512,
    /// `PS256`.
    Ps256,
    /// `PS384`.
    Ps384,
    /// `PS512`.
    Ps512,
    /// `ES256`.
    Es256,
    /// `ES384`.
    Es384,
    /// `EdDSA`, with Ed25519.
    EdDsa,
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

impl CanonicalQuery {
    /// As received.
    pub const STANDARD: Self = Self {
        order: QueryOrder::Received,
        remove: &[],
        only: &[],
        values: QueryValues::Raw,
        repeated: RepeatedNames::Each,
        pair: "=",
        join: "&",
    };
}

impl Algorithm {
    /// The words for them in TOML.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("none", Self::None),
        ("hmac-sha256", Self::HmacSha256),
        ("hmac-sha512", Self::HmacSha512),
        ("hmac-sha1", Self::HmacSha1),
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

impl JwtAlgorithm {
    /// Their registered names (RFC 7518, 3.1; RFC 8037, 5).
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("HS256", Self::Hs256),
        ("HS512", Self::Hs512),
        ("RS256", Self::Rs256),
        ("RS384", Self::Rs384),
        ("RS512", Self::Rs512),
        ("PS256", Self::Ps256),
        ("PS384", Self::Ps384),
        ("PS512", Self::Ps512),
        ("ES256", Self::Es256),
        ("ES384", Self::Es384),
        ("EdDSA", Self::EdDsa),
    ];
    /// Whether its key is a secret that both sides know.
    pub const fn has_shared_key(self) -> bool {
        matches!(self, Self::Hs256 | Self::Hs512)
    }
}
