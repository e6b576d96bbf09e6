//! Templates: parameters, headers, and the values in them.

use oauth_spec::{Header, Notation, Parameter, Part, Source, Template};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::value::{Constant, choice, whole};

impl Constant for Parameter {
    fn constant(&self) -> TokenStream {
        if let Some((name, _)) = Self::STANDARD.iter().find(|(_, standard)| standard == self) {
            let name = format_ident!("{name}");
            return quote!(Parameter::#name);
        }
        let Self { name, value, notation } = self;
        let parameter = match Form::of(*value) {
            Form::Text(text) => quote!(Parameter::text(#name, #text)),
            Form::Written(_) if *value == Template::value(Source::Parameter(name)) => {
                quote!(Parameter::given(#name))
            }
            Form::Written(text) => quote!(Parameter::new(#name, #text)),
            Form::Parts(value) => {
                quote!(Parameter { name: #name, value: #value, notation: Notation::Text })
            }
        };
        match notation {
            Notation::Text => parameter,
            Notation::Json => quote!(#parameter.json()),
        }
    }
}

whole!(Header { name, value });

/// How a template is written: as a text, if it can be read back from one.
enum Form {
    Text(&'static str),
    Written(&'static str),
    Parts(TokenStream),
}

impl Form {
    fn of(template: Template) -> Self {
        if let Some(text) = template.as_text() {
            return Self::Text(text);
        }
        let mut text = String::new();
        for part in template.parts() {
            match part {
                Part::Text(own) => text.push_str(own),
                Part::Value(source) => {
                    let (start, end) = source.name();
                    text.extend(["{", start, &end, "}"]);
                }
            }
        }
        // The declaration has been made in the same way: it lives as long as the build.
        let text = text.leak();
        // In TOML two braces are a brace.
        let is_misread = text.contains("{{") || text.contains("}}");
        if !is_misread && Template::Written(text) == template {
            return Self::Written(text);
        }
        let parts = template.parts().map(|part| part.constant());
        Self::Parts(quote!(Template::of(&[#(#parts),*])))
    }
}

impl Constant for Template {
    fn constant(&self) -> TokenStream {
        match Form::of(*self) {
            Form::Text(text) => quote!(Template::text(#text)),
            Form::Written(text) => quote!(Template::Written(#text)),
            Form::Parts(parts) => parts,
        }
    }

    /// The prelude has short words for it, so that an address fits into its line.
    fn some(&self) -> TokenStream {
        match Form::of(*self) {
            Form::Text(text) => quote!(text(#text)),
            Form::Written(text) => quote!(written(#text)),
            Form::Parts(parts) => quote!(Some(#parts)),
        }
    }
}

/// Where a text looks like a value.
impl Constant for Part {
    fn constant(&self) -> TokenStream {
        match self {
            Self::Text(text) => quote!(Part::Text(#text)),
            Self::Value(of) => {
                let source = of.constant();
                quote!(Part::Value(#source))
            }
        }
    }
}

choice!(Source {
    ClientId,
    ClientSecret,
    RedirectUri,
    Scope,
    AuthorizationDetails,
    Resource,
    State,
    Nonce,
    CodeChallenge,
    CodeVerifier,
    Code,
    AccessToken,
    RefreshToken,
    IdToken,
    TokenAtHand,
    Random,
    RandomUuid,
    Method,
    Url,
    Path,
    Target,
    Query,
    Parameters,
    Body,
    WebhookSecret,
    ClientAssertion,
    DpopKey,
} {
    ScopeSet,
    Variable,
    Parameter,
    Callback,
    Token,
    Call,
    Grant,
    Computed,
    Time,
    Header,
    QueryParameter,
    FormParameter,
    JsonMember,
    SignaturePart,
    Claim,
});
