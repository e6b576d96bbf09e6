//! A POST whose parameters are all in the query.

use crate::prelude::*;
use provider::token_params_in_query::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_body_is_empty() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let sent = wire.sent(0);
    assert!(
        sent.line().starts_with(
            "POST https://acme.example/token?grant_type=authorization_code&\
             redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code=c0de&code_verifier="
        ),
        "{}",
        sent.line()
    );
    assert!(sent.line().ends_with("&client_id=id&client_secret=s3cr3t"), "{}", sent.line());
    assert_eq!(sent.body(), "");
    client.refresh(&token).await.unwrap();
    assert_eq!(
        wire.sent(1).line(),
        "POST https://acme.example/token?grant_type=refresh_token&refresh_token=r&client_id=id&\
         client_secret=s3cr3t"
    );
}

#[tokio::test]
async fn no_secret_of_the_query_is_in_an_error() {
    let wire = Wire::answering([text(500, "text/plain", "no")]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(error.to_string().ends_with("; try again later"), "{error}");
    assert!(!format!("{error} {error:?}").contains("s3cr3t"), "{error:?}");
}
