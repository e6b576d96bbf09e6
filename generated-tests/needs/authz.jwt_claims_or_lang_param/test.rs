//! What may be given with an authorization is a typed field; what is not given is not sent.

use crate::prelude::*;
use provider::authz_jwt_claims_or_lang_param::{AuthorizationCodeParameters, Client};

#[tokio::test]
async fn what_is_given_is_sent_with_the_authorization() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let parameters = AuthorizationCodeParameters {
        login_hint: Some("a+b@acme.example".to_owned()),
        team: Some("t&1".to_owned()),
    };
    let pending = client.authorize().parameters(parameters).begin().unwrap();
    assert!(
        pending.url().contains("&login_hint=a%2Bb%40acme.example&team=t%261"),
        "{}",
        pending.url()
    );
    let callback = format!("code=c0de&state={}", pending.state());
    client.finish(pending, callback).await.unwrap();
    assert_eq!(wire.sent(0).form("login_hint"), None);
    assert_eq!(wire.sent(0).form("team"), None);
}

#[test]
fn what_is_not_given_is_not_sent() {
    let client: Client = Wire::default().client();
    let parameters =
        AuthorizationCodeParameters { team: Some("t1".to_owned()), ..Default::default() };
    let pending = client.authorize().parameters(parameters).begin().unwrap();
    assert_eq!(param(pending.url(), "team").unwrap(), "t1");
    assert_eq!(param(pending.url(), "login_hint"), None);
    let pending = client.authorize().begin().unwrap();
    assert_eq!(param(pending.url(), "team"), None);
}

#[test]
fn the_names_are_taken() {
    let client: Client = Wire::default().client();
    let error = client.authorize().parameter("team", "t1").begin().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the parameter `team` belongs to the request itself: leave out `.parameter(…)`"
    );
}
