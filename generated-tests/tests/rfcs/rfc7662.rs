//! RFC 7662, Token Introspection.

use super::*;
use crate::wire::json;

#[tokio::test]
async fn section_2_1_the_request_and_2_2_its_answer() {
    let first =
        r#"{"access_token":"mF_9.B5f-4.1JqM","token_type":"Bearer","refresh_token":"tGzv3JOk"}"#;
    let known = r#"{
      "active": true,
      "client_id": "l238j323ds-23ij4",
      "username": "jdoe",
      "scope": "read write dolphin",
      "sub": "Z5O3upPC88QrAjx00dis",
      "aud": "https://protected.example.net/resource",
      "iss": "https://server.example.com/",
      "exp": 1419356238,
      "iat": 1419350238,
      "extension_field": "twenty-seven"
     }"#;
    let wire = Wire::answering([json(first), json(known), json(r#"{"active": false}"#)]);
    // The token of the example was good in 2014.
    let then = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_419_352_000);
    let builder = setup(&wire, "s6BhdRkqt3", "gX1fBat3bV");
    let client = builder.clock(oauth_runtime::ClockFn(move || then)).build().unwrap();
    let token = client.client_credentials().await.unwrap();
    let found = client.introspect(&token).await.unwrap();
    let sent = wire.sent(1);
    assert_eq!(sent.line(), "POST https://server.example.com/introspect");
    assert_eq!(sent.header("authorization"), Some(BASIC));
    assert_eq!(sent.body(), "token=mF_9.B5f-4.1JqM");

    assert!(found.is_active());
    assert_eq!(found.client_id(), Some("l238j323ds-23ij4"));
    assert_eq!(found.scope(), Some("read write dolphin"));
    assert_eq!(found.subject(), Some("Z5O3upPC88QrAjx00dis"));
    let expires = found.expires_at().unwrap().duration_since(std::time::UNIX_EPOCH).unwrap();
    assert_eq!(expires.as_secs(), 1_419_356_238);
    assert_eq!(found.members()["extension_field"], "twenty-seven");

    // 2.2, of a token that is good no more.
    assert!(!client.introspect(&token).await.unwrap().is_active());
}
