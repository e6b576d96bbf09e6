//! What generated OAuth clients call: requests, answers, sessions.
//!
//! A generated module holds a provider's declaration and its types; everything it does is done here, by
//! executing the declaration.
//!
//! ```ignore
//! #[oauth_runtime::oauth_provider("acme")] // of providers/acme.toml, or of the catalogue
//! pub mod acme {}
//!
//! let client = acme::Client::builder()
//!     .client_id("…").client_secret("…").redirect_uri("https://app.example/callback")
//!     .build()?;
//! let pending = client.authorize().begin()?;               // the browser goes to `pending.url()`
//! let token = client.finish(pending, &query).await?;       // and comes back with `query`
//! let session = client.session(token).start();
//! let answer = session.get("/me").send().await?;
//! ```
//!
//! | | |
//! |---|---|
//! | [`Client`], [`ClientBuilder`] | the settings, checked; every flow begins there |
//! | [`Pending`], [`Authorized`], [`Token`] | what waits, was accepted, was given; each can be stored |
//! | [`TokenCall`] | a request that can be sent, or taken apart without I/O |
//! | [`Session`], [`Event`] | calls of the API with a token that stays fresh |
//! | [`Error`], [`Remedy`] | what went wrong, and who can help |
//! | [`Webhook`], [`IdToken`], [`Userinfo`], [`LogoutToken`] | what providers say by themselves, verified |
//! | [`Transport`], [`Clock`], [`ReplayGuard`] | what can be replaced |

mod answer;
mod authorization_details;
mod backchannel;
mod builder;
#[cfg(any(feature = "discovery", feature = "jose"))]
mod cache_control;
mod call;
mod challenge;
mod client;
mod clock;
mod core;
mod device;
#[cfg(feature = "discovery")]
pub mod discovery;
mod dpop;
mod error;
mod escape;
mod features;
mod fields;
mod flow;
mod generated;
pub mod grants;
mod hosts;
mod identity;
mod inner;
mod json;
#[cfg(feature = "jose")]
mod key;
mod logout;
#[cfg(feature = "loopback")]
mod loopback;
mod multipart;
#[cfg(any(
    feature = "jose",
    all(
        feature = "mtls",
        any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls")
    )
))]
mod pem;
mod provider;
mod query;
mod random;
#[cfg(feature = "discovery")]
mod registration;
mod replay;
mod resource;
mod secret;
mod session;
mod sign;
mod store;
mod thread;
mod time;
mod token;
pub mod token_types;
pub mod transport;
mod value;
mod webhook;
mod wipe;

pub use answer::OtherToken;
pub use backchannel::{BackchannelAuthentication, BackchannelCall, BackchannelToken, UserHint};
pub use builder::ClientBuilder;
pub use call::{AskedCall, Introspection, RevocationCall, Step, Steps, TokenCall};
pub use client::Client;
pub use clock::{Clock, ClockFn, SystemClock};
pub use core::AssertionWanted;
pub use device::{DeviceAuthorization, DeviceCall, DevicePoll, DeviceToken, PollCall};
#[cfg(feature = "discovery")]
pub use discovery::Discovered;
pub use error::{
    AgainReason, AuthorizeAgain, CallbackError, ConfigurationError, Denial, Error, NoBrowser,
    NoToken, ProviderError, Remedy, StoredError, TransportError, TransportFault, Unfinished,
    Unreadable,
};
pub use fields::{FieldMembers, FieldText, FieldValues, Fields, NoFields, WriteFields};
pub use flow::{
    AcceptIdToken, AskConsent, Authorize, Authorized, Pending, PendingConsent, PushCall,
    ResponseCall, SignedIn,
};
pub use grants::{
    AuthorizationDetail, CustomGrant, GrantParameters, ProviderCall, ProviderConsent, ScopeIn,
};
pub use http;
pub use identity::{IdToken, IdTokenError, Userinfo, VerifyIdToken};
pub use inner::InnerNetwork;
#[cfg(feature = "jose")]
pub use key::Key;
pub use logout::{AskLogout, LogoutToken, LogoutTokenError, PendingLogout};
#[cfg(feature = "loopback")]
pub use loopback::{Loopback, LoopbackBuilder, LoopbackHost};
#[cfg(feature = "macros")]
pub use oauth_macros::oauth_provider;
pub use oauth_spec as spec;
pub use provider::{
    AnyName, AnyProvider, AnyScope, AnyVariables, EnvironmentName, NoEnvironment, NoVariables,
    NoVariant, OptionalVariables, Provider, ScopeValue, UnknownName, VariableValues, VariantName,
    given, optional, position, required,
};
#[cfg(feature = "discovery")]
pub use registration::{
    ClientMetadata, ManagedRegistration, ManagementCall, Registration, RegistrationCall,
    RegistrationFault,
};
pub use replay::{Noted, ReplayGuard, ReplayMemory};
pub use secret::{Secret, SecretText};
/// JSON as it stands.
pub use serde_json::Value as Json;
pub use session::{ApiCall, ApiResponse, BeforeRenewal, Event, Events, Session, SessionBuilder};
pub use sign::SignatureRefused;
pub use token::Token;
#[cfg(feature = "mtls")]
pub use transport::ClientCertificate;
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
pub use transport::Transport;
pub use value::Value;
pub use webhook::{ClientWebhook, Delivery, PublishedWebhook, Webhook};

#[doc(hidden)]
pub mod __private {
    pub use crate::features::assert_features;
    pub use crate::fields::same_text;
    pub use crate::generated::assert_generator;
}

/// How a scope of a generated enum is shown, as its value on the wire, and compared. To derive both costs rustc more.
#[doc(hidden)]
#[macro_export]
macro_rules! scopes {
    ($name:ident, $by:ident :: $value:ident) => {
        $crate::plain!($name);

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str($crate::$by::$value(self))
            }
        }
    };
}

/// How a generated enum without data is compared. To derive it costs rustc twice as much.
#[doc(hidden)]
#[macro_export]
macro_rules! plain {
    ($type:ident) => {
        #[automatically_derived]
        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                *self as usize == *other as usize
            }
        }

        #[automatically_derived]
        impl ::core::cmp::Eq for $type {}
    };
}

/// How a generated enum of texts is compared.
#[doc(hidden)]
#[macro_export]
macro_rules! text_eq {
    ($type:ident) => {
        #[automatically_derived]
        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::same_text(self, other)
            }
        }

        #[automatically_derived]
        impl ::core::cmp::Eq for $type {}
    };
}

/// What a generated enum of the values of a variable can do: give the text that stands for one, and what `names` says.
#[doc(hidden)]
#[macro_export]
macro_rules! values {
    ($type:ident, $($variant:ident = $text:literal),+) => {
        $crate::names!($type, $($variant = $text),+);

        impl $type {
            /// The text that stands for it.
            #[must_use]
            #[inline]
            pub const fn value(self) -> &'static str {
                [$($text),+][self as usize]
            }
        }
    };
}

/// What a generated enum of names can do: be read from one, be compared, and give its name by a trait.
#[doc(hidden)]
#[macro_export]
macro_rules! names {
    ($type:ident, $of:ident, $($variant:ident = $name:literal),+) => {
        impl $crate::$of for $type {
            #[inline]
            fn name(&self) -> &str {
                [$($name),+][*self as usize]
            }
        }

        $crate::names!($type, $($variant = $name),+);
    };
    ($type:ident, $($variant:ident = $name:literal),+) => {
        $crate::plain!($type);

        impl ::core::str::FromStr for $type {
            type Err = $crate::UnknownName;

            #[inline]
            fn from_str(s: &str) -> ::core::result::Result<Self, $crate::UnknownName> {
                match $crate::position(&[$($name),+], s) {
                    ::core::result::Result::Ok(index) => ::core::result::Result::Ok([$(Self::$variant),+][index]),
                    ::core::result::Result::Err(unknown) => ::core::result::Result::Err(unknown),
                }
            }
        }
    };
}

/// Includes the modules that `oauth_codegen` has generated from a build script.
#[macro_export]
macro_rules! include_providers {
    () => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/oauth_providers.rs"));
    };
}
