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
        let parameter = match value {
            Template::One(Part::Text(text)) => quote!(Parameter::text(#name, #text)),
            Template::One(Part::Value(Source::Parameter(of))) if of == name => {
                quote!(Parameter::given(#name))
            }
            Template::One(Part::Value(of)) => {
                let source = of.constant();
                quote!(Parameter::value(#name, #source))
            }
            Template::Many(parts) => {
                let parts = parts.constant();
                quote!(Parameter::new(#name, #parts))
            }
        };
        match notation {
            Notation::Text => parameter,
            Notation::Json => quote!(#parameter.json()),
        }
    }
}

whole!(Header { name, value });

impl Constant for Template {
    fn constant(&self) -> TokenStream {
        match self {
            Self::One(Part::Text(text)) => quote!(Template::text(#text)),
            Self::One(Part::Value(of)) => {
                let source = of.constant();
                quote!(Template::value(#source))
            }
            Self::Many(parts) => {
                let parts = parts.constant();
                quote!(Template::of(#parts))
            }
        }
    }

    /// The prelude has short words for it, so that an address fits into its line.
    fn some(&self) -> TokenStream {
        if let Self::One(Part::Text(only)) = self {
            return quote!(text(#only));
        }
        let parts = self.parts().iter().map(Part::constant);
        quote!(parts(&[#(#parts),*]))
    }
}

/// The prelude has the variants by themselves.
impl Constant for Part {
    fn constant(&self) -> TokenStream {
        match self {
            Self::Text(text) => quote!(Text(#text)),
            Self::Value(of) => {
                let source = of.constant();
                quote!(Value(#source))
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
