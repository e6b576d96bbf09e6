//! How a field looks in Rust: its type, its row, how it is read and written.

use oauth_spec::{Field, FieldKind};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::context::Context;
use crate::names::ident;

/// How a field looks in Rust.
pub(super) struct Shape {
    /// Its type; of a list, that of one of it.
    pub(super) ty: TokenStream,
    /// The call that makes its row.
    pub(super) new: TokenStream,
    /// The method that reads it; `required_` comes before it for a required one. Of a list: what reads one of it.
    pub(super) read: &'static str,
}

pub(super) fn shape(context: &Context<'_>, path: &str, field: &Field) -> Shape {
    let runtime = &context.runtime;
    let name = field.name;
    let own = || context.name(&format!("{path}:type"));
    let text = quote!(::std::string::String);
    let kind = self::kind(context, path, field.kind);
    let new = quote!(new(#name, #runtime::spec::FieldKind::#kind));
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
        FieldKind::Label | FieldKind::Hostname(_) | FieldKind::Url(_) => (text, new, "text"),
        FieldKind::Token => (quote!(#runtime::OtherToken), new, "token"),
        FieldKind::List(element) => {
            let of = shape(context, path, &Field::new(name, *element));
            let kind = self::kind(context, path, *element);
            (of.ty, quote!(list(#name, &#runtime::spec::FieldKind::#kind)), of.read)
        }
    };
    Shape { ty, new, read }
}

/// A kind as a row has it, without its enum's name.
fn kind(context: &Context<'_>, path: &str, kind: FieldKind) -> TokenStream {
    let runtime = &context.runtime;
    let texts = |name: &str, texts: &[&str]| {
        let name = ident(name);
        quote!(#name(&[#(#texts),*]))
    };
    match kind {
        FieldKind::Enum(values) => texts("Enum", values),
        FieldKind::Hostname(under) => texts("Hostname", under),
        FieldKind::Url(under) => texts("Url", under),
        FieldKind::Object(_) => {
            let own = context.name(&format!("{path}:type"));
            quote!(Object(<#own as #runtime::Fields>::FIELDS))
        }
        FieldKind::List(element) => {
            let element = self::kind(context, path, *element);
            quote!(List(&#runtime::spec::FieldKind::#element))
        }
        plain => {
            let plain = ident(&format!("{plain:?}"));
            quote!(#plain)
        }
    }
}

/// What a list is made of, and what anything else is itself.
pub(super) fn element(kind: FieldKind) -> FieldKind {
    match kind {
        FieldKind::List(kind) => *kind,
        kind => kind,
    }
}

/// The call that reads a field from its row.
pub(super) fn read(
    context: &Context<'_>,
    field: &Field,
    row: &Literal,
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
pub(super) fn put(
    context: &Context<'_>,
    field: &Field,
    member: &Ident,
    method: &str,
) -> TokenStream {
    let runtime = &context.runtime;
    let (key, put) = (field.name, ident(method));
    let some = quote!(::core::option::Option::Some(self.#member));
    match (field.kind, field.is_always_there()) {
        (FieldKind::List(_), true) => {
            quote!(members.list(#key, #some, #runtime::FieldMembers::#put);)
        }
        (FieldKind::List(_), false) => {
            let some = quote!((!self.#member.is_empty()).then_some(self.#member));
            quote!(members.list(#key, #some, #runtime::FieldMembers::#put);)
        }
        (_, true) => quote!(members.#put(#key, #some);),
        (_, false) => quote!(members.#put(#key, self.#member);),
    }
}
