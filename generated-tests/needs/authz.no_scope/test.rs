//! Where there are no scopes none is sent, and asking for some is a mistake that is told.

use crate::prelude::*;
use provider::authz_no_scope::Client;

#[tokio::test]
async fn none_is_sent() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let start = "https://acme.example/authorize?response_type=code&client_id=id\
                 &redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code_challenge_method=S256&state=";
    assert!(pending.url().starts_with(start), "{}", pending.url());
    assert_eq!(param(pending.url(), "scope"), None);
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).form("scope"), None);
    assert_eq!(token.scope(), None);
}

#[test]
fn asking_for_one_is_refused() {
    let client: Client = Wire::default().client();
    let error = client.authorize().scopes(["read".into()]).begin().unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error}");
    assert_eq!(
        error.to_string(),
        "authz-no-scope takes no scopes in this request: leave out `.scopes(…)`"
    );
}
