//! The token that the code gives is short-lived, and is swapped at once.

use crate::prelude::*;
use provider::token_long_lived_exchange::Client;

const SHORT: &str = r#"{"access_token": "short", "expires_in": 3600}"#;
const LONG: &str = r#"{"access_token": "long", "expires_in": 5184000}"#;

#[tokio::test]
async fn the_application_gets_the_long_one() {
    let wire = Wire::answering([json(SHORT), json(LONG)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.access_token().expose(), "long");
    assert_eq!(token.expires_in(), Some(Duration::from_secs(60 * 24 * 60 * 60)));
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/token");
    assert_eq!(
        wire.sent(1).line(),
        "GET https://graph.acme.example/access_token?grant_type=exchange_token&exchange_token=short&\
         client_id=id&client_secret=s3cr3t"
    );
    assert_eq!(wire.sent(1).body(), "");
    assert_eq!(wire.sent(1).header("authorization"), None);
}

#[tokio::test]
async fn what_fails_half_way_goes_on_there() {
    let wire = Wire::answering([json(SHORT), text(503, "text/html", "<p>busy</p>")]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    let Error::Unfinished(unfinished) = &error else { panic!("{error}") };
    assert!(
        error.to_string().starts_with(
            "token-long-lived-exchange has given a token, and the grant `long_lived` failed after it ("
        ),
        "{error}"
    );
    assert!(
        error.to_string().ends_with("); keep the token, and go on with `client.resume(…)`"),
        "{error}"
    );
    let stored = unfinished.save();
    wire.answer(json(LONG));
    let token = client.resume(&client.restore_token(&stored).unwrap()).await.unwrap();
    assert_eq!(token.access_token().expose(), "long");
    assert_eq!(wire.sent(2).line(), wire.sent(1).line());
    assert!(!token.is_unfinished());
}
