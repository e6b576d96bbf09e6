//! The grants: ways to get a token.

use super::{
    AuthorizationCodeGrant, CibaGrant, DeviceGrant, ImplicitGrant, Parameter, Source, TokenRequest,
};

/// The grants a provider offers. What is `None` does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grants {
    /// `[grants.authorization_code]` (RFC 6749, 4.1).
    pub authorization_code: Option<AuthorizationCodeGrant>,
    /// `[grants.implicit]` (RFC 6749, 4.2; discouraged by RFC 9700, 2.1.2).
    pub implicit: Option<ImplicitGrant>,
    /// `[grants.password]` (RFC 6749, 4.3; forbidden by RFC 9700, 2.4).
    pub password: Option<TokenGrant>,
    /// `[grants.client_credentials]` (RFC 6749, 4.4).
    pub client_credentials: Option<TokenGrant>,
    /// `[grants.device_code]` (RFC 8628).
    pub device_code: Option<DeviceGrant>,
    /// `[grants.ciba]` (CIBA Core 1.0), in poll mode.
    pub ciba: Option<CibaGrant>,
    /// `[grants.refresh_token]` (RFC 6749, 6).
    pub refresh_token: Option<RefreshGrant>,
    /// `[grants.personal_access_token]`: a token made by hand at the provider.
    pub personal_access_token: Option<PersonalAccessTokenGrant>,
    /// Grants of the provider's own (RFC 6749, 4.5), in the file's order.
    pub custom: &'static [CustomGrant],
}

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

impl Grants {
    /// No grants.
    pub const NONE: Self = Self {
        authorization_code: None,
        implicit: None,
        password: None,
        client_credentials: None,
        device_code: None,
        ciba: None,
        refresh_token: None,
        personal_access_token: None,
        custom: &[],
    };

    /// Whether the application may say with any of them what the token is for (RFC 8707).
    pub fn take_resources(&self) -> bool {
        let carries = |parameters: &[Parameter]| {
            parameters.iter().any(|parameter| parameter.value.as_source() == Some(Source::Resource))
        };
        let browser = [
            self.authorization_code.map(|grant| grant.authorization.parameters),
            self.implicit.map(|grant| grant.authorization.parameters),
            self.password.map(|grant| grant.request.parameters),
            self.client_credentials.map(|grant| grant.request.parameters),
        ];
        browser.into_iter().flatten().any(carries)
            || self.custom.iter().any(|grant| carries(grant.request.parameters))
    }

    /// Every request that asks for a token.
    pub fn token_requests(&self) -> impl Iterator<Item = TokenRequest> {
        self.named_token_requests().map(|(_, request)| request)
    }

    /// The same, each with the name of its grant in TOML.
    pub fn named_token_requests(&self) -> impl Iterator<Item = (&'static str, TokenRequest)> {
        let standard = [
            ("authorization_code", self.authorization_code.map(|grant| grant.request)),
            ("password", self.password.map(|grant| grant.request)),
            ("client_credentials", self.client_credentials.map(|grant| grant.request)),
            ("device_code", self.device_code.map(|grant| grant.request)),
            ("ciba", self.ciba.map(|grant| grant.request)),
            ("refresh_token", self.refresh_token.map(|grant| grant.request)),
        ];
        let standard = standard.into_iter().filter_map(|(name, request)| Some((name, request?)));
        standard.chain(self.custom.iter().map(|grant| (grant.name, grant.request)))
    }

    /// The token request of a grant, by the grant's name in TOML.
    pub fn token_request(&self, grant: &str) -> Option<TokenRequest> {
        let mut all = self.named_token_requests();
        all.find(|(name, _)| *name == grant).map(|(_, request)| request)
    }

    /// The grants of the provider's own that follow one at once, in order: each exchanges the token of one before it.
    pub fn followers(&self, grant: &str) -> Vec<&'static CustomGrant> {
        let mut followers: Vec<&CustomGrant> = Vec::new();
        let is_done = |followers: &[&CustomGrant], name: &str| {
            name == grant || followers.iter().any(|follower| follower.name == name)
        };
        // One may follow another that follows this one; none follows twice.
        while let Some(next) = self.custom.iter().find(|custom| {
            !is_done(&followers, custom.name)
                && custom.after.iter().any(|name| is_done(&followers, name))
        }) {
            followers.push(next);
        }
        followers
    }

    /// Every request that the client authenticates: those, and what is asked before a token is.
    pub fn authenticated_requests(&self) -> impl Iterator<Item = TokenRequest> {
        let first = [
            self.device_code.map(|grant| grant.authorization),
            self.ciba.map(|grant| grant.authentication),
        ];
        self.token_requests().chain(first.into_iter().flatten())
    }

    /// The grant of the provider's own with that name.
    pub fn custom(&self, name: &str) -> Option<&'static CustomGrant> {
        self.custom.iter().find(|grant| grant.name == name)
    }

    /// The grant that the application asks for to get tokens of that one: itself, or, of one that follows others, the
    /// one that it begins with, where only one comes into question.
    pub fn begun_with<'n>(&self, name: &'n str) -> &'n str {
        let mut begun = name;
        // Grants that follow each other in a circle are no declaration; a limit costs nothing.
        for _ in 0..=self.custom.len() {
            let after = self.custom(begun).map_or(&[][..], |grant| grant.after);
            let mut first = after.iter().filter(|name| **name != "refresh_token");
            match (first.next(), first.next()) {
                (Some(only), None) => begun = only,
                _ => break,
            }
        }
        begun
    }

    /// How tokens of the grant with that TOML name are renewed; `None` if there is no such grant.
    pub fn renewal(&self, name: &str) -> Option<Renewal> {
        match name {
            "authorization_code" => self.authorization_code.map(|grant| grant.renewal),
            "implicit" => self.implicit.map(|grant| grant.renewal),
            "password" => self.password.map(|grant| grant.renewal),
            "client_credentials" => self.client_credentials.map(|grant| grant.renewal),
            "device_code" => self.device_code.map(|grant| grant.renewal),
            "ciba" => self.ciba.map(|grant| grant.renewal),
            "personal_access_token" => self.personal_access_token.map(|_| Renewal::None),
            _ => self.custom(name).map(|grant| grant.renewal),
        }
    }
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
