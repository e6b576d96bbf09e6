//! The access token is a JWT, and its `exp` says when it expires. It is read and not verified.

use crate::check::hs256;
use crate::prelude::*;
use provider::expiry_from_jwt::Client;

/// `{"exp":1700000600}`
const NUMBER: &str = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDA2MDB9.x";
/// `{"exp":"1700000600"}`
const TEXT: &str = "eyJhbGciOiJub25lIn0.eyJleHAiOiIxNzAwMDAwNjAwIn0.x";
/// `{"sub":"x"}`
const NONE: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.x";

fn answer(token: &str) -> http::Response<Vec<u8>> {
    json(&format!(r#"{{"access_token": "{token}", "refresh_token": "r", "expires_in": 5}}"#))
}

#[tokio::test]
async fn the_claim_counts_and_not_the_answer() {
    for jwt in [NUMBER, TEXT] {
        let wire = Wire::answering([answer(jwt)]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(
            token.expires_at(),
            Some(token.received_at() + Duration::from_secs(600)),
            "{jwt}"
        );
    }
}

#[tokio::test]
async fn a_session_renews_by_it() {
    let wire = Wire::answering([answer(NUMBER), json("{}"), answer("opaque"), json("{}")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/me").await.unwrap();
    assert_eq!(wire.count(), 2, "five seconds are not the lifetime");
    wire.pass(599);
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(2).form("grant_type").unwrap(), "refresh_token");
    assert_eq!(wire.sent(3).header("authorization"), Some("Bearer opaque"));
}

#[tokio::test]
async fn a_token_without_a_readable_claim_has_no_expiry() {
    for jwt in [NONE, "opaque", "a.b.c", "a.W10.c"] {
        let wire = Wire::answering([answer(jwt)]);
        let client: Client = wire.client();
        assert_eq!(wire.sign_in(&client, "").await.unwrap().expires_at(), None, "{jwt}");
    }
}

#[tokio::test]
async fn a_claim_that_is_no_time_is_unknown_or_long_ago_or_never() {
    for (exp, expected) in [
        (r#""soon""#, None),
        ("null", None),
        (r#"{"at": 1700000600}"#, None),
        ("[1700000600]", None),
        ("18446744073709551615", None),
        ("1e300", None),
        ("1700000600.9", Some(Duration::from_secs(NOW + 600))),
        ("-1", Some(Duration::ZERO)),
    ] {
        let wire = Wire::answering([answer(&hs256(&format!(r#"{{"exp": {exp}}}"#)))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        let expected = expected.map(|since| std::time::UNIX_EPOCH + since);
        assert_eq!(token.expires_at(), expected, "{exp}");
        assert_eq!(token.expires_in(), None, "{exp}: five seconds are not the lifetime");
    }
}
