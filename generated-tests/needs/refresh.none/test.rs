//! No refresh token is given: there is nothing to call, and a person has to act in the end.

use crate::prelude::*;
use oauth_runtime::AgainReason;
use provider::refresh_none::{Client, SPEC};

const GIVEN: &str = r#"{"access_token": "a", "expires_in": 600}"#;

#[test]
fn nothing_is_declared_that_renews() {
    assert!(SPEC.grants.refresh_token.is_none());
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    assert_eq!(param(pending.url(), "access_type"), None);
}

#[tokio::test]
async fn a_token_that_has_expired_needs_the_user() {
    let wire = Wire::answering([json(GIVEN), json("{}")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/me").await.unwrap();
    wire.pass(600);
    let Err(Error::AuthorizeAgain(again)) = session.get("/me").await else { panic!() };
    assert_eq!(again.reason(), AgainReason::Expired);
    assert_eq!(
        again.to_string(),
        "the access token for refresh-none has expired and cannot be renewed: the user must authorize again"
    );
    assert_eq!(wire.count(), 2, "a token that is not good any more is not sent");
}

#[tokio::test]
async fn so_does_one_that_is_refused_and_a_refresh_token_changes_nothing() {
    let given = r#"{"access_token": "a", "refresh_token": "r", "expires_in": 600}"#;
    let wire = Wire::answering([json(given), text(401, "text/plain", "")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    let Err(Error::AuthorizeAgain(again)) = session.get("/me").await else { panic!() };
    assert_eq!(again.reason(), AgainReason::Refused);
    assert_eq!(wire.count(), 2);
}
