//! Access tokens that never expire where that was asked for (`offline.expiry`).

use std::time::Duration;

use generated_tests::{deezer, offline_expiry};
use oauth_runtime::http;

use crate::support;

/// What is left of a token after an exchange that is answered so.
fn lifetime(offline: bool, answer: &str) -> Option<Duration> {
    let client = offline_expiry::Client::builder();
    let client = client.client_id("id").client_secret("s").redirect_uri("https://app.example/cb");
    let client = client.build().unwrap();
    let pending = client.authorize().offline(offline).begin().unwrap();
    assert_eq!(pending.url().contains("scope=no_expiry"), offline, "{}", pending.url());
    let pending = offline_expiry::Pending::restore(&pending.save()).unwrap();
    let callback = format!("code=c&state={}", pending.state());
    let authorized = client.accept(pending, callback).unwrap();
    let authorized = offline_expiry::Authorized::restore(&authorized.save()).unwrap();
    let answer = http::Response::new(answer.as_bytes().to_vec());
    let token = client.exchange(&authorized).read(answer).unwrap();
    let stored = offline_expiry::Token::restore(&token.save()).unwrap();
    assert_eq!(stored.expires_at().is_some(), token.expires_at().is_some());
    Some(token.expires_at()?.duration_since(token.received_at()).unwrap())
}

#[test]
fn the_answer_counts_and_without_one_it_never_expires() {
    let (silent, says) = (r#"{"access_token": "a"}"#, r#"{"access_token": "a", "expires_in": 60}"#);
    let hour = Duration::from_secs(3600);
    assert_eq!(lifetime(false, silent), Some(24 * hour));
    assert_eq!(lifetime(false, says), Some(Duration::from_secs(60)));
    // The user may have said no to that part.
    assert_eq!(lifetime(true, says), Some(Duration::from_secs(60)));
    assert_eq!(lifetime(true, silent), None);
}

#[tokio::test]
async fn the_emulators_token_lives_on() {
    let (emulator, client) = support::start::<offline_expiry::OfflineExpiry>().await;
    for offline in [false, true] {
        let request = client.authorize().offline(offline);
        let (pending, callback) = support::allowed(&emulator, request).await;
        let token = client.finish(pending, &callback).await.unwrap();
        assert_eq!(token.expires_at().is_none(), offline);
        assert!(token.refresh_token().is_none());
        emulator.clock().advance(Duration::from_secs(48 * 3600));
        let session = client.session(token).start();
        let answer = session.get("/me").send().await;
        assert_eq!(answer.is_ok(), offline, "{answer:?}");
    }
}

#[tokio::test]
async fn zero_means_never_where_the_file_says_so() {
    let (emulator, client) = support::start::<deezer::Deezer>().await;
    let (pending, callback) = support::allowed(&emulator, client.authorize().offline(true)).await;
    assert!(pending.url().contains("perms=offline_access"), "{}", pending.url());
    let authorized = client.accept(pending, &callback).unwrap();
    assert_eq!(client.exchange(&authorized).await.unwrap().expires_at(), None);
    let expires = |seconds: &str| {
        let answer = http::Response::new(format!("access_token=a&expires={seconds}").into_bytes());
        client.exchange(&authorized).read(answer).unwrap().expires_at().is_some()
    };
    assert!(expires("60") && !expires("0"));
}
