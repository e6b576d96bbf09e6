//! The code is exchanged with a request that has no body.

use crate::prelude::*;
use provider::token_method_get::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn everything_is_in_the_query() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let sent = wire.sent(0);
    let verifier = sent.query("code_verifier").unwrap();
    assert_eq!(
        sent.line(),
        format!(
            "GET https://acme.example/token?grant_type=authorization_code&\
             redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code=c0de&code_verifier={verifier}&\
             client_id=id&client_secret=s3cr3t"
        )
    );
    assert_eq!(sent.body(), "");
    assert_eq!(sent.header("content-type"), None);
    client.refresh(&token).await.unwrap();
    assert_eq!(
        wire.sent(1).line(),
        "GET https://acme.example/token?grant_type=refresh_token&refresh_token=r&client_id=id&\
         client_secret=s3cr3t"
    );
}

#[tokio::test]
async fn a_code_cannot_leave_its_place() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=c%26client_id%3Dother%23&state={}", pending.state());
    client.finish(pending, callback).await.unwrap();
    assert!(
        wire.sent(0).line().contains("&code=c%26client_id%3Dother%23&"),
        "{}",
        wire.sent(0).line()
    );
    assert_eq!(wire.sent(0).query("client_id").unwrap(), "id");
}

#[tokio::test]
async fn a_refusal_does_not_show_the_query_that_it_repeats() {
    let refused =
        r#"{"error": "invalid_client", "error_description": "GET /token?client_secret=s3cr3t"}"#;
    let wire = Wire::answering([text(400, "application/json", refused)]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("s3cr3t"), "{error:?}");
    let Error::Provider(error) = error else { panic!("{error}") };
    assert_eq!(error.code(), Some("invalid_client"));
    assert_eq!(wire.count(), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed_with_the_secret_in_its_query() {
    let mut moved = text(302, "text/html", "");
    moved.headers_mut().insert("location", "https://evil.example/token?x=1".parse().unwrap());
    let wire = Wire::answering([moved]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
    assert!(error.to_string().contains("it redirects to evil.example"), "{error}");
    assert_eq!(wire.count(), 1);
}
