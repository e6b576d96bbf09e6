//! The exchange of a code.

use std::time::Duration;

use oauth_emulator::{Decision, Emulator};
use serde_json::json;

use crate::acme::{ACME, API, code, exchange, log_in, refresh, start, token};
use crate::support::{VERIFIER, basic, get, pairs, post_form, value};

#[tokio::test]
async fn the_answer_brings_everything_declared() {
    let emulator = start().await;
    let answer = log_in(&emulator).await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("pragma"), "no-cache");
    let mut body = answer.json();
    for name in ["access_token", "refresh_token"] {
        assert!(body[name].as_str().expect("text").len() > 40);
        body[name].take();
    }
    let expected = json!({
        "access_token": null,
        "refresh_token": null,
        "token_type": "bearer",
        "expires_in": 7200,
        "scope": "read",
        "plan": "free",
        "session": "secret-session",
        "rate": 47.11,
        "live": true,
        "owner": { "id": 4711, "name": "sample-name" },
        "extra": { "sample": true },
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn a_code_is_good_once_and_a_replay_costs_the_tokens() {
    let emulator = start().await;
    let code = code(&emulator).await;
    let first = exchange(&emulator, &code).await;
    let bearer = format!("Bearer {}", first.member("access_token"));
    assert_eq!(get(&emulator, API, &[("authorization", &bearer)]).await.status, 200);

    exchange(&emulator, &code).await.assert_error(400, "invalid_grant", "used before");
    let answer = get(&emulator, API, &[("authorization", &bearer)]).await;
    answer.assert_error(401, "invalid_token", "revoked");
    let answer = refresh(&emulator, &first.member("refresh_token")).await;
    answer.assert_error(400, "invalid_grant", "revoked");
}

#[tokio::test]
async fn of_many_at_once_one_wins() {
    let emulator = std::sync::Arc::new(start().await);
    let code = code(&emulator).await;
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let (emulator, code) = (std::sync::Arc::clone(&emulator), code.clone());
            tokio::spawn(async move { exchange(&emulator, &code).await.status })
        })
        .collect();
    let mut good = 0;
    for task in tasks {
        good += u32::from(task.await.expect("no panic") == 200);
    }
    assert_eq!(good, 1);
}

#[tokio::test]
async fn a_code_lives_a_minute() {
    let emulator = start().await;
    let (early, late) = (code(&emulator).await, code(&emulator).await);
    emulator.clock().advance(Duration::from_secs(50));
    assert_eq!(exchange(&emulator, &early).await.status, 200);
    emulator.clock().advance(Duration::from_secs(10));
    exchange(&emulator, &late).await.assert_error(400, "invalid_grant", "expired");
}

#[tokio::test]
async fn a_code_is_bound_to_its_verifier_and_redirect_uri() {
    let emulator = Emulator::builder(&ACME)
        .redirect_uri("https://app.example/callback")
        .redirect_uri("https://app.example/other")
        .start()
        .await
        .expect("it starts");
    let code = code(&emulator).await;
    let ask = async |uri: &str, verifier: &str| {
        let pairs = [
            ("grant_type", "authorization_code"),
            ("redirect_uri", uri),
            ("code", &code),
            ("code_verifier", verifier),
        ];
        token(&emulator, &pairs).await
    };
    let good = emulator.redirect_uri();
    ask("https://app.example/other", VERIFIER).await.assert_error(
        400,
        "invalid_grant",
        "redirect_uri",
    );
    ask("", VERIFIER).await.assert_error(400, "invalid_request", "`redirect_uri` is missing");
    ask(good, "").await.assert_error(400, "invalid_request", "`code_verifier` is missing");
    ask(good, "short").await.assert_error(400, "invalid_request", "43 to 128");
    ask(good, &"x".repeat(43)).await.assert_error(400, "invalid_grant", "does not fit");
    // None of these has spent it.
    assert_eq!(ask(good, VERIFIER).await.status, 200);
}

#[tokio::test]
async fn a_code_is_bound_to_its_client() {
    let emulator = Emulator::builder(&ACME)
        .client("one", "first secret")
        .another_client("two", "second secret")
        .start()
        .await
        .expect("it starts");
    let code = code(&emulator).await;
    let pairs = [
        ("grant_type", "authorization_code"),
        ("redirect_uri", emulator.redirect_uri()),
        ("code", &code),
        ("code_verifier", VERIFIER),
    ];
    let two = basic("two", "second secret");
    let answer = post_form(&emulator, crate::acme::TOKEN, &[("authorization", &two)], &pairs).await;
    answer.assert_error(400, "invalid_grant", "another client");
    assert_eq!(exchange(&emulator, &code).await.status, 200);
}

#[tokio::test]
async fn an_unknown_code_is_refused() {
    let emulator = start().await;
    exchange(&emulator, "invented").await.assert_error(400, "invalid_grant", "unknown");
    let emulator_of_another = start().await;
    let foreign = code(&emulator_of_another).await;
    exchange(&emulator, &foreign).await.assert_error(400, "invalid_grant", "unknown");
}

#[tokio::test]
async fn what_is_not_declared_is_refused_unless_lenient() {
    let strict = start().await;
    let lenient = Emulator::builder(&ACME).lenient().start().await.expect("it starts");
    for (emulator, status) in [(&strict, 400), (&lenient, 200)] {
        let code = code(emulator).await;
        let pairs = [
            ("grant_type", "authorization_code"),
            ("redirect_uri", emulator.redirect_uri()),
            ("code", &code),
            ("code_verifier", VERIFIER),
            ("audience", "somebody"),
        ];
        let answer = token(emulator, &pairs).await;
        assert_eq!(answer.status, status, "{}", answer.body);
        if status == 400 {
            answer.assert_error(400, "invalid_request", "`audience` is not declared");
        }
    }
}

#[tokio::test]
async fn the_scope_of_a_request_without_one_can_be_chosen() {
    let emulator =
        Emulator::builder(&ACME).default_scopes(["read"]).start().await.expect("it starts");
    let url = crate::acme::authorize_url(&emulator, "");
    let callback = emulator.browse(&url, Decision::Allow).await.expect("allowed");
    let answer = exchange(&emulator, &value(&pairs(&callback, '?'), "code")).await;
    assert_eq!(answer.member("scope"), "read");
}
