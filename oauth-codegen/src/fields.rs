//! Structs for the typed fields of answers, each with its table.

use oauth_spec::{Field, FieldFrom, FieldKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::constant::Constant;
use crate::context::Context;
use crate::markdown::code;
use crate::names::{doc, ident};

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
    let derives =
        context.options.derives(&name.to_string(), &["::core::clone::Clone", "::core::fmt::Debug"]);
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
        let (read, ty) = (read(shape.read, is_there), &shape.ty);
        let ty = if is_there { ty.clone() } else { quote!(::core::option::Option<#ty>) };
        let row = proc_macro2::Literal::usize_unsuffixed(row);
        if context.written {
            let (key, put) = (field.name, ident(shape.read));
            let value = if is_there {
                quote!(::core::option::Option::Some(self.#member))
            } else {
                quote!(self.#member)
            };
            writes.extend(quote!(members.#put(#key, #value);));
        }
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

/// How a field looks in Rust.
struct Shape {
    ty: TokenStream,
    /// The call that makes its row.
    new: TokenStream,
    /// The method that reads it; `required_` comes before it for a required one.
    read: &'static str,
}

fn shape(context: &Context<'_>, path: &str, field: &Field) -> Shape {
    let runtime = &context.runtime;
    let name = field.name;
    let own = || context.name(&format!("{path}:type"));
    let text = quote!(::std::string::String);
    let hosts = |kind: &str, under: &[&str]| {
        let kind = ident(kind);
        quote!(new(#name, #runtime::spec::FieldKind::#kind(&[#(#under),*])))
    };
    let (ty, new, read) = match field.kind {
        FieldKind::String => (text, quote!(string(#name)), "text"),
        FieldKind::Secret => (quote!(#runtime::Secret), quote!(secret(#name)), "secret"),
        FieldKind::Integer => (quote!(i64), quote!(integer(#name)), "integer"),
        FieldKind::Number => (quote!(f64), quote!(number(#name)), "number"),
        FieldKind::Boolean => (quote!(bool), quote!(boolean(#name)), "boolean"),
        FieldKind::Any => (quote!(#runtime::Json), quote!(any(#name)), "json"),
        FieldKind::Enum(values) => {
            let own = own();
            (quote!(#own), quote!(choice(#name, &[#(#values),*])), "choice")
        }
        FieldKind::Object(_) => {
            let own = own();
            let table = quote!(<#own as #runtime::Fields>::FIELDS);
            (quote!(#own), quote!(object(#name, #table)), "object")
        }
        FieldKind::Label => (text, quote!(new(#name, #runtime::spec::FieldKind::Label)), "text"),
        FieldKind::Hostname(under) => (text, hosts("Hostname", under), "text"),
        FieldKind::Url(under) => (text, hosts("Url", under), "text"),
        FieldKind::Token => {
            let new = quote!(new(#name, #runtime::spec::FieldKind::Token));
            (quote!(#runtime::OtherToken), new, "token")
        }
    };
    Shape { ty, new, read }
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
            #[inline]
            fn from_text(text: ::std::string::String) -> Self {
                match text.as_str() { #(#values => Self::#idents,)* _ => Self::#other(text) }
            }

            #[inline]
            fn as_text(&self) -> &str {
                match self { #(Self::#idents => #values,)* Self::#other(text) => text }
            }
        }
    }
}
