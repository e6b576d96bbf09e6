//! Numbers may come as texts.

use crate::prelude::*;
use provider::expiry_string::Client;

#[tokio::test]
async fn a_text_of_digits_is_a_number() {
    for text in [r#""600""#, "600", "600.0", r#"" 600 ""#, r#""600.5""#] {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "expires_in": {text}}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.expires_in(), Some(Duration::from_secs(600)), "{text}");
        assert_eq!(token.expires_at(), Some(token.received_at() + Duration::from_secs(600)));
    }
}

#[tokio::test]
async fn what_is_no_number_is_kept_and_says_nothing() {
    for text in [r#""soon""#, r#""""#, r#""NaN""#, r#""inf""#, "[600]"] {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "expires_in": {text}}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!((token.expires_in(), token.expires_at()), (None, None), "{text}");
        assert!(token.extra().contains_key("expires_in"), "{text}");
    }
}

#[tokio::test]
async fn less_than_nothing_is_nothing() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "expires_in": "-1"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert!(token.is_expired(token.received_at()));
}

#[tokio::test]
async fn a_number_beyond_every_clock_does_not_end() {
    for text in ["18446744073709551615", "99999999999999999999999", "1e300"] {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "expires_in": "{text}"}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.expires_at(), None, "{text}");
        assert!(!token.is_expired(token.received_at() + Duration::from_secs(86_400)), "{text}");
    }
}
