//! Capabilities: what a client of this provider can do.

use oauth_spec::{CustomGrant, ParameterKind};
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::Context;
use crate::markdown::code;
use crate::names::ident;

/// One empty impl a grant, and one struct a grant of the provider's own.
pub(crate) fn expand(context: &Context<'_>) -> TokenStream {
    let runtime = &context.runtime;
    let marker = context.marker();
    let spec = context.provider.spec;
    let capabilities = [
        ("AuthorizationCode", spec.grants.authorization_code.is_some()),
        ("Implicit", spec.grants.implicit.is_some()),
        ("Password", spec.grants.password.is_some()),
        ("ClientCredentials", spec.grants.client_credentials.is_some()),
        ("RefreshToken", spec.grants.refresh_token.is_some()),
        ("PersonalAccessToken", spec.grants.personal_access_token.is_some()),
        ("Revocation", spec.endpoints.revocation.is_some()),
    ];
    let offered = capabilities.iter().filter(|(_, offered)| *offered).map(|(name, _)| ident(name));
    let custom = spec.grants.custom.iter().map(|grant| custom_grant(context, grant));
    quote! {
        #(impl #runtime::grants::#offered for #marker {})*
        #(#custom)*
    }
}

fn custom_grant(context: &Context<'_>, grant: &CustomGrant) -> TokenStream {
    let runtime = &context.runtime;
    let marker = context.marker();
    let path = format!("grants.{}", grant.name);
    let name = context.name(&path);
    let grant_name = grant.name;
    let text = format!("The {} grant, to be given to `Client::grant`.", code(grant.name));
    let doc = context.doc(&path, &text);
    let derives =
        context.options.derives(&name.to_string(), &["::core::clone::Clone", "::core::fmt::Debug"]);
    let mut members = TokenStream::new();
    let mut values = TokenStream::new();
    for parameter in grant.parameters {
        let path = format!("{path}.parameters.{}", parameter.name);
        let (key, member) = (parameter.name, context.name(&path));
        let member_doc = context.doc(&path, &code(parameter.name));
        let ty = match parameter.kind {
            ParameterKind::String => quote!(::std::string::String),
            ParameterKind::Secret => quote!(#runtime::Secret),
            ParameterKind::Integer => quote!(i64),
            ParameterKind::Boolean => quote!(bool),
        };
        if parameter.required {
            members.extend(quote!(#member_doc pub #member: #ty,));
            values.extend(quote!(#runtime::required(#key, self.#member),));
        } else {
            members.extend(quote!(#member_doc pub #member: ::core::option::Option<#ty>,));
            values.extend(quote!(#runtime::optional(#key, self.#member),));
        }
    }
    quote! {
        #doc
        #derives
        pub struct #name { #members }

        impl #runtime::grants::CustomGrant for #name {
            type Provider = #marker;
            const NAME: &'static str = #grant_name;

            fn values(self) -> ::std::vec::Vec<(&'static str, #runtime::Value)> {
                #runtime::given([#values])
            }
        }
    }
}
