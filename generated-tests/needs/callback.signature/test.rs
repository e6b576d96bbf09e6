//! What the browser brings is believed once its signature is right.

use crate::check::hmac;
use crate::prelude::*;
use provider::callback_signature::Client;

#[tokio::test]
async fn what_is_signed_is_sorted_and_percent_encoded() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let state = pending.state().to_owned();
    let signature = hmac("s3cr3t", &format!("code=c0de&name=Tea%20%26%20more&state={state}"));
    let callback = format!("state={state}&name=Tea+%26+more&hmac={signature}&code=c0de");
    let token = client.finish(pending, callback).await.unwrap();
    assert_eq!(token.access_token().expose(), "a");
    assert_eq!(wire.sent(0).form("code").unwrap(), "c0de");
}

#[tokio::test]
async fn anything_else_is_refused_and_nothing_sent() {
    let wire = Wire::default();
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the callback is refused: there is no signature in the parameter `hmac`: this did not come from \
         the provider, or was cut"
    );
    let wrong = "the callback is refused: the signature in the parameter `hmac` is wrong: pass everything \
                 exactly as it was received, and check the key; if both are right, somebody forged it";
    let forged = format!("&hmac={}", hmac("guessed", "code=c0de"));
    assert_eq!(wire.sign_in(&client, &forged).await.unwrap_err().to_string(), wrong);
    // One more parameter than was signed.
    let pending = client.authorize().begin().unwrap();
    let signed = format!("code=c0de&state={}", pending.state());
    let callback = format!("{signed}&admin=1&hmac={}", hmac("s3cr3t", &signed));
    assert_eq!(client.accept(pending, callback).unwrap_err().to_string(), wrong);
    assert_eq!(wire.count(), 0);
}

#[test]
fn without_the_secret_nothing_can_be_verified() {
    let wire = Wire::default();
    let client = Client::builder().client_id("id").redirect_uri("https://app.example/callback");
    let error = client.transport(wire).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no client secret, and callback-signature authenticates with client_secret_basic: call \
         `.client_secret(…)`"
    );
}
