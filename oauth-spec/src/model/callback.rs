//! What comes back through the browser.

use super::{Field, Source};

/// How the callback is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Callback {
    /// What a parameter that comes twice means.
    pub repeated_parameters: RepeatedParameters,
    /// Fields beyond the standard ones, of good and of bad answers alike.
    pub fields: &'static [Field],
    /// Whether a callback without `iss` is refused (RFC 9207, 2.4). One with another `iss` than
    /// [`super::Endpoints::issuer`] always is.
    pub iss_required: bool,
    /// The signature that must be right before anything else is believed.
    pub signature: Option<Signature>,
}

/// What a parameter that comes twice means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepeatedParameters {
    /// `refuse`: the message is not valid (RFC 6749, 3.1).
    Refuse,
    /// `last`: the last one counts.
    Last,
}

/// How the callback is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// The parameter that holds the signature. It must come exactly once.
    pub parameter: &'static str,
    /// How it is made.
    pub algorithm: Algorithm,
    /// The key.
    pub key: Source,
    /// What is signed.
    pub message: Message,
    /// How the digest is written.
    pub encoding: SignatureEncoding,
}

/// How a signature is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// `hmac-sha256` (RFC 2104 over FIPS 180-4).
    HmacSha256,
}

/// What is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// `raw-query`: the query byte for byte as it was received, less the signature's pair and one
    /// `&` beside it.
    RawQuery,
}

/// How a digest is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureEncoding {
    /// `auto`: hex or base64, told apart by length, which is different for every digest.
    Auto,
    /// `hex`: two digits a byte, either case.
    Hex,
    /// `base64`: the standard alphabet with padding (RFC 4648, 4).
    Base64,
    /// `{name}`: one of the above, as the enum variable of that name says.
    Variable(&'static str),
}

impl Callback {
    /// As RFC 6749 says, unsigned.
    pub const STANDARD: Self = Self {
        repeated_parameters: RepeatedParameters::Refuse,
        fields: &[],
        iss_required: false,
        signature: None,
    };
}

impl SignatureEncoding {
    /// Every fixed way there is, with its name in TOML and as a value of an enum variable.
    pub const ALL: &'static [(&'static str, Self)] =
        &[("auto", Self::Auto), ("hex", Self::Hex), ("base64", Self::Base64)];
}
