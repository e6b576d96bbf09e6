//! The device authorization grant (RFC 8628).

use std::time::Duration;

use oauth_runtime::{AgainReason, DevicePoll, Error};

use super::client;
use crate::kit;
use crate::wire::{self, refusal};

#[tokio::test]
async fn device_flow() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "device").build().unwrap();
    let device = client.device().scope("read").await.unwrap();
    assert_eq!(device.verification_uri(), format!("{}/device/", kit.issuer()));
    assert!(device.verification_uri_complete().unwrap().contains(device.user_code()));
    assert_eq!(device.interval(), Duration::from_secs(1));
    assert!(matches!(client.poll(&device).await.unwrap(), DevicePoll::Pending));
    kit.at_the_device(device.user_code(), "approve").await;
    let token = client.device_token(device.clone()).await.unwrap();
    assert_eq!(client.session(token).start().get("/api").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn device_denied() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "device").build().unwrap();
    let device = client.device().scope("read").await.unwrap();
    kit.at_the_device(device.user_code(), "deny").await;
    let error = client.poll(&device).await.unwrap_err();
    let Error::AuthorizeAgain(error) = error else { panic!("{error:?}") };
    assert_eq!(error.reason(), AgainReason::DeviceDenied);
    // It has a word of its own for a code that nobody knows.
    let poll = client.poll(&device);
    let request = wire::with(poll.request().unwrap(), "device_code", Some("nonsense"));
    let answer = poll.read(wire::send(request).await);
    let Err(Error::Provider(error)) = &answer else { panic!("{answer:?}") };
    assert_eq!(error.provider_code(), Some("device_not_found"));
    assert_eq!(refusal(answer), (404, "invalid_grant".to_owned()));
}
