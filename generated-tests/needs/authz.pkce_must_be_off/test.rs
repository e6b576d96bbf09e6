//! Nothing of PKCE is sent: neither a challenge nor a verifier. `state` still protects the flow.

use oauth_runtime::CallbackError;

use crate::prelude::*;
use provider::authz_pkce_must_be_off::Client;

#[tokio::test]
async fn there_is_no_challenge_and_no_verifier() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    assert_eq!(
        pending.url().replace(pending.state(), "STATE"),
        "https://acme.example/authorize?response_type=code&client_id=id\
         &redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&state=STATE"
    );
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(
        wire.sent(0).body(),
        "grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code=c0de"
    );
    assert_eq!(token.access_token().expose(), "a");
}

#[test]
fn a_callback_of_another_browser_is_refused() {
    let client: Client = Wire::default().client();
    for (callback, missing) in [("code=c0de", true), ("code=c0de&state=other", false)] {
        let pending = client.authorize().begin().unwrap();
        let error = client.accept(pending, callback).unwrap_err();
        assert_eq!(
            matches!(error, Error::Callback(CallbackError::MissingState { .. })),
            missing,
            "{error}"
        );
        assert_eq!(
            matches!(error, Error::Callback(CallbackError::WrongState)),
            !missing,
            "{error}"
        );
    }
}

#[test]
fn a_verifier_is_not_smuggled_in() {
    let client: Client = Wire::default().client();
    let error = client.authorize().parameter("code_verifier", "v").begin().unwrap_err();
    assert!(error.to_string().contains("`code_verifier`"), "{error}");
}
