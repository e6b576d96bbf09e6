//! All grants of a provider, and what follows from which there are.

use super::{
    AuthorizationCodeGrant, CibaGrant, CustomGrant, DeviceGrant, ImplicitGrant, Parameter,
    PersonalAccessTokenGrant, RefreshGrant, Renewal, Source, TokenGrant, TokenRequest,
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
        self.named_token_requests().into_iter().map(|(_, request)| request)
    }

    /// The same, each with the name of its grant in TOML.
    pub fn named_token_requests(&self) -> Vec<(&'static str, TokenRequest)> {
        let standard = [
            ("authorization_code", self.authorization_code.map(|grant| grant.request)),
            ("password", self.password.map(|grant| grant.request)),
            ("client_credentials", self.client_credentials.map(|grant| grant.request)),
            ("device_code", self.device_code.map(|grant| grant.request)),
            ("ciba", self.ciba.map(|grant| grant.request)),
            ("refresh_token", self.refresh_token.map(|grant| grant.request)),
        ];
        let standard = standard.into_iter().filter_map(|(name, request)| Some((name, request?)));
        let mut all: Vec<_> = standard.collect();
        all.extend(self.custom.iter().map(|grant| (grant.name, grant.request)));
        all
    }

    /// The token request of a grant, by the grant's name in TOML.
    pub fn token_request(&self, grant: &str) -> Option<TokenRequest> {
        match grant {
            "authorization_code" => self.authorization_code.map(|grant| grant.request),
            "password" => self.password.map(|grant| grant.request),
            "client_credentials" => self.client_credentials.map(|grant| grant.request),
            "device_code" => self.device_code.map(|grant| grant.request),
            "ciba" => self.ciba.map(|grant| grant.request),
            "refresh_token" => self.refresh_token.map(|grant| grant.request),
            own => self.custom(own).map(|grant| grant.request),
        }
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
    pub fn authenticated_requests(&self) -> Vec<TokenRequest> {
        let mut all: Vec<_> = self.token_requests().collect();
        all.extend(self.device_code.map(|grant| grant.authorization));
        all.extend(self.ciba.map(|grant| grant.authentication));
        all
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
