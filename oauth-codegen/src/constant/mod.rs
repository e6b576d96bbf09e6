//! The model, written out as a constant.
//!
//! Only what differs from the standard is written, the rest is `..STANDARD`: a reader sees the
//! provider's deviations and nothing else. Every structure is taken apart without `..`, so that a new
//! field of the model does not compile until it is written here.

mod answers;
mod grants;
mod template;

use oauth_spec::{
    Callback, Endpoints, Environment, Field, ProviderSpec, Scope, Scopes, Template, TokenSpec,
    Variable, VariableKind, Variant,
};
use proc_macro2::TokenStream;
use quote::quote;

use crate::names::ident;
use template::template;

/// The fields of a structure that differ from a standard one, and `..` that one for the rest.
macro_rules! structure {
    ($value:expr, $type:ident::$base:ident, { $($field:ident: $write:expr,)* }) => {{
        let $type { $($field),* } = *$value;
        let base = $type::$base;
        let mut all = true;
        let mut fields = TokenStream::new();
        $(
            if $field == base.$field {
                all = false;
            } else {
                let tokens = ($write)(&$field);
                fields.extend(quote!($field: #tokens,));
            }
        )*
        let (name, base) = (ident(stringify!($type)), ident(stringify!($base)));
        if fields.is_empty() {
            quote!(#name::#base)
        } else if all {
            quote!(#name { #fields })
        } else {
            quote!(#name { #fields ..#name::#base })
        }
    }};
}
use structure;

/// The whole declaration. Tables of fields are with the structs that are made from them.
pub(crate) fn spec(spec: &ProviderSpec, runtime: &TokenStream) -> TokenStream {
    let fields = |name: &str| {
        let name = ident(name);
        quote!(<#name as #runtime::Fields>::FIELDS)
    };
    structure!(spec, ProviderSpec::STANDARD, {
        name: |value: &&str| quote!(#value),
        title: |value: &&str| quote!(#value),
        variables: |values: &&[Variable]| list(values, variable),
        environments: |values: &&[Environment]| {
            list(values, environment)
        },
        authentication: |values: &&[_]| {
            list(values, |value| plain("ClientAuthentication", value))
        },
        endpoints: self::endpoints,
        grants: grants::grants,
        variants: |values: &&[Variant]| list(values, variant),
        scopes: self::scopes,
        callback: |value: &Callback| {
            answers::callback(value, &fields("CallbackFields"))
        },
        token: |value: &TokenSpec| answers::token(value, &fields("TokenFields")),
        error_fields: |_: &&[Field]| fields("ErrorFields"),
        api: answers::api,
        revocation: answers::revocation,
    })
}

fn variable(variable: &Variable) -> TokenStream {
    let Variable { name, kind, default } = variable;
    let kind = match kind {
        VariableKind::Enum(values) => {
            quote!(VariableKind::Enum(&[#(#values),*]))
        }
        other => plain("VariableKind", other),
    };
    let default = option(default.as_ref(), |default| quote!(#default));
    quote!(Variable { name: #name, kind: #kind, default: #default })
}

fn environment(environment: &Environment) -> TokenStream {
    let Environment { name, values } = environment;
    let values = values.iter().map(|(name, value)| quote!((#name, #value)));
    quote!(Environment { name: #name, values: &[#(#values),*] })
}

fn endpoints(endpoints: &Endpoints) -> TokenStream {
    let write = |value: &Option<Template>| option(value.as_ref(), template);
    structure!(endpoints, Endpoints::NONE, {
        issuer: write,
        authorization: write,
        token: write,
        revocation: write,
        api: write,
    })
}

fn variant(variant: &Variant) -> TokenStream {
    let Variant { name, grants, endpoint, parameters_in } = variant;
    let endpoint = option(endpoint.as_ref(), template);
    let parameters_in = option(parameters_in.as_ref(), |value| plain("ParametersIn", value));
    quote!(Variant {
        name: #name,
        grants: &[#(#grants),*],
        endpoint: #endpoint,
        parameters_in: #parameters_in,
    })
}

fn scopes(scopes: &Scopes) -> TokenStream {
    structure!(scopes, Scopes::STANDARD, {
        separator: |value: &&str| quote!(#value),
        known: |values: &&[Scope]| list(values, |scope| {
            let Scope { value } = scope;
            quote!(Scope { value: #value })
        }),
    })
}

/// The variant of a plain enum, as `Debug` prints it.
fn plain(name: &str, variant: &impl std::fmt::Debug) -> TokenStream {
    let (name, variant) = (ident(name), ident(&format!("{variant:?}")));
    quote!(#name::#variant)
}

fn option<T>(value: Option<&T>, write: impl FnOnce(&T) -> TokenStream) -> TokenStream {
    let value = value.map(write);
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

fn list<T>(values: &[T], write: impl Fn(&T) -> TokenStream) -> TokenStream {
    let values = values.iter().map(write);
    quote!(&[#(#values),*])
}

/// A number without a type suffix.
fn number(value: u64) -> proc_macro2::Literal {
    proc_macro2::Literal::u64_unsuffixed(value)
}

/// A number of seconds, with `_` between thousands where there are many digits.
fn seconds_literal(seconds: u64) -> TokenStream {
    let digits = seconds.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text.parse().expect("digits and underscores are a literal")
}
