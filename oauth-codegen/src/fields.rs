//! Structs for the typed fields of answers, each with its table.

use oauth_spec::{Field, FieldKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::context::Context;
use crate::markdown::code;
use crate::names::{doc, ident};

/// The structs for token, callback and error fields, and the types inside them.
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
            spec.error_fields,
            "Fields of an error beyond the standard ones.",
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
fn structure(
    context: &Context<'_>,
    name: &Ident,
    path: &str,
    fields: &[Field],
    doc: &TokenStream,
    items: &mut TokenStream,
) {
    let runtime = &context.runtime;
    let derives =
        context.options.derives(&name.to_string(), &["::core::clone::Clone", "::core::fmt::Debug"]);
    let mut rows = Vec::new();
    let mut members = TokenStream::new();
    let mut reads = TokenStream::new();
    let mut inner = TokenStream::new();
    for (row, field) in fields.iter().enumerate() {
        let path = format!("{path}.{}", field.name);
        let member = context.name(&path);
        let member_doc = context.doc(&path, &code(field.name));
        let shape = shape(context, &path, field.kind);
        let (read, ty) = (read(shape.read, field.required), &shape.ty);
        let ty = if field.required { ty.clone() } else { quote!(::core::option::Option<#ty>) };
        let row = proc_macro2::Literal::usize_unsuffixed(row);
        members.extend(quote!(#member_doc pub #member: #ty,));
        reads.extend(quote!(#member: values.#read(#row),));
        rows.push(row_of(context, field, &shape));
        match field.kind {
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
    items.extend(quote! {
        #doc
        #derives
        #[non_exhaustive]
        pub struct #name { #members }

        impl #runtime::Fields for #name {
            const FIELDS: &'static [#runtime::spec::Field] = &[#(#rows),*];

            fn read(values: &mut #runtime::FieldValues) -> Self {
                Self { #reads }
            }
        }
    });
    items.extend(inner);
}

/// A row of the table.
fn row_of(context: &Context<'_>, field: &Field, shape: &Shape) -> TokenStream {
    let runtime = &context.runtime;
    let (name, new) = (field.name, ident(shape.new));
    let more = match (&shape.table, field.kind) {
        (Some(table), _) => quote!(, #table),
        (None, FieldKind::Enum(values)) => quote!(, &[#(#values),*]),
        _ => TokenStream::new(),
    };
    let required = field.required.then(|| quote!(.required()));
    quote!(#runtime::spec::Field::#new(#name #more) #required)
}

/// How a field looks in Rust.
struct Shape {
    ty: TokenStream,
    /// The function that makes its row.
    new: &'static str,
    /// The method that reads it; `required_` comes before it for a required one.
    read: &'static str,
    /// An object's own table.
    table: Option<TokenStream>,
}

fn shape(context: &Context<'_>, path: &str, kind: FieldKind) -> Shape {
    let runtime = &context.runtime;
    let plain = |ty: TokenStream, new, read| Shape { ty, new, read, table: None };
    match kind {
        FieldKind::String => plain(quote!(::std::string::String), "string", "text"),
        FieldKind::Secret => plain(quote!(#runtime::Secret), "secret", "secret"),
        FieldKind::Integer => plain(quote!(i64), "integer", "integer"),
        FieldKind::Number => plain(quote!(f64), "number", "number"),
        FieldKind::Boolean => plain(quote!(bool), "boolean", "boolean"),
        FieldKind::Any => plain(quote!(#runtime::Json), "any", "json"),
        FieldKind::Enum(_) => {
            let name = context.name(&format!("{path}:type"));
            plain(quote!(#name), "choice", "choice")
        }
        FieldKind::Object(_) => {
            let name = context.name(&format!("{path}:type"));
            let table = quote!(<#name as #runtime::Fields>::FIELDS);
            Shape { ty: quote!(#name), new: "object", read: "object", table: Some(table) }
        }
    }
}

fn read(method: &str, required: bool) -> Ident {
    if required { ident(&format!("required_{method}")) } else { ident(method) }
}

/// An enum of texts, with a variant for a text that the file does not list.
fn choice(context: &Context<'_>, path: &str, values: &[&str], doc: &TokenStream) -> TokenStream {
    let runtime = &context.runtime;
    let name = context.name(&format!("{path}:type"));
    let derives = context.options.derives(
        &name.to_string(),
        &[
            "::core::clone::Clone",
            "::core::fmt::Debug",
            "::core::cmp::PartialEq",
            "::core::cmp::Eq",
        ],
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
            fn from_text(text: ::std::string::String) -> Self {
                match text.as_str() { #(#values => Self::#idents,)* _ => Self::#other(text) }
            }

            fn as_text(&self) -> &str {
                match self { #(Self::#idents => #values,)* Self::#other(text) => text }
            }
        }
    }
}
