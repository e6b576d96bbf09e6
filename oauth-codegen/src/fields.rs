//! Structs for the typed fields of answers, each with its table.

mod shape;

use oauth_spec::{Field, FieldFrom, FieldKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use shape::{Shape, element, put, read, shape};

use crate::constant::Constant;
use crate::context::Context;
use crate::markdown::code;
use crate::names::{doc, ident};
use crate::scopes::EQ;

/// The structs for the fields of tokens, callbacks, errors and claims, and the types inside them.
pub(crate) fn expand(context: &Context<'_>) -> TokenStream {
    let spec = context.provider.spec;
    let tables = [
        (
            "TokenFields",
            "token.fields",
            spec.token.fields,
            "Fields of a token beyond the standard ones.",
        ),
        (
            "CallbackFields",
            "callback.fields",
            spec.callback.fields,
            "Fields of a callback beyond the standard ones.",
        ),
        (
            "ErrorFields",
            "errors.fields",
            spec.errors.fields,
            "Fields of an error beyond the standard ones.",
        ),
        (
            "IdTokenClaims",
            "id_token.claims",
            spec.id_token.map_or(&[], |id_token| id_token.claims),
            "Claims of an ID token beyond the standard ones.",
        ),
        (
            "UserinfoFields",
            "userinfo.fields",
            spec.userinfo.fields,
            "What the provider says about the user.",
        ),
    ];
    let mut items = TokenStream::new();
    for (name, path, fields, text) in tables {
        if !fields.is_empty() {
            structure(context, &ident(name), path, fields, &doc(text), &mut items);
        }
    }
    items
}

/// One struct, and after it the types of its fields.
pub(crate) fn structure(
    context: &Context<'_>,
    name: &Ident,
    path: &str,
    fields: &[Field],
    doc: &TokenStream,
    items: &mut TokenStream,
) {
    let runtime = &context.runtime;
    let derives = context.options.derives(
        &name.to_string(),
        &["::core::clone::Clone", "::core::fmt::Debug"],
        &[],
    );
    let mut rows = Vec::new();
    let mut members = TokenStream::new();
    let mut reads = TokenStream::new();
    let mut writes = TokenStream::new();
    let mut inner = TokenStream::new();
    for (row, field) in fields.iter().enumerate() {
        let path = format!("{path}.{}", field.name);
        let member = context.name(&path);
        let member_doc = context.doc(&path, &code(field.name));
        let shape = shape(context, &path, field);
        let is_there = field.is_always_there();
        let ty = &shape.ty;
        let ty = match field.kind {
            // What is not there has no elements.
            FieldKind::List(_) => quote!(::std::vec::Vec<#ty>),
            _ if is_there => ty.clone(),
            _ => quote!(::core::option::Option<#ty>),
        };
        let row = proc_macro2::Literal::usize_unsuffixed(row);
        if context.written {
            writes.extend(put(context, field, &member, shape.read));
        }
        members.extend(quote!(#member_doc pub #member: #ty,));
        let read = read(context, field, &row, shape.read);
        reads.extend(quote!(#member: values.#read,));
        rows.push(row_of(context, field, &shape));
        match element(field.kind) {
            FieldKind::Object(fields) => {
                let name = context.name(&format!("{path}:type"));
                structure(
                    context,
                    &name,
                    &format!("{path}.fields"),
                    fields,
                    &member_doc,
                    &mut inner,
                );
            }
            FieldKind::Enum(values) => inner.extend(choice(context, &path, values, &member_doc)),
            _ => {}
        }
    }
    let values = ident(if fields.is_empty() { "_values" } else { "values" });
    // What the application makes has no further members to come.
    let open = (!context.written).then(|| quote!(#[non_exhaustive]));
    let written = context.written.then(|| {
        let members = ident(if fields.is_empty() { "_members" } else { "members" });
        quote! {
            impl #runtime::WriteFields for #name {
                #[inline]
                fn write(self, #members: &mut #runtime::FieldMembers) { #writes }
            }
        }
    });
    let table = table(context, &rows);
    items.extend(quote! {
        #doc
        #derives
        #open
        pub struct #name { #members }

        impl #runtime::Fields for #name {
            const FIELDS: &'static [#runtime::spec::Field] = #table;

            #[inline]
            fn read(#values: &mut #runtime::FieldValues) -> Self {
                Self { #reads }
            }
        }

        #written
    });
    items.extend(inner);
}

/// The table. What a reference to calls of functions refers to is a constant without a name, which rustc takes
/// out call by call; from four rows on it costs clearly less to name it.
fn table(context: &Context<'_>, rows: &[TokenStream]) -> TokenStream {
    if rows.len() < 4 {
        return quote!(&[#(#rows),*]);
    }
    let runtime = &context.runtime;
    let length = proc_macro2::Literal::usize_unsuffixed(rows.len());
    quote! {{
        const ROWS: [#runtime::spec::Field; #length] = [#(#rows),*];
        &ROWS
    }}
}

/// A row of the table.
fn row_of(context: &Context<'_>, field: &Field, shape: &Shape) -> TokenStream {
    let runtime = &context.runtime;
    let Field { name, path, or, from, kind: _, when, required, equals, pattern } = field;
    let new = &shape.new;
    let at = (path != name).then(|| quote!(.at(#path)));
    let from = (*from != FieldFrom::Answer).then(|| {
        let from = from.constant();
        quote!(.from(#runtime::spec::#from))
    });
    let when = (!when.is_empty()).then(|| {
        let when = when.constant();
        quote!(.when({ use #runtime::spec::prelude::*; #when }))
    });
    let required = required.then(|| quote!(.required()));
    let equals = equals.map(|template| {
        let template = template.constant();
        quote!(.equals({ use #runtime::spec::prelude::*; #template }))
    });
    let pattern = pattern.map(|pattern| quote!(.pattern(#pattern)));
    let or = (!or.is_empty()).then(|| quote!(.or(&[#(#or),*])));
    quote!(#runtime::spec::Field::#new #at #or #from #when #required #equals #pattern)
}

/// An enum of texts, with a variant for a text that the file does not list.
fn choice(context: &Context<'_>, path: &str, values: &[&str], doc: &TokenStream) -> TokenStream {
    let runtime = &context.runtime;
    let name = context.name(&format!("{path}:type"));
    let derives = context.options.derives(
        &name.to_string(),
        &["::core::clone::Clone", "::core::fmt::Debug"],
        EQ,
    );
    let idents: Vec<_> =
        values.iter().map(|value| context.name(&format!("{path}.enum.{value}"))).collect();
    let docs = values.iter().map(|value| crate::names::doc(&code(value)));
    let other = ident(if idents.iter().any(|name| name == "Other") { "Unlisted" } else { "Other" });
    quote! {
        #doc
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#docs #idents,)*
            /// A text that the declaration does not list.
            #other(::std::string::String),
        }

        impl #runtime::FieldText for #name {
            #[inline]
            fn from_text(text: ::std::string::String) -> Self {
                match text.as_str() { #(#values => Self::#idents,)* _ => Self::#other(text) }
            }

            #[inline]
            fn as_text(&self) -> &str {
                match self { #(Self::#idents => #values,)* Self::#other(text) => text }
            }
        }

        #runtime::text_eq!(#name);
    }
}
