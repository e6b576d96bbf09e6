//! The parts that have typed fields: their tables are named, not written again.

use oauth_spec::{
    AuthorizationDetail, Call, Callback, Consent, ErrorSpec, IdTokenSpec, TokenSpec, UserinfoSpec,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::value::{Constant, structure};
use crate::context::Context;
use crate::names::ident;

/// Where the tables are: with the structs that are made from them.
pub(super) struct Tables<'a>(pub(super) &'a Context<'a>);

impl Tables<'_> {
    pub(super) fn callback(&self, callback: &Callback) -> TokenStream {
        structure!(callback, Callback::STANDARD, {
            repeated_parameters,
            format,
            code,
            state,
            error,
            error_description,
            error_codes,
            fields => self.of("CallbackFields"),
            iss_required,
            signature,
        })
    }

    pub(super) fn token(&self, token: &TokenSpec) -> TokenStream {
        structure!(token, TokenSpec::STANDARD, {
            answer,
            lifetime,
            refresh_token_lifetime,
            refresh_token_idle,
            renew_before,
            fields => self.of("TokenFields"),
            signature,
        })
    }

    pub(super) fn errors(&self, errors: &ErrorSpec) -> TokenStream {
        if *errors == ErrorSpec::with_fields(errors.fields) {
            let fields = self.of("ErrorFields");
            return quote!(ErrorSpec::with_fields(#fields));
        }
        structure!(errors, ErrorSpec::STANDARD, {
            when,
            code,
            description,
            uri,
            codes,
            statuses,
            text,
            fields => self.of("ErrorFields"),
        })
    }

    pub(super) fn calls(&self, calls: &[Call]) -> TokenStream {
        let calls = calls.iter().map(|call| {
            let own = self.0.name(&format!("calls.{}", call.name));
            structure!(call, Call::STANDARD, {
                name,
                when,
                grants,
                method,
                url,
                authentication,
                authorization,
                parameters_in,
                parameters,
                headers,
                success,
                fields => self.table(&quote!(calls::#own)),
            })
        });
        quote!(&[#(#calls),*])
    }

    pub(super) fn consents(&self, consents: &[Consent]) -> TokenStream {
        let consents = consents.iter().map(|consent| {
            let Consent { name, authorization, success, fields } = consent;
            let (authorization, success) = (authorization.constant(), success.constant());
            let own = self.0.name(&format!("consents.{name}"));
            let fields =
                if fields.is_empty() { quote!(&[]) } else { self.table(&quote!(consents::#own)) };
            quote!(Consent {
                name: #name,
                authorization: #authorization,
                success: #success,
                fields: #fields,
            })
        });
        quote!(&[#(#consents),*])
    }

    pub(super) fn authorization_details(&self, details: &[AuthorizationDetail]) -> TokenStream {
        let details = details.iter().map(|AuthorizationDetail { name, fields }| {
            let own = self.0.name(&format!("authorization_details.{name}"));
            let fields = if fields.is_empty() {
                quote!(&[])
            } else {
                self.table(&quote!(authorization_details::#own))
            };
            quote!(AuthorizationDetail { name: #name, fields: #fields })
        });
        quote!(&[#(#details),*])
    }

    pub(super) fn id_token(&self, id_token: Option<&IdTokenSpec>) -> TokenStream {
        let Some(id_token) = id_token else { return quote!(None) };
        let id_token = structure!(id_token, IdTokenSpec::STANDARD, {
            issuer,
            algorithms,
            nonce_required,
            expected,
            audience,
            leeway,
            claims => self.of("IdTokenClaims"),
        });
        quote!(Some(#id_token))
    }

    pub(super) fn userinfo(&self, userinfo: &UserinfoSpec) -> TokenStream {
        structure!(userinfo, UserinfoSpec::STANDARD, {
            signed,
            fields => self.of("UserinfoFields"),
        })
    }

    fn of(&self, name: &str) -> TokenStream {
        let name = ident(name);
        self.table(&quote!(#name))
    }

    fn table(&self, of: &TokenStream) -> TokenStream {
        let runtime = &self.0.runtime;
        quote!(<#of as #runtime::Fields>::FIELDS)
    }
}
