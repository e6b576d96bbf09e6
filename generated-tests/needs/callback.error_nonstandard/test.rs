//! Who refuses is told under other names and with other words, and understood all the same.

use crate::prelude::*;
use oauth_runtime::CallbackError;
use provider::callback_error_nonstandard::Client;

async fn refused(more: &str) -> Error {
    let wire = Wire::default();
    let client: Client = wire.client();
    let error = wire.sign_in(&client, more).await.unwrap_err();
    assert_eq!(wire.count(), 0);
    error
}

#[tokio::test]
async fn the_providers_word_is_the_rfcs() {
    let error = refused("&error_reason=user_denied&error_message=Not+today").await;
    assert_eq!(
        error.to_string(),
        "the user or callback-error-nonstandard refused the authorization (access_denied): Not today; \
         ask the user, then start a new authorization"
    );
    let Error::Callback(CallbackError::Denied(denial)) = error else { panic!("{error}") };
    assert_eq!(denial.code(), "access_denied");
    assert_eq!(denial.provider_code(), "user_denied");
    assert_eq!(denial.description(), Some("Not today"));
}

#[tokio::test]
async fn the_first_name_that_is_there_counts() {
    let error = refused("&err=server_error&error_description=no").await;
    assert_eq!(
        error.to_string(),
        "callback-error-nonstandard refused the authorization: server_error; start a new authorization a \
         little later"
    );
    let error = refused("&err=server_error&error_reason=too_young").await;
    assert_eq!(
        error.to_string(),
        "callback-error-nonstandard refused the authorization: too_young; check the client's registration \
         and the request"
    );
}
