//! Backchannel authentication: the examples of CIBA Core, and everything that a poll can find.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use oauth_runtime::spec::{
    CibaGrant, ClientAuthentication, ClientSpec, Endpoints, Grants, ProviderSpec, Template,
};
use oauth_runtime::{
    AgainReason, AnyProvider, BackchannelAuthentication, Client, Clock as _, Error, UserHint,
};
use support::{Script, TestClock, answer, body, json};

const SPEC: ProviderSpec = ProviderSpec {
    name: "acme",
    title: "Acme",
    client: ClientSpec { authentication: &[ClientAuthentication::None], ..ClientSpec::STANDARD },
    endpoints: Endpoints {
        backchannel_authentication: Some(Template::text("https://server.example.com/bc-authorize")),
        token: Some(Template::text("https://server.example.com/token")),
        ..Endpoints::NONE
    },
    grants: Grants { ciba: Some(CibaGrant::STANDARD), ..Grants::NONE },
    ..ProviderSpec::STANDARD
};

/// CIBA Core, 7.3.
const ACKNOWLEDGED: &str = r#"{
    "auth_req_id": "1c266114-a1be-4252-8ad1-04986c5b9ac1",
    "expires_in": 120,
    "interval": 2
}"#;
const PENDING: &str = r#"{"error":"authorization_pending"}"#;
const TOKEN: &str = r#"{"access_token":"at","expires_in":60}"#;

fn client(script: &Script, clock: &TestClock) -> Client<AnyProvider> {
    let builder = Client::<AnyProvider>::builder_for(&SPEC).client_id("s6BhdRkqt3");
    builder.transport(script.clone()).clock(clock.clone()).build().unwrap()
}

fn asked(
    client: &Client<AnyProvider>,
    text: &str,
) -> Result<BackchannelAuthentication<AnyProvider>, Error> {
    client.ciba(UserHint::login("jane")).read(answer(text))
}

#[test]
fn the_user_is_named_by_one_hint_and_asked_with_a_message() {
    let clock = TestClock::new();
    let client = client(&Script::new(), &clock);
    let call = client
        .ciba(UserHint::login("jane@example.com"))
        .scope("openid")
        .scope("email")
        .binding_message("W4SCT")
        .user_code("1234")
        .acr_values("a b")
        .requested_expiry(Duration::from_secs(90));
    let request = call.request().unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://server.example.com/bc-authorize");
    assert_eq!(
        body(&request),
        "scope=openid+email&login_hint=jane%40example.com&binding_message=W4SCT&user_code=1234\
         &acr_values=a+b&requested_expiry=90&client_id=s6BhdRkqt3"
    );
    let hinted = client.ciba(UserHint::id_token("eyJ.e30.x")).request().unwrap();
    assert_eq!(body(&hinted), "scope=openid&id_token_hint=eyJ.e30.x&client_id=s6BhdRkqt3");
    let hinted = client.ciba(UserHint::LoginToken("lt".into()));
    assert!(!format!("{hinted:?}").contains("lt\""));
    assert_eq!(
        body(&hinted.request().unwrap()),
        "scope=openid&login_hint_token=lt&client_id=s6BhdRkqt3"
    );

    let acknowledged = call.read(answer(ACKNOWLEDGED)).unwrap();
    assert_eq!(acknowledged.id().expose(), "1c266114-a1be-4252-8ad1-04986c5b9ac1");
    assert_eq!(acknowledged.expires_at(), clock.now() + Duration::from_secs(120));
    assert_eq!(acknowledged.interval(), Duration::from_secs(2));
    assert!(!format!("{acknowledged:?}").contains("1c266114"));
    // 10.1
    let poll = client.poll_ciba(&acknowledged).request().unwrap();
    assert_eq!(poll.uri(), "https://server.example.com/token");
    assert_eq!(
        body(&poll),
        "grant_type=urn%3Aopenid%3Aparams%3Agrant-type%3Aciba\
         &auth_req_id=1c266114-a1be-4252-8ad1-04986c5b9ac1&client_id=s6BhdRkqt3"
    );
}

#[test]
fn answers_that_are_none_and_refusals_are_told() {
    let client = client(&Script::new(), &TestClock::new());
    for text in
        [r#"{"expires_in": 120}"#, r#"{"auth_req_id": "a"}"#, r#"{"auth_req_id": ""}"#, "<p>"]
    {
        assert!(matches!(asked(&client, text), Err(Error::Unreadable(_))), "{text}");
    }
    let refused = r#"{"error":"unknown_user_id"}"#;
    let response = http::Response::builder().status(400).body(refused.as_bytes().to_vec());
    let error = client.ciba(UserHint::login("x")).read(response.unwrap()).unwrap_err();
    let Error::Provider(error) = error else { panic!("{error}") };
    assert_eq!(error.code(), Some("unknown_user_id"));
    // Every five seconds where nothing is said.
    let asked = asked(&client, r#"{"auth_req_id": "a", "expires_in": 120}"#).unwrap();
    assert_eq!(asked.interval(), Duration::from_secs(5));
}

#[tokio::test]
async fn waiting_goes_as_slowly_as_the_provider_wants() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = client(&script, &clock);
    script.answer(json(200, ACKNOWLEDGED));
    let asked = client.ciba(UserHint::login("jane")).await.unwrap();
    let asked = client.restore_ciba(&asked.save()).unwrap();
    for text in [PENDING, r#"{"error":"slow_down"}"#, PENDING] {
        script.answer(json(400, text));
    }
    script.answer(json(200, TOKEN));
    let pauses = Arc::new(Mutex::new(Vec::new()));
    let told = pauses.clone();
    let begun = clock.now();
    let token = client
        .ciba_token(asked)
        .on_wait(move |pause| told.lock().unwrap().push(pause.as_secs()))
        .await
        .unwrap();
    assert_eq!((token.access_token().expose(), token.grant()), ("at", "ciba"));
    assert_eq!(*pauses.lock().unwrap(), [2, 2, 7, 7]);
    assert_eq!(clock.now(), begun + Duration::from_secs(18));
}

#[tokio::test]
async fn a_user_who_refuses_or_never_answers_ends_it() {
    let again = |error: Error| match error {
        Error::AuthorizeAgain(again) => (again.reason(), again.to_string()),
        other => panic!("{other}"),
    };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = client(&script, &clock);
    let begun = asked(&client, ACKNOWLEDGED).unwrap();
    script.answer(json(400, r#"{"error":"access_denied"}"#));
    let (reason, text) = again(client.ciba_token(begun.clone()).await.unwrap_err());
    assert_eq!(reason, AgainReason::BackchannelDenied);
    assert!(text.starts_with("the user has refused what Acme has asked ("), "{text}");
    script.answer(json(400, r#"{"error":"expired_token"}"#));
    let (reason, _) = again(client.ciba_token(begun.clone()).await.unwrap_err());
    assert_eq!(reason, AgainReason::BackchannelExpired);
    // Nothing is asked after the end.
    clock.advance(120);
    let (reason, text) = again(client.ciba_token(begun).await.unwrap_err());
    assert_eq!(reason, AgainReason::BackchannelExpired);
    assert_eq!(
        text,
        "the user has not answered Acme in time: ask again if the user still wants it"
    );
    assert_eq!(script.count(), 2);
}
