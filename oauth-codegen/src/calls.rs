//! Modules of what the provider declares beside grants: calls of its API, pages that give consent.

use oauth_spec::{CallTime, Field};
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::Context;
use crate::fields;
use crate::markdown::code;
use crate::names::{doc, ident};

/// A module of calls and one of consents, where there are any.
pub(crate) fn expand(context: &Context<'_>) -> TokenStream {
    let spec = context.provider.spec;
    // What only `revoke` makes is nothing to ask for, and without fields there is nothing to keep.
    let calls =
        spec.calls.iter().filter(|call| call.when == CallTime::Asked || !call.fields.is_empty());
    let calls = calls.map(|call| {
        let text = match call.when {
            CallTime::Asked => format!("What the call {} says.", code(call.name)),
            CallTime::Connected => {
                format!("What {} said when the token was given.", code(call.name))
            }
            CallTime::Disconnect => format!("What {} says before a revocation.", code(call.name)),
        };
        Item { name: call.name, fields: call.fields, text }
    });
    let consents = spec.consents.iter().map(|consent| {
        let text = format!("What comes back from the page {}.", code(consent.name));
        Item { name: consent.name, fields: consent.fields, text }
    });
    let calls =
        Module { name: "calls", about: "Calls that belong to connecting.", of: "ProviderCall" }
            .expand(context, calls.collect());
    let consents =
        Module { name: "consents", about: "Pages that give consent.", of: "ProviderConsent" }
            .expand(context, consents.collect());
    quote!(#calls #consents)
}

/// A struct of a module.
struct Item {
    name: &'static str,
    fields: &'static [Field],
    text: String,
}

struct Module {
    /// Of the module, and of the table in TOML.
    name: &'static str,
    about: &'static str,
    /// The trait of its structs.
    of: &'static str,
}

impl Module {
    fn expand(&self, context: &Context<'_>, items: Vec<Item>) -> TokenStream {
        if items.is_empty() {
            return TokenStream::new();
        }
        let (module, of, about) = (ident(self.name), ident(self.of), doc(self.about));
        let (runtime, marker, inner) = (&context.runtime, context.marker(), context.nested());
        let mut structs = TokenStream::new();
        let mut impls = TokenStream::new();
        for Item { name, fields, text } in items {
            let path = format!("{}.{name}", self.name);
            let (own, doc) = (context.name(&path), context.doc(&path, &text));
            fields::structure(&inner, &own, &format!("{path}.fields"), fields, &doc, &mut structs);
            impls.extend(quote! {
                impl #runtime::#of for #module::#own {
                    type Provider = #marker;
                    const NAME: &'static str = #name;
                }
            });
        }
        quote! {
            #about
            pub mod #module { #structs }
            #impls
        }
    }
}
