//! Statuses that stand for codes (`errors.statuses`), and an API of which no code tells anything (`error = []`).

use std::time::Duration;

use generated_tests::statuses::{SPEC, Statuses};
use oauth_emulator::{Emulator, Fault, Step};
use oauth_runtime::{AgainReason, Client, DeviceAuthorization, DevicePoll, Error, Token, http};

use crate::support;

async fn asked() -> (Emulator, Client<Statuses>, DeviceAuthorization<Statuses>) {
    let (emulator, client) = support::start::<Statuses>().await;
    let device = client.device().await.unwrap();
    (emulator, client, device)
}

/// A token, after a poll that has found nothing and one that came too early.
async fn token(
    emulator: &Emulator,
    client: &Client<Statuses>,
    mut device: DeviceAuthorization<Statuses>,
) -> Token<Statuses> {
    assert!(matches!(client.poll(&device).send().await, Ok(DevicePoll::Pending)));
    let Ok(DevicePoll::SlowDown(longer)) = client.poll(&device).send().await else { panic!() };
    assert_eq!(longer, device.interval() + Duration::from_secs(5));
    device.slow_down(longer);
    assert!(emulator.approve(device.user_code()));
    emulator.clock().advance(longer);
    match client.poll(&device).send().await.unwrap() {
        DevicePoll::Token(token) => token,
        other => panic!("{other:?}"),
    }
}

fn again(outcome: Result<DevicePoll<Statuses>, Error>) -> AgainReason {
    match outcome {
        Err(Error::AuthorizeAgain(again)) => again.reason(),
        other => panic!("{other:?}"),
    }
}

fn answer(status: u16, body: &str) -> http::Response<Vec<u8>> {
    http::Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap()
}

#[tokio::test]
async fn a_device_is_polled_by_statuses() {
    let (emulator, client, device) = asked().await;
    token(&emulator, &client, device).await;
    let device = client.device().await.unwrap();
    assert!(emulator.deny(device.user_code()));
    assert_eq!(again(client.poll(&device).send().await), AgainReason::DeviceDenied);
    let device = client.device().await.unwrap();
    emulator.clock().advance(Duration::from_secs(86_400));
    assert_eq!(again(client.poll(&device).send().await), AgainReason::DeviceExpired);
}

#[tokio::test]
async fn a_code_in_the_answer_counts_before_its_status() {
    let (_emulator, client, device) = asked().await;
    let poll = |status, body| client.poll(&device).read(answer(status, body));
    assert!(matches!(poll(400, ""), Ok(DevicePoll::Pending)));
    assert!(matches!(poll(400, "<html>"), Ok(DevicePoll::Pending)));
    assert!(matches!(poll(400, r#"{"message":"wait"}"#), Ok(DevicePoll::Pending)));
    assert!(matches!(poll(400, r#"{"error":"slow_down"}"#), Ok(DevicePoll::SlowDown(_))));
    let Err(Error::Provider(error)) = poll(400, r#"{"error":"invalid_client"}"#) else { panic!() };
    assert_eq!(error.code(), Some("invalid_client"));
    assert!(matches!(poll(404, ""), Err(Error::Unreadable(_))), "the file does not know it");
}

#[tokio::test]
async fn what_polls_are_told_means_nothing_to_a_refresh() {
    let (emulator, client, device) = asked().await;
    let token = token(&emulator, &client, device).await;
    let refresh = |status| client.refresh(&token).read(answer(status, ""));
    for status in [400, 410, 418] {
        assert!(matches!(refresh(status), Err(Error::Unreadable(_))), "{status}");
    }
    let error = refresh(403).unwrap_err();
    assert!(error.needs_user(), "{error:?}");
    // The emulator says it so, too.
    emulator.clear_requests();
    emulator.fail_next(Step::Token, Fault::oauth_error("invalid_grant"));
    assert!(client.refresh(&token).await.unwrap_err().needs_user());
}

#[tokio::test]
async fn a_status_alone_is_an_expired_token() {
    assert_eq!(SPEC.api.expired.error, [""; 0]);
    let (emulator, client, device) = asked().await;
    let session = client.session(token(&emulator, &client, device).await).start();
    let before = session.token().access_token().expose().to_owned();
    emulator.fail_next(Step::Api, support::json(401, r#"{"error":"unauthorized"}"#));
    let answer = session.get("/me").send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_ne!(session.token().access_token().expose(), before);
}
