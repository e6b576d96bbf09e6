//! No answer tells how long a token lives, and the documentation does: then it counts.

use crate::prelude::*;
use provider::expiry_missing_fixed_ttl::Client;

#[tokio::test]
async fn the_documented_lifetime_counts() {
    for answer in [r#"{"access_token": "a"}"#, r#"{"access_token": "a", "expires_in": 5}"#] {
        let wire = Wire::answering([json(answer)]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        let at = token.received_at() + Duration::from_secs(3600);
        assert_eq!(token.expires_at(), Some(at), "{answer}");
    }
}

#[tokio::test]
async fn a_session_renews_by_it() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        json("{}"),
        json(r#"{"access_token": "b"}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    wire.pass(3500);
    session.get("/me").await.unwrap();
    assert_eq!(wire.count(), 2);
    wire.pass(50);
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(2).form("refresh_token").unwrap(), "r");
    assert!(!session.token().is_expired(session.token().received_at() + Duration::from_secs(3599)));
}

#[tokio::test]
async fn whatever_an_answer_says_of_a_lifetime_it_is_the_documented_one() {
    for lifetime in [r#""soon""#, "null", "-1", "0.5", "{}", "18446744073709551615"] {
        let wire = Wire::answering([json(&format!(
            r#"{{"access_token": "a", "expires_in": {lifetime}}}"#
        ))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        let at = token.received_at() + Duration::from_secs(3600);
        assert_eq!(token.expires_at(), Some(at), "{lifetime}");
    }
}

#[tokio::test]
async fn a_token_that_the_api_refuses_sooner_is_renewed_sooner() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        text(401, "text/plain", ""),
        json(r#"{"access_token": "b"}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(2).form("refresh_token").unwrap(), "r");
    assert_eq!(wire.sent(3).header("authorization"), Some("Bearer b"));
}
