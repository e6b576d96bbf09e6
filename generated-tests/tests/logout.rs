//! Logout against the emulator: the browser's way, and what the provider posts.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use generated_tests::identity::{self, Identity};
use oauth_emulator::{Decision, Emulator, Step};
use oauth_runtime::{CallbackError, Error, Noted, ReplayGuard};
use serde_json::{Map, Value, json};
use support::signed_in;

async fn start() -> (Emulator, identity::Client) {
    support::start::<Identity>().await
}

#[tokio::test]
async fn the_browser_signs_out_and_comes_back() {
    let (emulator, client) = start().await;
    let token = signed_in(&emulator, &client).await.unwrap();
    let logout = client.logout().token(&token).ui_locales("de en");
    let url = support::signed_out(&emulator, &client, logout).await;
    let (address, query) = url.split_once('?').unwrap();
    assert_eq!(address, format!("{}/login.identity.example/logout", emulator.url()));
    let names: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    assert_eq!(
        names,
        ["id_token_hint", "client_id", "post_logout_redirect_uri", "state", "ui_locales"]
    );
    let hint = token.id_token().unwrap().expose();
    assert!(query.starts_with(&format!("id_token_hint={hint}&")), "{query}");
    assert_eq!(emulator.requests_to(Step::EndSession).len(), 1);
}

#[tokio::test]
async fn another_return_is_none() {
    let (emulator, client) = start().await;
    let back = emulator.post_logout_redirect_uri();
    let begin = || client.logout().post_logout_redirect_uri(back).begin().unwrap();
    let refused = |callback: &str| match client.accept_logout(begin(), callback).unwrap_err() {
        Error::Callback(error) => error,
        other => panic!("{other}"),
    };
    assert!(matches!(refused(""), CallbackError::MissingState { .. }));
    assert!(matches!(refused("?state=forged"), CallbackError::WrongState));
    assert!(matches!(refused("?state=a&state=b"), CallbackError::RepeatedParameter { .. }));
    let pending = begin();
    let callback = format!("{back}?state={}", pending.state().unwrap());
    emulator.clock().advance(Duration::from_secs(601));
    let late = client.accept_logout(pending, callback).unwrap_err();
    assert!(matches!(late, Error::Callback(CallbackError::Expired { .. })), "{late}");
    // Without an address to come back to nobody does, whatever is said.
    let pending = client.logout().begin().unwrap();
    assert_eq!(pending.state(), None);
    assert!(client.accept_logout(pending, "?state=").is_err());
    // The request's own parameters, and addresses that are none, are refused before anything is sent.
    for wrong in [
        client.logout().parameter("state", "mine").begin(),
        client.logout().post_logout_redirect_uri("http://app.example/").begin(),
    ] {
        assert!(matches!(wrong, Err(Error::Configuration(_))));
    }
    // Nor is anybody's ID token shown elsewhere than where it came from.
    let token = signed_in(&emulator, &client).await.unwrap();
    let other =
        identity::Client::builder().client_id("another").client_secret("s").build().unwrap();
    let foreign = other.logout().token(&token).begin().unwrap_err();
    assert!(foreign.to_string().contains("with the client id `another`"), "{foreign}");
    // The provider sends nobody to an address that is not registered.
    let elsewhere = client.logout().post_logout_redirect_uri("https://evil.example/").begin();
    assert!(emulator.browse(elsewhere.unwrap().url(), Decision::Allow).await.is_err());
}

#[tokio::test]
async fn a_logout_token_says_who_has_signed_out() {
    let (emulator, client) = start().await;
    let token = client.verify_logout_token(emulator.logout_token()).await.unwrap();
    assert_eq!(token.issuer(), "https://login.identity.example");
    assert_eq!(token.subject(), Some(emulator.username()));
    assert!(token.session().is_some() && !token.replay_id().is_empty());
    // The keys are known now.
    client.verify_logout_token(emulator.logout_token()).await.unwrap();
    assert_eq!(emulator.requests_to(Step::Keys).len(), 1);
    let only =
        |name: &'static str| emulator.logout_token_with(move |claims| drop(claims.remove(name)));
    let token = client.verify_logout_token(only("sub")).await.unwrap();
    assert_eq!(token.subject(), None);
    let token = client.verify_logout_token(only("sid")).await.unwrap();
    assert_eq!(token.session(), None);
}

#[tokio::test]
async fn a_token_that_does_not_hold_signs_nobody_out() {
    type Change = fn(&mut Map<String, Value>);
    let wrong: [(Change, &str); 12] = [
        (|it| drop(it.insert("iss".to_owned(), json!("https://evil.example"))), "`iss`"),
        (|it| drop(it.insert("aud".to_owned(), json!("another"))), "`aud`"),
        (|it| drop(it.insert("iat".to_owned(), json!(9_999_999_999_u64))), "in the future"),
        (|it| drop(it.remove("iat")), "`iat`"),
        (|it| drop(it.insert("exp".to_owned(), json!(1))), "expired"),
        (|it| drop(it.remove("exp")), "`exp`"),
        (|it| drop(it.remove("jti")), "`jti`"),
        (|it| drop(it.remove("events")), "`events`"),
        (|it| drop(it.insert("events".to_owned(), json!({ "urn:other": {} }))), "`events`"),
        (|it| drop(it.insert("nonce".to_owned(), json!("n"))), "`nonce`"),
        (
            |it| {
                it.remove("sub");
                it.remove("sid");
            },
            "`sid`",
        ),
        (|it| drop(it.insert("sub".to_owned(), json!(7)).and(it.remove("sid"))), "`sub`"),
    ];
    let (emulator, client) = start().await;
    for (change, reason) in wrong {
        let token = emulator.logout_token_with(change);
        let error = client.verify_logout_token(token).await.unwrap_err();
        let Error::LogoutToken(error) = error else { panic!("{error}") };
        assert!(error.reason().contains(reason), "{reason}: {error}");
        assert!(error.to_string().starts_with("the logout token is refused: "), "{error}");
    }
    // An ID token is none, nor is one of another kind, nor one that somebody has changed.
    let id_token =
        signed_in(&emulator, &client).await.unwrap().id_token().unwrap().expose().to_owned();
    let (right, other) = (emulator.logout_token(), emulator.logout_token());
    let claims = other.split('.').nth(1).unwrap();
    let mut parts: Vec<&str> = right.split('.').collect();
    parts[1] = claims;
    let forged = parts.join(".");
    for token in [id_token, forged, "eyJhbGciOiJub25lIn0.e30.".to_owned(), String::new()] {
        let error = client.verify_logout_token(&token).await.unwrap_err();
        assert!(matches!(error, Error::LogoutToken(_)), "{token}: {error}");
    }
}

/// A guard that several clients share, or one whose store is away.
#[derive(Clone, Default)]
struct Shared {
    seen: Arc<Mutex<Vec<(String, Duration)>>>,
    is_away: bool,
}

impl ReplayGuard for Shared {
    fn note<'a>(&'a self, id: &'a str, lifetime: Duration) -> Noted<'a> {
        let mut seen = self.seen.lock().unwrap();
        let is_new = seen.iter().all(|(known, _)| known != id);
        seen.push((id.to_owned(), lifetime));
        let noted = if self.is_away { Err("the store is away".into()) } else { Ok(is_new) };
        Box::pin(std::future::ready(noted))
    }
}

#[tokio::test]
async fn a_logout_token_counts_once() {
    let (emulator, client) = start().await;
    let (first, second) = (emulator.logout_token(), emulator.logout_token());
    client.verify_logout_token(&first).await.unwrap();
    client.verify_logout_token(&second).await.unwrap();
    for token in [&first, &second] {
        let error = client.verify_logout_token(token).await.unwrap_err();
        let Error::LogoutToken(error) = error else { panic!("{error}") };
        assert_eq!(error.reason(), "it was used already (`jti`)");
    }
    // One that does not hold uses up none.
    let third = emulator.logout_token();
    client.verify_logout_token(&third[..third.len() - 2]).await.unwrap_err();
    client.verify_logout_token(&third).await.unwrap();
}

#[tokio::test]
async fn processes_share_what_they_remember() {
    let emulator = Emulator::start(&identity::SPEC).await.unwrap();
    let guard = Shared::default();
    let client = |guard: &Shared| {
        let builder = support::client::<Identity>(identity::Client::builder(), &emulator);
        builder.replay_guard(guard.clone()).build().unwrap()
    };
    let token = emulator.logout_token();
    client(&guard).verify_logout_token(&token).await.unwrap();
    let error = client(&guard).verify_logout_token(&token).await.unwrap_err();
    assert!(matches!(error, Error::LogoutToken(_)), "{error}");
    let seen = guard.seen.lock().unwrap().clone();
    // The same name for as long as the token is good, a minute of leeway included, and none of its text.
    assert_eq!((seen.len(), &seen[0].0), (2, &seen[1].0));
    assert!(seen[0].1 > Duration::from_secs(60) && seen[0].1 < Duration::from_secs(3600));
    assert_eq!(seen[0].0.len(), 43);
    // What cannot be known is not taken; it may be, once the store is back.
    let away = Shared { is_away: true, ..Shared::default() };
    let error = client(&away).verify_logout_token(emulator.logout_token()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)) && error.is_retryable(), "{error}");
    assert!(error.to_string().contains("try again later"), "{error}");
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "the store is away");
}
