//! Devices (RFC 8628): codes, the user's page, polls.

use std::time::Duration;

use oauth_emulator::{Emulator, Step};

use crate::acme::{ACME, DEVICE, start, token};
use crate::support::{Answer, basic, client, form, post_form, read};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

async fn codes(emulator: &Emulator, pairs: &[(&str, &str)]) -> Answer {
    let own = basic(emulator.client_id(), emulator.client_secret());
    post_form(emulator, DEVICE, &[("authorization", &own)], pairs).await
}

async fn poll(emulator: &Emulator, code: &str) -> Answer {
    token(emulator, &[("grant_type", GRANT), ("device_code", code)]).await
}

#[tokio::test]
async fn codes_are_asked_about_until_the_user_has_decided() {
    let emulator = start().await;
    let answer = codes(&emulator, &[("scope", "read")]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(
        (answer.member("expires_in"), answer.member("interval")),
        ("1800".into(), "5".into())
    );
    let (device, user) = (answer.member("device_code"), answer.member("user_code"));
    let wait = |seconds| emulator.clock().advance(Duration::from_secs(seconds));
    poll(&emulator, &device).await.assert_error(400, "authorization_pending", "not decided");
    poll(&emulator, &device).await.assert_error(400, "slow_down", "early");
    wait(5);
    // From then on it is five seconds more.
    poll(&emulator, &device).await.assert_error(400, "slow_down", "early");
    assert!(emulator.approve(&user.to_lowercase().replace('-', " ")), "as people type it");
    assert!(!emulator.approve(&user), "once");
    wait(15);
    let answer = poll(&emulator, &device).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.member("scope"), "read");
    assert!(answer.member("refresh_token").starts_with("rt_"));
    poll(&emulator, &device).await.assert_error(400, "invalid_grant", "unknown");
    assert_eq!(emulator.requests_to(Step::Device).len(), 1);
}

#[tokio::test]
async fn codes_are_refused_and_expire() {
    let emulator = start().await;
    let refused = codes(&emulator, &[]).await;
    assert!(emulator.deny(&refused.member("user_code")));
    let answer = poll(&emulator, &refused.member("device_code")).await;
    answer.assert_error(400, "access_denied", "not allow");
    let late = codes(&emulator, &[]).await;
    emulator.clock().advance(Duration::from_secs(1800));
    assert!(!emulator.approve(&late.member("user_code")));
    let answer = poll(&emulator, &late.member("device_code")).await;
    answer.assert_error(400, "expired_token", "expired");
    poll(&emulator, "x").await.assert_error(400, "invalid_grant", "unknown");
    poll(&emulator, "").await.assert_error(400, "invalid_request", "`device_code` is missing");
    codes(&emulator, &[("scope", "fly")]).await.assert_error(400, "invalid_scope", "fly");
    codes(&emulator, &[("x", "y")]).await.assert_error(400, "invalid_request", "`x`");
    post_form(&emulator, DEVICE, &[], &[]).await.assert_error(
        401,
        "invalid_client",
        "authenticate",
    );
}

#[tokio::test]
async fn codes_are_one_clients() {
    let emulator = Emulator::builder(&ACME).another_client("other", "s").start().await;
    let emulator = emulator.expect("it starts");
    let own = basic("other", "s");
    let answer = post_form(&emulator, DEVICE, &[("authorization", &own)], &[]).await;
    assert!(emulator.approve(&answer.member("user_code")));
    let answer = poll(&emulator, &answer.member("device_code")).await;
    answer.assert_error(400, "invalid_grant", "unknown");
}

#[tokio::test]
async fn a_person_decides_on_the_page() {
    let emulator = start().await;
    let answer = codes(&emulator, &[("scope", "read")]).await;
    let page = read(client().get(answer.member("verification_uri_complete"))).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains(&format!("value=\"{}\"", answer.member("user_code"))));
    assert!(page.body.contains("<code>read</code>"), "{}", page.body);
    let send = async |code: &str, decision: &str| {
        let request = client().post(answer.member("verification_uri"));
        let form = form(&[("user_code", code), ("decision", decision)]);
        read(request.header("content-type", "application/x-www-form-urlencoded").body(form)).await
    };
    assert_eq!(send("WRONG", "allow").await.status, 400);
    assert_eq!(send(&answer.member("user_code"), "allow").await.status, 200);
    assert_eq!(poll(&emulator, &answer.member("device_code")).await.status, 200);
    let answer = read(client().put(answer.member("verification_uri"))).await;
    assert_eq!(answer.status, 405);
}
