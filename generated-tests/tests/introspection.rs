//! Signed answers about tokens (RFC 9701) against the emulator: those that hold, and those that do not.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use generated_tests::asked::{self, Asked};
use oauth_emulator::{Emulator, Fault, IdTokenFault, Step};
use oauth_runtime::Error;

async fn start() -> (Emulator, asked::Client) {
    support::start::<Asked>().await
}

#[tokio::test]
async fn what_is_said_about_a_token_is_signed() {
    let (emulator, client) = start().await;
    let token = client.client_credentials().await.unwrap();
    // Nothing but the signed answer has said it.
    let left = token.expires_at().unwrap().duration_since(emulator.clock().now()).unwrap();
    assert!(left <= Duration::from_secs(7200) && left > Duration::from_secs(7100), "{left:?}");
    let said = client.introspect(&token).await.unwrap();
    assert!(said.is_active());
    assert_eq!(said.client_id(), Some(emulator.client_id()));
    assert!(said.members().get("iss").is_none(), "what is around it is not part of it");
    let asked = emulator.requests_to(Step::Introspection);
    assert_eq!(asked.len(), 2);
    for request in asked {
        assert_eq!(request.header("accept"), Some("application/token-introspection+jwt"));
    }
    assert_eq!(emulator.requests_to(Step::Keys).len(), 1, "the keys are known the second time");
}

#[tokio::test]
async fn an_answer_that_does_not_hold_is_none() {
    let (emulator, client) = start().await;
    let token = client.client_credentials().await.unwrap();
    for wrong in support::WRONG_ID_TOKENS {
        // It answers no authorization, so it repeats nothing of one.
        if matches!(wrong.0, IdTokenFault::Nonce | IdTokenFault::NoNonce) {
            continue;
        }
        emulator.clock().advance(Duration::from_secs(61));
        emulator.fail_next(Step::Introspection, Fault::IdToken(wrong.0));
        support::assert_refused(wrong, &client.introspect(&token).await.unwrap_err());
    }
    client.introspect(&token).await.unwrap();
    // Nor is one that is not signed at all, or another token that the same key has signed.
    let call = client.introspect(&token);
    let plain = http::Response::new(br#"{"active": true}"#.to_vec());
    assert!(matches!(call.read(plain), Err(Error::Unreadable(_))));
    let logout = http::Response::new(emulator.logout_token().into_bytes());
    let mut steps = call.steps().unwrap();
    steps.answer(logout).unwrap_err();
}

#[tokio::test]
async fn a_token_whose_expiry_nobody_vouches_for_is_finished_later() {
    let (emulator, client) = start().await;
    emulator.fail_next(Step::Introspection, Fault::IdToken(IdTokenFault::Unsigned));
    let error = client.client_credentials().await.unwrap_err();
    let Error::Unfinished(unfinished) = error else { panic!("{error}") };
    let saved = unfinished.save();
    let token = asked::Token::restore(&saved).unwrap();
    assert!(token.is_unfinished());
    // It is asked about once more.
    let token = client.resume(&token).await.unwrap();
    assert!(!token.is_unfinished() && token.expires_at().is_some());
    assert_eq!(emulator.requests_to(Step::Introspection).len(), 2);
}
