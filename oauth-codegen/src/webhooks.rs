//! A module of constants that verify what the provider sends by itself.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::context::Context;
use crate::markdown::{code, markdown};
use crate::names::doc;

/// The module, if the provider declares any webhooks.
pub(crate) fn expand(context: &Context<'_>) -> TokenStream {
    let spec = context.provider.spec;
    if spec.webhooks.is_empty() {
        return TokenStream::new();
    }
    let runtime = context.nested().runtime;
    let provider = spec.name;
    let about = doc(&format!("How {} signs what it sends by itself.", markdown(spec.title)));
    let constants = spec.webhooks.iter().enumerate().map(|(place, webhook)| {
        let path = format!("webhooks.{}", webhook.name);
        let doc = context.doc(&path, &format!("Verifies {}.", code(webhook.name)));
        let (name, place) = (context.name(&path), Literal::usize_unsuffixed(place));
        if webhook.keys.is_some() {
            let marker = context.marker();
            return quote! {
                #doc
                pub const #name: #runtime::PublishedWebhook<super::#marker> =
                    #runtime::PublishedWebhook::new(#provider, super::SPEC.webhooks[#place]);
            };
        }
        let kind = if webhook.needs_client_id() { "ClientWebhook" } else { "Webhook" };
        let kind = Ident::new(kind, Span::call_site());
        quote! {
            #doc
            pub const #name: #runtime::#kind =
                #runtime::#kind::new(#provider, super::SPEC.webhooks[#place]);
        }
    });
    quote! {
        #about
        pub mod webhooks { #(#constants)* }
    }
}
