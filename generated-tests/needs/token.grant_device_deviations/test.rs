//! `grant_type=device_code`, the user code in the poll, `verification_url` and `expire_in`.

use crate::prelude::*;
use oauth_runtime::DevicePoll;
use provider::token_grant_device_deviations::Client;

#[tokio::test]
async fn everything_is_under_its_own_name() {
    let codes = r#"{"device_code": "d", "user_code": "U V", "verification_url": "https://acme.example/us",
        "expire_in": "600"}"#;
    let wire = Wire::answering([
        json(codes),
        text(400, "application/json", r#"{"error": "waiting"}"#),
        json(r#"{"access_token": "a"}"#),
    ]);
    let client: Client = wire.client();
    let device = client.device().await.unwrap();
    assert_eq!(wire.sent(0).body(), "response_type=device_code&client_id=id");
    assert_eq!(device.verification_uri(), "https://acme.example/us");
    assert_eq!(device.expires_at(), std::time::UNIX_EPOCH + Duration::from_secs(NOW + 600));
    assert!(matches!(client.poll(&device).await, Ok(DevicePoll::Pending)));
    assert_eq!(
        wire.sent(1).body(),
        "grant_type=device_code&device_code=d&user_code=U+V&client_id=id"
    );
    assert!(matches!(client.poll(&device).await, Ok(DevicePoll::Token(_))));
}

const PAGE: &str = r#""verification_url": "https://acme.example/us""#;

#[tokio::test]
async fn codes_under_other_names_than_those_or_unusable_ones_are_none() {
    for (answer, why) in [
        (
            r#""device_code": "d", "user_code": "U", "verification_uri": "https://acme.example/us",
               "expire_in": 9"#,
            "there is no `verification_url` in it",
        ),
        (
            r#""device_code": "d", "user_code": "U", "verification_url": "javascript:alert(1)",
               "expire_in": 9"#,
            "its `verification_url` is no https address",
        ),
        (
            &format!(r#""device_code": "d", "user_code": "U", "expires_in": 9, {PAGE}"#),
            "there is no `expire_in` in it",
        ),
        (
            &format!(r#""device_code": "d", "user_code": "U", "expire_in": "soon", {PAGE}"#),
            "`expire_in`",
        ),
        (
            &format!(r#""device_code": "d", "user_code": "U\n", "expire_in": 9, {PAGE}"#),
            "nobody can type in its `user_code`",
        ),
        (
            &format!(r#""user_code": "U", "expire_in": 9, {PAGE}"#),
            "there is no `device_code` in it",
        ),
    ] {
        let wire = Wire::answering([json(&format!("{{{answer}}}"))]);
        let client: Client = wire.client();
        let error = client.device().await.unwrap_err();
        assert!(matches!(error, Error::Unreadable(_)), "{error}");
        assert!(error.to_string().contains(why), "{why}: {error}");
        assert_eq!(wire.count(), 1);
    }
}

#[tokio::test]
async fn a_word_that_is_not_declared_is_a_refusal_and_not_the_end_of_patience() {
    let codes = format!(r#"{{"device_code": "d", "user_code": "U", "expire_in": 9, {PAGE}}}"#);
    let refused = text(400, "application/json", r#"{"error": "still_waiting"}"#);
    let wire = Wire::answering([json(&codes), refused]);
    let client: Client = wire.client();
    let device = client.device().await.unwrap();
    let Err(Error::Provider(error)) = client.poll(&device).await else { panic!() };
    assert_eq!(error.code(), Some("still_waiting"));
    assert_eq!(wire.count(), 2);
}
