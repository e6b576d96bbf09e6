//! Answers are JSON as the argument of a call.

use crate::prelude::*;
use provider::response_xml_or_jsonp::Client;

#[tokio::test]
async fn the_argument_of_the_call_is_the_answer() {
    for body in [
        r#"callback( {"access_token": "a", "openid": "o(1)"} );"#,
        r#"cb({"access_token": "a", "openid": "o(1)"})"#,
    ] {
        let wire = Wire::answering([text(200, "text/javascript", body)]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.access_token().expose(), "a");
        assert_eq!(token.extra()["openid"], "o(1)");
    }
}

#[tokio::test]
async fn errors_come_in_a_call_too() {
    let wire = Wire::answering([text(
        200,
        "text/html",
        r#"callback( {"error": 100019, "error_description": "code to access token error"} );"#,
    )]);
    let client: Client = wire.client();
    let Err(Error::Provider(error)) = wire.sign_in(&client, "").await else { panic!() };
    assert_eq!(error.code(), Some("100019"));
    assert_eq!(error.description(), Some("code to access token error"));
}

#[tokio::test]
async fn what_is_no_call_is_refused() {
    for body in [r#"{"access_token": "a"}"#, "callback(", "callback(1)", "", "<x>(y)</x>"] {
        let wire = Wire::answering([text(200, "text/javascript", body)]);
        let client: Client = wire.client();
        let error = wire.sign_in(&client, "").await.unwrap_err();
        assert!(matches!(error, Error::Unreadable(_)), "{body}: {error}");
    }
}
