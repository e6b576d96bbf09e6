//! How the client authenticates at the token endpoint, and what it must be.

use super::{Header, JwtAlgorithm, Parameter, Template};

/// What a client of this provider is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientSpec {
    /// How it authenticates; the first that fits what the application has.
    pub authentication: &'static [ClientAuthentication],
    /// `client.id = "integer"`: whether `client_id` is a whole number, which it then is in JSON.
    pub numeric_id: bool,
    /// What `client_id` is called where the client's credentials are parameters.
    pub id_parameter: &'static str,
    /// What `client_secret` is called there.
    pub secret_parameter: &'static str,
    /// The schemes of redirect URIs that are taken; empty for any. `http` is loopback only.
    pub redirect_schemes: &'static [&'static str],
    /// What the client signs where it authenticates with an assertion.
    pub assertion: Option<Assertion>,
    /// How its tokens are bound to a key of its own.
    pub dpop: Option<Dpop>,
    /// `client.certificate = true`: whether it shows a certificate where it connects, however it authenticates; tokens
    /// may be bound to that (RFC 8705, 3).
    pub certificate: bool,
}

/// `client.dpop`: tokens are bound to a key, and whoever shows one proves that he has it (RFC 9449).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dpop {
    /// How proofs are signed, which says of what kind the key is.
    pub algorithm: JwtAlgorithm,
    /// Whether a token that is not bound is refused.
    pub required: bool,
    /// Whether codes are bound too: the authorization request says which key it will be (RFC 9449, 10).
    pub code_binding: bool,
}

/// `client.assertion`: the token that a client signs to authenticate (RFC 7523, 2.2; OpenID Connect Core, 9).
///
/// `iss` and `sub` are the client's id, `iat`, `exp` and `jti` are made, `kid` is the key's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assertion {
    /// How it is signed. Without one as the key is: RS256 with an RSA key, ES256 with one of P-256, and so
    /// on; HS256 with the client's secret.
    pub algorithm: Option<JwtAlgorithm>,
    /// Whom it is for: the issuer, or the token endpoint where no issuer is known.
    pub audience: Template,
    /// How long it is good for, in seconds.
    pub lifetime: u64,
    /// Whether `client_id` is a parameter beside it.
    pub client_id: bool,
    /// Header parameters beyond `alg`, `typ` and `kid`, or instead of the last two.
    pub header: &'static [Parameter],
    /// Claims beyond those that are made, or instead of `iss` and `sub`.
    pub claims: &'static [Parameter],
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
    /// `client_secret_jwt`: an assertion, signed with the secret, which is not sent (OpenID Connect Core, 9).
    ClientSecretJwt,
    /// `private_key_jwt`: an assertion, signed with a private key (OpenID Connect Core, 9).
    PrivateKeyJwt,
    /// `tls_client_auth`: the certificate of the connection, which an authority vouches for, and `client_id` as
    /// a parameter (RFC 8705, 2.1).
    TlsClientAuth,
    /// `self_signed_tls_client_auth`: the same with a certificate that the client itself has signed (RFC
    /// 8705, 2.2).
    SelfSignedTlsClientAuth,
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
        numeric_id: false,
        id_parameter: "client_id",
        secret_parameter: "client_secret",
        redirect_schemes: &[],
        assertion: None,
        dpop: None,
        certificate: false,
    };

    /// Whether it may show a certificate: to authenticate (RFC 8705, 2) or beside that.
    pub fn shows_certificate(&self) -> bool {
        self.certificate || self.authentication.iter().any(|way| way.shows_certificate())
    }
}

impl Dpop {
    /// With ES256, always, from the code on.
    pub const STANDARD: Self =
        Self { algorithm: JwtAlgorithm::Es256, required: true, code_binding: true };
}

impl Assertion {
    /// Signed as the key is, for a minute, for nobody yet.
    pub const STANDARD: Self = Self {
        algorithm: None,
        audience: Template::text(""),
        lifetime: 60,
        client_id: false,
        header: &[],
        claims: &[],
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
        ("client_secret_jwt", Self::ClientSecretJwt),
        ("private_key_jwt", Self::PrivateKeyJwt),
        ("tls_client_auth", Self::TlsClientAuth),
        ("self_signed_tls_client_auth", Self::SelfSignedTlsClientAuth),
    ];

    /// Its name in TOML; empty for [`Self::NOTHING`].
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::ClientSecretJwt => "client_secret_jwt",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::TlsClientAuth => "tls_client_auth",
            Self::SelfSignedTlsClientAuth => "self_signed_tls_client_auth",
            Self::Declared(declared) => declared.name,
        }
    }

    /// Whether it needs a client secret.
    pub const fn needs_secret(self) -> bool {
        match self {
            Self::None
            | Self::PrivateKeyJwt
            | Self::TlsClientAuth
            | Self::SelfSignedTlsClientAuth => false,
            Self::ClientSecretBasic | Self::ClientSecretPost | Self::ClientSecretJwt => true,
            Self::Declared(declared) => declared.needs_secret,
        }
    }

    /// Whether it signs an assertion.
    pub const fn signs(self) -> bool {
        matches!(self, Self::ClientSecretJwt | Self::PrivateKeyJwt)
    }

    /// Whether the connection shows who the client is.
    pub const fn shows_certificate(self) -> bool {
        matches!(self, Self::TlsClientAuth | Self::SelfSignedTlsClientAuth)
    }
}
