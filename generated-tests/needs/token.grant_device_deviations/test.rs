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
