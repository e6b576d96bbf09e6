//! The challenge is the verifier itself, and says so.

use crate::prelude::*;
use provider::authz_pkce_plain::{Client, Pending};

#[tokio::test]
async fn the_challenge_is_the_verifier() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let challenge = param(pending.url(), "code_challenge").unwrap();
    assert_eq!(param(pending.url(), "code_challenge_method").unwrap(), "plain");
    // RFC 7636, 4.1: 43 characters at least.
    assert_eq!(challenge.len(), 43);
    let pending = Pending::restore(&pending.save()).unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    client.finish(pending, callback).await.unwrap();
    assert_eq!(wire.sent(0).form("code_verifier").unwrap(), challenge);
    assert_eq!(wire.sent(0).form("code_challenge"), None);
}

#[test]
fn it_is_another_each_time_and_not_the_state() {
    let client: Client = Wire::default().client();
    let [one, two] = [(), ()].map(|()| {
        let pending = client.authorize().begin().unwrap();
        let challenge = param(pending.url(), "code_challenge").unwrap();
        assert_ne!(challenge, pending.state());
        challenge
    });
    assert_ne!(one, two);
}

#[tokio::test]
async fn a_refusal_does_not_show_the_verifier_that_it_repeats() {
    let wire = Wire::default();
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let verifier = param(pending.url(), "code_challenge").unwrap();
    let refused = format!(
        r#"{{"error": "invalid_grant", "error_description": "{verifier} is not the challenge"}}"#
    );
    wire.answer(text(400, "application/json", &refused));
    let callback = format!("code=c0de&state={}", pending.state());
    let error = client.finish(pending, callback).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(&verifier), "{error:?}");
    let Error::Provider(error) = error else { panic!("{error}") };
    assert_eq!(error.code(), Some("invalid_grant"));
    assert_eq!(error.description(), Some("… is not the challenge"));
    assert_eq!(wire.count(), 1);
}
