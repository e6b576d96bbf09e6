//! Devices whose page no answer names, and lengths of time in minutes (`verification_uri`, `unit = "min"`).

use std::time::{Duration, UNIX_EPOCH};

use generated_tests::device_page::{Client, SPEC, Variables};
use oauth_emulator::{Clock, Emulator, Step};
use oauth_runtime::{ClockFn, DevicePoll, Error, ReqwestTransport, Transport as _, http};

use crate::support;

const MINUTE: Duration = Duration::from_secs(60);

fn client() -> Client {
    let client = Client::builder_with(Variables::new("eu")).client_id("id");
    client.clock(ClockFn(|| UNIX_EPOCH)).build().unwrap()
}

fn answer(text: &str) -> http::Response<Vec<u8>> {
    http::Response::new(text.as_bytes().to_vec())
}

#[test]
fn the_page_is_the_declared_one_and_codes_live_for_minutes() {
    let text = r#"{"pin": "bv29", "code": "c", "scope": "read", "expires_in": 9, "interval": 30}"#;
    let device = client().device().read(answer(text)).unwrap();
    assert_eq!(device.user_code(), "bv29");
    assert_eq!(device.verification_uri(), "https://eu.pins.example/portal/#/pins");
    assert_eq!(device.verification_uri_complete(), None);
    assert_eq!(device.expires_at(), UNIX_EPOCH + 9 * MINUTE);
    assert_eq!(device.interval(), Duration::from_secs(30));
    let restored = client().restore_device(&device.save()).unwrap();
    assert_eq!(restored.verification_uri(), device.verification_uri());

    // What an answer says in place of the declaration is nobody's page.
    let text = r#"{"pin": "b", "code": "c", "expires_in": 1, "verification_uri": "https://evil.example/"}"#;
    let device = client().device().read(answer(text)).unwrap();
    assert_eq!(device.verification_uri(), "https://eu.pins.example/portal/#/pins");
}

#[test]
fn answers_without_codes_or_an_end_are_none() {
    for (text, what) in [
        (r#"{"pin": "b", "expires_in": 9}"#, "there is no `code` in it"),
        (r#"{"code": "c", "expires_in": 9}"#, "there is no `pin` in it"),
        (r#"{"pin": "b", "code": "c"}"#, "there is no `expires_in` in it"),
        (r#"{"pin": "b", "code": "c", "expires_in": "9min"}"#, "there is no `expires_in` in it"),
    ] {
        match client().device().read(answer(text)) {
            Err(Error::Unreadable(error)) => assert!(error.what().contains(what), "{error}"),
            other => panic!("{text}: {other:?}"),
        }
    }
    // More than any clock can say is a year.
    let text = format!(r#"{{"pin": "b", "code": "c", "expires_in": {}}}"#, u64::MAX);
    let device = client().device().read(answer(&text)).unwrap();
    assert_eq!(device.expires_at(), UNIX_EPOCH + 365 * 24 * 60 * MINUTE);
}

#[test]
fn tokens_live_for_minutes_or_for_ever() {
    let text = r#"{"pin": "b", "code": "c", "expires_in": 9}"#;
    let device = client().device().read(answer(text)).unwrap();
    let poll = |lives: &str| {
        let text = format!(r#"{{"access_token": "a", "lives": {lives}}}"#);
        match client().poll(&device).read(answer(&text)).unwrap() {
            DevicePoll::Token(token) => token.expires_at(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(poll("90"), Some(UNIX_EPOCH + 90 * MINUTE));
    assert_eq!(poll("0"), None);
}

#[tokio::test]
async fn the_emulator_names_no_page_and_counts_minutes() {
    let emulator = Emulator::builder(&SPEC).variable("region", "eu");
    let emulator = emulator.clock(Clock::stopped_at(UNIX_EPOCH)).start().await.unwrap();
    let builder = Client::builder_with(Variables::new("eu"));
    let client = support::client(builder, &emulator).build().unwrap();
    let device = client.device().await.unwrap();
    let page = device.verification_uri().to_owned();
    assert_eq!(page, format!("{}/eu.pins.example/portal/#/pins", emulator.url()));
    assert_eq!(device.expires_at(), UNIX_EPOCH + 30 * MINUTE);
    // The page is served where it is declared to be.
    let address = page.split('#').next().unwrap();
    let request = http::Request::get(address).body(Vec::new()).unwrap();
    let html = ReqwestTransport::new().unwrap().send(request).await.unwrap();
    let html = String::from_utf8(html.into_body()).unwrap();
    assert!(html.contains("user_code"), "{html}");
    assert!(emulator.approve(device.user_code()));
    let Ok(DevicePoll::Token(token)) = client.poll(&device).await else { panic!("no token") };
    assert_eq!(token.expires_at(), Some(UNIX_EPOCH + 60 * MINUTE));
    assert_eq!(emulator.requests_to(Step::Device).len(), 2);
}
