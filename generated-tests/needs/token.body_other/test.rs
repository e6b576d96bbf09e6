//! Parameters are the parts of multipart form data (RFC 7578).

use crate::prelude::*;
use provider::token_body_other::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r&=\r\n--"}"#;

#[tokio::test]
async fn each_parameter_is_a_part() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    client.refresh(&token).await.unwrap();
    let sent = wire.sent(1);
    let content_type = sent.header("content-type").unwrap();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert_eq!(boundary.len(), 32);
    let head = "content-disposition: form-data; name=";
    assert_eq!(
        sent.body(),
        format!(
            "--{boundary}\r\n{head}\"grant_type\"\r\n\r\nrefresh_token\r\n\
             --{boundary}\r\n{head}\"refresh_token\"\r\n\r\nr&=\r\n--\r\n--{boundary}--\r\n"
        )
    );
    assert_eq!(sent.header("authorization"), Some("Basic aWQ6czNjcjN0"));
}

#[tokio::test]
async fn no_two_requests_have_the_same_boundary() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    for _ in 0..2 {
        wire.sign_in(&client, "").await.unwrap();
    }
    assert_ne!(wire.sent(0).header("content-type"), wire.sent(1).header("content-type"));
    assert!(wire.sent(0).body().contains("name=\"code\"\r\n\r\nc0de\r\n"));
}

#[tokio::test]
async fn the_name_of_a_parameter_cannot_end_its_part() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    let authorized = client.accept(pending, callback).unwrap();
    client.exchange(&authorized).parameter("a\"\r\nx: y", "1").await.unwrap();
    assert!(wire.sent(0).body().contains("name=\"a%22%0D%0Ax: y\"\r\n\r\n1\r\n--"));
    assert!(!wire.sent(0).body().contains("\nx: y"));
}

#[tokio::test]
async fn a_refusal_is_read_as_ever() {
    let wire = Wire::answering([text(400, "application/json", r#"{"error": "invalid_grant"}"#)]);
    let client: Client = wire.client();
    let Err(Error::Provider(error)) = wire.sign_in(&client, "").await else { panic!() };
    assert_eq!(error.code(), Some("invalid_grant"));
    assert_eq!(wire.count(), 1);
}
