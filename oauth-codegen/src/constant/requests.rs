//! Requests, each written as its difference from the nearest standard one.

use oauth_spec::{AuthorizationRequest, TokenRequest, Variant};
use proc_macro2::TokenStream;
use quote::quote;

use super::value::{Constant, difference, structure};

/// The nearest is the one with the same parameters, if there is one.
impl Constant for AuthorizationRequest {
    fn constant(&self) -> TokenStream {
        macro_rules! against {
            ($base:ident) => {
                structure!(self, AuthorizationRequest::$base, {
                    endpoint,
                    query_after_fragment,
                    parameters,
                })
            };
        }
        match self.parameters {
            same if same == Self::CODE.parameters => against!(CODE),
            same if same == Self::CODE_WITHOUT_PKCE.parameters => against!(CODE_WITHOUT_PKCE),
            same if same == Self::IMPLICIT.parameters => against!(IMPLICIT),
            same if same == Self::IMPLICIT_ID_TOKEN.parameters => against!(IMPLICIT_ID_TOKEN),
            same if same == Self::IMPLICIT_ID_TOKEN_TOKEN.parameters => {
                against!(IMPLICIT_ID_TOKEN_TOKEN)
            }
            _ => against!(EMPTY),
        }
    }
}

impl Constant for TokenRequest {
    fn constant(&self) -> TokenStream {
        macro_rules! against {
            ($base:ident) => {
                structure!(self, TokenRequest::$base, {
                    endpoint,
                    method,
                    authentication,
                    parameters_in,
                    parameters,
                    query,
                    headers,
                    answer,
                })
            };
        }
        match self.parameters {
            same if same == Self::AUTHORIZATION_CODE.parameters => against!(AUTHORIZATION_CODE),
            same if same == Self::AUTHORIZATION_CODE_WITHOUT_PKCE.parameters => {
                against!(AUTHORIZATION_CODE_WITHOUT_PKCE)
            }
            same if same == Self::PASSWORD.parameters => against!(PASSWORD),
            same if same == Self::CLIENT_CREDENTIALS.parameters => against!(CLIENT_CREDENTIALS),
            same if same == Self::REFRESH_TOKEN.parameters => against!(REFRESH_TOKEN),
            same if same == Self::DEVICE_AUTHORIZATION.parameters => against!(DEVICE_AUTHORIZATION),
            same if same == Self::DEVICE_CODE.parameters => against!(DEVICE_CODE),
            same if same == Self::BACKCHANNEL_AUTHENTICATION.parameters => {
                against!(BACKCHANNEL_AUTHENTICATION)
            }
            same if same == Self::CIBA.parameters => against!(CIBA),
            _ => against!(FORM),
        }
    }
}

difference!(Variant::STANDARD { name, grants, authorization_endpoint, endpoint, parameters_in });
