//! The model, written out as a constant.
//!
//! Only what differs from the standard is written, the rest is `..STANDARD`: a reader sees the
//! provider's deviations and nothing else. Every structure is taken apart without `..`, so that a new
//! field of the model does not compile until it is written here.

use oauth_spec::{
    Api, AuthorizationCodeGrant, AuthorizationRequest, CallParameter, Callback, CustomGrant,
    Endpoints, Environment, ExpirySignal, Field, Grants, Header, ImplicitGrant, Parameter, Part,
    PersonalAccessTokenGrant, ProviderSpec, RefreshGrant, Revocation, Scope, Scopes, Signature,
    SignatureEncoding, Source, Template, TokenGrant, TokenRequest, TokenSpec, Variable,
    VariableKind, Variant,
};
use proc_macro2::TokenStream;
use quote::quote;

use crate::names::ident;

/// Writes constants, with the names of the model's prelude.
pub(crate) struct Constants;

/// The fields of a structure that differ from a standard one, and `..` that one for the rest.
macro_rules! structure {
    ($self:ident, $value:expr, $type:ident::$base:ident, { $($field:ident: $write:expr,)* }) => {{
        let $type { $($field),* } = *$value;
        let base = $type::$base;
        let mut all = true;
        let mut fields = TokenStream::new();
        $(
            if $field == base.$field {
                all = false;
            } else {
                let tokens = ($write)($self, &$field);
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

impl Constants {
    /// The variant of a plain enum, as `Debug` prints it.
    fn plain(&self, name: &str, variant: &impl std::fmt::Debug) -> TokenStream {
        let (name, variant) = (ident(name), ident(&format!("{variant:?}")));
        quote!(#name::#variant)
    }

    fn option<T>(
        &self,
        value: Option<&T>,
        write: impl FnOnce(&Self, &T) -> TokenStream,
    ) -> TokenStream {
        match value {
            Some(value) => {
                let tokens = write(self, value);
                quote!(Some(#tokens))
            }
            None => quote!(None),
        }
    }

    fn list<T>(&self, values: &[T], write: impl Fn(&Self, &T) -> TokenStream) -> TokenStream {
        let values = values.iter().map(|value| write(self, value));
        quote!(&[#(#values),*])
    }

    /// The whole declaration. Tables of fields are with the structs that are made from them.
    pub(crate) fn spec(&self, spec: &ProviderSpec, runtime: &TokenStream) -> TokenStream {
        let fields = |name: &str| {
            let name = ident(name);
            quote!(<#name as #runtime::Fields>::FIELDS)
        };
        structure!(self, spec, ProviderSpec::STANDARD, {
            name: |_: &Self, value: &&str| quote!(#value),
            title: |_: &Self, value: &&str| quote!(#value),
            variables: |this: &Self, values: &&[Variable]| this.list(values, Self::variable),
            environments: |this: &Self, values: &&[Environment]| {
                this.list(values, Self::environment)
            },
            authentication: |this: &Self, values: &&[_]| {
                this.list(values, |this, value| this.plain("ClientAuthentication", value))
            },
            endpoints: Self::endpoints,
            grants: Self::grants,
            variants: |this: &Self, values: &&[Variant]| this.list(values, Self::variant),
            scopes: Self::scopes,
            callback: |this: &Self, value: &Callback| {
                this.callback(value, &fields("CallbackFields"))
            },
            token: |this: &Self, value: &TokenSpec| this.token(value, &fields("TokenFields")),
            error_fields: |_: &Self, _: &&[Field]| fields("ErrorFields"),
            api: Self::api,
            revocation: Self::revocation,
        })
    }

    fn variable(&self, variable: &Variable) -> TokenStream {
        let Variable { name, kind, default } = variable;
        let kind = match kind {
            VariableKind::Enum(values) => {
                quote!(VariableKind::Enum(&[#(#values),*]))
            }
            plain => self.plain("VariableKind", plain),
        };
        let default = self.option(default.as_ref(), |_, default| quote!(#default));
        quote!(Variable { name: #name, kind: #kind, default: #default })
    }

    fn environment(&self, environment: &Environment) -> TokenStream {
        let Environment { name, values } = environment;
        let values = values.iter().map(|(name, value)| quote!((#name, #value)));
        quote!(Environment { name: #name, values: &[#(#values),*] })
    }

    fn endpoints(&self, endpoints: &Endpoints) -> TokenStream {
        let write =
            |this: &Self, value: &Option<Template>| this.option(value.as_ref(), Self::template);
        structure!(self, endpoints, Endpoints::NONE, {
            issuer: write,
            authorization: write,
            token: write,
            revocation: write,
            api: write,
        })
    }

    fn grants(&self, grants: &Grants) -> TokenStream {
        structure!(self, grants, Grants::NONE, {
            authorization_code: |this: &Self, value: &Option<AuthorizationCodeGrant>| {
                this.option(value.as_ref(), Self::authorization_code)
            },
            implicit: |this: &Self, value: &Option<ImplicitGrant>| {
                this.option(value.as_ref(), Self::implicit)
            },
            password: |this: &Self, value: &Option<TokenGrant>| {
                this.option(value.as_ref(), Self::password)
            },
            client_credentials: |this: &Self, value: &Option<TokenGrant>| {
                this.option(value.as_ref(), Self::client_credentials)
            },
            refresh_token: |this: &Self, value: &Option<RefreshGrant>| {
                this.option(value.as_ref(), Self::refresh_token)
            },
            personal_access_token: |this: &Self, value: &Option<PersonalAccessTokenGrant>| {
                this.option(value.as_ref(), Self::personal_access_token)
            },
            custom: |this: &Self, values: &&[CustomGrant]| this.list(values, Self::custom_grant),
        })
    }

    /// Against the standard without PKCE where there is none, so that only the rest shows.
    fn authorization_code(&self, grant: &AuthorizationCodeGrant) -> TokenStream {
        macro_rules! against {
            ($base:ident) => {
                structure!(self, grant, AuthorizationCodeGrant::$base, {
                    authorization: Self::authorization_request,
                    request: Self::token_request,
                    renewal: |this: &Self, value: &_| this.plain("Renewal", value),
                })
            };
        }
        if grant.authorization.sends(Source::CodeChallenge) {
            against!(STANDARD)
        } else {
            against!(WITHOUT_PKCE)
        }
    }

    fn implicit(&self, grant: &ImplicitGrant) -> TokenStream {
        structure!(self, grant, ImplicitGrant::STANDARD, {
            authorization: Self::authorization_request,
            renewal: |this: &Self, value: &_| this.plain("Renewal", value),
        })
    }

    fn password(&self, grant: &TokenGrant) -> TokenStream {
        structure!(self, grant, TokenGrant::PASSWORD, {
            request: Self::token_request,
            renewal: |this: &Self, value: &_| this.plain("Renewal", value),
        })
    }

    fn client_credentials(&self, grant: &TokenGrant) -> TokenStream {
        structure!(self, grant, TokenGrant::CLIENT_CREDENTIALS, {
            request: Self::token_request,
            renewal: |this: &Self, value: &_| this.plain("Renewal", value),
        })
    }

    fn refresh_token(&self, grant: &RefreshGrant) -> TokenStream {
        structure!(self, grant, RefreshGrant::STANDARD, { request: Self::token_request, })
    }

    fn personal_access_token(&self, grant: &PersonalAccessTokenGrant) -> TokenStream {
        let PersonalAccessTokenGrant { expiry } = grant;
        let expiry = self.plain("IssuedExpiry", expiry);
        quote!(PersonalAccessTokenGrant { expiry: #expiry })
    }

    fn custom_grant(&self, grant: &CustomGrant) -> TokenStream {
        let CustomGrant { name, parameters, request, renewal } = grant;
        let parameters = self.list(parameters, Self::call_parameter);
        let request = self.token_request(request);
        let renewal = self.plain("Renewal", renewal);
        quote!(CustomGrant {
            name: #name,
            parameters: #parameters,
            request: #request,
            renewal: #renewal,
        })
    }

    fn call_parameter(&self, parameter: &CallParameter) -> TokenStream {
        let CallParameter { name, kind, required } = parameter;
        let kind = self.plain("ParameterKind", kind);
        let new = ident(if *required { "required" } else { "optional" });
        quote!(CallParameter::#new(#name, #kind))
    }

    fn authorization_request(&self, request: &AuthorizationRequest) -> TokenStream {
        if *request == AuthorizationRequest::CODE_WITHOUT_PKCE {
            return quote!(AuthorizationRequest::CODE_WITHOUT_PKCE);
        }
        let AuthorizationRequest { parameters } = request;
        let parameters = self.list(parameters, Self::parameter);
        quote!(AuthorizationRequest { parameters: #parameters })
    }

    /// Written as its difference from the nearest standard request, which is the one with the same
    /// parameters, if there is one.
    fn token_request(&self, request: &TokenRequest) -> TokenStream {
        macro_rules! against {
            ($base:ident) => {
                structure!(self, request, TokenRequest::$base, {
                    endpoint: |this: &Self, value: &Option<Template>| {
                        this.option(value.as_ref(), Self::template)
                    },
                    parameters_in: |this: &Self, value: &_| this.plain("ParametersIn", value),
                    parameters: |this: &Self, values: &&[Parameter]| {
                        this.list(values, Self::parameter)
                    },
                    headers: |this: &Self, values: &&[Header]| this.list(values, Self::header),
                })
            };
        }
        match request.parameters {
            same if same == TokenRequest::AUTHORIZATION_CODE.parameters => {
                against!(AUTHORIZATION_CODE)
            }
            same if same == TokenRequest::AUTHORIZATION_CODE_WITHOUT_PKCE.parameters => {
                against!(AUTHORIZATION_CODE_WITHOUT_PKCE)
            }
            same if same == TokenRequest::PASSWORD.parameters => against!(PASSWORD),
            same if same == TokenRequest::CLIENT_CREDENTIALS.parameters => {
                against!(CLIENT_CREDENTIALS)
            }
            same if same == TokenRequest::REFRESH_TOKEN.parameters => against!(REFRESH_TOKEN),
            _ => against!(FORM),
        }
    }

    fn parameter(&self, parameter: &Parameter) -> TokenStream {
        let Parameter { name, value } = parameter;
        match value {
            Template::One(Part::Text(text)) => quote!(Parameter::text(#name, #text)),
            Template::One(Part::Value(Source::Parameter(of))) if of == name => {
                quote!(Parameter::given(#name))
            }
            Template::One(Part::Value(source)) => {
                let source = self.source(source);
                quote!(Parameter::value(#name, #source))
            }
            Template::Many(parts) => {
                let parts = self.parts(parts);
                quote!(Parameter::new(#name, #parts))
            }
        }
    }

    fn header(&self, header: &Header) -> TokenStream {
        let Header { name, value } = header;
        let value = self.template(value);
        quote!(Header { name: #name, value: #value })
    }

    fn template(&self, template: &Template) -> TokenStream {
        match template {
            Template::One(Part::Text(text)) => quote!(Template::text(#text)),
            Template::One(Part::Value(source)) => {
                let source = self.source(source);
                quote!(Template::value(#source))
            }
            Template::Many(parts) => {
                let parts = self.parts(parts);
                quote!(Template::of(#parts))
            }
        }
    }

    fn parts(&self, parts: &[Part]) -> TokenStream {
        self.list(parts, |this, part| match part {
            Part::Text(text) => quote!(Text(#text)),
            Part::Value(source) => {
                let source = this.source(source);
                quote!(Value(#source))
            }
        })
    }

    fn source(&self, source: &Source) -> TokenStream {
        match source {
            Source::Variable(of) => quote!(Source::Variable(#of)),
            Source::Parameter(of) => quote!(Source::Parameter(#of)),
            Source::Callback(of) => quote!(Source::Callback(#of)),
            Source::Token(of) => quote!(Source::Token(#of)),
            plain => self.plain("Source", plain),
        }
    }

    fn variant(&self, variant: &Variant) -> TokenStream {
        let Variant { name, grants, endpoint, parameters_in } = variant;
        let endpoint = self.option(endpoint.as_ref(), Self::template);
        let parameters_in =
            self.option(parameters_in.as_ref(), |this, value| this.plain("ParametersIn", value));
        quote!(Variant {
            name: #name,
            grants: &[#(#grants),*],
            endpoint: #endpoint,
            parameters_in: #parameters_in,
        })
    }

    fn scopes(&self, scopes: &Scopes) -> TokenStream {
        structure!(self, scopes, Scopes::STANDARD, {
            separator: |_: &Self, value: &&str| quote!(#value),
            known: |this: &Self, values: &&[Scope]| this.list(values, |_, scope| {
                let Scope { value } = scope;
                quote!(Scope { value: #value })
            }),
        })
    }

    fn callback(&self, callback: &Callback, table: &TokenStream) -> TokenStream {
        structure!(self, callback, Callback::STANDARD, {
            repeated_parameters: |this: &Self, value: &_| {
                this.plain("RepeatedParameters", value)
            },
            fields: |_: &Self, _: &&[Field]| table.clone(),
            iss_required: |_: &Self, value: &bool| quote!(#value),
            signature: |this: &Self, value: &Option<Signature>| {
                this.option(value.as_ref(), Self::signature)
            },
        })
    }

    fn signature(&self, signature: &Signature) -> TokenStream {
        let Signature { parameter, algorithm, key, message, encoding } = signature;
        let algorithm = self.plain("Algorithm", algorithm);
        let (key, message) = (self.source(key), self.plain("Message", message));
        let encoding = match encoding {
            SignatureEncoding::Variable(of) => {
                quote!(SignatureEncoding::Variable(#of))
            }
            plain => self.plain("SignatureEncoding", plain),
        };
        quote!(Signature {
            parameter: #parameter,
            algorithm: #algorithm,
            key: #key,
            message: #message,
            encoding: #encoding,
        })
    }

    fn token(&self, token: &TokenSpec, table: &TokenStream) -> TokenStream {
        let seconds = |this: &Self, value: &Option<u64>| {
            this.option(value.as_ref(), |_, seconds| {
                let seconds = seconds_literal(*seconds);
                quote!(#seconds)
            })
        };
        structure!(self, token, TokenSpec::STANDARD, {
            expiry: |this: &Self, value: &_| this.plain("Expiry", value),
            lifetime: seconds,
            refresh_token_lifetime: seconds,
            fields: |_: &Self, _: &&[Field]| table.clone(),
        })
    }

    fn api(&self, api: &Api) -> TokenStream {
        structure!(self, api, Api::STANDARD, {
            authorization: Self::template,
            headers: |this: &Self, values: &&[Header]| this.list(values, Self::header),
            expired: Self::expiry_signal,
            rate_limited: |_: &Self, values: &&[u16]| {
                let values = values.iter().map(|value| number(u64::from(*value)));
                quote!(&[#(#values),*])
            },
        })
    }

    fn expiry_signal(&self, signal: &ExpirySignal) -> TokenStream {
        let texts = |_: &Self, values: &&[&str]| quote!(&[#(#values),*]);
        structure!(self, signal, ExpirySignal::STANDARD, {
            status: |_: &Self, value: &u16| {
                let status = number(u64::from(*value));
                quote!(#status)
            },
            error: texts,
            error_description: texts,
        })
    }

    fn revocation(&self, revocation: &Revocation) -> TokenStream {
        structure!(self, revocation, Revocation::STANDARD, {
            authentication: |this: &Self, value: &_| {
                this.plain("RevocationAuthentication", value)
            },
            parameters: |this: &Self, values: &&[Parameter]| this.list(values, Self::parameter),
            headers: |this: &Self, values: &&[Header]| this.list(values, Self::header),
        })
    }
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
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push('_');
        }
        text.push(digit);
    }
    text.parse().expect("digits and underscores are a literal")
}
