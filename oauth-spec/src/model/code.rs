//! The authorization code grant, and what protects its requests and their answers.

use super::{
    AuthorizationRequest, CallParameter, Challenge, ClientAuthentication, JwtAlgorithm, Offline,
    Renewal, RequestObject, ResponseMode, TokenRequest,
};

/// The authorization code grant: two requests, a browser in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthorizationCodeGrant {
    /// What the browser is sent away with.
    pub authorization: AuthorizationRequest,
    /// How the challenge is made from the verifier, where the request sends one.
    pub challenge: Challenge,
    /// What asks for a refresh token.
    pub offline: Option<&'static Offline>,
    /// Whether the client pushes the request itself, and the browser carries a reference to it
    /// (RFC 9126).
    pub pushed: bool,
    /// How the request is signed, if it is (RFC 9101).
    pub request_object: Option<&'static RequestObject>,
    /// How the answer comes back, where the request says it.
    pub response_mode: Option<ResponseMode>,
    /// The algorithms of answers that are signed. The key of `HS…` is the client's secret, that of all
    /// others is in the set at [`super::Endpoints::jwks`].
    pub response_algorithms: &'static [JwtAlgorithm],
    /// What the application may give with each authorization.
    pub parameters: &'static [CallParameter],
    /// The exchange of the code.
    pub request: TokenRequest,
    /// Both requests of clients that authenticate, where those send no PKCE.
    pub confidential: Option<&'static Unchallenged>,
    /// How its tokens are renewed.
    pub renewal: Renewal,
}

/// The two requests of the grant without PKCE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unchallenged {
    /// What the browser is sent away with.
    pub authorization: AuthorizationRequest,
    /// The exchange of the code.
    pub request: TokenRequest,
}

impl AuthorizationCodeGrant {
    /// The grant as a client has it that authenticates so (RFC 6749, 2.1).
    #[must_use]
    pub const fn of_client(self, authentication: ClientAuthentication) -> Self {
        let way = match self.request.authentication {
            Some(way) => way,
            None => authentication,
        };
        match self.confidential {
            Some(requests) if !matches!(way, ClientAuthentication::None) => {
                Self { authorization: requests.authorization, request: requests.request, ..self }
            }
            _ => self,
        }
    }

    /// Whether its answers are signed tokens (JARM, 2.3).
    pub const fn signs_responses(&self) -> bool {
        match self.response_mode {
            Some(mode) => mode.is_signed(),
            None => false,
        }
    }

    /// Whether its answers come in the fragment: where that is declared, and where nothing is, those that have tokens
    /// beside the code (OAuth 2.0 Multiple Response Type Encoding Practices, 3 and 5; JARM, 2.3.4).
    pub fn answers_in_fragment(&self) -> bool {
        match self.response_mode {
            None | Some(ResponseMode::Jwt) => self.authorization.brings(&["token", "id_token"]),
            Some(mode) => mode.is_in_fragment(),
        }
    }

    /// With PKCE and `state`, renewed with the refresh token.
    pub const STANDARD: Self = Self {
        authorization: AuthorizationRequest::CODE,
        challenge: Challenge::S256,
        offline: None,
        pushed: false,
        request_object: None,
        response_mode: None,
        response_algorithms: &[JwtAlgorithm::Rs256],
        parameters: &[],
        request: TokenRequest::AUTHORIZATION_CODE,
        confidential: None,
        renewal: Renewal::RefreshToken,
    };

    /// The same without PKCE, for a provider that does not take it.
    pub const WITHOUT_PKCE: Self = Self {
        authorization: AuthorizationRequest::CODE_WITHOUT_PKCE,
        request: TokenRequest::AUTHORIZATION_CODE_WITHOUT_PKCE,
        ..Self::STANDARD
    };
}
