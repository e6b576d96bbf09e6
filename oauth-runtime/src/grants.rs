//! Capabilities: one trait a grant, implemented by a generated module for each grant it declares.
//!
//! A method of [`Client`](crate::Client) that needs a grant is bounded by its trait, so that calling
//! one that the provider does not offer is a compile error which says what to declare.

use crate::fields::{Fields, WriteFields};
use crate::provider::{AnyProvider, Provider};
use crate::value::Value;

/// The provider offers the authorization code grant (RFC 6749, 4.1).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not offer the authorization code grant",
    label = "no `[grants.authorization_code]` in the TOML file of `{Self}`",
    note = "if the provider offers it, add the table `[grants.authorization_code]` to its TOML file"
)]
pub trait AuthorizationCode: Provider {}

/// The provider offers the implicit grant (RFC 6749, 4.2).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not offer the implicit grant",
    label = "no `[grants.implicit]` in the TOML file of `{Self}`",
    note = "if the provider offers it, add the table `[grants.implicit]` to its TOML file"
)]
pub trait Implicit: Provider {}

/// The provider offers the implicit flow that gives an ID token alone (OpenID Connect Core, 3.2).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not offer the implicit flow that gives an ID token alone",
    label = "no `response_type = \"id_token\"` under `[grants.implicit]` in the TOML file of `{Self}`",
    note = "if the provider offers it, add it to `[grants.implicit]` in its TOML file"
)]
pub trait ImplicitIdToken: OpenIdConnect {}

/// The provider offers the password grant (RFC 6749, 4.3).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not offer the password grant",
    label = "no `[grants.password]` in the TOML file of `{Self}`",
    note = "if the provider offers it, add the table `[grants.password]` to its TOML file"
)]
pub trait Password: Provider {}

/// The provider offers the client credentials grant (RFC 6749, 4.4).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not offer the client credentials grant",
    label = "no `[grants.client_credentials]` in the TOML file of `{Self}`",
    note = "if the provider offers it, add the table `[grants.client_credentials]` to its TOML file"
)]
pub trait ClientCredentials: Provider {}

/// The provider offers the device authorization grant (RFC 8628).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not offer the device authorization grant",
    label = "no `[grants.device_code]` in the TOML file of `{Self}`",
    note = "if the provider offers it, add the table `[grants.device_code]` to its TOML file"
)]
pub trait DeviceCode: Provider {}

/// The provider authenticates users on a device of their own (OpenID CIBA Core 1.0).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not offer backchannel authentication",
    label = "no `[grants.ciba]` in the TOML file of `{Self}`",
    note = "if the provider offers it, add the table `[grants.ciba]` to its TOML file"
)]
pub trait Ciba: Provider {}

/// The provider refreshes tokens (RFC 6749, 6).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not refresh tokens",
    label = "no `[grants.refresh_token]` in the TOML file of `{Self}`",
    note = "if the provider offers it, add the table `[grants.refresh_token]` to its TOML file"
)]
pub trait RefreshToken: Provider {}

/// The provider lets a person make a token by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no personal access tokens",
    label = "no `[grants.personal_access_token]` in the TOML file of `{Self}`",
    note = "if the provider offers them, add the table `[grants.personal_access_token]` to its TOML file"
)]
pub trait PersonalAccessToken: Provider {}

/// The provider revokes tokens (RFC 7009), or has a call that ends the connection.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not revoke tokens",
    label = "no `revocation` under `[endpoints]` in the TOML file of `{Self}`",
    note = "if the provider offers it, add `revocation = \"https://…\"` to `[endpoints]` in its TOML file, or a \
            call with `when = \"disconnect\"`"
)]
pub trait Revocation: Provider {}

/// The provider says what it knows of a token (RFC 7662).
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no introspection",
    label = "no `introspection` under `[endpoints]` in the TOML file of `{Self}`",
    note = "if the provider offers it, add `introspection = \"https://…\"` to `[endpoints]` in its TOML file"
)]
pub trait Introspection: Provider {}

/// The provider's metadata is read at run time (RFC 8414).
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no metadata to be read at run time",
    label = "no `[discovery]` in the TOML file of `{Self}`",
    note = "if the provider publishes it, add the table `[discovery]` to its TOML file"
)]
pub trait Discovery: Provider {}

/// The provider registers clients at run time (RFC 7591).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not register clients",
    label = "no `registration` under `[endpoints]` in the TOML file of `{Self}`",
    note = "if the provider does, add `registration = \"https://…\"` to `[endpoints]` in its TOML file"
)]
pub trait Registration: Provider {}

/// The provider has a page where users sign out (OpenID Connect RP-Initiated Logout 1.0).
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no page to sign out at",
    label = "no `end_session` under `[endpoints]` in the TOML file of `{Self}`",
    note = "if the provider has one, add `end_session = \"https://…\"` to `[endpoints]` in its TOML file"
)]
pub trait EndSession: Provider {}

/// The provider starts authorizations by itself, from a marketplace of its own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not start authorizations by itself",
    label = "no `state = {{ use = \"provider_initiated\" }}` under `[callback]` in the TOML file of `{Self}`",
    note = "if the provider does, add it to `[callback]` in its TOML file"
)]
pub trait ProviderInitiated: Provider {}

/// The provider gives a refresh token, or an access token that needs none, only to who asks for one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has nothing that asks for a refresh token",
    label = "no `offline` under `[grants.authorization_code]` in the TOML file of `{Self}`",
    note = "if the provider has it, add `offline = {{ … }}` to `[grants.authorization_code]` in its TOML file"
)]
pub trait Offline: Provider {}

/// The provider gives a device a refresh token only if that asks for one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has nothing with which a device asks for a refresh token",
    label = "no `offline` under `[grants.device_code]` in the TOML file of `{Self}`",
    note = "if the provider has it, add `offline = {{ … }}` to `[grants.device_code]` in its TOML file"
)]
pub trait DeviceOffline: Provider {}

/// The application may say what a token is for (RFC 8707).
#[diagnostic::on_unimplemented(
    message = "`{Self}` takes no resource indicators",
    label = "no `resource = true` under a grant in the TOML file of `{Self}`",
    note = "if the provider takes them, add `resource = true` to `[grants.authorization_code]` in its TOML file"
)]
pub trait ResourceIndicators: Provider {}

/// The client hands authorization requests over itself (RFC 9126).
#[diagnostic::on_unimplemented(
    message = "authorization requests are not pushed to `{Self}`",
    label = "no `pushed_authorization_request` under `[endpoints]` in the TOML file of `{Self}`: call `.begin()`",
    note = "if the provider takes them, add `pushed_authorization_request = \"https://…\"` to `[endpoints]` in its \
            TOML file, or, where its metadata names it, `pushed = true` to `[grants.authorization_code]`"
)]
pub trait PushedAuthorizationRequest: AuthorizationCode {}

/// The provider's ID tokens are verified (OpenID Connect Core, 3.1.3.7).
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no ID tokens that can be verified",
    label = "no `[id_token]` in the TOML file of `{Self}`",
    note = "if the provider is one of OpenID Connect, add the table `[id_token]` to its TOML file"
)]
pub trait OpenIdConnect: Provider {
    /// The claims that its file declares: a generated struct, or [`NoFields`](crate::NoFields).
    type Claims: Fields;
}

/// The provider says who the user is (OpenID Connect Core, 5.3).
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no userinfo endpoint",
    label = "no `userinfo` under `[endpoints]` in the TOML file of `{Self}`",
    note = "if the provider has one, add `userinfo = \"https://…\"` to `[endpoints]` in its TOML file"
)]
pub trait UserinfoEndpoint: Provider {
    /// The claims that its file declares: a generated struct, or [`NoFields`](crate::NoFields).
    type Userinfo: Fields;
}

/// A scope of a further list, by its value on the wire.
///
/// Generated modules implement it on one enum a list.
pub trait ScopeIn: Clone + Send {
    /// The provider that knows it.
    type Provider: Provider;
    /// The name of the list in TOML.
    const SET: &'static str;
    /// The value on the wire.
    fn as_str(&self) -> &str;
}

/// Values that the application gives with each call of a grant.
///
/// Generated modules implement it on one struct a grant.
pub trait GrantParameters: Send {
    /// The provider that takes them.
    type Provider: Provider;
    /// The grant's name in TOML.
    const GRANT: &'static str;
    /// The values that are given, by the parameters' names in TOML.
    fn values(self) -> Vec<(&'static str, Value)>;
}

/// What a declared call reads.
///
/// Generated modules implement it on one struct a call.
pub trait ProviderCall: Fields {
    /// The provider that is called.
    type Provider: Provider;
    /// The call's name in TOML.
    const NAME: &'static str;
}

/// What comes back from a page that gives consent.
///
/// Generated modules implement it on one struct a consent.
pub trait ProviderConsent: Fields {
    /// The provider that is asked.
    type Provider: Provider;
    /// The consent's name in TOML.
    const NAME: &'static str;
}

/// Authorization details of one type (RFC 9396, 2).
///
/// Generated modules implement it on one struct a type.
pub trait AuthorizationDetail: WriteFields {
    /// The provider that is asked.
    type Provider: Provider;
    /// Their `type` on the wire.
    const TYPE: &'static str;
}

/// A grant of the provider's own, with the values of one call.
///
/// Generated modules implement it on one struct a grant; its fields are the grant's parameters.
pub trait CustomGrant: Send {
    /// The provider that offers it.
    type Provider: Provider;
    /// Its name in TOML.
    const NAME: &'static str;
    /// The values that are given, by the parameters' names in TOML.
    fn values(self) -> Vec<(&'static str, Value)>;
}

impl AuthorizationCode for AnyProvider {}
impl Implicit for AnyProvider {}
impl ImplicitIdToken for AnyProvider {}
impl Password for AnyProvider {}
impl ClientCredentials for AnyProvider {}
impl DeviceCode for AnyProvider {}
impl Ciba for AnyProvider {}
impl RefreshToken for AnyProvider {}
impl PersonalAccessToken for AnyProvider {}
impl Revocation for AnyProvider {}
impl Introspection for AnyProvider {}
impl Discovery for AnyProvider {}
impl Registration for AnyProvider {}
impl EndSession for AnyProvider {}
impl ProviderInitiated for AnyProvider {}
impl Offline for AnyProvider {}
impl DeviceOffline for AnyProvider {}
impl ResourceIndicators for AnyProvider {}
impl PushedAuthorizationRequest for AnyProvider {}

impl OpenIdConnect for AnyProvider {
    type Claims = crate::fields::NoFields;
}

impl UserinfoEndpoint for AnyProvider {
    type Userinfo = crate::fields::NoFields;
}
