//! How a client authenticates at the token endpoint.

/// A way to authenticate, named as in RFC 7591, 2 (`token_endpoint_auth_method`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// `none`: a public client; `client_id` goes with the parameters.
    None,
    /// `client_secret_basic`: HTTP Basic, both values form-encoded first (RFC 6749, 2.3.1).
    ClientSecretBasic,
    /// `client_secret_post`: `client_id` and `client_secret` go with the parameters, wherever those
    /// are written.
    ClientSecretPost,
}

impl ClientAuthentication {
    /// Every way there is, with its name in TOML.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("none", Self::None),
        ("client_secret_basic", Self::ClientSecretBasic),
        ("client_secret_post", Self::ClientSecretPost),
    ];

    /// Whether it needs a client secret.
    pub const fn needs_secret(self) -> bool {
        !matches!(self, Self::None)
    }
}
