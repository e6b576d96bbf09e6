//! What the body is counts, not what `Content-Type` says; a page of HTML stays one.

use crate::prelude::*;
use provider::response_wrong_content_type::Client;

#[tokio::test]
async fn json_is_read_whatever_it_is_called() {
    for kind in [
        "text/html",
        "text/javascript; charset=UTF-8",
        "text/plain",
        "application/x-www-form-urlencoded",
    ] {
        let wire = Wire::answering([text(200, kind, r#"{"access_token": "a", "expires_in": 60}"#)]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.access_token().expose(), "a", "{kind}");
        assert_eq!(token.expires_in(), Some(Duration::from_secs(60)), "{kind}");
    }
}

#[tokio::test]
async fn so_is_an_error() {
    let wire = Wire::answering([text(400, "text/html", r#"{"error": "invalid_grant"}"#)]);
    let client: Client = wire.client();
    let Err(Error::Provider(error)) = wire.sign_in(&client, "").await else { panic!() };
    assert_eq!(error.code(), Some("invalid_grant"));
}

#[tokio::test]
async fn a_page_that_is_called_json_is_no_answer() {
    let wire = Wire::answering([text(200, "application/json", "<html>access_token=a</html>")]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    let what = "the body is broken JSON at line 1, column 1 (HTTP 200, application/json, 27 bytes)";
    assert!(error.to_string().contains(what), "{error}");
}
