//! What a client is, where the provider listens, and what only the application knows.

use oauth_spec::{
    Assertion, ClientAuthentication, ClientSpec, DeclaredAuthentication, Discovery, Dpop,
    Endpoints, Environment, ScopeSet, Scopes, Variable, VariableKind,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::value::{Constant, choice, difference, structure, whole};

whole!(Variable { name, kind, default, pattern });
choice!(VariableKind { Label, Hostname, Url, String, Integer, } { Enum, Map, });
whole!(Environment { name, values });

impl Constant for ClientSpec {
    fn constant(&self) -> TokenStream {
        if *self == Self::authenticating(self.authentication) {
            let authentication = self.authentication.constant();
            return quote!(ClientSpec::authenticating(#authentication));
        }
        structure!(self, ClientSpec::STANDARD, {
            authentication,
            numeric_id,
            id_parameter,
            secret_parameter,
            redirect_schemes,
            assertion,
            dpop,
            certificate,
        })
    }
}

impl Constant for ClientAuthentication {
    fn constant(&self) -> TokenStream {
        match self {
            Self::None => quote!(ClientAuthentication::None),
            Self::ClientSecretBasic => quote!(ClientAuthentication::ClientSecretBasic),
            Self::ClientSecretPost => quote!(ClientAuthentication::ClientSecretPost),
            Self::ClientSecretJwt => quote!(ClientAuthentication::ClientSecretJwt),
            Self::PrivateKeyJwt => quote!(ClientAuthentication::PrivateKeyJwt),
            Self::TlsClientAuth => quote!(ClientAuthentication::TlsClientAuth),
            Self::SelfSignedTlsClientAuth => quote!(ClientAuthentication::SelfSignedTlsClientAuth),
            &Self::NOTHING => quote!(ClientAuthentication::NOTHING),
            Self::Declared(declared) => {
                let declared = declared.constant();
                quote!(ClientAuthentication::Declared(#declared))
            }
        }
    }
}

difference!(Dpop::STANDARD { algorithm, required, code_binding });
difference!(Assertion::STANDARD { algorithm, audience, lifetime, client_id, header, claims });
whole!(DeclaredAuthentication { name, headers, parameters, needs_secret });

difference!(Endpoints::NONE {
    issuer,
    authorization,
    token,
    revocation,
    introspection,
    device_authorization,
    pushed_authorization_request,
    backchannel_authentication,
    registration,
    api,
    jwks,
    userinfo,
    end_session,
});
difference!(Discovery::STANDARD { kind, url, ignore });

difference!(Scopes::STANDARD {
    separator,
    answer_separator,
    encoding,
    required,
    default,
    forbidden,
    implies,
    sets,
    known,
});
whole!(ScopeSet { name, known });
