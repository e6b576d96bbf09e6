//! Three providers as a generator writes them.

use oauth_runtime::spec::{self, *};
use oauth_runtime::{
    AnyName, AnyScope, FieldValues, Fields, NoEnvironment, NoFields, NoVariables, NoVariant,
    Provider, Secret, Value, VariableValues, grants,
};

pub const PODIO: ProviderSpec = ProviderSpec {
    name: "podio",
    title: "Podio",
    client: ClientSpec {
        authentication: &[
            ClientAuthentication::ClientSecretPost,
            ClientAuthentication::ClientSecretBasic,
        ],
        ..ClientSpec::STANDARD
    },
    endpoints: Endpoints {
        authorization: Some(Template::of(&[Part::Text("https://podio.com/oauth/authorize")])),
        token: Some(Template::of(&[Part::Text("https://podio.com/oauth/token")])),
        revocation: Some(Template::of(&[Part::Text(
            "https://api.podio.com/oauth/grant/invalidate",
        )])),
        api: Some(Template::of(&[Part::Text("https://api.podio.com")])),
        ..Endpoints::NONE
    },
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant::STANDARD),
        implicit: Some(ImplicitGrant::STANDARD),
        password: Some(TokenGrant::PASSWORD),
        refresh_token: Some(RefreshGrant {
            request: TokenRequest {
                parameters_in: ParametersIn::Query,
                ..TokenRequest::REFRESH_TOKEN
            },
            ..RefreshGrant::STANDARD
        }),
        custom: &[CustomGrant {
            name: "app",
            after: &[],
            parameters: &[
                CallParameter { name: "app_id", kind: ParameterKind::Integer, required: true },
                CallParameter { name: "app_token", kind: ParameterKind::Secret, required: true },
                CallParameter { name: "trusted", kind: ParameterKind::Boolean, required: false },
            ],
            request: TokenRequest {
                parameters: &[
                    Parameter::new("grant_type", "app"),
                    Parameter::new("app_id", "{parameters.app_id}"),
                    Parameter::new("app_token", "{parameters.app_token}"),
                    Parameter::new("trusted", "{parameters.trusted}"),
                ],
                ..TokenRequest::FORM
            },
            renewal: Renewal::Reacquire,
        }],
        ..Grants::NONE
    },
    variants: &[
        Variant {
            name: "v2",
            authorization_endpoint: None,
            grants: &["password", "app"],
            endpoint: Some(Template::of(&[Part::Text("https://api.podio.com/oauth/token/v2")])),
            parameters_in: Some(ParametersIn::Json),
        },
        Variant {
            name: "form",
            authorization_endpoint: None,
            grants: &["refresh_token"],
            endpoint: None,
            parameters_in: Some(ParametersIn::Form),
        },
    ],
    callback: Callback {
        repeated_parameters: RepeatedParameters::Last,
        fields: CallbackFields::FIELDS,
        ..Callback::STANDARD
    },
    token: TokenSpec {
        lifetime: Some(28_800),
        refresh_token_lifetime: Some(28 * 86_400),
        fields: TokenFields::FIELDS,
        ..TokenSpec::STANDARD
    },
    errors: ErrorSpec { fields: ErrorFields::FIELDS, ..ErrorSpec::STANDARD },
    api: Api {
        authorization: Some(Template::of(&[
            Part::Text("OAuth2 "),
            Part::Value(Source::AccessToken),
        ])),
        expired: ExpirySignal {
            status: &[401],
            error: &["expired_token", "invalid_token"],
            error_description: &["expired_token"],
        },
        rate_limited: &[429, 420],
        ..Api::STANDARD
    },
    revocation: TokenOperation {
        authentication: CallAuthentication::AccessToken,
        parameters: &[],
        ..TokenOperation::STANDARD
    },
    ..ProviderSpec::STANDARD
};

#[derive(Debug)]
pub enum Podio {}

impl oauth_runtime::OptionalVariables for Podio {}

impl Provider for Podio {
    fn spec() -> &'static ProviderSpec {
        &PODIO
    }

    type Scope = AnyScope;
    type Environment = NoEnvironment;
    type Variables = NoVariables;
    type Variant = AnyName;
    type TokenFields = TokenFields;
    type CallbackFields = CallbackFields;
    type ErrorFields = ErrorFields;
}

impl grants::AuthorizationCode for Podio {}
impl grants::Implicit for Podio {}
impl grants::Password for Podio {}
impl grants::RefreshToken for Podio {}
impl grants::Revocation for Podio {}

#[derive(Debug, Clone)]
pub struct TokenFields {
    pub r#ref: Option<Ref>,
    pub transfer_token: Option<Secret>,
}

impl Fields for TokenFields {
    const FIELDS: &'static [Field] =
        &[Field::object("ref", Ref::FIELDS), Field::secret("transfer_token")];

    fn read(values: &mut FieldValues) -> Self {
        Self { r#ref: values.object(0), transfer_token: values.secret(1) }
    }
}

#[derive(Debug, Clone)]
pub struct Ref {
    pub r#type: Option<String>,
    pub id: i64,
}

impl Fields for Ref {
    const FIELDS: &'static [Field] =
        &[Field::choice("type", &["user", "app"]), Field::integer("id").required()];

    fn read(values: &mut FieldValues) -> Self {
        Self { r#type: values.text(0), id: values.required_integer(1) }
    }
}

#[derive(Debug, Clone)]
pub struct CallbackFields {
    pub error_reason: Option<String>,
}

impl Fields for CallbackFields {
    const FIELDS: &'static [Field] = &[Field::string("error_reason")];

    fn read(values: &mut FieldValues) -> Self {
        Self { error_reason: values.text(0) }
    }
}

#[derive(Debug, Clone)]
pub struct ErrorFields {
    pub error_detail: Option<String>,
    pub error_propagate: Option<bool>,
}

impl Fields for ErrorFields {
    const FIELDS: &'static [Field] =
        &[Field::string("error_detail"), Field::boolean("error_propagate")];

    fn read(values: &mut FieldValues) -> Self {
        Self { error_detail: values.text(0), error_propagate: values.boolean(1) }
    }
}

#[derive(Debug)]
pub struct App {
    pub app_id: i64,
    pub app_token: Secret,
    pub trusted: Option<bool>,
}

impl grants::CustomGrant for App {
    type Provider = Podio;
    const NAME: &'static str = "app";

    fn values(self) -> Vec<(&'static str, Value)> {
        oauth_runtime::given([
            ("app_id", Some(self.app_id.into())),
            ("app_token", Some(self.app_token.into())),
            ("trusted", self.trusted.map(Into::into)),
        ])
    }
}

pub const PIO: ProviderSpec = ProviderSpec {
    name: "pio",
    title: "Pio",
    variables: &[
        Variable { name: "host", kind: VariableKind::Hostname, default: None, pattern: None },
        Variable { name: "token_path", kind: VariableKind::String, default: None, pattern: None },
        Variable {
            name: "digest",
            kind: VariableKind::Enum(&["auto", "hex", "base64"]),
            default: Some(Template::text("auto")),
            pattern: None,
        },
    ],
    environments: &[
        Environment { name: "test", values: &[("host", "app.test.pio.com")] },
        Environment { name: "production", values: &[] },
    ],
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretPost],
        ..ClientSpec::STANDARD
    },
    endpoints: Endpoints {
        authorization: Some(Template::of(&[
            Part::Text("https://"),
            Part::Value(Source::Variable("host")),
            Part::Text("/raw/openapi_auth/authorize_form"),
        ])),
        token: Some(Template::of(&[
            Part::Text("https://"),
            Part::Value(Source::Variable("host")),
            Part::Text("/"),
            Part::Value(Source::Variable("token_path")),
        ])),
        api: Some(Template::of(&[
            Part::Text("https://"),
            Part::Value(Source::Variable("host")),
            Part::Text("/api/v1/"),
        ])),
        ..Endpoints::NONE
    },
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant {
            authorization: AuthorizationRequest {
                parameters: &[
                    Parameter::new("client_id", "{client_id}"),
                    Parameter::new("redirect_uri", "{redirect_uri}"),
                    Parameter::new("state", "{state}"),
                ],
                ..AuthorizationRequest::EMPTY
            },
            request: TokenRequest {
                parameters: &[Parameter::new("code", "{code}")],
                ..TokenRequest::FORM
            },
            renewal: Renewal::None,
            ..AuthorizationCodeGrant::STANDARD
        }),
        ..Grants::NONE
    },
    callback: Callback {
        signature: Some(Signature {
            place: SignaturePlace::Query("hmac"),
            syntax: SignatureSyntax::Prefix(""),
            check: SignatureCheck::Digest(&Digest {
                key: Template::value(Source::ClientSecret),
                message: Template::value(Source::Query),
                encoding: DigestEncoding::Variable("digest"),
                ..Digest::STANDARD
            }),
            timestamp: None,
            replay_id: None,
        }),
        ..Callback::STANDARD
    },
    token: TokenSpec {
        answer: spec::Answer { expiry: Expiry::Never, ..spec::Answer::STANDARD },
        ..TokenSpec::STANDARD
    },
    ..ProviderSpec::STANDARD
};

#[derive(Debug)]
pub enum Pio {}

impl Provider for Pio {
    fn spec() -> &'static ProviderSpec {
        &PIO
    }

    type Scope = AnyScope;
    type Environment = AnyName;
    type Variables = Variables;
    type Variant = NoVariant;
    type TokenFields = NoFields;
    type CallbackFields = NoFields;
    type ErrorFields = NoFields;
}

impl grants::AuthorizationCode for Pio {}

#[derive(Debug, Clone)]
pub struct Variables {
    pub host: Option<String>,
    pub token_path: Option<String>,
}

impl VariableValues for Variables {
    fn values(self) -> Vec<(&'static str, String)> {
        oauth_runtime::given([("host", self.host), ("token_path", self.token_path)])
    }
}

pub const PIGGY: ProviderSpec = ProviderSpec {
    name: "piggy",
    title: "Piggy",
    variables: &[Variable {
        name: "host",
        kind: VariableKind::Hostname,
        default: None,
        pattern: None,
    }],
    environments: &[
        Environment { name: "eu", values: &[("host", "api.piggy.eu")] },
        Environment { name: "nl", values: &[("host", "api.piggy.nl")] },
    ],
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretPost],
        ..ClientSpec::STANDARD
    },
    endpoints: Endpoints {
        token: Some(Template::of(&[
            Part::Text("https://"),
            Part::Value(Source::Variable("host")),
            Part::Text("/oauth/token"),
        ])),
        api: Some(Template::of(&[Part::Text("https://"), Part::Value(Source::Variable("host"))])),
        ..Endpoints::NONE
    },
    grants: Grants {
        client_credentials: Some(TokenGrant {
            request: TokenRequest {
                parameters_in: ParametersIn::Json,
                ..TokenRequest::CLIENT_CREDENTIALS
            },
            ..TokenGrant::CLIENT_CREDENTIALS
        }),
        personal_access_token: Some(PersonalAccessTokenGrant { expiry: IssuedExpiry::Chosen }),
        ..Grants::NONE
    },
    ..ProviderSpec::STANDARD
};

#[derive(Debug)]
pub enum Piggy {}

impl oauth_runtime::OptionalVariables for Piggy {}

impl Provider for Piggy {
    fn spec() -> &'static ProviderSpec {
        &PIGGY
    }

    type Scope = AnyScope;
    type Environment = AnyName;
    type Variables = NoVariables;
    type Variant = NoVariant;
    type TokenFields = NoFields;
    type CallbackFields = NoFields;
    type ErrorFields = NoFields;
}

impl grants::ClientCredentials for Piggy {}
impl grants::PersonalAccessToken for Piggy {}
