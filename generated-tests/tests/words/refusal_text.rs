//! Refusals in bare text (`errors.text`).

use generated_tests::refusal_text::{self, RefusalText};
use oauth_emulator::{Fault, Step};
use oauth_runtime::{Error, Token, http};

use crate::support;

type Read = Result<Token<RefusalText>, Error>;

/// What becomes of an answer to an exchange.
fn read(status: u16, body: &str) -> Read {
    let client = refusal_text::Client::builder();
    let client = client.client_id("id").client_secret("s").redirect_uri("https://app.example/cb");
    let client = client.build().unwrap();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=c&state={}", pending.state());
    let authorized = client.accept(pending, callback).unwrap();
    let answer = http::Response::builder().status(status).header("content-type", "text/html");
    client.exchange(&authorized).read(answer.body(body.as_bytes().to_vec()).unwrap())
}

#[test]
fn the_text_is_the_code() {
    for status in [200, 400] {
        let Err(Error::Provider(error)) = read(status, "wrong code\n") else { panic!("{status}") };
        assert_eq!(error.code(), Some("invalid_grant"));
        assert_eq!(error.provider_code(), Some("wrong code"));
        assert_eq!(error.description(), None);
    }
    let Err(Error::Provider(error)) = read(400, "app is locked") else { panic!() };
    assert_eq!(error.code(), Some("app is locked"));
    assert_eq!(error.to_string(), "refusal-text answered HTTP 400: app is locked");
}

#[test]
fn a_form_is_a_form() {
    let token = read(200, "access_token=a&expires_in=60").unwrap();
    assert_eq!(token.access_token().expose(), "a");
    let Err(Error::Provider(error)) = read(400, "error=invalid_scope") else { panic!() };
    assert_eq!(error.code(), Some("invalid_scope"));
}

#[test]
fn what_may_be_a_secret_or_a_page_is_no_code() {
    let secret = "frqPiXMmE1gXdbYjXSoVDPxpxYJwNQdM9xnXCQBg";
    let repeated = format!("wrong code {secret}");
    for (status, body) in
        [(200, "a"), (200, secret), (400, secret), (400, &*repeated), (502, "<h1>Bad Gateway</h1>")]
    {
        let error = read(status, body).unwrap_err();
        assert!(matches!(error, Error::Unreadable(_)), "{status} {body}: {error:?}");
        assert!(!format!("{error} {error:?}").contains(secret), "{error:?}");
    }
}

#[tokio::test]
async fn the_emulator_refuses_in_text_and_a_session_knows_who_must_act() {
    let (emulator, client) = support::start::<RefusalText>().await;
    let (pending, callback) = support::allowed(&emulator, client.authorize()).await;
    let authorized = client.accept(pending, &callback).unwrap();
    let token = client.exchange(&authorized).await.unwrap();
    // A code counts once.
    let error = client.exchange(&authorized).await.unwrap_err();
    let Error::Provider(error) = &error else { panic!("{error:?}") };
    assert_eq!(error.body(), b"wrong code");
    assert_eq!(error.code(), Some("invalid_grant"));
    emulator.fail_next(Step::Token, Fault::oauth_error("invalid_grant"));
    assert!(client.refresh(&token).await.unwrap_err().needs_user());
    // What is no token endpoint says it in a document.
    emulator.fail_next(Step::Revocation, Fault::oauth_error("invalid_request"));
    let error = client.revoke(&token).await.unwrap_err();
    let Error::Provider(error) = &error else { panic!("{error:?}") };
    assert_eq!(error.body(), b"error=invalid_request");
}
