//! Capabilities: what a client of this provider can do.

use oauth_spec::{CallParameter, CallTime, CustomGrant, Field, ParameterKind, StateUse};
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::Context;
use crate::markdown::code;
use crate::names::ident;

/// One empty impl a grant, one struct a grant of the provider's own, and one for what the application may
/// give with another grant.
pub(crate) fn expand(context: &Context<'_>) -> TokenStream {
    let runtime = &context.runtime;
    let marker = context.marker();
    let spec = context.provider.spec;
    let grants = &spec.grants;
    // What belongs to the end of a token may be calls alone.
    let disconnects = spec.calls.iter().any(|call| call.when == CallTime::Disconnect);
    let capabilities = [
        ("AuthorizationCode", grants.authorization_code.is_some()),
        ("Offline", grants.authorization_code.is_some_and(|grant| grant.offline.is_some())),
        ("PushedAuthorizationRequest", grants.authorization_code.is_some_and(|grant| grant.pushed)),
        ("ResourceIndicators", grants.take_resources()),
        ("ProviderInitiated", matches!(spec.callback.state, StateUse::ProviderInitiated(_))),
        ("Implicit", grants.implicit.is_some_and(|grant| grant.gives_access())),
        ("ImplicitIdToken", grants.implicit.is_some_and(|grant| !grant.gives_access())),
        ("Password", grants.password.is_some()),
        ("ClientCredentials", grants.client_credentials.is_some()),
        ("DeviceCode", grants.device_code.is_some()),
        ("DeviceOffline", grants.device_code.is_some_and(|grant| grant.offline.is_some())),
        ("Ciba", grants.ciba.is_some()),
        ("RefreshToken", grants.refresh_token.is_some()),
        ("PersonalAccessToken", grants.personal_access_token.is_some()),
        ("Revocation", spec.offers("revocation_endpoint") || disconnects),
        ("Introspection", spec.offers("introspection_endpoint")),
        ("Discovery", spec.discovery.is_some()),
        ("Registration", spec.offers("registration_endpoint")),
        ("EndSession", spec.offers_logout()),
    ];
    let identity = identity(context);
    let offered = capabilities.iter().filter(|(_, offered)| *offered).map(|(name, _)| ident(name));
    let parameters = [
        ("authorization_code", grants.authorization_code.map(|grant| grant.parameters)),
        ("password", grants.password.map(|grant| grant.parameters)),
        ("client_credentials", grants.client_credentials.map(|grant| grant.parameters)),
    ];
    let parameters = parameters.iter().filter_map(|(grant, parameters)| {
        let parameters = parameters.filter(|parameters| !parameters.is_empty())?;
        Some(grant_parameters(context, grant, parameters))
    });
    // What comes after another grant is asked for by nobody.
    let custom = grants.custom.iter().filter(|grant| grant.after.is_empty());
    let custom = custom.map(|grant| custom_grant(context, grant));
    quote! {
        #(impl #runtime::grants::#offered for #marker {})*
        #identity
        #(#parameters)*
        #(#custom)*
    }
}

/// Capabilities that bring a type: that of what is said about the user.
fn identity(context: &Context<'_>) -> TokenStream {
    let (runtime, marker) = (&context.runtime, context.marker());
    let spec = context.provider.spec;
    let own = |fields: &[Field], name: &str| {
        let own = ident(name);
        if fields.is_empty() { quote!(#runtime::NoFields) } else { quote!(#own) }
    };
    let id_token = spec.id_token.map(|id_token| {
        let own = own(id_token.claims, "IdTokenClaims");
        quote!(impl #runtime::grants::OpenIdConnect for #marker { type Claims = #own; })
    });
    let userinfo = spec.offers_userinfo().then(|| {
        let own = own(spec.userinfo.fields, "UserinfoFields");
        quote!(impl #runtime::grants::UserinfoEndpoint for #marker { type Userinfo = #own; })
    });
    quote!(#id_token #userinfo)
}

fn custom_grant(context: &Context<'_>, grant: &CustomGrant) -> TokenStream {
    let path = format!("grants.{}", grant.name);
    let text = format!("The {} grant, to be given to `Client::grant`.", code(grant.name));
    let face = Face {
        name: context.name(&path),
        doc: context.doc(&path, &text),
        of: ident("CustomGrant"),
        constant: ident("NAME"),
    };
    face.expand(context, grant.name, grant.parameters)
}

fn grant_parameters(
    context: &Context<'_>,
    grant: &str,
    parameters: &[CallParameter],
) -> TokenStream {
    let face = Face {
        name: context.name(&format!("grants.{grant}:parameters")),
        doc: crate::names::doc(&format!("What may be given with {}.", code(grant))),
        of: ident("GrantParameters"),
        constant: ident("GRANT"),
    };
    face.expand(context, grant, parameters)
}

/// A struct of what the application gives with a call.
struct Face {
    name: proc_macro2::Ident,
    doc: TokenStream,
    /// Its trait, and the constant in it that holds the grant's name.
    of: proc_macro2::Ident,
    constant: proc_macro2::Ident,
}

impl Face {
    fn expand(
        &self,
        context: &Context<'_>,
        grant: &str,
        parameters: &[CallParameter],
    ) -> TokenStream {
        let (runtime, marker) = (&context.runtime, context.marker());
        let Self { name, doc, of, constant } = self;
        let mut own = vec!["::core::clone::Clone", "::core::fmt::Debug"];
        if of == "GrantParameters" && !parameters.iter().any(|parameter| parameter.required) {
            own.push("::core::default::Default");
        }
        let derives = context.options.derives(&name.to_string(), &own, &[]);
        let mut members = TokenStream::new();
        let mut values = TokenStream::new();
        for parameter in parameters {
            let path = format!("grants.{grant}.parameters.{}", parameter.name);
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

            impl #runtime::grants::#of for #name {
                type Provider = #marker;
                const #constant: &'static str = #grant;

                #[inline]
                fn values(self) -> ::std::vec::Vec<(&'static str, #runtime::Value)> {
                    #runtime::given([#values])
                }
            }
        }
    }
}
