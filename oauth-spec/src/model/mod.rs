//! The model: what a provider wants, as const-constructible plain data.
//!
//! Everything is `Copy` and `'static`, so that generated code can hold it in a `const` and share it
//! without cost. What the standards already say is in the `STANDARD` constants; a declaration differs
//! from them only where the provider does.

mod api;
mod callback;
mod client;
mod endpoint;
mod field;
mod grant;
mod request;
mod scope;
mod template;
mod token;
mod variable;

pub use api::{Api, ExpirySignal};
pub use callback::{
    Algorithm, Callback, Message, RepeatedParameters, Signature, SignatureEncoding,
};
pub use client::ClientAuthentication;
pub use endpoint::{Endpoints, Revocation, RevocationAuthentication};
pub use field::{Field, FieldKind};
pub use grant::{
    AuthorizationCodeGrant, CallParameter, CustomGrant, Grants, ImplicitGrant, IssuedExpiry,
    ParameterKind, PersonalAccessTokenGrant, RefreshGrant, Renewal, TokenGrant,
};
pub use request::{AuthorizationRequest, Header, Parameter, ParametersIn, TokenRequest, Variant};
pub use scope::{Scope, Scopes};
pub use template::{Part, Source, Template};
pub use token::{Expiry, TokenSpec};
pub use variable::{Environment, Variable, VariableKind};

/// Everything a provider declares.
///
/// Build one by hand from [`ProviderSpec::STANDARD`], or from TOML with the feature `parse`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProviderSpec {
    /// The provider's name in TOML, file names and messages: lower case, digits, `-` and `_`.
    pub name: &'static str,
    /// The provider's name as people write it.
    pub title: &'static str,
    /// What only the application knows: hosts, tenants, addresses no document states.
    pub variables: &'static [Variable],
    /// Named sets of values for the variables. The first is the default.
    pub environments: &'static [Environment],
    /// The ways a client may authenticate at the token endpoint, preferred first.
    pub authentication: &'static [ClientAuthentication],
    /// Where the provider listens.
    pub endpoints: Endpoints,
    /// The grants it offers.
    pub grants: Grants,
    /// Other ways of writing its token requests, to be chosen by name.
    pub variants: &'static [Variant],
    /// The scopes it knows.
    pub scopes: Scopes,
    /// What comes back through the browser.
    pub callback: Callback,
    /// What a token answer holds, and how long a token lives.
    pub token: TokenSpec,
    /// Fields of error answers beyond `error`, `error_description` and `error_uri`.
    pub error_fields: &'static [Field],
    /// How API calls carry the token, and how the API says that it has expired.
    pub api: Api,
    /// How a token is revoked; the address is [`Endpoints::revocation`].
    pub revocation: Revocation,
}

impl ProviderSpec {
    /// A provider that does everything as the standards say, and has no grants yet.
    pub const STANDARD: Self = Self {
        name: "",
        title: "",
        variables: &[],
        environments: &[],
        authentication: &[ClientAuthentication::ClientSecretBasic],
        endpoints: Endpoints::NONE,
        grants: Grants::NONE,
        variants: &[],
        scopes: Scopes::STANDARD,
        callback: Callback::STANDARD,
        token: TokenSpec::STANDARD,
        error_fields: &[],
        api: Api::STANDARD,
        revocation: Revocation::STANDARD,
    };

    /// The variable of that name.
    pub fn variable(&self, name: &str) -> Option<&'static Variable> {
        self.variables.iter().find(|variable| variable.name == name)
    }

    /// The environment of that name.
    pub fn environment(&self, name: &str) -> Option<&'static Environment> {
        self.environments.iter().find(|environment| environment.name == name)
    }

    /// The variant of that name.
    pub fn variant(&self, name: &str) -> Option<&'static Variant> {
        self.variants.iter().find(|variant| variant.name == name)
    }
}
