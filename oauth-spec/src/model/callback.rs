//! What comes back through the browser.

use super::{Field, Signature};

/// How the callback is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Callback {
    /// What a parameter that comes twice means.
    pub repeated_parameters: RepeatedParameters,
    /// How it comes.
    pub format: CallbackFormat,
    /// Where `code` is.
    pub code: &'static str,
    /// How `state` comes back.
    pub state: StateUse,
    /// Where `error` is (RFC 6749, 4.1.2.1); the first of these that is there.
    pub error: &'static [&'static str],
    /// Where `error_description` is; the first of these that is there.
    pub error_description: &'static [&'static str],
    /// The provider's error codes, and the RFC's codes that they stand for.
    pub error_codes: &'static [(&'static str, &'static str)],
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

/// How a callback comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallbackFormat {
    /// `query`: as the query of the redirect URI, or as the body of a form that is posted to it.
    Query,
    /// `json`: as a JSON document that the provider posts by itself; names are paths in it.
    Json,
}

/// How `state` comes back (RFC 6749, 10.12).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateUse {
    /// Under this name, always.
    Required(&'static str),
    /// Under this name; an authorization that the provider has started comes without. Such a callback is
    /// taken by a method of its own only, never in place of one that was asked for.
    ProviderInitiated(&'static str),
    /// `redirect_uri`: the provider does not give it back, so it travels under this name in the query of
    /// the redirect URI.
    InRedirectUri(&'static str),
}

impl Callback {
    /// As RFC 6749 says, unsigned.
    pub const STANDARD: Self = Self {
        repeated_parameters: RepeatedParameters::Refuse,
        format: CallbackFormat::Query,
        code: "code",
        state: StateUse::Required("state"),
        error: &["error"],
        error_description: &["error_description"],
        error_codes: &[],
        fields: &[],
        iss_required: false,
        signature: None,
    };
}

impl StateUse {
    /// The parameter that carries it.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Required(name) | Self::ProviderInitiated(name) | Self::InRedirectUri(name) => {
                name
            }
        }
    }
}
