//! Backchannel authentication against the emulator.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use generated_tests::backchannel::{self, Backchannel};
use oauth_emulator::{Emulator, Step};
use oauth_runtime::{DevicePoll, Error, UserHint};

async fn start() -> (Emulator, backchannel::Client) {
    support::start::<Backchannel>().await
}

#[tokio::test]
async fn a_user_agrees_on_a_device_of_their_own() {
    let (emulator, client) = start().await;
    let user = UserHint::login(emulator.username());
    let asked = client.ciba(user).binding_message("W4SCT").await.unwrap();
    assert_eq!(emulator.requests_to(Step::Backchannel).len(), 1);
    let poll = async || client.poll_ciba(&asked).await.unwrap();
    assert!(matches!(poll().await, DevicePoll::Pending));
    assert!(matches!(poll().await, DevicePoll::SlowDown(_)));
    assert!(!emulator.approve("another message"));
    assert!(emulator.approve("W4SCT"));
    emulator.clock().advance(Duration::from_secs(10));
    let DevicePoll::Token(token) = poll().await else { panic!("there is no token") };
    // No nonce was sent, so none is missed: this did not begin in a browser.
    let id_token = token.id_token_claims().unwrap().unwrap();
    assert_eq!(id_token.subject(), emulator.username());
    client.verify_id_token(&token).await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(token.grant(), "ciba");

    // The next time the user is named by the ID token, and refuses.
    let hint = UserHint::IdToken(token.id_token().unwrap().clone());
    let asked = client.ciba(hint).await.unwrap();
    assert!(emulator.deny(emulator.username()));
    let error = client.poll_ciba(&asked).await.unwrap_err();
    assert!(matches!(error, Error::AuthorizeAgain(_)), "{error}");
}

#[tokio::test]
async fn whoever_nobody_knows_cannot_be_asked() {
    let (_emulator, client) = start().await;
    for hint in [UserHint::login("nobody"), UserHint::id_token("eyJ.e30.x")] {
        let error = client.ciba(hint).await.unwrap_err();
        let Error::Provider(error) = error else { panic!("{error}") };
        assert_eq!(error.code(), Some("unknown_user_id"));
    }
    let long = "x".repeat(200);
    let error = client.ciba(UserHint::login("nobody")).binding_message(long).await.unwrap_err();
    assert!(matches!(error, Error::Provider(_)), "{error}");
}
