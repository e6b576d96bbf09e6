//! Enums of fixed texts: scopes, environments, variants.

use oauth_spec::ScopeSet;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::context::Context;
use crate::markdown::{code, markdown};
use crate::names::{doc, ident};

/// Derives that every enum of fixed texts has.
const PLAIN: &[&str] = &["::core::clone::Clone", "::core::marker::Copy", "::core::fmt::Debug"];

/// Derives of scopes. `Debug` shows the value on the wire: to derive it costs rustc as much as the enum and
/// the list of its values together.
const SCOPE: &[&str] = &["::core::clone::Clone", "::core::marker::Copy"];

/// What macros of the runtime write out for enums, at less than it costs rustc to derive it.
pub(crate) const EQ: &[&str] = &["PartialEq", "Eq"];

/// The enums that the provider needs.
pub(crate) fn expand(context: &Context<'_>) -> TokenStream {
    let spec = context.provider.spec;
    let mut items = TokenStream::new();
    if !spec.scopes.known.is_empty() {
        items.extend(scope(context));
    }
    for (place, set) in spec.scopes.sets.iter().enumerate() {
        items.extend(self::set(context, place, set));
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
    let known = context.provider.spec.scopes.known;
    let text = format!("The scopes of {}.", markdown(context.provider.spec.title));
    let scopes =
        values(context, &ident("Scope"), &text, "scopes.list", known, &quote!(ScopeValue::value));
    quote! {
        #scopes

        impl #runtime::ScopeValue for Scope {
            #[inline]
            fn value(&self) -> &str {
                <#marker as #runtime::Provider>::spec().scopes.known[*self as usize]
            }
        }
    }
}

/// A further list: an enum, or a text of its own type where none are known.
fn set(context: &Context<'_>, place: usize, set: &ScopeSet) -> TokenStream {
    let runtime = &context.runtime;
    let marker = context.marker();
    let path = format!("scopes.sets.{}", set.name);
    let (set_name, name) = (set.name, context.name(&path));
    let text = format!("The scopes that are asked for as {}.", code(set.name));
    let text = context.meaning(&path).unwrap_or(text);
    let (item, value) = if set.known.is_empty() {
        let own = [
            "::core::clone::Clone",
            "::core::fmt::Debug",
            "::core::cmp::PartialEq",
            "::core::cmp::Eq",
        ];
        let derives = context.options.derives(&name.to_string(), &own, &[]);
        let doc = doc(&text);
        (quote!(#doc #derives pub struct #name(pub ::std::string::String);), quote!(&self.0))
    } else {
        let place = Literal::usize_unsuffixed(place);
        let sets = quote!(<#marker as #runtime::Provider>::spec().scopes.sets);
        let item = values(
            context,
            &name,
            &text,
            &format!("{path}.list"),
            set.known,
            &quote!(ScopeIn::as_str),
        );
        (item, quote!(#sets[#place].known[*self as usize]))
    };
    quote! {
        #item

        impl #runtime::ScopeIn for #name {
            type Provider = #marker;
            const SET: &'static str = #set_name;

            #[inline]
            fn as_str(&self) -> &str { #value }
        }
    }
}

/// An enum of scopes, and the function that gives the value of one.
fn values(
    context: &Context<'_>,
    name: &Ident,
    text: &str,
    table: &str,
    scopes: &[&str],
    value: &TokenStream,
) -> TokenStream {
    let runtime = &context.runtime;
    let derives = context.options.derives(&name.to_string(), SCOPE, &["Debug", "PartialEq", "Eq"]);
    let doc = doc(text);
    let variants = scopes.iter().map(|scope| {
        let path = format!("{table}.{scope}");
        let (name, doc) = (context.name(&path), described(context, &path, scope));
        quote!(#doc #name,)
    });
    quote! {
        #doc
        #derives
        pub enum #name { #(#variants)* }

        #runtime::scopes!(#name, #value);
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
    let derives = context.options.derives(type_name, PLAIN, EQ);
    let doc = doc(text);
    let paths: Vec<String> = names.iter().map(|name| format!("{table}.{name}")).collect();
    let idents: Vec<_> = paths.iter().map(|path| context.name(path)).collect();
    let docs = paths.iter().zip(names).map(|(path, name)| described(context, path, name));
    quote! {
        #doc
        #derives
        pub enum #name { #(#docs #idents,)* }

        #runtime::names!(#name, #trait_name, #(#idents = #names),*);
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
