//! The web application, as a user at a browser meets it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod browser;

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// The application, stopped when the test ends, and its address.
async fn start() -> (Child, String) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_web"))
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let here = lines.next_line().await.unwrap().unwrap();
    (server, here)
}

/// Goes to the consent page and answers it; what the browser shows then.
async fn sign_in(browser: &reqwest::Client, here: &str, decision: &str) -> reqwest::Response {
    let consent = browser.post(format!("{here}/sign-in")).send().await.unwrap();
    browser::decide(browser, consent, decision).await
}

#[tokio::test]
async fn a_user_signs_in_is_known_and_signs_out() {
    let (_server, here) = start().await;
    let browser = browser::new();
    let page = browser.get(&here).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("Sign in with Acme"), "{page}");

    let page = sign_in(&browser, &here, "allow").await.text().await.unwrap();
    assert!(page.contains("alice@example.com"), "{page}");
    let page = browser.get(&here).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("alice@example.com"), "{page}");

    let out = browser.post(format!("{here}/sign-out")).send().await.unwrap();
    assert!(out.text().await.unwrap().contains("Sign in with Acme"));
}

#[tokio::test]
async fn a_user_who_says_no_is_told_so() {
    let (_server, here) = start().await;
    let answer = sign_in(&browser::new(), &here, "deny").await;
    assert_eq!(answer.status(), 400);
    let text = answer.text().await.unwrap();
    assert!(text.contains("You have not allowed it"), "{text}");
}

#[tokio::test]
async fn a_callback_in_another_browser_is_for_nobody() {
    let (_server, here) = start().await;
    let answer =
        browser::new().get(format!("{here}/callback?code=a&state=b")).send().await.unwrap();
    assert_eq!(answer.status(), 400);
    assert_eq!(answer.text().await.unwrap(), "Nobody is signing in here.");
}
