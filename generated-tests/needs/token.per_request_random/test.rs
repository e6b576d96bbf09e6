//! Each request has a number of its own, by which the provider finds it in its logs.

use crate::prelude::*;
use provider::token_per_request_random::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn no_two_requests_have_the_same_number() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    client.refresh(&token).await.unwrap();
    let numbers =
        [0, 1].map(|number| wire.sent(number).header("x-correlation-id").unwrap().to_owned());
    assert_ne!(numbers[0], numbers[1]);
    for number in numbers {
        let groups: Vec<_> = number.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12], "{number}");
        assert!(number.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()), "{number}");
        // RFC 9562, 5.4.
        assert_eq!(&number[14..15], "4", "{number}");
    }
}

#[tokio::test]
async fn wherever_it_is_used_in_a_request_it_is_one() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.form("nonce").as_deref(), sent.header("x-correlation-id"));
}

#[tokio::test]
async fn one_that_is_sent_again_after_a_refusal_has_another_number() {
    let refused = text(400, "application/json", r#"{"error": "invalid_request"}"#);
    let wire = Wire::answering([json(TOKEN), refused, json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let Err(Error::Provider(error)) = client.refresh(&token).await else { panic!() };
    assert_eq!(error.code(), Some("invalid_request"));
    client.refresh(&token).await.unwrap();
    let [first, second] =
        [1, 2].map(|number| wire.sent(number).header("x-correlation-id").unwrap().to_owned());
    assert_ne!(first, second);
}

#[tokio::test]
async fn the_application_cannot_choose_the_number() {
    let wire = Wire::default();
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    let authorized = client.accept(pending, callback).unwrap();
    let error = client.exchange(&authorized).parameter("nonce", "1").await.unwrap_err();
    assert!(error.to_string().contains("`nonce` belongs to the request itself"), "{error}");
    assert_eq!(wire.count(), 0);
}
