//! A provider that does everything that the language has a word for.

use oauth_spec::prelude::*;

pub(crate) static SPEC: ProviderSpec = ProviderSpec {
    name: "acme",
    title: "Acme",
    variables: &[
        variable("shop", VariableKind::Label),
        variable("host", VariableKind::Hostname),
        variable("site", VariableKind::Url),
        Variable {
            pattern: Some("[a-z]+"),
            default: Some("x"),
            ..variable("word", VariableKind::String)
        },
        variable("kind", VariableKind::Enum(&["a", "b"])),
        variable("dc", VariableKind::Map(&[("us", "acme.com"), ("eu", "acme.eu")])),
    ],
    environments: &[Environment { name: "test", values: &[("dc", "eu")] }],
    client: ClientSpec {
        authentication: &[
            ClientAuthentication::None,
            ClientAuthentication::Declared(&DeclaredAuthentication {
                name: "bearer",
                headers: &[Header {
                    name: "authorization",
                    value: Template::of(&[Text("Bearer "), Value(Source::ClientSecret)]),
                }],
                parameters: &[Parameter::value("assertion", Source::Computed("assertion"))],
                needs_secret: true,
            }),
        ],
        id_parameter: "client_key",
        secret_parameter: "client_token",
        redirect_schemes: &["https"],
    },
    computed: &[
        Computed { name: "proof", recipe: ComputedRecipe::Digest(&DIGEST) },
        Computed {
            name: "assertion",
            recipe: ComputedRecipe::Jwt(&Jwt {
                algorithm: JwtAlgorithm::Es256,
                key: Template::value(Source::Variable("word")),
                header: &[Parameter::text("kid", "1")],
                claims: &[Parameter::value("iss", Source::ClientId)],
                lifetime: 300,
            }),
        },
    ],
    endpoints: Endpoints {
        issuer: Some(Template::text("https://acme.com")),
        authorization: Some(Template::of(&[
            Text("https://"),
            Value(Source::Variable("dc")),
            Text("/authorize"),
        ])),
        token: Some(Template::text("http://127.0.0.1/token")),
        revocation: Some(Template::text("https://acme.com/revoke")),
        introspection: Some(Template::text("https://acme.com/introspect")),
        api: Some(Template::value(Source::Token("instance"))),
    },
    grants: GRANTS,
    variants: &[Variant {
        name: "v2",
        grants: &["password"],
        authorization_endpoint: Some(Template::text("https://acme.com/v2/authorize")),
        endpoint: None,
        parameters_in: Some(ParametersIn::Multipart),
    }],
    scopes: Scopes {
        separator: ",",
        answer_separator: " ",
        encoding: ScopeEncoding::Raw,
        required: &["openid"],
        default: &["read"],
        forbidden: &["all"],
        implies: &[("write", &["read"])],
        sets: &[
            ScopeSet { name: "user", known: &[Scope { value: "users:read" }] },
            ScopeSet { name: "free", known: &[] },
        ],
        known: &[Scope { value: "read" }, Scope { value: "write" }],
    },
    callback: Callback {
        repeated_parameters: RepeatedParameters::Last,
        format: CallbackFormat::Json,
        code: "auth_code",
        state: StateUse::ProviderInitiated("st"),
        error: &["error", "error_reason"],
        error_description: &["message"],
        error_codes: &[("user_denied", "access_denied")],
        fields: &[Field::string("realm").at("realmId").pattern("[0-9]+")],
        iss_required: true,
        signature: Some(SIGNATURE),
    },
    token: TokenSpec {
        answer: Answer {
            format: AnswerFormat::Jsonp,
            root: "data",
            access_token: "token",
            expiry: Expiry::after("expires", Unit::Milliseconds),
            refresh_token_expiry: Some(Expiry::At {
                field: "until",
                format: TimeFormat::Rfc3339,
                zero_is_never: true,
            }),
            ..Answer::STANDARD
        },
        lifetime: Some(28_800),
        refresh_token_lifetime: Some(86_400),
        refresh_token_idle: Some(3_600),
        renew_before: Some(30),
        fields: TOKEN_FIELDS,
        signature: Some(SIGNATURE),
    },
    errors: ErrorSpec {
        when: &[
            Condition { path: "ok", test: Test::Is(Literal::Boolean(false)) },
            Condition { path: "code", test: Test::IsNot(Literal::Integer(-1)) },
            Condition { path: "error.type", test: Test::Present },
            Condition { path: "status", test: Test::Is(Literal::Text("bad")) },
        ],
        code: &["errors.0.type"],
        description: &["message"],
        uri: "more",
        codes: &[("10003", "invalid_grant")],
        fields: &[Field::boolean("retry").from(FieldFrom::Header)],
    },
    api: Api {
        authorization: None,
        headers: &[Header { name: "acme-version", value: Template::text("2") }],
        query: &[Parameter::value("access_token", Source::AccessToken)],
        form: &[Parameter::value("nonce", Source::RandomUuid)],
        expired: ExpirySignal { status: &[401, 403], ..ExpirySignal::STANDARD },
        rate_limited: &[429, 420],
    },
    revocation: TokenOperation {
        authentication: CallAuthentication::AccessToken,
        method: Method::Delete,
        parameters: &[],
        ..TokenOperation::STANDARD
    },
    introspection: TokenOperation {
        parameters_in: ParametersIn::Json,
        headers: &[Header {
            name: "x-time",
            value: Template::value(Source::Time(TimeFormat::Unix)),
        }],
        ..TokenOperation::STANDARD
    },
    calls: &[
        Call {
            name: "tenant",
            when: CallTime::Connected,
            url: Template::text("/connections"),
            fields: &[Field::string("id").at("0.tenantId").required()],
            ..Call::STANDARD
        },
        Call { name: "ping", url: Template::text("/ping"), ..Call::STANDARD },
        Call {
            name: "goodbye",
            when: CallTime::Disconnect,
            method: Method::Post,
            url: Template::text("https://acme.com/bye"),
            authentication: CallAuthentication::Client,
            parameters_in: ParametersIn::Form,
            parameters: &[Parameter::value("id", Source::Call("tenant.id"))],
            ..Call::STANDARD
        },
    ],
    consents: &[Consent {
        name: "admin",
        authorization: AuthorizationRequest {
            endpoint: Some(Template::text("https://acme.com/admin")),
            parameters: &[
                Parameter::value("client_id", Source::ClientId),
                Parameter::value("state", Source::State),
            ],
            ..AuthorizationRequest::EMPTY
        },
        success: Some(Condition { path: "yes", test: Test::Is(Literal::Text("True")) }),
        fields: &[Field::string("tenant")],
    }],
    webhooks: &[
        Webhook { name: "v1", signature: SIGNATURE },
        Webhook {
            name: "plain-text",
            signature: Signature {
                place: SignaturePlace::Header("x-token"),
                syntax: SignatureSyntax::Prefix("secret="),
                check: SignatureCheck::Digest(&Digest {
                    algorithm: Algorithm::None,
                    message: Template::value(Source::WebhookSecret),
                    encoding: DigestEncoding::Text,
                    ..Digest::STANDARD
                }),
                timestamp: None,
                replay_id: None,
            },
        },
        Webhook {
            name: "token",
            signature: Signature {
                check: SignatureCheck::Jwt(&JwtCheck {
                    algorithms: &[JwtAlgorithm::Hs256],
                    key: Template::value(Source::ClientSecret),
                    audience: Some(Template::value(Source::ClientId)),
                    issuer: None,
                    body_hash_claim: Some("hash"),
                }),
                ..SIGNATURE
            },
        },
    ],
};

const fn variable(name: &'static str, kind: VariableKind) -> Variable {
    Variable { name, kind, default: None, pattern: None }
}

static DIGEST: Digest = Digest {
    algorithm: Algorithm::HmacSha512,
    key: Template::of(&[Value(Source::ClientSecret), Text("&")]),
    key_encoding: KeyEncoding::HmacSha256Of("WebAppData"),
    message: Template::of(&[Value(Source::Method), Text("\n"), Value(Source::Query)]),
    query: CanonicalQuery {
        order: QueryOrder::Name,
        remove: &["hmac"],
        values: QueryValues::Percent,
        repeated: RepeatedNames::Json,
        ..CanonicalQuery::STANDARD
    },
    encoding: DigestEncoding::Variable("kind"),
};

const SIGNATURE: Signature = Signature {
    place: SignaturePlace::Json("signature"),
    syntax: SignatureSyntax::Pairs { key: "v1", separator: "," },
    check: SignatureCheck::Digest(&DIGEST),
    timestamp: Some(Timestamp {
        value: Source::SignaturePart("t"),
        format: TimeFormat::Unix,
        max_age: 90,
        max_ahead: 30,
    }),
    replay_id: Some(Source::Header("x-id")),
};

const TOKEN_FIELDS: &[Field] = &[
    Field::new("shop", FieldKind::Label)
        .equals(Template::of(&[Value(Source::Variable("shop")), Text("!")])),
    Field::new("instance", FieldKind::Url(&["acme.com"])).required(),
    Field::new("server", FieldKind::Hostname(&[])),
    Field::new("user", FieldKind::Token).at("/user"),
    Field::string("sub").from(FieldFrom::IdToken).required(),
    Field::object("owner", &[Field::choice("kind", &["user", "app"]).required()]),
];

const GRANTS: Grants = Grants {
    authorization_code: Some(AuthorizationCodeGrant {
        authorization: AuthorizationRequest {
            endpoint: Some(Template::text("https://acme.com/#/authorize")),
            query_after_fragment: true,
            ..AuthorizationRequest::CODE
        },
        challenge: Challenge::S256Hex,
        offline: Some(&Offline {
            scopes: &["offline_access"],
            parameters: &[Parameter::text("access_type", "offline")],
            default: true,
        }),
        parameters: &[CallParameter::optional("team", ParameterKind::String)],
        request: TokenRequest {
            method: Method::Get,
            authentication: Some(ClientAuthentication::None),
            query: &[Parameter::value("secret", Source::ClientSecret)],
            answer: Some(&Answer { format: AnswerFormat::Form, ..Answer::STANDARD }),
            ..TokenRequest::AUTHORIZATION_CODE
        },
        ..AuthorizationCodeGrant::STANDARD
    }),
    implicit: Some(ImplicitGrant::STANDARD),
    password: Some(TokenGrant {
        parameters: &[CallParameter::required("otp", ParameterKind::Secret)],
        ..TokenGrant::PASSWORD
    }),
    client_credentials: Some(TokenGrant {
        request: TokenRequest {
            parameters_in: ParametersIn::Multipart,
            ..TokenRequest::CLIENT_CREDENTIALS
        },
        ..TokenGrant::CLIENT_CREDENTIALS
    }),
    refresh_token: Some(RefreshGrant {
        request: TokenRequest {
            parameters: &[Parameter::value("token", Source::AccessToken)],
            ..TokenRequest::FORM
        },
        rotation: Rotation::Never,
        same_token: true,
    }),
    personal_access_token: Some(PersonalAccessTokenGrant { expiry: IssuedExpiry::Never }),
    custom: &[
        CustomGrant {
            name: "app",
            after: &[],
            parameters: &[CallParameter::required("app_id", ParameterKind::Integer)],
            request: TokenRequest {
                parameters: &[
                    Parameter::given("app_id"),
                    Parameter::new("where", &[Text("{\"a\":"), Value(Source::ScopeSet("user"))])
                        .json(),
                ],
                ..TokenRequest::FORM
            },
            renewal: Renewal::Reacquire,
        },
        CustomGrant {
            name: "long_lived",
            after: &["authorization_code"],
            parameters: &[],
            request: TokenRequest {
                parameters: &[Parameter::value("token", Source::AccessToken)],
                ..TokenRequest::FORM
            },
            renewal: Renewal::RefreshToken,
        },
    ],
};
