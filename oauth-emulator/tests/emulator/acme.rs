//! A provider that does most things as the standards say, and how its client talks to it.

use oauth_emulator::Emulator;
use oauth_spec::{
    AuthorizationCodeGrant, CallParameter, Callback, ClientAuthentication, ClientSpec, CustomGrant,
    DeviceGrant, Endpoints, ErrorSpec, Field, FieldKind, Grants, ImplicitGrant, Parameter,
    ParameterKind, Part, ProviderSpec, RefreshGrant, Renewal, Scopes, Template, TokenGrant,
    TokenRequest, TokenSpec,
};

use crate::support::{Answer, VERIFIER, allow, basic, challenge, form, post_form, value};

pub(crate) const AUTHORIZE: &str = "https://acme.example/oauth/authorize";
pub(crate) const TOKEN: &str = "https://acme.example/oauth/token";
pub(crate) const REVOKE: &str = "https://acme.example/oauth/revoke";
pub(crate) const DEVICE: &str = "https://acme.example/oauth/device";
pub(crate) const API: &str = "https://api.acme.example/v1";

pub(crate) static ACME: ProviderSpec = ProviderSpec {
    name: "acme",
    title: "Acme & Sons",
    client: ClientSpec {
        authentication: &[
            ClientAuthentication::ClientSecretBasic,
            ClientAuthentication::ClientSecretPost,
        ],
        ..ClientSpec::STANDARD
    },
    endpoints: Endpoints {
        authorization: Some(Template::of(&[Part::Text(AUTHORIZE)])),
        token: Some(Template::of(&[Part::Text(TOKEN)])),
        revocation: Some(Template::of(&[Part::Text(REVOKE)])),
        device_authorization: Some(Template::of(&[Part::Text(DEVICE)])),
        api: Some(Template::of(&[Part::Text(API)])),
        ..Endpoints::NONE
    },
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant::STANDARD),
        implicit: Some(ImplicitGrant::STANDARD),
        password: Some(TokenGrant::PASSWORD),
        client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS),
        ciba: None,
        device_code: Some(DeviceGrant::STANDARD),
        refresh_token: Some(RefreshGrant::STANDARD),
        personal_access_token: None,
        custom: &[CustomGrant {
            name: "ticket",
            parameters: &[
                CallParameter { name: "number", kind: ParameterKind::Integer, required: true },
                CallParameter { name: "paid", kind: ParameterKind::Boolean, required: true },
                CallParameter { name: "seal", kind: ParameterKind::Secret, required: true },
                CallParameter { name: "note", kind: ParameterKind::String, required: false },
            ],
            request: TokenRequest {
                parameters: &[
                    Parameter::new("grant_type", "urn:acme:ticket"),
                    Parameter::new("number", "{parameters.number}"),
                    Parameter::new("paid", "{parameters.paid}"),
                    Parameter::new("seal", "{parameters.seal}"),
                    Parameter::new("note", "{parameters.note}"),
                ],
                ..TokenRequest::FORM
            },
            renewal: Renewal::Reacquire,
            after: &[],
        }],
    },
    scopes: Scopes { known: &["read", "write:all"], ..Scopes::STANDARD },
    callback: Callback {
        fields: &[Field::new("shop", FieldKind::Integer).required()],
        ..Callback::STANDARD
    },
    token: TokenSpec {
        lifetime: Some(7200),
        refresh_token_lifetime: Some(86_400),
        fields: &[
            Field::new("plan", FieldKind::Enum(&["free", "paid"])).required(),
            Field::new("session", FieldKind::Secret),
            Field::new("rate", FieldKind::Number),
            Field::new("live", FieldKind::Boolean),
            Field::new(
                "owner",
                FieldKind::Object(&[
                    Field::new("id", FieldKind::Integer).required(),
                    Field::new("name", FieldKind::String),
                ]),
            ),
            Field::new("extra", FieldKind::Any),
        ],
        ..TokenSpec::STANDARD
    },
    errors: ErrorSpec { fields: &[Field::new("trace", FieldKind::Integer)], ..ErrorSpec::STANDARD },
    ..ProviderSpec::STANDARD
};

pub(crate) async fn start() -> Emulator {
    Emulator::start(&ACME).await.expect("it starts")
}

/// The authorization request of the code flow, in good order.
pub(crate) fn authorize_url(emulator: &Emulator, scope: &str) -> String {
    let challenge = challenge(VERIFIER);
    let query = form(&[
        ("response_type", "code"),
        ("client_id", emulator.client_id()),
        ("redirect_uri", emulator.redirect_uri()),
        ("code_challenge_method", "S256"),
        ("scope", scope),
        ("state", "st&te="),
        ("code_challenge", &challenge),
    ]);
    format!("{AUTHORIZE}?{query}")
}

/// Gets a code.
pub(crate) async fn code(emulator: &Emulator) -> String {
    value(&allow(emulator, &authorize_url(emulator, "read")).await, "code")
}

/// Sends a token request with Basic.
pub(crate) async fn token(emulator: &Emulator, pairs: &[(&str, &str)]) -> Answer {
    let basic = basic(emulator.client_id(), emulator.client_secret());
    post_form(emulator, TOKEN, &[("authorization", &basic)], pairs).await
}

/// Exchanges a code as it should be done.
pub(crate) async fn exchange(emulator: &Emulator, code: &str) -> Answer {
    let redirect_uri = emulator.redirect_uri();
    let pairs = [
        ("grant_type", "authorization_code"),
        ("redirect_uri", redirect_uri),
        ("code", code),
        ("code_verifier", VERIFIER),
    ];
    token(emulator, &pairs).await
}

/// Exchanges a refresh token as it should be done.
pub(crate) async fn refresh(emulator: &Emulator, refresh_token: &str) -> Answer {
    token(emulator, &[("grant_type", "refresh_token"), ("refresh_token", refresh_token)]).await
}

/// The whole flow; the token answer.
pub(crate) async fn log_in(emulator: &Emulator) -> Answer {
    let answer = exchange(emulator, &code(emulator).await).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}
