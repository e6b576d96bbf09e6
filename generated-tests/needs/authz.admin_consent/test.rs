//! An administrator's consent brings no code: tokens are the client's own afterwards.

use oauth_runtime::CallbackError;

use crate::prelude::*;
use provider::authz_admin_consent::{Client, consents};

fn accepted(callback: &str) -> Result<consents::Admin, Error> {
    let client: Client = Wire::default().client();
    let pending = client.consent::<consents::Admin>().begin()?;
    let callback = callback.replace("STATE", pending.state());
    client.accept_consent::<consents::Admin>(pending, callback)
}

#[tokio::test]
async fn consent_comes_first_and_client_credentials_follow() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.consent::<consents::Admin>().begin().unwrap();
    assert_eq!(
        pending.url().replace(pending.state(), "STATE"),
        "https://acme.example/adminconsent?client_id=id\
         &redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&state=STATE"
    );
    let callback = format!("admin_consent=True&tenant=contoso&state={}", pending.state());
    let admin = client.accept_consent::<consents::Admin>(pending, callback).unwrap();
    assert_eq!(admin.tenant, "contoso");
    assert_eq!(wire.count(), 0);
    let token = client.client_credentials().await.unwrap();
    assert_eq!(wire.sent(0).body(), "grant_type=client_credentials");
    assert_eq!(token.access_token().expose(), "a");
}

#[test]
fn what_is_no_consent_is_refused() {
    for callback in ["admin_consent=False&tenant=t&state=STATE", "tenant=t&state=STATE"] {
        assert_eq!(
            accepted(callback).unwrap_err().to_string(),
            "the callback does not say that consent was given: ask again"
        );
    }
    let denied = accepted("error=access_denied&error_description=no&state=STATE").unwrap_err();
    assert_eq!(
        denied.to_string(),
        "the user or authz-admin-consent refused the authorization (access_denied): no; ask the user, then \
         start a new authorization"
    );
}

#[test]
fn a_forged_consent_is_refused() {
    let error = accepted("admin_consent=True&tenant=evil&state=other").unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::WrongState)), "{error}");
    let error = accepted("admin_consent=True&tenant=evil").unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::MissingState { .. })), "{error}");
}
