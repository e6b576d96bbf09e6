//! The model, written out as a constant.
//!
//! Only what differs from the standard is written, the rest is `..STANDARD`: a reader sees the
//! provider's deviations and nothing else. Every structure is taken apart without `..`, so that a new
//! field of the model does not compile until it is written here.

use oauth_spec::{
    Api, AuthorizationCodeGrant, AuthorizationRequest, CallParameter, Callback, CustomGrant,
    Endpoints, Environment, ExpirySignal, Field, FieldKind, Grants, Header, ImplicitGrant,
    Parameter, Part, PersonalAccessTokenGrant, ProviderSpec, RefreshGrant, Revocation, Scope,
    Scopes, Signature, SignatureEncoding, Source, Template, TokenGrant, TokenRequest, TokenSpec,
    Variable, VariableKind, Variant,
};
use proc_macro2::{Ident, TokenStream};
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
        let name = $self.name(stringify!($type));
        let base = ident(stringify!($base));
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
    fn plain(&mut self, name: &'static str, variant: &impl std::fmt::Debug) -> TokenStream {
        let (name, variant) = (self.name(name), ident(&format!("{variant:?}")));
        quote!(#name::#variant)
    }

    fn option<T>(
        &mut self,
        value: Option<&T>,
        write: impl FnOnce(&mut Self, &T) -> TokenStream,
    ) -> TokenStream {
        match value {
            Some(value) => {
                let (some, tokens) = (self.name("Some"), write(self, value));
                quote!(#some(#tokens))
            }
            None => {
                let none = self.name("None");
                quote!(#none)
            }
        }
    }

    fn list<T>(
        &mut self,
        values: &[T],
        mut write: impl FnMut(&mut Self, &T) -> TokenStream,
    ) -> TokenStream {
        let values = values.iter().map(|value| write(self, value));
        quote!(&[#(#values),*])
    }

    /// The whole declaration. Tables of fields are with the structs that are made from them.
    pub(crate) fn spec(&mut self, spec: &ProviderSpec, runtime: &TokenStream) -> TokenStream {
        let fields = |name: &str| {
            let name = ident(name);
            quote!(<#name as #runtime::Fields>::FIELDS)
        };
        structure!(self, spec, ProviderSpec::STANDARD, {
            name: |_: &mut Self, value: &&str| quote!(#value),
            title: |_: &mut Self, value: &&str| quote!(#value),
            variables: |this: &mut Self, values: &&[Variable]| this.list(values, Self::variable),
            environments: |this: &mut Self, values: &&[Environment]| {
                this.list(values, Self::environment)
            },
            authentication: |this: &mut Self, values: &&[_]| {
                this.list(values, |this, value| this.plain("ClientAuthentication", value))
            },
            endpoints: Self::endpoints,
            grants: Self::grants,
            variants: |this: &mut Self, values: &&[Variant]| this.list(values, Self::variant),
            scopes: Self::scopes,
            callback: |this: &mut Self, value: &Callback| {
                this.callback(value, &fields("CallbackFields"))
            },
            token: |this: &mut Self, value: &TokenSpec| this.token(value, &fields("TokenFields")),
            error_fields: |_: &mut Self, _: &&[Field]| fields("ErrorFields"),
            api: Self::api,
            revocation: Self::revocation,
        })
    }

    fn variable(&mut self, variable: &Variable) -> TokenStream {
        let Variable { name, kind, default } = variable;
        let kind = match kind {
            VariableKind::Enum(values) => {
                let name = self.name("VariableKind");
                quote!(#name::Enum(&[#(#values),*]))
            }
            plain => self.plain("VariableKind", plain),
        };
        let default = self.option(default.as_ref(), |_, default| quote!(#default));
        let variable = self.name("Variable");
        quote!(#variable { name: #name, kind: #kind, default: #default })
    }

    fn environment(&mut self, environment: &Environment) -> TokenStream {
        let Environment { name, values } = environment;
        let values = values.iter().map(|(name, value)| quote!((#name, #value)));
        let environment = self.name("Environment");
        quote!(#environment { name: #name, values: &[#(#values),*] })
    }

    fn endpoints(&mut self, endpoints: &Endpoints) -> TokenStream {
        let write = |this: &mut Self, value: &Option<Template>| {
            this.option(value.as_ref(), Self::template)
        };
        structure!(self, endpoints, Endpoints::NONE, {
            authorization: write,
            token: write,
            revocation: write,
            api: write,
        })
    }

    fn grants(&mut self, grants: &Grants) -> TokenStream {
        structure!(self, grants, Grants::NONE, {
            authorization_code: |this: &mut Self, value: &Option<AuthorizationCodeGrant>| {
                this.option(value.as_ref(), Self::authorization_code)
            },
            implicit: |this: &mut Self, value: &Option<ImplicitGrant>| {
                this.option(value.as_ref(), Self::implicit)
            },
            password: |this: &mut Self, value: &Option<TokenGrant>| {
                this.option(value.as_ref(), Self::password)
            },
            client_credentials: |this: &mut Self, value: &Option<TokenGrant>| {
                this.option(value.as_ref(), Self::client_credentials)
            },
            refresh_token: |this: &mut Self, value: &Option<RefreshGrant>| {
                this.option(value.as_ref(), Self::refresh_token)
            },
            personal_access_token: |this: &mut Self, value: &Option<PersonalAccessTokenGrant>| {
                this.option(value.as_ref(), Self::personal_access_token)
            },
            custom: |this: &mut Self, values: &&[CustomGrant]| this.list(values, Self::custom_grant),
        })
    }

    fn authorization_code(&mut self, grant: &AuthorizationCodeGrant) -> TokenStream {
        structure!(self, grant, AuthorizationCodeGrant::STANDARD, {
            authorization: Self::authorization_request,
            request: Self::token_request,
            renewal: |this: &mut Self, value: &_| this.plain("Renewal", value),
        })
    }

    fn implicit(&mut self, grant: &ImplicitGrant) -> TokenStream {
        structure!(self, grant, ImplicitGrant::STANDARD, {
            authorization: Self::authorization_request,
            renewal: |this: &mut Self, value: &_| this.plain("Renewal", value),
        })
    }

    fn password(&mut self, grant: &TokenGrant) -> TokenStream {
        structure!(self, grant, TokenGrant::PASSWORD, {
            request: Self::token_request,
            renewal: |this: &mut Self, value: &_| this.plain("Renewal", value),
        })
    }

    fn client_credentials(&mut self, grant: &TokenGrant) -> TokenStream {
        structure!(self, grant, TokenGrant::CLIENT_CREDENTIALS, {
            request: Self::token_request,
            renewal: |this: &mut Self, value: &_| this.plain("Renewal", value),
        })
    }

    fn refresh_token(&mut self, grant: &RefreshGrant) -> TokenStream {
        structure!(self, grant, RefreshGrant::STANDARD, { request: Self::token_request, })
    }

    fn personal_access_token(&mut self, grant: &PersonalAccessTokenGrant) -> TokenStream {
        let PersonalAccessTokenGrant { expiry } = grant;
        let (name, expiry) =
            (self.name("PersonalAccessTokenGrant"), self.plain("IssuedExpiry", expiry));
        quote!(#name { expiry: #expiry })
    }

    fn custom_grant(&mut self, grant: &CustomGrant) -> TokenStream {
        let CustomGrant { name, parameters, request, renewal } = grant;
        let parameters = self.list(parameters, Self::call_parameter);
        let request = self.token_request(request);
        let (renewal, grant) = (self.plain("Renewal", renewal), self.name("CustomGrant"));
        quote!(#grant {
            name: #name,
            parameters: #parameters,
            request: #request,
            renewal: #renewal,
        })
    }

    fn call_parameter(&mut self, parameter: &CallParameter) -> TokenStream {
        let CallParameter { name, kind, required } = parameter;
        let (kind, parameter) = (self.plain("ParameterKind", kind), self.name("CallParameter"));
        quote!(#parameter { name: #name, kind: #kind, required: #required })
    }

    fn authorization_request(&mut self, request: &AuthorizationRequest) -> TokenStream {
        let AuthorizationRequest { parameters } = request;
        let (name, parameters) =
            (self.name("AuthorizationRequest"), self.list(parameters, Self::parameter));
        quote!(#name { parameters: #parameters })
    }

    /// Written as its difference from the nearest standard request, which is the one with the same
    /// parameters, if there is one.
    fn token_request(&mut self, request: &TokenRequest) -> TokenStream {
        macro_rules! against {
            ($base:ident) => {
                structure!(self, request, TokenRequest::$base, {
                    endpoint: |this: &mut Self, value: &Option<Template>| {
                        this.option(value.as_ref(), Self::template)
                    },
                    parameters_in: |this: &mut Self, value: &_| this.plain("ParametersIn", value),
                    parameters: |this: &mut Self, values: &&[Parameter]| {
                        this.list(values, Self::parameter)
                    },
                    headers: |this: &mut Self, values: &&[Header]| this.list(values, Self::header),
                })
            };
        }
        match request.parameters {
            same if same == TokenRequest::AUTHORIZATION_CODE.parameters => {
                against!(AUTHORIZATION_CODE)
            }
            same if same == TokenRequest::PASSWORD.parameters => against!(PASSWORD),
            same if same == TokenRequest::CLIENT_CREDENTIALS.parameters => {
                against!(CLIENT_CREDENTIALS)
            }
            same if same == TokenRequest::REFRESH_TOKEN.parameters => against!(REFRESH_TOKEN),
            _ => against!(FORM),
        }
    }

    fn parameter(&mut self, parameter: &Parameter) -> TokenStream {
        let Parameter { name, value } = parameter;
        let parts = self.parts(value);
        let parameter = self.name("Parameter");
        quote!(#parameter::new(#name, #parts))
    }

    fn header(&mut self, header: &Header) -> TokenStream {
        let Header { name, value } = header;
        let value = self.template(value);
        let header = self.name("Header");
        quote!(#header { name: #name, value: #value })
    }

    fn template(&mut self, template: &Template) -> TokenStream {
        let (name, parts) = (self.name("Template"), self.parts(template));
        quote!(#name(#parts))
    }

    fn parts(&mut self, template: &Template) -> TokenStream {
        self.list(template.0, |this, part| match part {
            Part::Text(text) => {
                let name = this.name("Text");
                quote!(#name(#text))
            }
            Part::Value(source) => {
                let (name, source) = (this.name("Value"), this.source(source));
                quote!(#name(#source))
            }
        })
    }

    fn source(&mut self, source: &Source) -> TokenStream {
        let name = self.name("Source");
        match source {
            Source::Variable(of) => quote!(#name::Variable(#of)),
            Source::Parameter(of) => quote!(#name::Parameter(#of)),
            Source::Callback(of) => quote!(#name::Callback(#of)),
            Source::Token(of) => quote!(#name::Token(#of)),
            plain => self.plain("Source", plain),
        }
    }

    fn variant(&mut self, variant: &Variant) -> TokenStream {
        let Variant { name, grants, endpoint, parameters_in } = variant;
        let endpoint = self.option(endpoint.as_ref(), Self::template);
        let parameters_in = self
            .option(parameters_in.as_ref(), |this, value| this.plain("ParametersIn", value));
        let variant = self.name("Variant");
        quote!(#variant {
            name: #name,
            grants: &[#(#grants),*],
            endpoint: #endpoint,
            parameters_in: #parameters_in,
        })
    }

    fn scopes(&mut self, scopes: &Scopes) -> TokenStream {
        structure!(self, scopes, Scopes::STANDARD, {
            separator: |_: &mut Self, value: &&str| quote!(#value),
            known: |this: &mut Self, values: &&[Scope]| this.list(values, |this, scope| {
                let Scope { value } = scope;
                let name = this.name("Scope");
                quote!(#name { value: #value })
            }),
        })
    }

    fn callback(&mut self, callback: &Callback, table: &TokenStream) -> TokenStream {
        structure!(self, callback, Callback::STANDARD, {
            repeated_parameters: |this: &mut Self, value: &_| {
                this.plain("RepeatedParameters", value)
            },
            fields: |_: &mut Self, _: &&[Field]| table.clone(),
            signature: |this: &mut Self, value: &Option<Signature>| {
                this.option(value.as_ref(), Self::signature)
            },
        })
    }

    fn signature(&mut self, signature: &Signature) -> TokenStream {
        let Signature { parameter, algorithm, key, message, encoding } = signature;
        let algorithm = self.plain("Algorithm", algorithm);
        let (key, message) = (self.source(key), self.plain("Message", message));
        let encoding = match encoding {
            SignatureEncoding::Variable(of) => {
                let name = self.name("SignatureEncoding");
                quote!(#name::Variable(#of))
            }
            plain => self.plain("SignatureEncoding", plain),
        };
        let signature = self.name("Signature");
        quote!(#signature {
            parameter: #parameter,
            algorithm: #algorithm,
            key: #key,
            message: #message,
            encoding: #encoding,
        })
    }

    fn token(&mut self, token: &TokenSpec, table: &TokenStream) -> TokenStream {
        let seconds = |this: &mut Self, value: &Option<u64>| {
            this.option(value.as_ref(), |_, seconds| {
                let seconds = seconds_literal(*seconds);
                quote!(#seconds)
            })
        };
        structure!(self, token, TokenSpec::STANDARD, {
            expiry: |this: &mut Self, value: &_| this.plain("Expiry", value),
            lifetime: seconds,
            refresh_token_lifetime: seconds,
            fields: |_: &mut Self, _: &&[Field]| table.clone(),
        })
    }

    fn api(&mut self, api: &Api) -> TokenStream {
        structure!(self, api, Api::STANDARD, {
            authorization: Self::template,
            headers: |this: &mut Self, values: &&[Header]| this.list(values, Self::header),
            expired: Self::expiry_signal,
            rate_limited: |_: &mut Self, values: &&[u16]| {
                let values = values.iter().map(|value| number(u64::from(*value)));
                quote!(&[#(#values),*])
            },
        })
    }

    fn expiry_signal(&mut self, signal: &ExpirySignal) -> TokenStream {
        let texts = |_: &mut Self, values: &&[&str]| quote!(&[#(#values),*]);
        structure!(self, signal, ExpirySignal::STANDARD, {
            status: |_: &mut Self, value: &u16| {
                let status = number(u64::from(*value));
                quote!(#status)
            },
            error: texts,
            error_description: texts,
        })
    }

    fn revocation(&mut self, revocation: &Revocation) -> TokenStream {
        structure!(self, revocation, Revocation::STANDARD, {
            authentication: |this: &mut Self, value: &_| {
                this.plain("RevocationAuthentication", value)
            },
            parameters: |this: &mut Self, values: &&[Parameter]| this.list(values, Self::parameter),
            headers: |this: &mut Self, values: &&[Header]| this.list(values, Self::header),
        })
    }

    /// One row of a table of fields. An object's own table is with the struct that is made from it.
    pub(crate) fn field(&mut self, field: &Field, kind: Option<TokenStream>) -> TokenStream {
        let Field { name, kind: own_kind, required } = field;
        let kind_name = self.name("FieldKind");
        let kind = match own_kind {
            FieldKind::Enum(values) => quote!(#kind_name::Enum(&[#(#values),*])),
            FieldKind::Object(_) => quote!(#kind_name::Object(#kind)),
            plain => self.plain("FieldKind", plain),
        };
        let field = self.name("Field");
        quote!(#field { name: #name, kind: #kind, required: #required })
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
