//! How the client authenticates at the token endpoint, and what it must be.

use super::{Header, Parameter};

/// What a client of this provider is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientSpec {
    /// How it authenticates; the first that fits what the application has.
    pub authentication: &'static [ClientAuthentication],
    /// What `client_id` is called where the client's credentials are parameters.
    pub id_parameter: &'static str,
    /// What `client_secret` is called there.
    pub secret_parameter: &'static str,
    /// The schemes of redirect URIs that are taken; empty for any. `http` is loopback only.
    pub redirect_schemes: &'static [&'static str],
}

/// How the client authenticates (the names of RFC 7591, 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// `none`: a public client, `client_id` as a parameter (RFC 6749, 3.2.1).
    None,
    /// `client_secret_basic`: HTTP Basic, both form-encoded first (RFC 6749, 2.3.1).
    ClientSecretBasic,
    /// `client_secret_post`: both as parameters (RFC 6749, 2.3.1).
    ClientSecretPost,
    /// A way of the provider's own: `[client.methods.name]`.
    Declared(&'static DeclaredAuthentication),
}

/// `[client.methods.name]`: what is sent to authenticate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeclaredAuthentication {
    /// Its name in TOML.
    pub name: &'static str,
    /// Headers; `authorization` may be one of them.
    pub headers: &'static [Header],
    /// Parameters, `client_id` included where it is sent.
    pub parameters: &'static [Parameter],
    /// Whether the application must give a client secret.
    pub needs_secret: bool,
}

impl ClientSpec {
    /// The standard client, with these ways to authenticate.
    pub const fn authenticating(authentication: &'static [ClientAuthentication]) -> Self {
        Self { authentication, ..Self::STANDARD }
    }

    /// `client_secret_basic`, the default of RFC 7591, 2.
    pub const STANDARD: Self = Self {
        authentication: &[ClientAuthentication::ClientSecretBasic],
        id_parameter: "client_id",
        secret_parameter: "client_secret",
        redirect_schemes: &[],
    };
}

impl ClientAuthentication {
    /// `authentication = false`: nothing of the client is sent, not even `client_id`.
    pub const NOTHING: Self = Self::Declared(&DeclaredAuthentication {
        name: "",
        headers: &[],
        parameters: &[],
        needs_secret: false,
    });

    /// The names of those that need no declaration.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("none", Self::None),
        ("client_secret_basic", Self::ClientSecretBasic),
        ("client_secret_post", Self::ClientSecretPost),
    ];

    /// Its name in TOML; empty for [`Self::NOTHING`].
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::Declared(declared) => declared.name,
        }
    }

    /// Whether it needs a client secret.
    pub const fn needs_secret(self) -> bool {
        match self {
            Self::None => false,
            Self::ClientSecretBasic | Self::ClientSecretPost => true,
            Self::Declared(declared) => declared.needs_secret,
        }
    }
}
