//! A nonce is in every authorization, another each time.

use crate::prelude::*;
use provider::authz_nonce_required::{Client, Pending};

#[test]
fn each_authorization_has_one_of_its_own() {
    let client: Client = Wire::default().client();
    let nonces = [(), ()].map(|()| {
        let pending = client.authorize().begin().unwrap();
        let nonce = param(pending.url(), "nonce").unwrap();
        assert_ne!(nonce, pending.state());
        nonce
    });
    assert_ne!(nonces[0], nonces[1]);
    // 256 bits.
    assert!(nonces.iter().all(|nonce| nonce.len() == 43), "{nonces:?}");
}

#[tokio::test]
async fn it_is_sent_to_the_browser_only() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let nonce = param(pending.url(), "nonce").unwrap();
    let pending = Pending::restore(&pending.save()).unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    client.finish(pending, callback).await.unwrap();
    assert!(!wire.sent(0).body().contains(&nonce), "{}", wire.sent(0).body());
}

#[test]
fn the_application_does_not_choose_it() {
    let client: Client = Wire::default().client();
    let error = client.authorize().parameter("nonce", "1").begin().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the parameter `nonce` belongs to the request itself: leave out `.parameter(…)`"
    );
}
