//! `[grants.authorization_code]`.

use super::grant::{Lowering, call_parameters, own_names, with_resource};
use super::template::{Call, template};
use super::{content, leak};
use crate::raw;
use crate::span::Slot;
use crate::{
    AuthorizationCodeGrant, AuthorizationRequest, Challenge, Offline, Parameter, ParametersIn,
    RequestObject, ResponseMode, TokenRequest, Unchallenged,
};

impl Lowering<'_, '_> {
    pub(super) fn authorization_code(&self, grant: &raw::Grant<'_>) -> AuthorizationCodeGrant {
        let standard = AuthorizationCodeGrant::STANDARD;
        let challenge = grant.pkce.or(Some(standard.challenge));
        let (browser, exchange) = match challenge {
            Some(challenge) => (with_challenge(challenge), standard.request),
            None => (
                AuthorizationRequest::CODE_WITHOUT_PKCE,
                TokenRequest::AUTHORIZATION_CODE_WITHOUT_PKCE,
            ),
        };
        let (names, own) = (own_names(grant), call_parameters(grant));
        let call = Call::Own(&names);
        let (authorization, request) = self.of_code(grant, call, browser, exchange);
        let confidential = grant.pkce_public.map(|_| {
            let (authorization, request) = self.of_code(
                grant,
                call,
                AuthorizationRequest::CODE_WITHOUT_PKCE,
                TokenRequest::AUTHORIZATION_CODE_WITHOUT_PKCE,
            );
            &*Box::leak(Box::new(Unchallenged { authorization, request }))
        });
        AuthorizationCodeGrant {
            authorization,
            challenge: challenge.unwrap_or(standard.challenge),
            offline: offline(&grant.offline, call),
            response_mode: grant.response_mode.get().copied(),
            response_algorithms: grant.response_algorithms.get().map_or(
                standard.response_algorithms,
                |algorithms| {
                    leak::list(algorithms.iter().map(|algorithm| algorithm.value).collect())
                },
            ),
            request_object: grant.request_object.get().and_then(request_object),
            pushed: grant.pushed.or(self.has_pushed_endpoint()),
            parameters: own,
            request,
            confidential,
            renewal: grant.renew.or(self.renewal),
        }
    }

    /// Both requests of the grant, made of these.
    fn of_code(
        &self,
        grant: &raw::Grant<'_>,
        call: Call<'_>,
        browser: AuthorizationRequest,
        exchange: TokenRequest,
    ) -> (AuthorizationRequest, TokenRequest) {
        let browser = AuthorizationRequest {
            query_after_fragment: grant.query_after_fragment.or(false),
            parameters: self.with_key(with_mode(
                with_resource(self.with_details(self.with_own(browser.parameters, grant)), grant),
                grant.response_mode.get().copied(),
            )),
            ..browser
        };
        let exchange = with_resource(self.requests.names.parameters(exchange.parameters), grant);
        (
            self.requests.authorization(browser, grant.authorization_request.get(), call),
            self.requests.token(exchange, grant.request.get(), call),
        )
    }

    /// Whether the file says where requests are pushed.
    fn has_pushed_endpoint(&self) -> bool {
        let endpoints = self.requests.document.endpoints.get();
        endpoints.is_some_and(|endpoints| endpoints.pushed_authorization_request.get().is_some())
    }
}

/// The authorization request with that kind of challenge.
fn with_challenge(challenge: Challenge) -> AuthorizationRequest {
    let standard = AuthorizationRequest::CODE;
    if challenge != Challenge::Plain {
        return standard;
    }
    let plain = |parameter: &Parameter| match parameter.name {
        "code_challenge_method" => Parameter::text(parameter.name, "plain"),
        _ => *parameter,
    };
    let parameters = leak::list(standard.parameters.iter().map(plain).collect());
    AuthorizationRequest { parameters, ..standard }
}

/// A list, and how the answer comes back.
pub(super) fn with_mode(
    list: &'static [Parameter],
    mode: Option<ResponseMode>,
) -> &'static [Parameter] {
    let Some(mode) = mode else { return list };
    let mode = Parameter::text("response_mode", mode.name());
    leak::list(list.iter().copied().chain([mode]).collect())
}

/// A signed request. All of it is there, or checking has reported what is missing.
fn request_object(written: &raw::RequestObject<'_>) -> Option<&'static RequestObject> {
    let standard = RequestObject::STANDARD;
    Some(Box::leak(Box::new(RequestObject {
        algorithm: written.algorithm.or(standard.algorithm),
        key: template(written.key.get()?, Call::Nothing),
        key_id: written.key_id.get().map(|id| template(id, Call::Nothing)),
        lifetime: written.lifetime.or(standard.lifetime),
    })))
}

/// What asks for a refresh token.
pub(super) fn offline(
    written: &Slot<raw::Offline<'_>>,
    call: Call<'_>,
) -> Option<&'static Offline> {
    written.get().map(|written| &*Box::leak(Box::new(asked(written, call))))
}

fn asked(written: &raw::Offline<'_>, call: Call<'_>) -> Offline {
    Offline {
        scopes: leak::texts(&written.scopes),
        parameters: content::parameters(&written.parameters, ParametersIn::Query, call),
        default: written.default.or(true),
        endless: written.endless.get().is_some(),
    }
}
