//! Grants: ways to get a token.

use super::{Parameter, TokenRequest};

/// How a code challenge is made (RFC 7636, 4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Challenge {
    /// `S256`: base64url of the verifier's SHA-256.
    S256,
    /// `plain`: the verifier itself.
    Plain,
    /// `S256-hex`: the SHA-256 in hex, under the method's name `S256`.
    S256Hex,
}

/// What an authorization asks for in addition, so that a refresh token comes back, or an access token
/// that needs none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offline {
    /// Scopes.
    pub scopes: &'static [&'static str],
    /// Parameters of the authorization request.
    pub parameters: &'static [Parameter],
    /// Whether it is asked for unless the application says otherwise.
    pub default: bool,
    /// Whether the access token that comes then never expires, unless its answer says when.
    pub endless: bool,
}

/// A grant of one token request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenGrant {
    /// What the application may give with each call, beyond what the grant has by itself.
    pub parameters: &'static [CallParameter],
    /// The request.
    pub request: TokenRequest,
    /// How its tokens are renewed.
    pub renewal: Renewal,
}

/// The exchange of a refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefreshGrant {
    /// The request. One that sends no refresh token renews tokens that came without.
    pub request: TokenRequest,
    /// Whether refresh tokens change.
    pub rotation: Rotation,
    /// Whether the answer holds no token: the same one lives on, for its documented lifetime.
    pub same_token: bool,
}

/// Whether a refresh gives another refresh token (RFC 6749, 6; RFC 9700, 4.14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// `optional`: the one in the answer, else the old one stays.
    Optional,
    /// `always`: each answer should have one. Without it the old one stays, and if that is refused it is said why.
    Always,
    /// `never`: the old one stays, whatever the answer holds.
    Never,
}

/// A token that a person makes at the provider and hands to the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonalAccessTokenGrant {
    /// How long it lives.
    pub expiry: IssuedExpiry,
}

/// A grant of the provider's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CustomGrant {
    /// Its name in TOML.
    pub name: &'static str,
    /// The grants whose answer it exchanges at once: what it gives replaces their token, and what it
    /// leaves out stays. Empty for a grant that the application asks for.
    pub after: &'static [&'static str],
    /// What the application gives with each call.
    pub parameters: &'static [CallParameter],
    /// The request.
    pub request: TokenRequest,
    /// How its tokens are renewed.
    pub renewal: Renewal,
}

/// A value that the application gives with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallParameter {
    /// Its name in TOML, in templates and, unless the request says otherwise, on the wire.
    pub name: &'static str,
    /// Its type.
    pub kind: ParameterKind,
    /// Whether a call without it is refused.
    pub required: bool,
}

/// The type of a [`CallParameter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// `string`.
    String,
    /// `string` with `secret = true`: never printed, wiped when dropped.
    Secret,
    /// `integer`: a signed 64-bit number; a number in a JSON body.
    Integer,
    /// `boolean`: `true` or `false`; a boolean in a JSON body.
    Boolean,
}

/// How a token is renewed when it is about to expire or the API has refused it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal {
    /// `refresh_token`: with the refresh token that came with it, if one did.
    RefreshToken,
    /// `reacquire`: by asking again as at first, with the same credentials.
    Reacquire,
    /// `none`: not at all; the user must authorize again.
    None,
}

/// How long a token lives that was made by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuedExpiry {
    /// `chosen`: until a date chosen when it was made, which the application knows.
    Chosen,
    /// `never`: until it is revoked.
    Never,
}

impl CustomGrant {
    /// Nothing asked and nothing sent yet; renewed with a refresh token.
    pub const STANDARD: Self = Self {
        name: "",
        after: &[],
        parameters: &[],
        request: TokenRequest::FORM,
        renewal: Renewal::RefreshToken,
    };
}

impl CallParameter {
    /// A parameter that every call must give.
    pub const fn required(name: &'static str, kind: ParameterKind) -> Self {
        Self { name, kind, required: true }
    }

    /// A parameter that a call may give.
    pub const fn optional(name: &'static str, kind: ParameterKind) -> Self {
        Self { name, kind, required: false }
    }
}

impl TokenGrant {
    /// The password grant, renewed with the refresh token.
    pub const PASSWORD: Self =
        Self { parameters: &[], request: TokenRequest::PASSWORD, renewal: Renewal::RefreshToken };

    /// The client credentials grant, renewed by asking again: RFC 6749, 4.4.3 wants no refresh token.
    pub const CLIENT_CREDENTIALS: Self = Self {
        parameters: &[],
        request: TokenRequest::CLIENT_CREDENTIALS,
        renewal: Renewal::Reacquire,
    };
}

impl RefreshGrant {
    /// As RFC 6749 says.
    pub const STANDARD: Self = Self {
        request: TokenRequest::REFRESH_TOKEN,
        rotation: Rotation::Optional,
        same_token: false,
    };
}
