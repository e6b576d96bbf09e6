//! Metadata that the provider publishes, and that is read at run time.

use super::{Endpoints, Template};

/// `[discovery]`: the endpoints that the declaration leaves out are in the provider's metadata.
///
/// What the declaration states wins over the metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Discovery {
    /// Which well-known address the issuer has.
    pub kind: DiscoveryKind,
    /// Where the document is, if not at that address.
    pub url: Option<Template>,
    /// Members of the document that are not believed.
    pub ignore: &'static [&'static str],
}

/// The well-known address of an issuer's metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiscoveryKind {
    /// `oauth`: `/.well-known/oauth-authorization-server` between host and path (RFC 8414, 3.1).
    OAuth,
    /// `openid`: `/.well-known/openid-configuration` after the path (OpenID Connect Discovery 1.0, 4).
    OpenId,
    /// `any`: that of RFC 8414; where nothing is there, `/.well-known/openid-configuration` between host and
    /// path, and then after the path (Model Context Protocol, Authorization).
    Any,
}

impl Discovery {
    /// The metadata of RFC 8414, all of it believed.
    pub const STANDARD: Self = Self { kind: DiscoveryKind::OAuth, url: None, ignore: &[] };

    /// The members of the document that are read (RFC 8414, 2): those that name endpoints, and those that say
    /// what is supported, as far as a declaration can contradict them.
    pub const MEMBERS: &'static [&'static str] = &[
        "authorization_endpoint",
        "token_endpoint",
        "revocation_endpoint",
        "introspection_endpoint",
        "device_authorization_endpoint",
        "pushed_authorization_request_endpoint",
        "backchannel_authentication_endpoint",
        "registration_endpoint",
        "jwks_uri",
        "userinfo_endpoint",
        "end_session_endpoint",
        "token_endpoint_auth_methods_supported",
        "code_challenge_methods_supported",
        "require_pushed_authorization_requests",
        "token_endpoint_auth_signing_alg_values_supported",
        "dpop_signing_alg_values_supported",
        "request_object_signing_alg_values_supported",
        "authorization_signing_alg_values_supported",
        "id_token_signing_alg_values_supported",
        "userinfo_signing_alg_values_supported",
        "introspection_signing_alg_values_supported",
    ];

    /// The members that name endpoints.
    pub fn endpoints() -> impl Iterator<Item = &'static str> {
        let is_endpoint =
            |member: &&str| !member.ends_with("_supported") && !member.starts_with("require_");
        Self::MEMBERS.iter().copied().filter(is_endpoint)
    }

    /// Whether a member of the document counts.
    pub fn believes(&self, member: &str) -> bool {
        !self.ignore.contains(&member)
    }
}

impl Endpoints {
    /// The endpoint that metadata calls so (RFC 8414, 2), if the declaration states it.
    pub fn stated(&self, member: &str) -> Option<Template> {
        match member {
            "authorization_endpoint" => self.authorization,
            "token_endpoint" => self.token,
            "revocation_endpoint" => self.revocation,
            "introspection_endpoint" => self.introspection,
            "device_authorization_endpoint" => self.device_authorization,
            "pushed_authorization_request_endpoint" => self.pushed_authorization_request,
            "backchannel_authentication_endpoint" => self.backchannel_authentication,
            "registration_endpoint" => self.registration,
            "jwks_uri" => self.jwks,
            "userinfo_endpoint" => self.userinfo,
            "end_session_endpoint" => self.end_session,
            _ => None,
        }
    }
}

impl DiscoveryKind {
    /// Its name in TOML.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OAuth => "oauth",
            Self::OpenId => "openid",
            Self::Any => "any",
        }
    }
}
