//! What each call must name is a claim of the access token or of the ID token.

use crate::prelude::*;
use provider::api_claim_from_jwt::Client;

/// `{"tid":"t1"}`
const ACCESS: &str = "eyJhbGciOiJub25lIn0.eyJ0aWQiOiJ0MSJ9.x";
/// `{"tid":"t2"}`
const OTHER: &str = "eyJhbGciOiJub25lIn0.eyJ0aWQiOiJ0MiJ9.x";
/// `{"oid":"u1"}`
const ID: &str = "eyJhbGciOiJub25lIn0.eyJvaWQiOiJ1MSJ9.x";

#[tokio::test]
async fn claims_are_fields_and_are_sent() {
    let wire = Wire::answering([
        json(&format!(
            r#"{{"access_token": "{ACCESS}", "id_token": "{ID}", "refresh_token": "r", "tid": "no"}}"#
        )),
        json("{}"),
        json(&format!(r#"{{"access_token": "{OTHER}"}}"#)),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!((token.tenant.as_str(), token.user.as_deref()), ("t1", Some("u1")));
    let session = client.session(token).start();
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(1).header("tenant-id"), Some("t1"));
    assert_eq!(wire.sent(1).header("user"), Some("u1"));
    session.renew().await.unwrap();
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(3).header("tenant-id"), Some("t2"), "the new token says so");
    assert_eq!(wire.sent(3).header("user"), Some("u1"), "the ID token stays");
}

#[tokio::test]
async fn a_header_without_a_value_is_left_out() {
    let wire = Wire::answering([json(&format!(r#"{{"access_token": "{ACCESS}"}}"#)), json("{}")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.user, None);
    client.session(token).start().get("/me").await.unwrap();
    assert_eq!(wire.sent(1).header("user"), None);
}

#[tokio::test]
async fn a_token_without_the_claim_is_refused() {
    for token in ["opaque", ID, "a.b.c"] {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "{token}", "tid": "t1"}}"#))]);
        let client: Client = wire.client();
        let error = wire.sign_in(&client, "").await.unwrap_err();
        assert!(error.to_string().contains("the required field `tenant` is missing"), "{error}");
    }
}
