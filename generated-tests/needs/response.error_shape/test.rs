//! The code and the description are wherever the declaration says, in any of the shapes it names.

use crate::prelude::*;
use provider::response_error_shape::Client;

async fn refused(body: &str) -> oauth_runtime::ProviderError {
    let wire = Wire::answering([text(400, "application/json", body)]);
    let client: Client = wire.client();
    match wire.sign_in(&client, "").await {
        Err(Error::Provider(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_list_of_errors() {
    let error = refused(
        r#"{"errors": [{"errorType": "invalid_grant", "message": "used up"}], "success": false}"#,
    )
    .await;
    assert_eq!((error.code(), error.description()), (Some("invalid_grant"), Some("used up")));
    assert_eq!(
        error.to_string(),
        "response-error-shape answered HTTP 400: invalid_grant: used up; what was exchanged (a code, \
         a refresh token, a password) is wrong, used, expired or revoked: authorize again"
    );
    assert!(Error::from(error).needs_user());
}

#[tokio::test]
async fn an_error_in_an_object_with_a_number_as_code() {
    let error =
        refused(r#"{"error": {"type": "OAuthException", "code": 190, "message": "no"}}"#).await;
    assert_eq!(error.code(), Some("invalid_grant"), "the declaration translates it");
    assert_eq!(error.provider_code(), Some("OAuthException"));
    let fields: provider::response_error_shape::ErrorFields = error.fields().unwrap();
    assert_eq!(fields.number, Some(190));
}

#[tokio::test]
async fn the_words_of_the_rfc_are_still_understood() {
    let error = refused(r#"{"error": "invalid_client", "error_description": "who?"}"#).await;
    assert_eq!((error.code(), error.description()), (Some("invalid_client"), Some("who?")));
}

#[tokio::test]
async fn an_error_that_says_nothing_is_unreadable() {
    let wire = Wire::answering([text(400, "application/json", r#"{"errors": []}"#)]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
    assert!(error.to_string().contains("it is an error without an OAuth error code"), "{error}");
}
