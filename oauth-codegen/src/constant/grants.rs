//! Grants, each written as its difference from the standard one.

use oauth_spec::{
    AuthorizationCodeGrant, CallParameter, CibaGrant, CustomGrant, DeviceAnswer, DeviceGrant,
    Grants, ImplicitGrant, Offline, PersonalAccessTokenGrant, RefreshGrant, RequestObject, Source,
    TokenGrant, Unchallenged,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::value::{Constant, difference, structure, whole};
use crate::names::ident;

impl Constant for Grants {
    fn constant(&self) -> TokenStream {
        structure!(self, Grants::NONE, {
            authorization_code,
            implicit,
            password => some(password.map(|grant| self::password(&grant)).as_ref()),
            client_credentials => {
                some(client_credentials.map(|grant| self::client_credentials(&grant)).as_ref())
            },
            device_code,
            ciba,
            refresh_token,
            personal_access_token,
            custom,
        })
    }
}

/// Against the standard without PKCE where there is none, so that only the rest shows.
impl Constant for AuthorizationCodeGrant {
    fn constant(&self) -> TokenStream {
        let base = if self.authorization.sends(Source::CodeChallenge) {
            (Self::STANDARD, "STANDARD")
        } else {
            (Self::WITHOUT_PKCE, "WITHOUT_PKCE")
        };
        structure!(self, AuthorizationCodeGrant, base, {
            authorization,
            challenge,
            offline,
            pushed,
            request_object,
            response_mode,
            response_algorithms,
            parameters,
            request,
            confidential,
            renewal,
        })
    }
}

whole!(Unchallenged { authorization, request });
difference!(RequestObject::STANDARD { algorithm, key, key_id, lifetime });
whole!(Offline { scopes, parameters, default, endless });
difference!(DeviceGrant::STANDARD {
    authorization,
    answer,
    verification_uri,
    offline,
    request,
    renewal,
});
difference!(CibaGrant::STANDARD { authentication, request, renewal });
difference!(DeviceAnswer::STANDARD {
    format,
    root,
    device_code,
    user_code,
    verification_uri,
    verification_uri_complete,
    expires_in,
    expires_in_unit,
    interval,
});
difference!(ImplicitGrant::STANDARD { authorization, response_type, response_mode, renewal });

fn some(grant: Option<&TokenStream>) -> TokenStream {
    quote!(Some(#grant))
}

fn password(grant: &TokenGrant) -> TokenStream {
    structure!(grant, TokenGrant::PASSWORD, { parameters, request, renewal, })
}

fn client_credentials(grant: &TokenGrant) -> TokenStream {
    structure!(grant, TokenGrant::CLIENT_CREDENTIALS, { parameters, request, renewal, })
}

difference!(RefreshGrant::STANDARD { request, rotation, same_token });
whole!(PersonalAccessTokenGrant { expiry });
difference!(CustomGrant::STANDARD { name, after, parameters, request, renewal });

impl Constant for CallParameter {
    fn constant(&self) -> TokenStream {
        let Self { name, kind, required } = self;
        let kind = kind.constant();
        let new = ident(if *required { "required" } else { "optional" });
        quote!(CallParameter::#new(#name, #kind))
    }
}
