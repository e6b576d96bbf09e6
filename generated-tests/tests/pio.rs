//! Pio, point by point, against the emulator.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use generated_tests::pio::{self, Environment, HmacEncoding, Pio, Variables};
use oauth_emulator::{Decision, Emulator, SignaturePosition, Step};
use oauth_runtime::{AuthorizeAgain, CallbackError, Error};
use oauth_spec::DigestEncoding;
use support::allowed;

const TOKEN_URL: &str = "https://api.pio.example/oauth/token";
const API_URL: &str = "https://api.pio.example/v1";

fn variables() -> Variables {
    Variables::new(TOKEN_URL, API_URL)
}

fn builder() -> oauth_emulator::Builder {
    Emulator::builder(&pio::SPEC).variable("token_url", TOKEN_URL).variable("api_url", API_URL)
}

/// What a configuration or a row of a database says.
#[test]
fn a_choice_is_read_from_its_name() {
    for choice in [HmacEncoding::Hex, HmacEncoding::Base64] {
        assert_eq!(choice.value().parse(), Ok(choice));
    }
    let error = "HEX".parse::<HmacEncoding>().unwrap_err().to_string();
    assert!(error.starts_with("`HEX` is not one of `"), "{error}");
}

fn client(emulator: &Emulator) -> pio::Client {
    support::client::<Pio>(pio::Client::builder_with(variables()), emulator).build().unwrap()
}

#[tokio::test]
async fn the_authorize_url_holds_what_is_declared_and_what_is_added() {
    let client = pio::Client::builder_with(variables())
        .client_id("the-client")
        .client_secret("secret")
        .redirect_uri("https://app.example/callback")
        .build()
        .unwrap();
    let pending = client.authorize().parameter("shop", "north & south").begin().unwrap();
    let url = reqwest::Url::parse(pending.url()).unwrap();
    assert_eq!(url.host_str(), Some("app.test.pio.com"), "the test environment is the default");
    assert_eq!(url.path(), "/raw/openapi_auth/authorize_form");
    let names: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    assert_eq!(names, ["client_id", "redirect_uri", "state", "shop"]);
    assert!(url.query_pairs().any(|(name, value)| name == "shop" && value == "north & south"));
}

#[test]
fn productions_host_is_given_by_the_application() {
    let settings = |variables| {
        pio::Client::builder_with(variables)
            .environment(Environment::Production)
            .client_id("id")
            .client_secret("secret")
            .redirect_uri("https://app.example/callback")
    };
    let error = settings(variables()).build().unwrap_err();
    assert!(error.to_string().contains("host"), "{error}");
    let client = settings(variables().host("app.pio.example")).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    assert!(pending.url().starts_with("https://app.pio.example/"), "{}", pending.url());
    let hostile = settings(variables().host("evil.example/path?")).build();
    assert!(hostile.is_err());
}

#[tokio::test]
async fn the_exchange_sends_exactly_three_things() {
    let emulator = builder().start().await.unwrap();
    let client = client(&emulator);
    let (pending, callback) = allowed(&emulator, client.authorize()).await;
    let token = client.finish(pending, &callback).await.unwrap();
    let exchange = emulator.requests_to(Step::Token).pop().unwrap();
    let mut names: Vec<String> = exchange.form_pairs().into_iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    assert_eq!(names, ["client_id", "client_secret", "code"]);
    assert_eq!(token.expires_at(), None);
}

#[tokio::test]
async fn the_signature_is_taken_in_hex_and_in_base64_wherever_it_stands() {
    for encoding in [DigestEncoding::Hex, DigestEncoding::Base64] {
        for position in
            [SignaturePosition::First, SignaturePosition::Middle, SignaturePosition::Last]
        {
            let emulator = builder()
                .signature_encoding(encoding)
                .signature_position(position)
                .start()
                .await
                .unwrap();
            let client = client(&emulator);
            let (pending, callback) = allowed(&emulator, client.authorize()).await;
            client
                .accept(pending, &callback)
                .unwrap_or_else(|error| panic!("{encoding:?} {position:?}: {error}"));
        }
    }
}

#[tokio::test]
async fn where_one_encoding_is_chosen_the_other_is_refused() {
    let emulator = builder().signature_encoding(DigestEncoding::Base64).start().await.unwrap();
    let hex_only = variables().hmac_encoding(HmacEncoding::Hex);
    let client =
        support::client::<Pio>(pio::Client::builder_with(hex_only), &emulator).build().unwrap();
    let (pending, callback) = allowed(&emulator, client.authorize()).await;
    let error = client.accept(pending, &callback).unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::Signature(_))), "{error}");
}

#[tokio::test]
async fn a_missing_wrong_or_doubled_signature_is_refused_before_any_request() {
    let emulator = builder().start().await.unwrap();
    let client = client(&emulator);
    let (pending, callback) = allowed(&emulator, client.authorize()).await;
    let saved = pending.save();
    let (url, query) = callback.split_once('?').unwrap();
    let signature = query.split('&').find(|pair| pair.starts_with("hmac=")).unwrap();
    let without: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("hmac=")).collect();
    let without = without.join("&");
    let cases = [
        format!("{url}?{without}"),
        format!("{url}?{without}&hmac={}", "0".repeat(64)),
        format!("{url}?{without}&hmac="),
        format!("{url}?{without}&hmac=%zz"),
        format!("{url}?{query}&{signature}"),
        format!("{url}?{query}&added=1"),
    ];
    for case in cases {
        let pending = pio::Pending::restore(&saved).unwrap();
        let error = client.accept(pending, &case).unwrap_err();
        assert!(matches!(error, Error::Callback(CallbackError::Signature(_))), "{case}: {error:?}");
    }
    assert_eq!(emulator.token_requests(), 0);
    let pending = pio::Pending::restore(&saved).unwrap();
    client.finish(pending, &callback).await.unwrap();
}

/// Known answers: the key `pio_client_secret_0001`, computed with another implementation.
#[test]
fn known_answers_are_accepted() {
    let client = pio::Client::builder_with(variables())
        .client_id("id")
        .client_secret("pio_client_secret_0001")
        .redirect_uri("https://app.example/callback")
        .build()
        .unwrap();
    let cases = [
        (
            "abc",
            "code=9f1c0a&hmac=<sig>&state=abc&timestamp=1700000000",
            "90cec53da1eab78012d3238352909681d92f8637c241ba58e9e38cad957ad66d",
        ),
        (
            "abc",
            "hmac=<sig>&state=abc&code=9f1c0a",
            "f4ad93dfa1eeba18ef8804facf0c0d937f5e5a306981a46acfa135442ec15e75",
        ),
        (
            "abc",
            "code=9f1c0a&state=abc&hmac=<sig>",
            "124445cc5f4ec00fe08e2860a623d3594acd3203b75513568c121bfa28adf383",
        ),
        (
            "x y",
            "code=a%2Fb%2Bc%3D&hmac=<sig>&state=x%20y",
            "5b87616ff58f31072703bf367e0ae0cd692392aef20e99de6bc1347b570f937f",
        ),
        (
            "abc",
            "code=9f1c0a&hmac=<sig>&state=abc&timestamp=1700000000",
            "kM7FPaHqt4AS0yODUpCWgdkvhjfCQbpY6eOMrZV61m0%3D",
        ),
    ];
    for (state, query, signature) in cases {
        let saved = client.authorize().begin().unwrap().save();
        let mut saved: serde_json::Value = serde_json::from_str(&saved).unwrap();
        saved["state"] = state.into();
        let pending = pio::Pending::restore(&saved.to_string()).unwrap();
        client.accept(pending, query.replace("<sig>", signature)).unwrap();
    }
}

#[tokio::test]
async fn a_refused_token_means_that_the_user_must_authorize_again() {
    let emulator = builder().start().await.unwrap();
    let client = client(&emulator);
    let (pending, callback) = allowed(&emulator, client.authorize()).await;
    let session = client.session(client.finish(pending, &callback).await.unwrap()).start();
    assert_eq!(session.get("/orders").send().await.unwrap().status(), 200);
    emulator.clock().advance(std::time::Duration::from_secs(10 * 365 * 86_400));
    assert_eq!(session.get("/orders").send().await.unwrap().status(), 200, "it never expires");
    emulator.revoke_everything();
    let error = session.get("/orders").send().await.unwrap_err();
    assert!(matches!(error, Error::AuthorizeAgain(AuthorizeAgain { .. })), "{error:?}");
    assert!(error.to_string().contains("authorize again"), "{error}");
}

#[tokio::test]
async fn each_authorization_is_a_session_of_its_own() {
    let emulator = builder().start().await.unwrap();
    let client = client(&emulator);
    let mut sessions = Vec::new();
    for _ in 0..3 {
        let (pending, callback) = allowed(&emulator, client.authorize()).await;
        let token = client.finish(pending, &callback).await.unwrap();
        sessions.push(client.session(token).start());
    }
    for (index, session) in sessions.iter().enumerate() {
        session.get("/shop").send().await.unwrap();
        for other in &sessions[index + 1..] {
            assert_ne!(session.token().access_token(), other.token().access_token());
        }
    }
}

#[tokio::test]
async fn a_flow_is_resumed_at_any_step() {
    let emulator = builder().start().await.unwrap();
    // Before the browser left …
    let saved = client(&emulator).authorize().begin().unwrap().save();
    // … a restart …
    let pending = pio::Pending::restore(&saved).unwrap();
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let saved = client(&emulator).accept(pending, &callback).unwrap().save();
    // … another, and an exchange that fails on the way: the code is still good.
    let authorized = pio::Authorized::restore(&saved).unwrap();
    let client = client(&emulator);
    emulator.fail_next(Step::Token, oauth_emulator::Fault::CloseConnection);
    assert!(client.exchange(&authorized).await.unwrap_err().is_retryable());
    let token = client.exchange(&authorized).await.unwrap();
    let saved = token.save();
    let token = pio::Token::restore(&saved).unwrap();
    assert_eq!(client.session(token).start().get("/orders").send().await.unwrap().status(), 200);
}
