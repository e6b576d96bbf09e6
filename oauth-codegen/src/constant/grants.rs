//! Grants and their requests, each written as its difference from the standard one.

use oauth_spec::{
    AuthorizationCodeGrant, AuthorizationRequest, CallParameter, CustomGrant, Grants, Header,
    ImplicitGrant, Parameter, PersonalAccessTokenGrant, RefreshGrant, Source, Template, TokenGrant,
    TokenRequest,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::template::{header, parameter, template};
use super::{list, option, plain, structure};
use crate::names::ident;

pub(super) fn grants(grants: &Grants) -> TokenStream {
    structure!(grants, Grants::NONE, {
        authorization_code: |value: &Option<AuthorizationCodeGrant>| {
            option(value.as_ref(), self::authorization_code)
        },
        implicit: |value: &Option<ImplicitGrant>| {
            option(value.as_ref(), self::implicit)
        },
        password: |value: &Option<TokenGrant>| {
            option(value.as_ref(), self::password)
        },
        client_credentials: |value: &Option<TokenGrant>| {
            option(value.as_ref(), self::client_credentials)
        },
        refresh_token: |value: &Option<RefreshGrant>| {
            option(value.as_ref(), self::refresh_token)
        },
        personal_access_token: |value: &Option<PersonalAccessTokenGrant>| {
            option(value.as_ref(), |grant| {
                let PersonalAccessTokenGrant { expiry } = grant;
                let expiry = plain("IssuedExpiry", expiry);
                quote!(PersonalAccessTokenGrant { expiry: #expiry })
            })
        },
        custom: |values: &&[CustomGrant]| list(values, custom_grant),
    })
}

/// Against the standard without PKCE where there is none, so that only the rest shows.
fn authorization_code(grant: &AuthorizationCodeGrant) -> TokenStream {
    macro_rules! against {
        ($base:ident) => {
            structure!(grant, AuthorizationCodeGrant::$base, {
                authorization: authorization_request,
                request: token_request,
                renewal: |value: &_| plain("Renewal", value),
            })
        };
    }
    if grant.authorization.sends(Source::CodeChallenge) {
        against!(STANDARD)
    } else {
        against!(WITHOUT_PKCE)
    }
}

fn implicit(grant: &ImplicitGrant) -> TokenStream {
    structure!(grant, ImplicitGrant::STANDARD, {
        authorization: authorization_request,
        renewal: |value: &_| plain("Renewal", value),
    })
}

fn password(grant: &TokenGrant) -> TokenStream {
    structure!(grant, TokenGrant::PASSWORD, {
        request: token_request,
        renewal: |value: &_| plain("Renewal", value),
    })
}

fn client_credentials(grant: &TokenGrant) -> TokenStream {
    structure!(grant, TokenGrant::CLIENT_CREDENTIALS, {
        request: token_request,
        renewal: |value: &_| plain("Renewal", value),
    })
}

fn refresh_token(grant: &RefreshGrant) -> TokenStream {
    structure!(grant, RefreshGrant::STANDARD, { request: token_request, })
}

fn custom_grant(grant: &CustomGrant) -> TokenStream {
    let CustomGrant { name, parameters, request, renewal } = grant;
    let parameters = list(parameters, call_parameter);
    let request = token_request(request);
    let renewal = plain("Renewal", renewal);
    quote!(CustomGrant {
        name: #name,
        parameters: #parameters,
        request: #request,
        renewal: #renewal,
    })
}

fn call_parameter(parameter: &CallParameter) -> TokenStream {
    let CallParameter { name, kind, required } = parameter;
    let kind = plain("ParameterKind", kind);
    let new = ident(if *required { "required" } else { "optional" });
    quote!(CallParameter::#new(#name, #kind))
}

fn authorization_request(request: &AuthorizationRequest) -> TokenStream {
    if *request == AuthorizationRequest::CODE_WITHOUT_PKCE {
        return quote!(AuthorizationRequest::CODE_WITHOUT_PKCE);
    }
    let AuthorizationRequest { parameters } = request;
    let parameters = list(parameters, parameter);
    quote!(AuthorizationRequest { parameters: #parameters })
}

/// Written as its difference from the nearest standard request, which is the one with the same
/// parameters, if there is one.
fn token_request(request: &TokenRequest) -> TokenStream {
    macro_rules! against {
        ($base:ident) => {
            structure!(request, TokenRequest::$base, {
                endpoint: |value: &Option<Template>| {
                    option(value.as_ref(), template)
                },
                parameters_in: |value: &_| plain("ParametersIn", value),
                parameters: |values: &&[Parameter]| {
                    list(values, parameter)
                },
                headers: |values: &&[Header]| list(values, header),
            })
        };
    }
    match request.parameters {
        same if same == TokenRequest::AUTHORIZATION_CODE.parameters => {
            against!(AUTHORIZATION_CODE)
        }
        same if same == TokenRequest::AUTHORIZATION_CODE_WITHOUT_PKCE.parameters => {
            against!(AUTHORIZATION_CODE_WITHOUT_PKCE)
        }
        same if same == TokenRequest::PASSWORD.parameters => against!(PASSWORD),
        same if same == TokenRequest::CLIENT_CREDENTIALS.parameters => {
            against!(CLIENT_CREDENTIALS)
        }
        same if same == TokenRequest::REFRESH_TOKEN.parameters => against!(REFRESH_TOKEN),
        _ => against!(FORM),
    }
}
