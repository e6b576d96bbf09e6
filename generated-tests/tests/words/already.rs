//! Calls for which an error is a good answer: what they ask for is so already (`calls.x.success`).

use generated_tests::already::{Already, calls::Register};
use oauth_emulator::{Emulator, Fault, Step};
use oauth_runtime::{Client, Error, Token};

use crate::support;

async fn signed_in(
    fault: Option<Fault>,
) -> (Emulator, Client<Already>, Result<Token<Already>, Error>) {
    let (emulator, client) = support::start::<Already>().await;
    if let Some(fault) = fault {
        emulator.fail_next(Step::Call, fault);
    }
    let outcome = support::signed_in(&emulator, &client).await;
    (emulator, client, outcome)
}

#[tokio::test]
async fn whoever_is_registered_already_is_signed_in() {
    let (_emulator, _client, token) = signed_in(None).await;
    assert!(token.unwrap().call::<Register>().unwrap().unwrap().date.is_some());
    // Of an error nothing is read, whatever it holds, and its body may be none.
    for body in [r#"{"error": "conflict", "registration-date": "x"}"#, "", "<html>"] {
        let (_emulator, _client, token) = signed_in(Some(support::json(409, body))).await;
        let token = token.unwrap();
        assert!(!token.is_unfinished(), "{body}");
        assert_eq!(token.call::<Register>().unwrap().unwrap().date, None, "{body}");
    }
}

#[tokio::test]
async fn any_other_error_is_one() {
    for status in [400, 404, 410, 500] {
        let refused = support::json(status, r#"{"error": "conflict"}"#);
        let (_emulator, _client, outcome) = signed_in(Some(refused)).await;
        assert!(matches!(outcome, Err(Error::Unfinished(_))), "{status}");
    }
}

#[tokio::test]
async fn whoever_is_gone_already_is_removed() {
    for (status, is_good) in [(200, true), (404, true), (410, true), (409, false), (403, false)] {
        let (emulator, client, token) = signed_in(None).await;
        emulator.fail_next(Step::Call, support::json(status, r#"{"error": "no"}"#));
        let outcome = client.revoke(&token.unwrap()).await;
        assert_eq!(outcome.is_ok(), is_good, "{status}: {outcome:?}");
    }
}
