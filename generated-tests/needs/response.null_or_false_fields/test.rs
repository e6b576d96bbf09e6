//! Members that are `null` or `false` are as if they were not there.

use crate::prelude::*;
use provider::response_null_or_false_fields::Client;

#[tokio::test]
async fn null_and_false_are_nothing() {
    for nothing in ["null", "false", "\"\""] {
        let wire = Wire::answering([json(&format!(
            r#"{{"access_token": "a", "refresh_token": {nothing}, "id_token": {nothing},
                "expires_in": {nothing}, "token_type": {nothing}, "scope": {nothing}}}"#
        ))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.access_token().expose(), "a");
        assert!(token.refresh_token().is_none() && token.id_token().is_none(), "{nothing}");
        assert_eq!((token.expires_in(), token.expires_at()), (None, None), "{nothing}");
        assert_eq!(token.granted_scopes().count(), 0, "{nothing}");
        assert!(token.nickname.is_none(), "{nothing}");
    }
}

#[tokio::test]
async fn a_refresh_that_says_null_takes_nothing_away() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r", "nickname": {"text": "n"}}"#),
        json(r#"{"access_token": "b", "refresh_token": null, "nickname": null}"#),
        json(r#"{"access_token": "c", "refresh_token": false, "nickname": false}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
    assert_eq!(token.nickname.as_ref().unwrap().text, "n");
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(token.access_token().expose(), "c");
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
}

#[tokio::test]
async fn a_token_that_is_null_or_false_is_none() {
    for nothing in ["null", "false"] {
        let wire = Wire::answering([json(&format!(r#"{{"access_token": {nothing}}}"#))]);
        let client: Client = wire.client();
        let error = wire.sign_in(&client, "").await.unwrap_err();
        let what = "there is neither `access_token` nor `error` in it";
        assert!(error.to_string().contains(what), "{nothing}: {error}");
    }
}
