//! API calls that carry the token elsewhere, and go where the provider says.

use oauth_spec::{
    Api, Computed, ComputedRecipe, Digest, Endpoints, Field, Grants, Parameter, ParametersIn, Part,
    ProviderSpec, Source, Template,
};
use serde_json::{Value, json};

use crate::acme::{ACME, API, TOKEN, log_in};
use crate::connections::{call, start};
use crate::support::{basic, form, get, post_form, post_json, value};

static IN_PARAMETERS: ProviderSpec = ProviderSpec {
    api: Api {
        authorization: None,
        query: &[
            Parameter::value("access_token", Source::AccessToken),
            Parameter::value("proof", Source::Computed("proof")),
        ],
        ..Api::STANDARD
    },
    computed: &[Computed {
        name: "proof",
        recipe: ComputedRecipe::Digest(&Digest {
            key: Template::value(Source::ClientSecret),
            message: Template::value(Source::AccessToken),
            ..Digest::STANDARD
        }),
    }],
    ..ACME
};

#[tokio::test]
async fn api_calls_may_carry_the_token_and_a_proof_in_the_query() {
    let emulator = start(&IN_PARAMETERS).await;
    let token = log_in(&emulator).await.member("access_token");
    let digest = hmac_sha256::HMAC::mac(token.as_bytes(), b"secret");
    let hex = crate::support::hex(&digest);
    let ask = async |pairs: &[(&str, &str)]| {
        get(&emulator, &format!("{API}/me?own=1&{}", form(pairs)), &[]).await
    };
    let good = [("access_token", token.as_str()), ("proof", hex.as_str())];
    assert_eq!(ask(&good).await.status, 200);
    ask(&good[..1]).await.assert_error(400, "invalid_request", "`proof` is missing");
    let forged = [good[0], ("proof", "00")];
    ask(&forged).await.assert_error(400, "invalid_request", "`proof` does not hold the right");
    ask(&[("access_token", "x"), good[1]]).await.assert_error(401, "invalid_token", "unknown");
}

#[tokio::test]
async fn api_calls_may_carry_the_token_in_the_form() {
    static IN_FORM: ProviderSpec = ProviderSpec {
        api: Api {
            authorization: None,
            body: &[Parameter::value("access_token", Source::AccessToken)],
            ..Api::STANDARD
        },
        ..ACME
    };
    let emulator = start(&IN_FORM).await;
    let token = log_in(&emulator).await.member("access_token");
    let sent = [("text", "hello"), ("access_token", token.as_str())];
    assert_eq!(post_form(&emulator, &format!("{API}/say"), &[], &sent).await.status, 200);
    let answer = post_form(&emulator, &format!("{API}/say"), &[], &sent[..1]).await;
    answer.assert_error(400, "invalid_request", "`access_token` is missing");
}

#[tokio::test]
async fn api_calls_may_carry_the_token_in_json() {
    static IN_JSON: ProviderSpec = ProviderSpec {
        api: Api {
            authorization: None,
            body: &[
                Parameter::value("app", Source::ClientId),
                Parameter::value("access_token", Source::AccessToken),
            ],
            body_in: ParametersIn::Json,
            ..Api::STANDARD
        },
        ..ACME
    };
    let emulator = start(&IN_JSON).await;
    let token = log_in(&emulator).await.member("access_token");
    let say = async |body: Value| post_json(&emulator, &format!("{API}/say"), &body).await;
    let good = json!({ "text": { "a": [1] }, "app": "me", "access_token": token });
    assert_eq!(say(good).await.status, 200);
    let other = say(json!({ "app": "you", "access_token": token })).await;
    other.assert_error(400, "invalid_request", "`app` does not hold the right");
    say(json!({ "text": 1 })).await.assert_error(400, "invalid_request", "is missing");
    let unknown = say(json!({ "app": "me", "access_token": "x" })).await;
    unknown.assert_error(401, "invalid_token", "unknown");
    // In a form it is not looked for.
    let form = [("app", "me"), ("access_token", token.as_str())];
    let answer = post_form(&emulator, &format!("{API}/say"), &[], &form).await;
    answer.assert_error(400, "invalid_request", "Nothing that is declared carries");
}

#[tokio::test]
async fn addresses_may_come_from_the_provider() {
    static MOVED: ProviderSpec = ProviderSpec {
        callback: oauth_spec::Callback {
            fields: &[Field::new("server", oauth_spec::FieldKind::Url(&["acme.example"]))],
            ..oauth_spec::Callback::STANDARD
        },
        token: oauth_spec::TokenSpec {
            fields: &[Field::new("instance", oauth_spec::FieldKind::Hostname(&["crm.example"]))],
            ..oauth_spec::TokenSpec::STANDARD
        },
        endpoints: Endpoints {
            token: Some(Template::of(&[
                Part::Value(Source::Callback("server")),
                Part::Text("/token"),
            ])),
            api: Some(Template::of(&[
                Part::Text("https://"),
                Part::Value(Source::Token("instance")),
                Part::Text("/api"),
            ])),
            ..ACME.endpoints
        },
        grants: Grants { implicit: None, ..ACME.grants },
        ..ACME
    };
    let emulator = start(&MOVED).await;
    let found =
        crate::support::allow(&emulator, &crate::acme::authorize_url(&emulator, "read")).await;
    let server = value(&found, "server");
    assert_eq!(server, "https://sample.acme.example");
    let (uri, code) = (emulator.redirect_uri(), value(&found, "code"));
    let pairs = [
        ("grant_type", "authorization_code"),
        ("redirect_uri", uri),
        ("code", code.as_str()),
        ("code_verifier", crate::support::VERIFIER),
    ];
    let basic = basic("me", "secret");
    let headers = [("authorization", basic.as_str())];
    assert_eq!(post_form(&emulator, TOKEN, &headers, &pairs).await.status, 404);
    let answer = post_form(&emulator, &format!("{server}/token"), &headers, &pairs).await;
    let url = format!("https://{}/api/me", answer.member("instance"));
    let answer = call(&emulator, &url, &answer.member("access_token")).await;
    assert_eq!(answer.json()["path"], "/api/me");
}
