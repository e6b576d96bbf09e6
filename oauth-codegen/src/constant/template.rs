//! Templates: parameters, headers, and the values in them.

use oauth_spec::{Header, Parameter, Part, Source, Template};
use proc_macro2::TokenStream;
use quote::quote;

use super::{list, plain};

pub(super) fn parameter(parameter: &Parameter) -> TokenStream {
    let Parameter { name, value } = parameter;
    match value {
        Template::One(Part::Text(text)) => quote!(Parameter::text(#name, #text)),
        Template::One(Part::Value(Source::Parameter(of))) if of == name => {
            quote!(Parameter::given(#name))
        }
        Template::One(Part::Value(of)) => {
            let source = source(of);
            quote!(Parameter::value(#name, #source))
        }
        Template::Many(all) => {
            let parts = parts(all);
            quote!(Parameter::new(#name, #parts))
        }
    }
}

pub(super) fn header(header: &Header) -> TokenStream {
    let Header { name, value } = header;
    let value = template(value);
    quote!(Header { name: #name, value: #value })
}

pub(super) fn template(template: &Template) -> TokenStream {
    match template {
        Template::One(Part::Text(text)) => quote!(Template::text(#text)),
        Template::One(Part::Value(of)) => {
            let source = source(of);
            quote!(Template::value(#source))
        }
        Template::Many(all) => {
            let parts = parts(all);
            quote!(Template::of(#parts))
        }
    }
}

fn parts(parts: &[Part]) -> TokenStream {
    list(parts, |part| match part {
        Part::Text(text) => quote!(Text(#text)),
        Part::Value(of) => {
            let source = source(of);
            quote!(Value(#source))
        }
    })
}

pub(super) fn source(source: &Source) -> TokenStream {
    match source {
        Source::Variable(of) => quote!(Source::Variable(#of)),
        Source::Parameter(of) => quote!(Source::Parameter(#of)),
        Source::Callback(of) => quote!(Source::Callback(#of)),
        Source::Token(of) => quote!(Source::Token(#of)),
        other => plain("Source", other),
    }
}
