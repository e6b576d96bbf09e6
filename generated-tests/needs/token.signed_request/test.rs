//! A parameter signs the others, sorted; a header signs the body and the time.

use crate::check::hmac;
use crate::prelude::*;
use provider::token_signed_request::Client;

const TOKEN: &str = r#"{"access_token": "a"}"#;

#[tokio::test]
async fn the_parameters_are_signed_in_order_of_their_names() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    let sent = wire.sent(0);
    let verifier = sent.form("code_verifier").unwrap();
    let message = format!(
        "/tokenclient_ididcodec0decode_verifier{verifier}grant_typeauthorization_code\
         redirect_urihttps://app.example/callback"
    );
    assert_eq!(sent.form("sign").unwrap(), hmac("s3cr3t", &message));
    assert_eq!(sent.header("authorization"), None);
    assert!(!sent.body().contains("s3cr3t"));
}

#[tokio::test]
async fn the_header_signs_what_is_sent_and_when() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    wire.pass(7);
    wire.sign_in(&client, "").await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.header("x-timestamp"), Some("1700000007000"));
    let message = format!("{}1700000007000", sent.body());
    assert_eq!(sent.header("x-sign"), Some(&*hmac("s3cr3t", &message)));
}

#[tokio::test]
async fn without_the_secret_nothing_is_sent() {
    let wire = Wire::default();
    let builder = Client::builder().client_id("id").redirect_uri("https://app.example/callback");
    let client = builder.transport(wire.clone()).clock(wire.clone()).build().unwrap();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "token-signed-request needs `{computed.sign}`, which cannot be made: there is no {client_secret}, or \
         it is empty: call `.client_secret(…)` on the builder"
    );
    assert_eq!(wire.count(), 0);
}
