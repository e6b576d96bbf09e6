//! Bad input and faults: each gives its own clear error, and none of them loses a token.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use generated_tests::podio::{self, Podio};
use generated_tests::{node_oidc_provider as server, piggy, pio};
use oauth_emulator::{Emulator, Fault, Step};
use oauth_runtime::{CallbackError, Error, TransportFault};
use support::allowed;

async fn setup() -> (Emulator, podio::Client) {
    let emulator = Emulator::start(&podio::SPEC).await.unwrap();
    let client = support::client::<Podio>(podio::Client::builder(), &emulator)
        .timeout(Duration::from_secs(2))
        .build()
        .unwrap();
    (emulator, client)
}

fn callback_error(error: Error) -> CallbackError {
    match error {
        Error::Callback(error) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_callback_with_another_state() {
    let (emulator, client) = setup().await;
    let (_, callback) = allowed(&emulator, client.authorize()).await;
    let another = client.authorize().begin().unwrap();
    let error = callback_error(client.finish(another, &callback).await.unwrap_err());
    assert!(matches!(error, CallbackError::WrongState), "{error}");
    let (pending, _) = allowed(&emulator, client.authorize()).await;
    let error = callback_error(client.finish(pending, "code=abc").await.unwrap_err());
    assert!(matches!(error, CallbackError::MissingState { .. }), "{error}");
    assert_eq!(emulator.token_requests(), 0);
}

#[tokio::test]
async fn a_callback_that_comes_twice() {
    let (emulator, client) = setup().await;
    let (pending, callback) = allowed(&emulator, client.authorize()).await;
    let again = podio::Pending::restore(&pending.save()).unwrap();
    client.finish(pending, &callback).await.unwrap();
    let error = callback_error(client.finish(again, &callback).await.unwrap_err());
    assert!(matches!(error, CallbackError::Replayed), "{error}");
    assert_eq!(emulator.token_requests(), 1);
}

#[tokio::test]
async fn a_callback_without_a_code() {
    let (_emulator, client) = setup().await;
    let pending = client.authorize().begin().unwrap();
    let state = pending.state().to_owned();
    let error = callback_error(client.accept(pending, format!("state={state}")).unwrap_err());
    assert!(matches!(error, CallbackError::MissingCode { .. }), "{error}");
}

#[tokio::test]
async fn an_error_callback() {
    let (_emulator, client) = setup().await;
    let pending = client.authorize().begin().unwrap();
    let state = pending.state().to_owned();
    let query = format!("error=server_error&error_description=%1b[31mbad%0d%0aluck&state={state}");
    let error = client.accept(pending, &query).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("server_error") && text.contains("luck"), "{text}");
    assert!(
        !text.contains('\u{1b}') && !text.contains('\n'),
        "control characters get out: {text:?}"
    );
}

#[tokio::test]
async fn a_callback_of_another_provider() {
    let (_emulator, client) = setup().await;
    let saved = client.authorize().begin().unwrap().save();
    let error = pio::Pending::restore(&saved).unwrap_err();
    assert!(error.to_string().contains("podio"), "{error}");
    assert!(podio::Token::restore(&saved).is_err());
    for broken in ["", "{}", "null", "[]", "\u{0}", &saved[..saved.len() / 2]] {
        assert!(podio::Pending::restore(broken).is_err(), "{broken}");
    }
}

#[tokio::test]
async fn a_callback_of_another_issuer() {
    let (emulator, client) = support::server().await;
    let (pending, callback) = allowed(&emulator, client.authorize()).await;
    let saved = pending.save();
    let iss = "&iss=https%3A%2F%2Fid.example";
    assert!(callback.contains(iss), "{callback}");
    let restored = || server::Pending::restore(&saved).unwrap();
    let other = callback.replace(iss, "&iss=https%3A%2F%2Fevil.example");
    let error = callback_error(client.accept(restored(), &other).unwrap_err());
    assert!(matches!(error, CallbackError::WrongIssuer { .. }), "{error}");
    let without = callback.replace(iss, "");
    let error = callback_error(client.accept(restored(), &without).unwrap_err());
    assert!(matches!(error, CallbackError::MissingIssuer { .. }), "{error}");
    client.finish(restored(), &callback).await.unwrap();
}

#[tokio::test]
async fn an_authorization_that_took_too_long() {
    let (emulator, client) = setup().await;
    let (in_time, its_callback) = allowed(&emulator, client.authorize()).await;
    let (pending, callback) = allowed(&emulator, client.authorize()).await;
    // Ten minutes, unless the application says otherwise.
    emulator.clock().advance(Duration::from_secs(599));
    client.accept(in_time, its_callback).unwrap();
    emulator.clock().advance(Duration::from_secs(1));
    let error = callback_error(client.finish(pending, &callback).await.unwrap_err());
    assert!(matches!(error, CallbackError::Expired { .. }), "{error}");
}

#[tokio::test]
async fn each_fault_of_the_token_endpoint_has_its_own_error() {
    let (emulator, client) = setup().await;
    let token = client.password(emulator.username(), emulator.password()).await.unwrap();
    let wait = Some(Duration::from_secs(7));
    let faults = [
        (Fault::oauth_error("invalid_request"), "invalid_request"),
        (Fault::Unauthorized, "invalid_client"),
        (Fault::RateLimited { retry_after: wait }, "429"),
        (Fault::ServerErrorHtml, "500"),
        (Fault::BrokenJson, "JSON"),
        (Fault::EndlessBody, "longer"),
        (Fault::CutBody, "closed"),
        (Fault::Redirect("https://evil.example/token".to_owned()), "redirect"),
        (Fault::CloseConnection, "closed"),
        (Fault::Nothing, "time"),
    ];
    let mut texts = Vec::new();
    for (fault, word) in faults {
        emulator.fail_next(Step::Token, fault.clone());
        let error = client.refresh(&token).await.unwrap_err();
        let text = error.to_string();
        assert!(text.contains(word), "{fault:?}: {text}");
        assert!(
            !text.contains(token.refresh_token().unwrap().expose()),
            "{fault:?} shows a secret"
        );
        assert!(!text.contains(emulator.client_secret()), "{fault:?} shows a secret");
        if matches!(fault, Fault::RateLimited { .. }) {
            assert_eq!(error.retry_after(), wait);
            assert!(error.is_retryable());
        }
        if matches!(fault, Fault::Nothing) {
            let Error::Transport(error) = &error else { panic!("{error:?}") };
            assert_eq!(error.fault(), TransportFault::Timeout);
        }
        texts.push(text);
    }
    texts.sort();
    texts.dedup();
    assert!(texts.len() >= 9, "errors look alike: {texts:#?}");
    // The token that all of them failed to renew is still good.
    client.refresh(&token).await.unwrap();
}

#[tokio::test]
async fn no_fault_makes_a_session_lose_its_token() {
    let (emulator, client) = setup().await;
    let token = client.password(emulator.username(), emulator.password()).await.unwrap();
    let session = client.session(token).start();
    let before = session.token();
    for fault in [
        Fault::RateLimited { retry_after: None },
        Fault::ServerErrorHtml,
        Fault::BrokenJson,
        Fault::EndlessBody,
        Fault::Redirect("https://evil.example/".to_owned()),
        Fault::CloseConnection,
    ] {
        emulator.expire_access_tokens();
        emulator.fail_next(Step::Token, fault.clone());
        session.get("/x").send().await.unwrap_err();
        assert_eq!(session.token().refresh_token(), before.refresh_token(), "{fault:?}");
        // It asks again after a pause.
        emulator.clock().advance(Duration::from_secs(1));
    }
    assert_eq!(session.get("/x").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn every_waiter_is_told_why_a_renewal_failed() {
    let (emulator, client) = setup().await;
    let token = client.password(emulator.username(), emulator.password()).await.unwrap();
    let session = client.session(token).start();
    emulator.clock().advance(Duration::from_secs(28_800));
    emulator.clear_requests();
    emulator.fail_always(Step::Token, Fault::oauth_error("invalid_grant"));
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let session = session.clone();
            tokio::spawn(async move { session.get("/x").send().await.unwrap_err() })
        })
        .collect();
    for call in calls {
        let error = call.await.unwrap();
        assert!(error.needs_user() && error.to_string().contains("invalid_grant"), "{error}");
    }
}

#[tokio::test]
async fn the_token_goes_to_the_api_only() {
    let (emulator, client) = setup().await;
    let token = client.password(emulator.username(), emulator.password()).await.unwrap();
    let session = client.session(token).start();
    for url in ["https://evil.example/", "//evil.example/", "http://api.podio.com.evil.example/"] {
        let error = session.get(url).send().await.map(|answer| answer.status());
        assert!(error.is_err(), "{url}: {error:?}");
    }
    assert!(emulator.requests_to(Step::Api).is_empty());
}

#[tokio::test]
async fn secrets_do_not_print() {
    let (emulator, client) = setup().await;
    let (pending, callback) = allowed(&emulator, client.authorize()).await;
    let shown = format!("{client:?} {pending:?}");
    let authorized = client.accept(pending, &callback).unwrap();
    let token = client.exchange(&authorized).await.unwrap();
    let session = client.session(token.clone()).start();
    let shown = format!("{shown} {authorized:?} {token:?} {session:?}");
    let code = callback.split("code=").nth(1).unwrap().split('&').next().unwrap();
    let secrets = [
        emulator.client_secret(),
        code,
        token.access_token().expose(),
        token.refresh_token().unwrap().expose(),
    ];
    for secret in secrets {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn wrong_settings_are_all_told_at_once() {
    let error = podio::Client::builder()
        .client_id("")
        .redirect_uri("not a url")
        .build()
        .unwrap_err()
        .to_string();
    for word in ["client_id", "redirect_uri"] {
        assert!(error.contains(word), "{word}: {error}");
    }
    assert!(piggy::Client::builder().client_id("id").client_secret("s").build().is_ok());
}
