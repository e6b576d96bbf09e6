//! A provider of the catalogue that refuses with status 200: its session notices that the app was removed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use oauth_emulator::{Fault, Step};
use oauth_runtime::{Error, oauth_provider};

#[oauth_provider("slack")]
pub mod slack {}

fn refusal(code: &str) -> Fault {
    support::json(200, format!(r#"{{"ok":false,"error":"{code}"}}"#))
}

#[tokio::test]
async fn a_removed_app_needs_its_user() {
    for code in ["token_revoked", "account_inactive", "invalid_auth"] {
        let (emulator, client) = support::start::<slack::Slack>().await;
        let token = support::signed_in(&emulator, &client).await.unwrap();
        let session = client.session(token).start();
        emulator.fail_always(Step::Api, refusal(code));
        emulator.fail_always(Step::Token, refusal("invalid_refresh_token"));
        let error = session.get("/conversations.list").send().await.unwrap_err();
        assert!(matches!(error, Error::AuthorizeAgain(_)) && error.needs_user(), "{code}: {error}");
    }
    // What only lacks a permission is an answer.
    let (emulator, client) = support::start::<slack::Slack>().await;
    let session = client.session(support::signed_in(&emulator, &client).await.unwrap()).start();
    emulator.fail_next(Step::Api, refusal("missing_scope"));
    let answer = session.get("/conversations.list").send().await.unwrap();
    assert!(answer.text().contains("missing_scope"));
    assert_eq!(emulator.token_requests(), 1);
}
