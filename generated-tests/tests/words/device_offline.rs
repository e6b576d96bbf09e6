//! Devices that ask for a refresh token (`grants.device_code.offline`).

use generated_tests::device_offline::{Client, DeviceOffline, Scope};
use oauth_emulator::Step;
use oauth_runtime::{DevicePoll, Error};

use crate::support;

#[test]
fn the_scope_is_asked_for_unless_the_application_says_no() {
    let client = Client::builder().client_id("id").build().unwrap();
    let sent = |call: oauth_runtime::DeviceCall<DeviceOffline>| {
        String::from_utf8(call.request().unwrap().into_body()).unwrap()
    };
    assert_eq!(sent(client.device()), "scope=offline_access&client_id=id");
    let call = client.device().scopes([Scope::Read]);
    assert_eq!(sent(call.clone()), "scope=read+offline_access&client_id=id");
    assert_eq!(sent(call.clone().offline(false)), "scope=read&client_id=id");
    assert_eq!(sent(call.scope("offline_access")), "scope=read+offline_access&client_id=id");
    assert_eq!(sent(client.device().offline(false)), "client_id=id");
}

#[tokio::test]
async fn the_emulator_gives_a_refresh_token_to_who_asks() {
    let (emulator, client) = support::start::<DeviceOffline>().await;
    for offline in [true, false] {
        let device = client.device().scopes([Scope::Read]).offline(offline).await.unwrap();
        assert!(emulator.approve(device.user_code()));
        let Ok(DevicePoll::Token(token)) = client.poll(&device).await else { panic!("no token") };
        assert_eq!(token.refresh_token().is_some(), offline);
        match client.refresh(&token).await {
            Ok(renewed) => assert!(offline && renewed.refresh_token().is_some()),
            Err(error) => assert!(!offline && matches!(error, Error::Configuration(_)), "{error}"),
        }
    }
    assert_eq!(emulator.requests_to(Step::Token).len(), 3);
}
