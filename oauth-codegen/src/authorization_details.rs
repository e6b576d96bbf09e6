//! A module of the types of authorization details (RFC 9396).

use proc_macro2::TokenStream;
use quote::quote;

use crate::context::Context;
use crate::fields;
use crate::markdown::code;

/// One struct a type: the application fills it in, and reads what was granted.
pub(crate) fn expand(context: &Context<'_>) -> TokenStream {
    let details = context.provider.spec.authorization_details;
    if details.is_empty() {
        return TokenStream::new();
    }
    let (runtime, marker) = (&context.runtime, context.marker());
    let inner = Context { written: true, ..context.nested() };
    let mut structs = TokenStream::new();
    let mut impls = TokenStream::new();
    for detail in details {
        let name = detail.name;
        let path = format!("authorization_details.{name}");
        let text = format!("Authorization details of the type {}.", code(name));
        let (own, doc) = (context.name(&path), context.doc(&path, &text));
        let table = format!("{path}.fields");
        fields::structure(&inner, &own, &table, detail.fields, &doc, &mut structs);
        impls.extend(quote! {
            impl #runtime::AuthorizationDetail for authorization_details::#own {
                type Provider = #marker;
                const TYPE: &'static str = #name;
            }
        });
    }
    quote! {
        /// What may be asked for in detail (RFC 9396).
        pub mod authorization_details { #structs }
        #impls
    }
}
