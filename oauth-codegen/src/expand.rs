//! A provider as a module: every item, in the order a reader wants them.

use oauth_spec::{Provider, VERSION};
use proc_macro2::TokenStream;
use quote::quote;

use crate::constant::Constant;
use crate::context::Context;
use crate::markdown::markdown;
use crate::names::{doc, ident};
use crate::{
    Options, authorization_details, calls, docs, fields, grants, scopes, variables, webhooks,
};

/// The documentation of the module, for a module that the caller has already.
pub fn expand_docs(provider: &Provider) -> TokenStream {
    doc(&docs::module_docs(provider))
}

/// The items of the module, for a module that the caller has already.
pub fn expand_items(provider: &Provider, options: &Options) -> TokenStream {
    let context = Context { provider, options, runtime: options.runtime(), written: false };
    let runtime = &context.runtime;
    // Part after part: a stream that is interpolated is copied, token by token.
    let mut items = constant(&context);
    items.extend(marker(&context));
    items.extend(aliases(&context));
    items.extend(scopes::expand(&context));
    items.extend(variables::expand(&context));
    items.extend(fields::expand(&context));
    items.extend(calls::expand(&context));
    items.extend(authorization_details::expand(&context));
    items.extend(webhooks::expand(&context));
    items.extend(grants::expand(&context));
    items.extend(features(&context));
    items.extend(quote!(const _: () = #runtime::__private::assert_generator(#VERSION);));
    items
}

/// Where the provider needs a feature of the runtime: what says so when it is off.
fn features(context: &Context<'_>) -> TokenStream {
    let (runtime, spec) = (&context.runtime, context.provider.spec);
    let needs: Vec<_> = spec
        .needed_features()
        .map(|(feature, place)| {
            let feature = feature.constant();
            quote!((#runtime::spec::#feature, #place))
        })
        .collect();
    if needs.is_empty() {
        return TokenStream::new();
    }
    let title = spec.title;
    quote!(const _: () = #runtime::__private::assert_features(#title, &[#(#needs),*]);)
}

fn constant(context: &Context<'_>) -> TokenStream {
    let runtime = &context.runtime;
    let value = crate::constant::spec(context);
    let title = markdown(context.provider.spec.title);
    let doc = doc(&format!("What {title} declares, where it differs from the standards."));
    quote! {
        #doc
        pub const SPEC: #runtime::spec::ProviderSpec = {
            use #runtime::spec::prelude::*;
            #value
        };
    }
}

fn marker(context: &Context<'_>) -> TokenStream {
    let runtime = &context.runtime;
    let spec = context.provider.spec;
    let marker = context.marker();
    let title = markdown(spec.title);
    let doc = doc(&format!("{title}, as a type."));
    let choose = |generated: bool, own: &str, none: &str| {
        let (own, none) = (ident(own), ident(none));
        if generated { quote!(#own) } else { quote!(#runtime::#none) }
    };
    let scope = choose(!spec.scopes.known.is_empty(), "Scope", "AnyScope");
    let environment = choose(!spec.environments.is_empty(), "Environment", "NoEnvironment");
    let variables = choose(!spec.variables.is_empty(), "Variables", "NoVariables");
    let variant = choose(!spec.variants.is_empty(), "Variant", "NoVariant");
    let token = choose(!spec.token.fields.is_empty(), "TokenFields", "NoFields");
    let callback = choose(!spec.callback.fields.is_empty(), "CallbackFields", "NoFields");
    let error = choose(!spec.errors.fields.is_empty(), "ErrorFields", "NoFields");
    quote! {
        #doc
        #[allow(missing_debug_implementations, reason = "it has no values")]
        pub enum #marker {}

        impl #runtime::Provider for #marker {
            type Scope = #scope;
            type Environment = #environment;
            type Variables = #variables;
            type Variant = #variant;
            type TokenFields = #token;
            type CallbackFields = #callback;
            type ErrorFields = #error;

            #[inline]
            fn spec() -> &'static #runtime::spec::ProviderSpec {
                &SPEC
            }
        }
    }
}

/// The runtime's types, for this provider.
fn aliases(context: &Context<'_>) -> TokenStream {
    let runtime = &context.runtime;
    let marker = context.marker();
    let title = markdown(context.provider.spec.title);
    let alias = |name: &str, text: String| {
        let (name, doc) = (ident(name), doc(&text));
        quote!(#doc pub type #name = #runtime::#name<#marker>;)
    };
    let mut aliases = alias("Client", format!("A client of {title}."));
    aliases.extend(alias("ClientBuilder", format!("The settings of a client of {title}.")));
    aliases.extend(alias("Token", format!("A token of {title}.")));
    aliases.extend(alias("Session", format!("Calls to {title}, with a token that is renewed.")));
    let grants = context.provider.spec.grants;
    if grants.authorization_code.is_some() || grants.implicit.is_some() {
        aliases.extend(alias(
            "Pending",
            "An authorization that waits for the browser to come back.".to_owned(),
        ));
    }
    if grants.authorization_code.is_some() {
        aliases.extend(alias(
            "Authorized",
            "An authorization that has come back, ready for the exchange of its code.".to_owned(),
        ));
    }
    aliases
}
