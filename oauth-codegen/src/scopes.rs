//! Enums of fixed texts: scopes, environments, variants.

use proc_macro2::TokenStream;
use quote::quote;

use crate::context::Context;
use crate::markdown::{code, markdown};
use crate::names::{doc, ident};

/// Derives that every enum of fixed texts has.
const PLAIN: &[&str] = &[
    "::core::clone::Clone",
    "::core::marker::Copy",
    "::core::fmt::Debug",
    "::core::cmp::PartialEq",
    "::core::cmp::Eq",
];

/// The enums that the provider needs.
pub(crate) fn expand(context: &Context<'_>) -> TokenStream {
    let spec = context.provider.spec;
    let mut items = TokenStream::new();
    if !spec.scopes.known.is_empty() {
        items.extend(scope(context));
    }
    if !spec.environments.is_empty() {
        let names: Vec<&str> = spec.environments.iter().map(|it| it.name).collect();
        let doc = "The environments. The first is the default.";
        items.extend(named(context, "Environment", "EnvironmentName", "environments", &names, doc));
    }
    if !spec.variants.is_empty() {
        let names: Vec<&str> = spec.variants.iter().map(|it| it.name).collect();
        let doc = "Other ways to write token requests.";
        items.extend(named(context, "Variant", "VariantName", "variants", &names, doc));
    }
    items
}

fn scope(context: &Context<'_>) -> TokenStream {
    let runtime = &context.runtime;
    let marker = context.marker();
    let derives = context.options.derives("Scope", PLAIN);
    let doc = doc(&format!("The scopes of {}.", markdown(context.provider.spec.title)));
    let variants = context.provider.spec.scopes.known.iter().map(|scope| {
        let path = format!("scopes.list.{}", scope.value);
        let (name, doc) = (context.name(&path), described(context, &path, scope.value));
        quote!(#doc #name,)
    });
    quote! {
        #doc
        #derives
        pub enum Scope { #(#variants)* }

        impl #runtime::ScopeValue for Scope {
            fn value(&self) -> &str {
                <#marker as #runtime::Provider>::SPEC.scopes.known[*self as usize].value
            }
        }
    }
}

/// An enum of names that also reads them.
fn named(
    context: &Context<'_>,
    type_name: &str,
    trait_name: &str,
    table: &str,
    names: &[&str],
    text: &str,
) -> TokenStream {
    let runtime = &context.runtime;
    let (name, trait_name) = (ident(type_name), ident(trait_name));
    let derives = context.options.derives(type_name, PLAIN);
    let doc = doc(text);
    let paths: Vec<String> = names.iter().map(|name| format!("{table}.{name}")).collect();
    let idents: Vec<_> = paths.iter().map(|path| context.name(path)).collect();
    let docs = paths.iter().zip(names).map(|(path, name)| described(context, path, name));
    quote! {
        #doc
        #derives
        pub enum #name { #(#docs #idents,)* }

        impl #runtime::#trait_name for #name {
            fn name(&self) -> &str {
                [#(#names),*][*self as usize]
            }
        }

        impl ::core::str::FromStr for #name {
            type Err = #runtime::UnknownName;

            fn from_str(s: &str) -> ::core::result::Result<Self, #runtime::UnknownName> {
                #runtime::position(&[#(#names),*], s).map(|index| [#(Self::#idents),*][index])
            }
        }
    }
}

/// The text on the wire, and what it means if the file says so.
pub(crate) fn described(context: &Context<'_>, path: &str, text: &str) -> TokenStream {
    let text = code(text);
    match context.meaning(path) {
        Some(meaning) => doc(&format!("{text}: {meaning}")),
        None => doc(&text),
    }
}
