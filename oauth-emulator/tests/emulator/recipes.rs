//! Requests that differ from the standard ones in every way a recipe can say.

use oauth_emulator::Emulator;
use oauth_spec::{
    AuthorizationCodeGrant, AuthorizationRequest, Callback, Endpoints, Field, FieldKind, Grants,
    Header, Parameter, ParametersIn, Part, ProviderSpec, RefreshGrant, Source, Template,
    TokenRequest, TokenSpec, Variable, VariableKind, Variant,
};

use crate::support::{Answer, allow, basic, form, post_form, value};

const EXCHANGE: &str = "https://login.odd.example/a%20b/exchange?v=2";

static ODD: ProviderSpec = ProviderSpec {
    name: "odd",
    title: "Odd",
    variables: &[
        Variable {
            name: "tenant",
            kind: VariableKind::String,
            default: Some(Template::text("a b")),
            pattern: None,
        },
        Variable {
            name: "partner",
            kind: VariableKind::String,
            default: Some(Template::text("we & co")),
            pattern: None,
        },
    ],
    endpoints: Endpoints {
        authorization: Some(Template::of(&[Part::Text("https://odd.example/auth")])),
        token: Some(Template::of(&[Part::Text("https://odd.example/token")])),
        ..Endpoints::NONE
    },
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant {
            authorization: AuthorizationRequest {
                parameters: &[
                    Parameter::new("app", "{client_id}"),
                    Parameter::new("back", "{redirect_uri}"),
                    Parameter::new("owner", "user"),
                    Parameter::new("custom", "{state}"),
                ],
                ..AuthorizationRequest::EMPTY
            },
            request: TokenRequest {
                endpoint: Some(Template::of(&[
                    Part::Text("https://login.odd.example/"),
                    Part::Value(Source::Variable("tenant")),
                    Part::Text("/exchange?v=2"),
                ])),
                parameters: &[
                    Parameter::new("auth_code", "{code}"),
                    Parameter::new("context", "{callback.context}"),
                    Parameter::new("app", "app:{client_id}"),
                ],
                headers: &[Header {
                    name: "x-partner",
                    value: Template::of(&[Part::Value(Source::Variable("partner"))]),
                }],
                ..TokenRequest::FORM
            },
            ..AuthorizationCodeGrant::STANDARD
        }),
        refresh_token: Some(RefreshGrant {
            request: TokenRequest {
                parameters: &[
                    Parameter::new("grant_type", "refresh_token"),
                    Parameter::new("refresh_token", "{refresh_token}"),
                    Parameter::new("session", "{token.session}"),
                ],
                ..TokenRequest::FORM
            },
            ..RefreshGrant::STANDARD
        }),
        ..Grants::NONE
    },
    variants: &[Variant {
        name: "old",
        grants: &["refresh_token"],
        authorization_endpoint: None,
        endpoint: Some(Template::of(&[Part::Text("https://old.odd.example/token")])),
        parameters_in: Some(ParametersIn::Form),
    }],
    callback: Callback {
        fields: &[
            Field::new("context", FieldKind::String),
            Field::new("reason", FieldKind::String),
            Field::new("count", FieldKind::Integer),
        ],
        ..Callback::STANDARD
    },
    token: TokenSpec {
        fields: &[Field::new("session", FieldKind::Secret).required()],
        ..TokenSpec::STANDARD
    },
    ..ProviderSpec::STANDARD
};

async fn callback(emulator: &Emulator) -> Vec<(String, String)> {
    let query = form(&[
        ("app", emulator.client_id()),
        ("back", emulator.redirect_uri()),
        ("owner", "user"),
        ("custom", "my state"),
    ]);
    allow(emulator, &format!("https://odd.example/auth?{query}")).await
}

async fn exchange(
    emulator: &Emulator,
    url: &str,
    partner: &str,
    changed: &[(&str, &str)],
) -> Answer {
    let callback = callback(emulator).await;
    let (code, context) = (value(&callback, "code"), value(&callback, "context"));
    let app = format!("app:{}", emulator.client_id());
    let mut pairs = vec![("auth_code", code.as_str()), ("context", &context), ("app", &app)];
    for (name, value) in changed {
        pairs.retain(|(key, _)| key != name);
        pairs.push((name, value));
    }
    let basic = basic(emulator.client_id(), emulator.client_secret());
    let headers = [("authorization", basic.as_str()), ("x-partner", partner)];
    post_form(emulator, url, &headers, &pairs).await
}

#[tokio::test]
async fn names_and_fields_are_those_of_the_recipe() {
    let emulator = Emulator::start(&ODD).await.expect("it starts");
    let found = callback(&emulator).await;
    assert_eq!(value(&found, "context"), "sample-context", "it is sent back, so it must be there");
    assert_eq!(value(&found, "state"), "my state");
    assert_eq!(value(&found, "reason"), "sample-reason", "what nothing needs comes all the same");
    assert_eq!(value(&found, "count"), "4711");

    let answer = exchange(&emulator, EXCHANGE, "we & co", &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    for (name, sent, status, error) in [
        ("context", "other", 400, "invalid_grant"),
        ("context", "", 400, "invalid_request"),
        ("app", "app:stranger", 401, "invalid_client"),
        ("app", "stranger", 400, "invalid_request"),
        ("code", "x", 400, "invalid_request"),
        ("auth_code", "x", 400, "invalid_grant"),
    ] {
        let answer = exchange(&emulator, EXCHANGE, "we & co", &[(name, sent)]).await;
        assert_eq!(answer.error(), (status, error.to_owned()), "{name} {}", answer.body);
    }
    let answer = exchange(&emulator, EXCHANGE, "we", &[]).await;
    answer.assert_error(400, "invalid_request", "`x-partner` must be written `we & co`");
}

#[tokio::test]
async fn a_grant_may_have_an_address_of_its_own_with_a_query() {
    let emulator = Emulator::start(&ODD).await.expect("it starts");
    let without = EXCHANGE.trim_end_matches("?v=2");
    assert_eq!(exchange(&emulator, without, "we & co", &[]).await.status, 404);
    let elsewhere = exchange(&emulator, "https://odd.example/token", "we & co", &[]).await;
    elsewhere.assert_error(400, "invalid_request", "`grant_type` is missing");
}

#[tokio::test]
async fn a_field_of_the_token_is_sent_back() {
    let emulator = Emulator::start(&ODD).await.expect("it starts");
    let mut token = exchange(&emulator, EXCHANGE, "we & co", &[]).await.member("refresh_token");
    let basic = basic(emulator.client_id(), emulator.client_secret());
    let refresh = async |url: &str, token: &str, session: &str| {
        let pairs =
            [("grant_type", "refresh_token"), ("refresh_token", token), ("session", session)];
        post_form(&emulator, url, &[("authorization", &basic)], &pairs).await
    };
    for url in ["https://odd.example/token", "https://old.odd.example/token"] {
        refresh(url, &token, "wrong").await.assert_error(400, "invalid_grant", "token.session");
        let answer = refresh(url, &token, "secret-session").await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        token = answer.member("refresh_token");
    }
}
