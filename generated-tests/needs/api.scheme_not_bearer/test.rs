//! The scheme of `Authorization` is the provider's own.

use crate::prelude::*;
use provider::api_scheme_not_bearer::Client;

#[tokio::test]
async fn the_scheme_is_as_declared() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "token_type": "Bearer"}"#),
        json("{}"),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/crm").await.unwrap();
    let whole = http::Request::put("https://api.acme.example/crm").body(b"x".to_vec()).unwrap();
    session.send(whole).await.unwrap();
    for number in [1, 2] {
        assert_eq!(wire.sent(number).header("authorization"), Some("Acme-oauthtoken a"));
    }
    assert_eq!(wire.sent(2).line(), "PUT https://api.acme.example/crm");
}

#[tokio::test]
async fn a_header_of_the_applications_does_not_replace_it() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), json("{}")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/crm").header("Authorization", "Bearer other").await.unwrap();
    assert_eq!(wire.sent(1).header("authorization"), Some("Acme-oauthtoken a"));
}
