//! The struct that an application gives its values for variables in.

use oauth_spec::{Variable, VariableKind};
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::Context;
use crate::markdown::code;
use crate::scopes::EQ;

/// The struct and the enums of its fields, if the provider has variables, and whether they may be left
/// out.
pub(crate) fn expand(context: &Context<'_>) -> TokenStream {
    let variables = context.provider.spec.variables;
    let mut items = TokenStream::new();
    if !variables.iter().any(|variable| required(context, variable)) {
        let (runtime, marker) = (&context.runtime, context.marker());
        items.extend(quote!(impl #runtime::OptionalVariables for #marker {}));
    }
    if variables.is_empty() {
        return items;
    }
    items.extend(structure(context, variables));
    for variable in variables {
        match variable.kind {
            VariableKind::Enum(values) => {
                let values: Vec<(&str, String)> = values.iter().map(|it| (*it, code(it))).collect();
                items.extend(choice(context, variable, &values));
            }
            VariableKind::Map(values) => {
                let values: Vec<(&str, String)> = values
                    .iter()
                    .map(|(name, text)| (*name, format!("{}: {}", code(name), code(text))))
                    .collect();
                items.extend(choice(context, variable, &values));
            }
            VariableKind::Label
            | VariableKind::Hostname
            | VariableKind::Url
            | VariableKind::String
            | VariableKind::Integer => {}
        }
    }
    items
}

/// Whether only the application can give it: no default, and no environment that knows it.
fn required(context: &Context<'_>, variable: &Variable) -> bool {
    let environments = context.provider.spec.environments;
    variable.default.is_none()
        && !environments.iter().any(|environment| environment.value(variable.name).is_some())
}

fn structure(context: &Context<'_>, variables: &[Variable]) -> TokenStream {
    let runtime = &context.runtime;
    let (needed, optional): (Vec<&Variable>, Vec<&Variable>) =
        variables.iter().partition(|variable| required(context, variable));
    let ident = |variable: &Variable| context.name(&format!("variables.{}", variable.name));
    let ty = |variable: &Variable| type_of(context, variable);

    let needed_names: Vec<_> = needed.iter().map(|variable| ident(variable)).collect();
    let needed_types: Vec<_> = needed.iter().map(|variable| ty(variable)).collect();
    let optional_names: Vec<_> = optional.iter().map(|variable| ident(variable)).collect();
    let optional_types: Vec<_> = optional.iter().map(|variable| ty(variable)).collect();

    let own: &[&str] = if needed.is_empty() {
        &["::core::clone::Clone", "::core::fmt::Debug", "::core::default::Default"]
    } else {
        &["::core::clone::Clone", "::core::fmt::Debug"]
    };
    let derives = context.options.derives("Variables", own, &[]);

    let takes = needed_names
        .iter()
        .zip(&needed_types)
        .map(|(name, ty)| quote!(#name: impl ::core::convert::Into<#ty>));
    let new_doc = crate::names::doc(&new_docs(context, &needed));
    let setters = optional.iter().map(|variable| {
        let (name, ty) = (ident(variable), ty(variable));
        let doc = context.doc(&format!("variables.{}", variable.name), &code(variable.name));
        quote! {
            #doc
            #[must_use]
            pub fn #name(mut self, value: impl ::core::convert::Into<#ty>) -> Self {
                self.#name = ::core::option::Option::Some(::core::convert::Into::into(value));
                self
            }
        }
    });
    let needed_values = needed.iter().map(|variable| {
        let (key, name) = (variable.name, ident(variable));
        let value = if is_key(context, variable) {
            quote!(self.#name.expose())
        } else if is_choice(variable) {
            quote!(self.#name.value())
        } else if variable.kind == VariableKind::Integer {
            quote!(self.#name.to_string())
        } else {
            quote!(self.#name)
        };
        quote!(#runtime::required(#key, #value))
    });
    let optional_values = optional.iter().map(|variable| {
        let (key, name) = (variable.name, ident(variable));
        let value = if is_key(context, variable) {
            quote!(self.#name.as_ref().map(#runtime::Secret::expose))
        } else if is_choice(variable) {
            let ty = ty(variable);
            quote!(self.#name.map(#ty::value))
        } else if variable.kind == VariableKind::Integer {
            quote!(self.#name.map(|number| number.to_string()))
        } else {
            quote!(self.#name)
        };
        quote!(#runtime::optional(#key, #value))
    });
    let values = needed_values.chain(optional_values);
    quote! {
        /// What only the application knows.
        #derives
        pub struct Variables {
            #(#needed_names: #needed_types,)*
            #(#optional_names: ::core::option::Option<#optional_types>,)*
        }

        impl Variables {
            #new_doc
            #[must_use]
            pub fn new(#(#takes),*) -> Self {
                Self {
                    #(#needed_names: ::core::convert::Into::into(#needed_names),)*
                    #(#optional_names: ::core::option::Option::None,)*
                }
            }

            #(#setters)*
        }

        impl #runtime::VariableValues for Variables {
            #[inline]
            fn values(self) -> ::std::vec::Vec<(&'static str, ::std::string::String)> {
                #runtime::given([#(#values),*])
            }
        }

    }
}

fn new_docs(context: &Context<'_>, needed: &[&Variable]) -> String {
    if needed.is_empty() {
        return "No values: every variable has one without the application.".to_owned();
    }
    let mut text = "The values that nothing else gives:\n\n".to_owned();
    for variable in needed {
        let path = format!("variables.{}", variable.name);
        let meaning = context.meaning(&path);
        text.push_str("- ");
        text.push_str(&code(variable.name));
        text.push_str(": ");
        text.push_str(meaning.as_deref().unwrap_or("as the provider says"));
        text.push('\n');
    }
    text
}

fn type_of(context: &Context<'_>, variable: &Variable) -> TokenStream {
    if is_choice(variable) {
        let name = context.name(&format!("variables.{}:type", variable.name));
        quote!(#name)
    } else if is_key(context, variable) {
        let runtime = &context.runtime;
        quote!(#runtime::Secret)
    } else if variable.kind == VariableKind::Integer {
        quote!(::core::primitive::i64)
    } else {
        quote!(::std::string::String)
    }
}

/// Whether its type is an enum.
const fn is_choice(variable: &Variable) -> bool {
    matches!(variable.kind, VariableKind::Enum(_) | VariableKind::Map(_))
}

/// Whether its value is a key, which is never shown.
fn is_key(context: &Context<'_>, variable: &Variable) -> bool {
    variable.kind == VariableKind::String && context.provider.spec.is_key(variable.name)
}

/// An enum of what the application may say, and how each is documented.
fn choice(context: &Context<'_>, variable: &Variable, values: &[(&str, String)]) -> TokenStream {
    let runtime = &context.runtime;
    let path = format!("variables.{}", variable.name);
    let name = context.name(&format!("{path}:type"));
    let doc = context.doc(&path, &code(variable.name));
    let derives = context.options.derives(
        &name.to_string(),
        &["::core::clone::Clone", "::core::marker::Copy", "::core::fmt::Debug"],
        EQ,
    );
    let idents: Vec<_> =
        values.iter().map(|(value, _)| context.name(&format!("{path}.values.{value}"))).collect();
    let docs = values.iter().map(|(_, doc)| crate::names::doc(doc));
    let values: Vec<_> = values.iter().map(|(value, _)| value).collect();
    quote! {
        #doc
        #derives
        pub enum #name { #(#docs #idents,)* }

        #runtime::values!(#name, #(#idents = #values),*);
    }
}
