//! What an answer calls its token does not decide how it is sent: the declaration does.

use crate::prelude::*;
use provider::response_token_type_odd::Client;

#[tokio::test]
async fn the_name_is_kept_and_the_token_sent_as_declared() {
    for name in ["User Access Token", "viadeo", "jwt", "mac"] {
        let answer = format!(r#"{{"access_token": "a", "token_type": "{name}"}}"#);
        let wire = Wire::answering([json(&answer), json("{}")]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.token_type(), Some(name));
        client.session(token).start().get("/me").await.unwrap();
        assert_eq!(wire.sent(1).header("authorization"), Some("Bearer a"), "{name}");
    }
}

#[tokio::test]
async fn one_that_is_no_text_is_kept_beside_the_token() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "token_type": 1}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.token_type(), None);
    assert_eq!(token.extra()["token_type"], 1);
}

#[tokio::test]
async fn a_type_cannot_bring_a_header_or_a_scheme() {
    for name in ["Basic", r"x\r\nx-admin: 1", ""] {
        let answer = format!(r#"{{"access_token": "a", "token_type": "{name}"}}"#);
        let wire = Wire::answering([json(&answer), json("{}")]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        client.session(token).start().get("/me").await.unwrap();
        assert_eq!(wire.sent(1).header("authorization"), Some("Bearer a"), "{name}");
        assert_eq!(wire.sent(1).header("x-admin"), None);
    }
}
