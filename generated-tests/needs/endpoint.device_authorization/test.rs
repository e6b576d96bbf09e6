//! Codes from the device authorization endpoint, then polls of the token endpoint, as slowly as it wants.

use crate::prelude::*;
use oauth_runtime::{AgainReason, DevicePoll};
use provider::endpoint_device_authorization::{Client, Scope};

const CODES: &str = r#"{"device_code": "d&c", "user_code": "WDJB-MJHT", "expires_in": 900, "interval": 2,
    "verification_uri": "https://acme.example/device"}"#;
const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r", "expires_in": 60}"#;

fn no(code: &str) -> http::Response<Vec<u8>> {
    text(400, "application/json", &format!(r#"{{"error": "{code}"}}"#))
}

#[tokio::test]
async fn a_device_gets_its_token() {
    let wire =
        Wire::answering([json(CODES), no("authorization_pending"), no("slow_down"), json(TOKEN)]);
    let client: Client = wire.client();
    let device = client.device().scopes([Scope::Read, Scope::Write]).await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/device/code");
    assert_eq!(wire.sent(0).body(), "scope=read+write&client_id=id&client_secret=s3cr3t");
    assert_eq!(
        (device.user_code(), device.verification_uri()),
        ("WDJB-MJHT", "https://acme.example/device")
    );
    let token = client.device_token(device).await.unwrap();
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
    for number in 1..4 {
        let sent = wire.sent(number);
        assert_eq!(sent.line(), "POST https://acme.example/token");
        assert_eq!(
            sent.body(),
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=d%26c\
             &client_id=id&client_secret=s3cr3t"
        );
    }
    // Two, two, and after `slow_down` seven seconds later.
    assert_eq!(token.received_at(), std::time::UNIX_EPOCH + Duration::from_secs(NOW + 11));
}

#[tokio::test]
async fn one_question_at_a_time_after_a_restart() {
    let wire = Wire::answering([json(CODES), no("authorization_pending"), no("access_denied")]);
    let client: Client = wire.client();
    let text = client.device().await.unwrap().save();
    assert_eq!(wire.sent(0).form("scope"), None);
    let device = client.restore_device(&text).unwrap();
    assert!(matches!(client.poll(&device).await, Ok(DevicePoll::Pending)));
    let error = client.poll(&device).await.unwrap_err();
    match error {
        Error::AuthorizeAgain(again) => assert_eq!(again.reason(), AgainReason::DeviceDenied),
        other => panic!("{other}"),
    }
}
