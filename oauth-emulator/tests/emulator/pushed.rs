//! Pushed authorization requests (RFC 9126).

use std::time::Duration;

use oauth_emulator::{BrowseError, Decision, Emulator, Step};
use oauth_spec::{AuthorizationCodeGrant, Endpoints, Grants, ProviderSpec, Template};

use crate::support::{Answer, VERIFIER, basic, challenge, form, has, pairs, post_form, value};

const PAR: &str = "https://acme.example/par";
const AUTHORIZE: &str = "https://acme.example/authorize";

static SPEC: ProviderSpec = ProviderSpec {
    name: "acme",
    title: "Acme",
    endpoints: Endpoints {
        authorization: Some(Template::text(AUTHORIZE)),
        token: Some(Template::text("https://acme.example/token")),
        pushed_authorization_request: Some(Template::text(PAR)),
        ..Endpoints::NONE
    },
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant {
            pushed: true,
            ..AuthorizationCodeGrant::STANDARD
        }),
        ..Grants::NONE
    },
    ..ProviderSpec::STANDARD
};

fn request(emulator: &Emulator) -> Vec<(&'static str, String)> {
    vec![
        ("response_type", "code".to_owned()),
        ("client_id", emulator.client_id().to_owned()),
        ("redirect_uri", emulator.redirect_uri().to_owned()),
        ("state", "s".to_owned()),
        ("code_challenge", challenge(VERIFIER)),
        ("code_challenge_method", "S256".to_owned()),
    ]
}

async fn push(emulator: &Emulator, pairs: &[(&str, String)]) -> Answer {
    let own = basic(emulator.client_id(), emulator.client_secret());
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    post_form(emulator, PAR, &[("authorization", &own)], &pairs).await
}

async fn go(emulator: &Emulator, client: &str, reference: &str) -> Result<String, BrowseError> {
    let url = format!("{AUTHORIZE}?{}", form(&[("client_id", client), ("request_uri", reference)]));
    emulator.browse(&url, Decision::Allow).await
}

#[tokio::test]
async fn a_reference_is_good_once_for_a_while_and_for_one_client() {
    let emulator = Emulator::start(&SPEC).await.expect("it starts");
    let answer = push(&emulator, &request(&emulator)).await;
    assert_eq!((answer.status, answer.member("expires_in")), (201, "60".to_owned()));
    let reference = answer.member("request_uri");
    let callback = go(&emulator, emulator.client_id(), &reference).await.expect("a callback");
    let came = pairs(&callback, '?');
    assert_eq!(value(&came, "state"), "s");
    assert!(has(&came, "code"));
    assert_eq!(emulator.requests_to(Step::PushedAuthorization).len(), 1);
    let refused = |error: Result<String, BrowseError>, about: &str| match error {
        Err(BrowseError::Page { message, .. }) => assert!(message.contains(about), "{message}"),
        other => panic!("{other:?}"),
    };
    refused(go(&emulator, emulator.client_id(), &reference).await, "used already");
    let reference = push(&emulator, &request(&emulator)).await.member("request_uri");
    refused(go(&emulator, "other", &reference).await, "another client's");
    go(&emulator, emulator.client_id(), &reference).await.expect("it is not spent");
    let reference = push(&emulator, &request(&emulator)).await.member("request_uri");
    emulator.clock().advance(Duration::from_secs(60));
    refused(go(&emulator, emulator.client_id(), &reference).await, "too old");
}

#[tokio::test]
async fn what_is_wrong_is_told_to_who_pushes() {
    let emulator = Emulator::start(&SPEC).await.expect("it starts");
    let with = |name: &'static str, value: &str| {
        let mut pairs = request(&emulator);
        pairs.retain(|(known, _)| *known != name);
        pairs.push((name, value.to_owned()));
        pairs
    };
    for (pairs, about) in [
        (with("redirect_uri", "https://evil.example/"), "not registered"),
        (with("request_uri", "urn:x"), "must not be pushed"),
        (with("client_id", "other"), "no client"),
        (with("code_challenge", "short"), "code_challenge"),
    ] {
        push(&emulator, &pairs).await.assert_error(400, "invalid_request", about);
    }
    let pairs = request(&emulator);
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = post_form(&emulator, PAR, &[], &pairs).await;
    answer.assert_error(401, "invalid_client", "authenticate");
}

#[tokio::test]
async fn a_request_that_was_not_pushed_is_sent_back() {
    let emulator = Emulator::start(&SPEC).await.expect("it starts");
    let pairs_ = request(&emulator);
    let pairs_: Vec<_> = pairs_.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let url = format!("{AUTHORIZE}?{}", form(&pairs_));
    let callback = emulator.browse(&url, Decision::Allow).await.expect("a callback");
    let came = pairs(&callback, '?');
    assert_eq!(value(&came, "error"), "invalid_request");
    assert!(value(&came, "error_description").contains("pushed"));
}
