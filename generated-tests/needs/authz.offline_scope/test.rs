//! A scope asks for a refresh token, after those of the application and once.

use crate::prelude::*;
use oauth_runtime::AgainReason;
use provider::authz_offline_scope::Client;

fn asked(client: &Client, scopes: &[&'static str], offline: Option<bool>) -> Option<String> {
    let authorize = client.authorize().scopes(scopes.iter().map(|scope| (*scope).into()));
    let authorize = match offline {
        Some(offline) => authorize.offline(offline),
        None => authorize,
    };
    param(authorize.begin().unwrap().url(), "scope")
}

#[test]
fn a_refresh_token_is_asked_for() {
    let client: Client = Wire::default().client();
    assert_eq!(asked(&client, &[], None).unwrap(), "offline_access");
    assert_eq!(asked(&client, &["read", "write"], None).unwrap(), "read write offline_access");
    assert_eq!(asked(&client, &["offline_access"], Some(true)).unwrap(), "offline_access");
}

#[test]
fn it_can_be_left_out() {
    let client: Client = Wire::default().client();
    assert_eq!(asked(&client, &["read"], Some(false)).unwrap(), "read");
    assert_eq!(asked(&client, &[], Some(false)), None);
}

#[tokio::test]
async fn a_provider_that_does_not_grant_it_gives_no_refresh_token() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "scope": "read"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert!(token.refresh_token().is_none());
    assert_eq!(token.missing_scopes(&["offline_access".into()]), ["offline_access".into()]);
}

#[tokio::test]
async fn without_a_refresh_token_the_end_of_the_token_is_the_users() {
    for refresh_token in ["null", r#""""#] {
        let wire = Wire::answering([json(&format!(
            r#"{{"access_token": "a", "expires_in": 600, "refresh_token": {refresh_token}}}"#
        ))]);
        let client: Client = wire.client();
        let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
        wire.pass(600);
        let Err(Error::AuthorizeAgain(again)) = session.get("/me").await else { panic!() };
        assert_eq!(again.reason(), AgainReason::Expired, "{refresh_token}");
        assert_eq!(wire.count(), 1);
    }
}
