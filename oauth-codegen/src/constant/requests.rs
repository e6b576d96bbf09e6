//! Requests, each written as its difference from the nearest standard one.

use oauth_spec::{AuthorizationRequest, TokenRequest, Variant};
use proc_macro2::TokenStream;

use super::value::{Constant, difference, structure};

/// Standard ones by name.
macro_rules! named {
    ($type:ident { $($name:ident,)* }) => { [$(($type::$name, stringify!($name))),*] };
}

/// The nearest is the one with the same parameters, if there is one.
impl Constant for AuthorizationRequest {
    fn constant(&self) -> TokenStream {
        let standard = named!(AuthorizationRequest {
            CODE,
            CODE_WITHOUT_PKCE,
            IMPLICIT,
            IMPLICIT_ID_TOKEN,
            IMPLICIT_ID_TOKEN_TOKEN,
        });
        let near = standard.into_iter().find(|(base, _)| base.parameters == self.parameters);
        structure!(self, AuthorizationRequest, near.unwrap_or((Self::EMPTY, "EMPTY")), {
            endpoint,
            query_after_fragment,
            parameters,
        })
    }
}

impl Constant for TokenRequest {
    fn constant(&self) -> TokenStream {
        let standard = named!(TokenRequest {
            AUTHORIZATION_CODE,
            AUTHORIZATION_CODE_WITHOUT_PKCE,
            PASSWORD,
            CLIENT_CREDENTIALS,
            REFRESH_TOKEN,
            DEVICE_AUTHORIZATION,
            DEVICE_CODE,
            BACKCHANNEL_AUTHENTICATION,
            CIBA,
        });
        let near = standard.into_iter().find(|(base, _)| base.parameters == self.parameters);
        structure!(self, TokenRequest, near.unwrap_or((Self::FORM, "FORM")), {
            endpoint,
            method,
            authentication,
            parameters_in,
            parameters,
            query,
            headers,
            answer,
        })
    }
}

difference!(Variant::STANDARD { name, grants, authorization_endpoint, endpoint, parameters_in });
