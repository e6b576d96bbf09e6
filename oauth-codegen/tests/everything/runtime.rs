//! What generated code asks of a runtime, and nothing else.

#![allow(dead_code, unreachable_pub, reason = "nobody calls it; that it compiles is the test")]

use std::marker::PhantomData;

pub use oauth_spec as spec;

pub trait Provider {
    fn spec() -> &'static spec::ProviderSpec;
    type Scope: ScopeValue;
    type Environment;
    type Variables;
    type Variant;
    type TokenFields: Fields;
    type CallbackFields: Fields;
    type ErrorFields: Fields;
}

pub trait OptionalVariables: Provider {}

pub trait ScopeValue {
    fn value(&self) -> &str;
}

pub trait ScopeIn {
    type Provider: Provider;
    const SET: &'static str;
    fn as_str(&self) -> &str;
}

pub trait EnvironmentName: std::str::FromStr {
    fn name(&self) -> &str;
}

pub trait VariantName: std::str::FromStr {
    fn name(&self) -> &str;
}

pub trait VariableValues {
    fn values(self) -> Vec<(&'static str, String)>;
}

pub trait Fields: Clone + std::fmt::Debug {
    const FIELDS: &'static [spec::Field];
    fn read(values: &mut FieldValues) -> Self;
}

pub trait FieldText {
    fn from_text(text: String) -> Self;
    fn as_text(&self) -> &str;
}

pub trait ProviderCall: Fields {
    type Provider: Provider;
    const NAME: &'static str;
}

pub trait ProviderConsent: Fields {
    type Provider: Provider;
    const NAME: &'static str;
}

pub trait WriteFields: Fields {
    fn write(self, members: &mut FieldMembers);
}

pub trait AuthorizationDetail: WriteFields {
    type Provider: Provider;
    const TYPE: &'static str;
}

pub mod grants {
    use super::{Provider, Value};

    pub trait AuthorizationCode: Provider {}
    pub trait Offline: AuthorizationCode {}
    pub trait PushedAuthorizationRequest: AuthorizationCode {}
    pub trait ResourceIndicators: Provider {}
    pub trait ProviderInitiated: AuthorizationCode {}
    pub trait Implicit: Provider {}
    pub trait Password: Provider {}
    pub trait ClientCredentials: Provider {}
    pub trait DeviceCode: Provider {}
    pub trait DeviceOffline: DeviceCode {}
    pub trait Ciba: Provider {}
    pub trait EndSession: Provider {}
    pub trait RefreshToken: Provider {}
    pub trait PersonalAccessToken: Provider {}
    pub trait Revocation: Provider {}
    pub trait Introspection: Provider {}
    pub trait Discovery: Provider {}
    pub trait Registration: Provider {}

    pub trait OpenIdConnect: Provider {
        type Claims: super::Fields;
    }

    pub trait UserinfoEndpoint: Provider {
        type Userinfo: super::Fields;
    }

    pub trait CustomGrant {
        type Provider: Provider;
        const NAME: &'static str;
        fn values(self) -> Vec<(&'static str, Value)>;
    }

    pub trait GrantParameters {
        type Provider: Provider;
        const GRANT: &'static str;
        fn values(self) -> Vec<(&'static str, Value)>;
    }
}

pub struct FieldValues;

/// Every method gives what the caller wants; none is called.
macro_rules! reads {
    ($($name:ident $required:ident)*) => {
        impl FieldValues {
            $(
                pub fn $name<T>(&mut self, _: usize) -> Option<T> { None }
                pub fn $required<T>(&mut self, _: usize) -> T { unreachable!() }
            )*
            pub fn list<T>(&mut self, _: usize, _: fn(&mut Self, usize) -> Option<T>) -> Vec<T> { vec![] }
        }
    };
}
reads! {
    text required_text boolean required_boolean token required_token object required_object
    choice required_choice secret required_secret integer required_integer number required_number
    json required_json
}

pub struct FieldMembers;

/// Every method takes what the caller has; none is called.
macro_rules! writes {
    ($($name:ident)*) => {
        impl FieldMembers {
            $(pub fn $name<T>(&mut self, _: &str, _: Option<T>) {})*
            pub fn list<T>(&mut self, _: &str, _: Option<Vec<T>>, _: fn(&mut Self, &str, Option<T>)) {}
        }
    };
}
writes! { text secret number integer boolean json object choice }

pub type Json = String;
pub struct Value;
pub struct UnknownName;

#[derive(Debug, Clone)]
pub struct Secret(String);

impl Secret {
    pub fn expose(&self) -> &str {
        &self.0
    }
}

#[derive(Debug, Clone)]
pub struct OtherToken;

pub struct Webhook(&'static str, spec::Webhook);

impl Webhook {
    pub const fn new(provider: &'static str, webhook: spec::Webhook) -> Self {
        Self(provider, webhook)
    }
}

pub struct ClientWebhook(&'static str, spec::Webhook);

impl ClientWebhook {
    pub const fn new(provider: &'static str, webhook: spec::Webhook) -> Self {
        Self(provider, webhook)
    }
}

pub struct PublishedWebhook<P>(spec::Webhook, std::marker::PhantomData<P>);

impl<P> PublishedWebhook<P> {
    pub const fn new(_: &'static str, webhook: spec::Webhook) -> Self {
        Self(webhook, std::marker::PhantomData)
    }
}

pub fn given<T, const N: usize>(_: [Option<(&'static str, T)>; N]) -> Vec<(&'static str, T)> {
    Vec::new()
}

pub fn required<T>(_: &'static str, _: impl Sized) -> Option<(&'static str, T)> {
    None
}

pub fn optional<T>(_: &'static str, _: Option<impl Sized>) -> Option<(&'static str, T)> {
    None
}

pub fn position(_: &[&str], _: &str) -> Result<usize, UnknownName> {
    Err(UnknownName)
}

/// A type of the runtime that is generic over the provider.
macro_rules! types {
    ($($name:ident)*) => { $(pub struct $name<P>(PhantomData<P>);)* };
}
types!(Client ClientBuilder Token Session Pending Authorized);

/// As the runtime's.
macro_rules! plain {
    ($type:ident) => {
        impl ::core::cmp::PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                *self as usize == *other as usize
            }
        }

        impl ::core::cmp::Eq for $type {}
    };
}
pub(crate) use plain;

/// As the runtime's.
macro_rules! scopes {
    ($name:ident, $by:ident :: $value:ident) => {
        crate::runtime::plain!($name);

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str(crate::runtime::$by::$value(self))
            }
        }
    };
}
pub(crate) use scopes;

/// As the runtime's.
macro_rules! text_eq {
    ($type:ident) => {
        impl ::core::cmp::PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                ::core::mem::discriminant(self) == ::core::mem::discriminant(other)
                    && crate::runtime::FieldText::as_text(self)
                        == crate::runtime::FieldText::as_text(other)
            }
        }

        impl ::core::cmp::Eq for $type {}
    };
}
pub(crate) use text_eq;

/// As the runtime's.
macro_rules! values {
    ($type:ident, $($variant:ident = $text:literal),+) => {
        crate::runtime::names!($type, $($variant = $text),+);

        impl $type {
            pub const fn value(self) -> &'static str {
                [$($text),+][self as usize]
            }
        }
    };
}
pub(crate) use values;

/// As the runtime's.
macro_rules! names {
    ($type:ident, $of:ident, $($variant:ident = $name:literal),+) => {
        impl crate::runtime::$of for $type {
            fn name(&self) -> &str {
                [$($name),+][*self as usize]
            }
        }

        crate::runtime::names!($type, $($variant = $name),+);
    };
    ($type:ident, $($variant:ident = $name:literal),+) => {
        crate::runtime::plain!($type);

        impl ::core::str::FromStr for $type {
            type Err = crate::runtime::UnknownName;

            fn from_str(s: &str) -> ::core::result::Result<Self, crate::runtime::UnknownName> {
                crate::runtime::position(&[$($name),+], s).map(|index| [$(Self::$variant),+][index])
            }
        }
    };
}
pub(crate) use names;

pub mod __private {
    pub const fn assert_features(_: &str, _: &[(oauth_spec::Feature, &str)]) {}
    pub const fn assert_generator(_: &str) {}
}
