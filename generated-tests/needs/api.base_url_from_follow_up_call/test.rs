//! A first call tells at which host the API is and which account it is.

use crate::prelude::*;
use provider::api_base_url_from_follow_up_call::{Client, Token, calls::Metadata};

const GIVEN: &str = r#"{"access_token": "a"}"#;

#[tokio::test]
async fn the_call_is_made_at_once_and_its_answer_stays_with_the_token() {
    let wire = Wire::answering([
        json(GIVEN),
        json(r#"{"dc": "us6", "accounts": [{"id": 7}]}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://login.acme.example/metadata");
    assert_eq!(wire.sent(1).header("authorization"), Some("OAuth a"));
    let token = Token::restore(&token.save()).unwrap();
    let metadata = token.call::<Metadata>().unwrap().unwrap();
    assert_eq!((metadata.dc.as_str(), metadata.account), ("us6", 7));
    client.session(token).start().get("lists").await.unwrap();
    assert_eq!(wire.sent(2).line(), "GET https://us6.api.acme.example/accounts/7/lists");
    assert_eq!(wire.sent(2).header("authorization"), Some("Bearer a"));
}

#[tokio::test]
async fn it_can_be_asked_again() {
    let metadata = json(r#"{"dc": "us6", "accounts": [{"id": 7}]}"#);
    let wire = Wire::answering([json(GIVEN), metadata.clone(), metadata]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(client.call::<Metadata>(&token).await.unwrap().dc, "us6");
}

#[tokio::test]
async fn a_part_of_a_host_cannot_be_another_host() {
    for dc in ["evil.example/", "a.b", "x@evil", "", "-a"] {
        let answer = format!(r#"{{"dc": "{dc}", "accounts": [{{"id": 7}}]}}"#);
        let wire = Wire::answering([json(GIVEN), json(&answer)]);
        let client: Client = wire.client();
        let error = wire.sign_in(&client, "").await.unwrap_err();
        let what = "the field `dc` of the call `metadata` is missing or of another type";
        assert!(error.to_string().contains(what), "{dc}: {error}");
    }
}

#[tokio::test]
async fn a_call_that_fails_is_made_again_without_losing_the_token() {
    let wire = Wire::answering([json(GIVEN), text(503, "text/plain", "")]);
    let client: Client = wire.client();
    let Err(Error::Unfinished(error)) = wire.sign_in(&client, "").await else { panic!() };
    let what = "has given a token, and the call `metadata` failed after it";
    assert!(error.to_string().contains(what), "{error}");
    let token: Token = error.token().unwrap();
    assert!(token.is_unfinished());
    wire.answer(json(r#"{"dc": "us6", "accounts": [{"id": 7}]}"#));
    let token = client.resume(&token).await.unwrap();
    assert!(!token.is_unfinished());
    assert_eq!(token.call::<Metadata>().unwrap().unwrap().dc, "us6");
    assert_eq!(wire.count(), 3);
}

#[tokio::test]
async fn the_first_place_counts_at_which_something_is() {
    for (members, dc) in [
        (r#""dc": "us6", "home": {"dc": "us7"}"#, "us6"),
        (r#""dc": null, "home": {"dc": "us7"}, "homes": [{"dc": "us8"}]"#, "us7"),
        (r#""home": {}, "homes": [{"dc": "us8"}]"#, "us8"),
    ] {
        let answer = format!(r#"{{{members}, "accounts": [{{"id": 7}}]}}"#);
        let wire = Wire::answering([json(GIVEN), json(&answer), json("{}")]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        let token = Token::restore(&token.save()).unwrap();
        assert_eq!(token.call::<Metadata>().unwrap().unwrap().dc, dc);
        client.session(token).start().get("lists").await.unwrap();
        let expected = format!("GET https://{dc}.api.acme.example/accounts/7/lists");
        assert_eq!(wire.sent(2).line(), expected);
    }
    // Something else at the first of them is no reason to look further.
    for members in [r#""dc": {}, "home": {"dc": "us7"}"#, r#""dc": "a.b", "home": {"dc": "us7"}"#] {
        let answer = format!(r#"{{{members}, "accounts": [{{"id": 7}}]}}"#);
        let wire = Wire::answering([json(GIVEN), json(&answer)]);
        let client: Client = wire.client();
        let error = wire.sign_in(&client, "").await.unwrap_err();
        assert!(error.to_string().contains("`dc` of the call `metadata`"), "{members}: {error}");
    }
}
