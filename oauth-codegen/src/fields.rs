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
        let read = read(context, field, row, shape.read);
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
    let Field { name, path, from, kind: _, when, required, equals, pattern } = field;
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
    quote!(#runtime::spec::Field::#new #at #from #when #required #equals #pattern)
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
    if let FieldKind::List(kind) = field.kind {
        return list(context, path, field.name, *kind);
    }
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
        // A list of lists is nothing that can be declared.
        FieldKind::List(_) => (quote!(#runtime::Json), quote!(any(#name)), "json"),
    };
    Shape { ty, new, read }
}

/// A list of those.
fn list(context: &Context<'_>, path: &str, name: &str, kind: FieldKind) -> Shape {
    let runtime = &context.runtime;
    let hosts = |kind: &str, under: &[&str]| {
        let kind = ident(kind);
        quote!(#kind(&[#(#under),*]))
    };
    let element = match kind {
        FieldKind::Enum(values) => quote!(Enum(&[#(#values),*])),
        FieldKind::Object(_) => {
            let own = context.name(&format!("{path}:type"));
            quote!(Object(<#own as #runtime::Fields>::FIELDS))
        }
        FieldKind::Hostname(under) => hosts("Hostname", under),
        FieldKind::Url(under) => hosts("Url", under),
        plain => {
            let plain = ident(&format!("{plain:?}"));
            quote!(#plain)
        }
    };
    let of = shape(context, path, &Field::new("", kind));
    Shape { new: quote!(list(#name, &#runtime::spec::FieldKind::#element)), ..of }
}

/// What a list is made of, and what anything else is itself.
fn element(kind: FieldKind) -> FieldKind {
    match kind {
        FieldKind::List(kind) => *kind,
        kind => kind,
    }
}

/// The call that reads a field from its row.
fn read(
    context: &Context<'_>,
    field: &Field,
    row: proc_macro2::Literal,
    method: &str,
) -> TokenStream {
    let runtime = &context.runtime;
    let (one, required) = (ident(method), ident(&format!("required_{method}")));
    match field.kind {
        FieldKind::List(_) => quote!(list(#row, #runtime::FieldValues::#one)),
        _ if field.is_always_there() => quote!(#required(#row)),
        _ => quote!(#one(#row)),
    }
}

/// The statement that puts a member that is sent. An empty list is left out unless it must be there.
fn put(context: &Context<'_>, field: &Field, member: &Ident, method: &str) -> TokenStream {
    let runtime = &context.runtime;
    let (key, put) = (field.name, ident(method));
    let some = quote!(::core::option::Option::Some(self.#member));
    match (field.kind, field.is_always_there()) {
        (FieldKind::List(_), is_there) => {
            let value = match is_there {
                true => some,
                false => quote!((!self.#member.is_empty()).then_some(self.#member)),
            };
            quote!(members.list(#key, #value, #runtime::FieldMembers::#put);)
        }
        (_, true) => quote!(members.#put(#key, #some);),
        (_, false) => quote!(members.#put(#key, self.#member);),
    }
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
