//! A nonce is in every authorization, another each time, and an ID token must repeat it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

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

#[tokio::test]
async fn an_id_token_must_repeat_it() {
    let wire = Wire::default();
    let client: Client = wire.client();
    for is_ours in [true, false] {
        let pending = client.authorize().begin().unwrap();
        let nonce = param(pending.url(), "nonce").unwrap();
        let nonce = if is_ours { &nonce } else { "other" };
        let claims = URL_SAFE_NO_PAD.encode(format!(r#"{{"nonce": "{nonce}"}}"#));
        wire.answer(json(&format!(r#"{{"access_token": "a", "id_token": "e30.{claims}.s"}}"#)));
        let callback = format!("code=c0de&state={}", pending.state());
        match client.finish(pending, callback).await {
            Ok(token) => assert!(is_ours && token.id_token().is_some()),
            Err(error) => {
                let said = "the ID token answers another authorization: its `nonce` is not ours";
                assert!(!is_ours && error.to_string().contains(said), "{error}");
            }
        }
    }
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
