//! The device authorization grant (RFC 8628): two codes, a user at another screen, a token in the end.

use super::{AnswerFormat, Offline, Parameter, Renewal, Template, TokenRequest, Unit};

/// `[grants.device_code]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceGrant {
    /// What asks for the codes, at [`super::Endpoints::device_authorization`] (RFC 8628, 3.1). It has
    /// neither an address nor an answer of its own.
    pub authorization: TokenRequest,
    /// How the answer to that is written.
    pub answer: DeviceAnswer,
    /// The page that the user goes to, where it is always the same: then the answer is not asked for one.
    pub verification_uri: Option<Template>,
    /// What asks for a refresh token, if anything has to: with scopes alone.
    pub offline: Option<&'static Offline>,
    /// What asks for the token until there is one (RFC 8628, 3.4). The codes are [`Source::Parameter`](crate::Source::Parameter)s
    /// `device_code` and `user_code`.
    pub request: TokenRequest,
    /// How its tokens are renewed.
    pub renewal: Renewal,
}

/// How a device authorization response is read (RFC 8628, 3.2). Paths go from `root`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceAnswer {
    /// The notation of the body.
    pub format: AnswerFormat,
    /// The path of the object that holds the codes; empty for the answer itself.
    pub root: &'static str,
    /// Where the code is that the token is asked for with.
    pub device_code: &'static str,
    /// Where the code is that the user types in.
    pub user_code: &'static str,
    /// Where the address is that the user goes to.
    pub verification_uri: &'static str,
    /// Where the same address is with the user code in it.
    pub verification_uri_complete: &'static str,
    /// Where the codes' lifetime is.
    pub expires_in: &'static str,
    /// What that counts.
    pub expires_in_unit: Unit,
    /// Where the seconds between two questions are.
    pub interval: &'static str,
}

impl DeviceGrant {
    /// As RFC 8628 says.
    pub const STANDARD: Self = Self {
        authorization: TokenRequest::DEVICE_AUTHORIZATION,
        answer: DeviceAnswer::STANDARD,
        verification_uri: None,
        offline: None,
        request: TokenRequest::DEVICE_CODE,
        renewal: Renewal::RefreshToken,
    };
}

impl DeviceAnswer {
    /// As RFC 8628, 3.2 says.
    pub const STANDARD: Self = Self {
        format: AnswerFormat::Json,
        root: "",
        device_code: "device_code",
        user_code: "user_code",
        verification_uri: "verification_uri",
        verification_uri_complete: "verification_uri_complete",
        expires_in: "expires_in",
        expires_in_unit: Unit::Seconds,
        interval: "interval",
    };
}

impl TokenRequest {
    /// What asks for a device code (RFC 8628, 3.1).
    pub const DEVICE_AUTHORIZATION: Self = Self { parameters: &[Parameter::SCOPE], ..Self::FORM };

    /// The question for the token (RFC 8628, 3.4).
    pub const DEVICE_CODE: Self = Self {
        parameters: &[
            Parameter::text("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            Parameter::given("device_code"),
        ],
        ..Self::FORM
    };
}
