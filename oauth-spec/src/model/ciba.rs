//! Client-initiated backchannel authentication (OpenID CIBA Core 1.0): the client names a user, the provider
//! asks that user on a device of their own, and the client polls for the token.

use super::{Parameter, Renewal, TokenRequest};

/// `[grants.ciba]`, in poll mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CibaGrant {
    /// What names the user, at [`super::Endpoints::backchannel_authentication`] (CIBA Core, 7.1). It has
    /// neither an address nor an answer of its own. What is said of the user are [`Source::Parameter`](crate::Source::Parameter)s:
    /// [`CibaGrant::VALUES`].
    pub authentication: TokenRequest,
    /// What asks for the token until there is one (CIBA Core, 10.1). The request is the
    /// [`Source::Parameter`](crate::Source::Parameter) `auth_req_id`.
    pub request: TokenRequest,
    /// How its tokens are renewed.
    pub renewal: Renewal,
}

impl CibaGrant {
    /// As CIBA Core says.
    pub const STANDARD: Self = Self {
        authentication: TokenRequest::BACKCHANNEL_AUTHENTICATION,
        request: TokenRequest::CIBA,
        renewal: Renewal::RefreshToken,
    };

    /// What an application may say of the user and of the occasion (CIBA Core, 7.1).
    pub const VALUES: &'static [&'static str] = &[
        "login_hint",
        "login_hint_token",
        "id_token_hint",
        "binding_message",
        "user_code",
        "acr_values",
        "requested_expiry",
    ];
}

impl TokenRequest {
    /// What names the user (CIBA Core, 7.1).
    pub const BACKCHANNEL_AUTHENTICATION: Self = Self {
        parameters: &[
            Parameter::SCOPE,
            Parameter::given("login_hint"),
            Parameter::given("login_hint_token"),
            Parameter::given("id_token_hint"),
            Parameter::given("binding_message"),
            Parameter::given("user_code"),
            Parameter::given("acr_values"),
            Parameter::given("requested_expiry"),
        ],
        ..Self::FORM
    };

    /// The question for the token (CIBA Core, 10.1).
    pub const CIBA: Self = Self {
        parameters: &[
            Parameter::text("grant_type", "urn:openid:params:grant-type:ciba"),
            Parameter::given("auth_req_id"),
        ],
        ..Self::FORM
    };
}
