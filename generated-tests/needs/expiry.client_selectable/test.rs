//! The application chooses how long the token lives; what the answer says counts.

use crate::prelude::*;
use provider::expiry_client_selectable::{Client, ClientCredentialsParameters};

#[tokio::test]
async fn the_lifetime_is_sent() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "expires_in": 3600}"#)]);
    let client: Client = wire.client();
    let parameters = ClientCredentialsParameters { expires_in: Some(7200) };
    let token = client.client_credentials().parameters(parameters).await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/token");
    assert_eq!(wire.sent(0).body(), "grant_type=client_credentials&expires_in=7200");
    assert_eq!(token.expires_in(), Some(Duration::from_secs(3600)));
}

#[tokio::test]
async fn without_one_nothing_is_sent() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let token = client.client_credentials().await.unwrap();
    assert_eq!(wire.sent(0).body(), "grant_type=client_credentials");
    assert_eq!(token.expires_at(), None);
}

#[tokio::test]
async fn a_session_asks_again_with_the_same_choice() {
    let answer = json(r#"{"access_token": "a", "expires_in": 100}"#);
    let wire = Wire::answering([answer.clone(), answer, json("{}")]);
    let client: Client = wire.client();
    let parameters = ClientCredentialsParameters { expires_in: Some(100) };
    let call = client.client_credentials().parameters(parameters);
    let token = call.clone().await.unwrap();
    let session = client.session(token).reacquire_with(call).start();
    wire.pass(100);
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(1).form("expires_in").unwrap(), "100");
}

#[tokio::test]
async fn it_is_not_sent_by_another_name() {
    let client: Client = Wire::default().client();
    let error = client.client_credentials().parameter("expires_in", "1").await.unwrap_err();
    let what =
        "the parameter `expires_in` belongs to the request itself: leave out `.parameter(…)`";
    assert_eq!(error.to_string(), what);
}
