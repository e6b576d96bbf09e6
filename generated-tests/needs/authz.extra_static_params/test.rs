//! What is always the same is always there, and only there.

use crate::prelude::*;
use provider::authz_extra_static_params::Client;

#[tokio::test]
async fn every_authorization_has_them() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().scope("read").begin().unwrap();
    assert_eq!(param(pending.url(), "audience").unwrap(), "api.acme.example");
    assert_eq!(param(pending.url(), "prompt").unwrap(), "consent");
    assert_eq!(param(pending.url(), "response_type").unwrap(), "code");
    assert_eq!(param(pending.url(), "scope").unwrap(), "read");
    // The token request is the standard's.
    wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).form("audience"), None);
    assert_eq!(wire.sent(0).form("prompt"), None);
}

#[test]
fn the_application_may_add_others() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().parameter("ui locales", "de&fr").begin().unwrap();
    assert!(pending.url().ends_with("&ui+locales=de%26fr"), "{}", pending.url());
}

#[test]
fn the_application_cannot_send_one_twice() {
    let client: Client = Wire::default().client();
    let error = client.authorize().parameter("prompt", "none").begin().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the parameter `prompt` belongs to the request itself: leave out `.parameter(…)`"
    );
}
