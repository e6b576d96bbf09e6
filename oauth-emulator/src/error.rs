//! What can be wrong when an emulator is started, or told to post something.

use std::{fmt, io};

/// Why an emulator could not be started, or not post what it was told to. Each says what to change.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum EmulatorError {
    /// Documents about clients would come from another machine.
    #[error("documents about clients come from this machine, and `{address}` is not loopback")]
    Documents {
        /// Where they would be.
        address: std::net::SocketAddr,
    },
    /// There is no such environment.
    #[error("{provider} has no environment `{name}`; it has: {known}")]
    UnknownEnvironment {
        /// The provider.
        provider: &'static str,
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// A value was given to a variable that is not declared.
    #[error("{provider} has no variable `{name}`; it has: {known}")]
    UnknownVariable {
        /// The provider.
        provider: &'static str,
        /// What was given a value.
        name: String,
        /// What there is.
        known: String,
    },
    /// An address or a recipe needs a variable that has no value.
    #[error(
        "{provider} needs a value for the variable `{name}`: start it with \
         `Emulator::builder(…).variable(\"{name}\", \"…\")`{hint}"
    )]
    VariableWithoutValue {
        /// The provider.
        provider: &'static str,
        /// The variable.
        name: &'static str,
        /// Which environments give it a value.
        hint: String,
    },
    /// A variable was given a value that its type does not allow.
    #[error("`{value}` cannot be the value of {provider}'s variable `{name}`: {problem}")]
    VariableValue {
        /// The provider.
        provider: &'static str,
        /// The variable.
        name: String,
        /// Its value.
        value: String,
        /// What it should be.
        problem: String,
    },
    /// An endpoint is declared that cannot be listened at.
    #[error("{provider}: `{key}` is `{url}`, which cannot be served: {problem}")]
    Endpoint {
        /// The provider.
        provider: &'static str,
        /// The key in TOML.
        key: String,
        /// The address.
        url: String,
        /// Why not.
        problem: String,
    },
    /// A grant has nowhere to go.
    #[error("{provider} declares the grant `{grant}` and no `{key}`")]
    MissingEndpoint {
        /// The provider.
        provider: &'static str,
        /// The grant.
        grant: &'static str,
        /// The key in TOML that is missing.
        key: &'static str,
    },
    /// A declared signature cannot be made.
    #[error("{provider}: what it sends cannot be signed: {problem}")]
    Signature {
        /// The provider.
        provider: &'static str,
        /// Why not.
        problem: String,
    },
    /// There is no such webhook.
    #[error("{provider} declares no webhook `{name}`; it has: {known}")]
    UnknownWebhook {
        /// The provider.
        provider: &'static str,
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// A value was given to a parameter that no grant declares.
    #[error("{provider} has no grant `{grant}` with a parameter `{parameter}`")]
    UnknownParameter {
        /// The provider.
        provider: &'static str,
        /// The grant.
        grant: String,
        /// The parameter.
        parameter: String,
    },
    /// A value was given to a field that is not declared.
    #[error("{provider} declares no field `{field}`, such as `token.NAME` or `calls.CALL.NAME`")]
    UnknownField {
        /// The provider.
        provider: &'static str,
        /// What was given a value.
        field: String,
    },
    /// A value was given to a field that an answer with the other values has not.
    #[error(
        "{provider} has `{field}` only where its `when` holds, and the other values say otherwise"
    )]
    FieldElsewhere {
        /// The provider.
        provider: &'static str,
        /// What was given a value.
        field: String,
    },
    /// A redirect URI that no client may register.
    #[error("`{uri}` cannot be a redirect URI: {problem}")]
    RedirectUri {
        /// The URI.
        uri: String,
        /// Why not.
        problem: &'static str,
    },
    /// The port could not be listened at.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// Where.
        address: String,
        /// Why not.
        source: io::Error,
    },
    /// A certificate of the client's that cannot be read.
    #[cfg(feature = "tls")]
    #[error(
        "the client's certificate cannot be read: `.client_certificate(…)` takes PEM (`BEGIN CERTIFICATE`)"
    )]
    ClientCertificate,
    /// A key or a certificate of a client that nobody knows.
    #[error("there is no client `{id}`: `.another_client(\"{id}\", …)` makes it known")]
    UnknownClient {
        /// Its id.
        id: String,
    },
    /// There is no TLS.
    #[cfg(feature = "tls")]
    #[error("the certificate for TLS cannot be made: {problem}")]
    Tls {
        /// Why not.
        problem: String,
    },
    /// The system gave no random bytes.
    #[error("the system gave no random bytes: {0}")]
    Random(getrandom::Error),
}

/// As it reads: a test that unwraps it shows what to change.
impl fmt::Debug for EmulatorError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
