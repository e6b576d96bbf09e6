//! Three providers with habits of their own, written like the three systems of the issue.

use oauth_spec::{
    Answer, Api, AuthorizationCodeGrant, AuthorizationRequest, CallParameter, Callback,
    ClientAuthentication, ClientSpec, CustomGrant, Digest, DigestEncoding, Endpoints, Environment,
    ErrorSpec, Expiry, ExpirySignal, Field, FieldKind, Grants, ImplicitGrant, IssuedExpiry,
    Parameter, ParameterKind, ParametersIn, Part, PersonalAccessTokenGrant, ProviderSpec,
    RefreshGrant, Renewal, RepeatedParameters, Scopes, Signature, SignatureCheck, SignaturePlace,
    SignatureSyntax, Source, Template, TokenGrant, TokenRequest, TokenSpec, Variable, VariableKind,
    Variant,
};

/// Like Podio: `OAuth2` header, refresh in the query, JSON `v2`, refresh token in the fragment.
pub(crate) static PODIO_LIKE: ProviderSpec = ProviderSpec {
    name: "podio-like",
    title: "Podio-like",
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretPost],
        ..ClientSpec::STANDARD
    },
    endpoints: Endpoints {
        authorization: Some(Template::of(&[Part::Text("https://podio.example/oauth/authorize")])),
        token: Some(Template::of(&[Part::Text("https://podio.example/oauth/token")])),
        api: Some(Template::of(&[Part::Text("https://api.podio.example")])),
        ..Endpoints::NONE
    },
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant {
            authorization: AuthorizationRequest {
                parameters: &[
                    Parameter::new("client_id", "{client_id}"),
                    Parameter::new("redirect_uri", "{redirect_uri}"),
                    Parameter::new("scope", "{scope}"),
                    Parameter::new("state", "{state}"),
                ],
                ..AuthorizationRequest::EMPTY
            },
            request: TokenRequest {
                parameters: &[
                    Parameter::new("grant_type", "authorization_code"),
                    Parameter::new("redirect_uri", "{redirect_uri}"),
                    Parameter::new("code", "{code}"),
                ],
                ..TokenRequest::FORM
            },
            ..AuthorizationCodeGrant::STANDARD
        }),
        implicit: Some(ImplicitGrant { renewal: Renewal::RefreshToken, ..ImplicitGrant::STANDARD }),
        refresh_token: Some(RefreshGrant {
            request: TokenRequest {
                parameters_in: ParametersIn::Query,
                ..TokenRequest::REFRESH_TOKEN
            },
            ..RefreshGrant::STANDARD
        }),
        custom: &[CustomGrant {
            name: "app",
            parameters: &[
                CallParameter { name: "app_id", kind: ParameterKind::Integer, required: true },
                CallParameter { name: "app_token", kind: ParameterKind::Secret, required: true },
            ],
            request: TokenRequest {
                parameters: &[
                    Parameter::new("grant_type", "app"),
                    Parameter::new("app_id", "{parameters.app_id}"),
                    Parameter::new("app_token", "{parameters.app_token}"),
                ],
                ..TokenRequest::FORM
            },
            renewal: Renewal::RefreshToken,
            after: &[],
        }],
        ..Grants::NONE
    },
    variants: &[
        Variant {
            name: "form",
            grants: &["refresh_token"],
            authorization_endpoint: None,
            endpoint: None,
            parameters_in: Some(ParametersIn::Form),
        },
        Variant {
            name: "v2",
            grants: &[],
            authorization_endpoint: None,
            endpoint: Some(Template::of(&[Part::Text("https://api.podio.example/oauth/token/v2")])),
            parameters_in: Some(ParametersIn::Json),
        },
    ],
    scopes: Scopes::STANDARD,
    callback: Callback {
        repeated_parameters: RepeatedParameters::Last,
        fields: &[Field::new("error_reason", FieldKind::String)],
        ..Callback::STANDARD
    },
    errors: ErrorSpec {
        fields: &[Field::new("error_detail", FieldKind::Enum(&["oauth.detail", "other"]))],
        ..ErrorSpec::STANDARD
    },
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
    ..ProviderSpec::STANDARD
};

/// Like Pio: no `response_type`, no `scope`, a signed callback, a token that never expires.
pub(crate) static PIO_LIKE: ProviderSpec = ProviderSpec {
    name: "pio-like",
    title: "Pio-like",
    variables: &[
        Variable { name: "host", kind: VariableKind::Hostname, default: None, pattern: None },
        Variable { name: "token_url", kind: VariableKind::Url, default: None, pattern: None },
        Variable {
            name: "digest",
            kind: VariableKind::Enum(&["auto", "hex", "base64"]),
            default: Some(Template::text("auto")),
            pattern: None,
        },
    ],
    environments: &[Environment { name: "test", values: &[("host", "app.test.pio.example")] }],
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretPost],
        ..ClientSpec::STANDARD
    },
    endpoints: Endpoints {
        authorization: Some(Template::of(&[
            Part::Text("https://"),
            Part::Value(Source::Variable("host")),
            Part::Text("/raw/authorize_form"),
        ])),
        token: Some(Template::of(&[Part::Value(Source::Variable("token_url"))])),
        api: Some(Template::of(&[
            Part::Text("https://"),
            Part::Value(Source::Variable("host")),
            Part::Text("/api"),
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
        answer: Answer { expiry: Expiry::Never, ..Answer::STANDARD },
        ..TokenSpec::STANDARD
    },
    ..ProviderSpec::STANDARD
};

/// Like Piggy: client credentials in JSON, tokens made by hand, two hosts.
pub(crate) static PIGGY_LIKE: ProviderSpec = ProviderSpec {
    name: "piggy-like",
    title: "Piggy-like",
    variables: &[Variable {
        name: "host",
        kind: VariableKind::Hostname,
        default: None,
        pattern: None,
    }],
    environments: &[
        Environment { name: "eu", values: &[("host", "api.piggy.example")] },
        Environment { name: "nl", values: &[("host", "api.piggy-nl.example")] },
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
