//! Revocation and introspection in every shape.

use std::time::Duration;

use oauth_emulator::{Emulator, Fault, Step};
use oauth_spec::{
    CallAuthentication, Endpoints, JwtAlgorithm, Method, Parameter, ParametersIn, Part,
    ProviderSpec, Source, Template, TokenOperation,
};
use serde_json::json;

use crate::acme::{ACME, API, TOKEN, log_in};
use crate::connections::{call, start};
use crate::support::{basic, claims, client, mirrored, post_form, read};

#[tokio::test]
async fn a_revocation_may_be_anything() {
    static IN_PATH: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            revocation: Some(Template::of(&[
                Part::Text("https://acme.example/tokens/"),
                Part::Value(Source::AccessToken),
            ])),
            ..ACME.endpoints
        },
        revocation: TokenOperation {
            method: Method::Delete,
            authentication: CallAuthentication::None,
            parameters_in: ParametersIn::Query,
            parameters: &[],
            ..TokenOperation::STANDARD
        },
        ..ACME
    };
    static IN_JSON: ProviderSpec = ProviderSpec {
        revocation: TokenOperation {
            parameters_in: ParametersIn::Json,
            parameters: &[
                Parameter::value("token", Source::AccessToken),
                Parameter::text("token_type_hint", "access_token"),
            ],
            ..TokenOperation::STANDARD
        },
        ..ACME
    };
    let emulator = start(&IN_PATH).await;
    let token = log_in(&emulator).await.member("access_token");
    let path: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
    let url = mirrored(&emulator, &format!("https://acme.example/tokens/{path}"));
    assert_eq!(read(client().post(&url)).await.status, 405);
    assert_eq!(read(client().delete(&url)).await.status, 200);
    call(&emulator, API, &token).await.assert_error(401, "invalid_token", "revoked");

    let emulator = start(&IN_JSON).await;
    let token = log_in(&emulator).await.member("access_token");
    let body = json!({ "token": token, "token_type_hint": "access_token" }).to_string();
    let request = client().post(mirrored(&emulator, crate::acme::REVOKE));
    let request = request.header("authorization", basic("me", "secret"));
    let request = request.header("content-type", "application/json").body(body);
    assert_eq!(read(request).await.status, 200);
    call(&emulator, API, &token).await.assert_error(401, "invalid_token", "revoked");
}

#[tokio::test]
async fn a_token_can_be_asked_about() {
    const ASK: &str = "https://acme.example/introspect";
    static ASKED: ProviderSpec = ProviderSpec {
        endpoints: Endpoints { introspection: Some(Template::text(ASK)), ..ACME.endpoints },
        ..ACME
    };
    let emulator = start(&ASKED).await;
    let answer = log_in(&emulator).await;
    let ask = async |token: &str| {
        let basic = basic("me", "secret");
        post_form(&emulator, ASK, &[("authorization", &basic)], &[("token", token)]).await
    };
    let token = answer.member("access_token");
    let told = ask(&token).await.json();
    assert_eq!((&told["active"], &told["scope"]), (&json!(true), &json!("read")));
    assert_eq!((&told["client_id"], &told["sub"]), (&json!("me"), &json!(emulator.username())));
    assert!(told["exp"].as_u64().expect("a time") > 1_700_000_000);
    assert_eq!(ask(&answer.member("refresh_token")).await.json()["active"], true);
    assert_eq!(ask("invented").await.json(), json!({ "active": false }));
    emulator.clock().advance(Duration::from_secs(7200));
    assert_eq!(ask(&token).await.json(), json!({ "active": false }));
    post_form(&emulator, ASK, &[], &[]).await.assert_error(401, "invalid_client", "authenticate");
    emulator.fail_next(Step::Introspection, Fault::oauth_error("temporarily_unavailable"));
    assert_eq!(ask(&token).await.status, 400);
}

#[tokio::test]
async fn a_signed_answer_is_for_the_one_who_asks() {
    const ASK: &str = "https://acme.example/introspect";
    static ASKED: ProviderSpec = ProviderSpec {
        endpoints: Endpoints { introspection: Some(Template::text(ASK)), ..ACME.endpoints },
        introspection_signed: &[JwtAlgorithm::Es256],
        ..ACME
    };
    static BY_ANYBODY: ProviderSpec = ProviderSpec {
        introspection: TokenOperation {
            authentication: CallAuthentication::None,
            ..TokenOperation::STANDARD
        },
        ..ASKED
    };
    let builder = Emulator::builder(&ASKED).client("me", "secret").another_client("it", "hidden");
    let emulator = builder.start().await.expect("it starts");
    for (id, secret) in [("me", "secret"), ("it", "hidden")] {
        let headers = [("authorization", basic(id, secret))];
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let told = post_form(&emulator, ASK, &headers, &[("token", "invented")]).await;
        assert_eq!(told.header("content-type"), "application/token-introspection+jwt");
        assert_eq!(claims(&told.body)["aud"], id);
    }
    // Where nobody says who asks, it is whose token it is, else the first.
    let builder = Emulator::builder(&BY_ANYBODY).client("me", "secret");
    let emulator = builder.another_client("it", "hidden").start().await.expect("it starts");
    let own = basic("it", "hidden");
    let grant = [("grant_type", "client_credentials")];
    let given = post_form(&emulator, TOKEN, &[("authorization", &own)], &grant).await;
    for (token, owner) in [("invented", "me"), (given.member("access_token").as_str(), "it")] {
        let told = post_form(&emulator, ASK, &[], &[("token", token)]).await;
        assert_eq!(claims(&told.body)["aud"], owner);
    }
}
