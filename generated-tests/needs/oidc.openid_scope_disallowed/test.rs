//! A scope that the provider advertises and refuses is refused before anything is sent.

use crate::prelude::*;
use provider::oidc_openid_scope_disallowed::Client;

#[test]
fn the_scope_is_refused_with_a_reason() {
    let client: Client = Wire::default().client();
    let error = client.authorize().scope("read").scope("openid").begin().unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "the scope `openid` must not be asked of oidc-openid-scope-disallowed"
    );
}

#[test]
fn others_are_not() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().scope("read").scope("openid2").begin().unwrap();
    assert_eq!(param(pending.url(), "scope").unwrap(), "read openid2");
}

#[tokio::test]
async fn a_refresh_may_not_ask_for_it_either() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "refresh_token": "r"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.refresh(&token).scope("openid").await.unwrap_err();
    assert!(error.to_string().contains("the scope `openid` must not be asked of"), "{error}");
    assert_eq!(wire.count(), 1);
}
