//! Each call names an account: the one that was looked up when it was connected, and the application's.

use crate::prelude::*;
use provider::api_account_header::{Client, Variables};

const GIVEN: &str = r#"{"access_token": "a", "refresh_token": "r", "expires_in": 600}"#;

fn client(wire: &Wire) -> Client {
    wire.setup(Client::builder_with(Variables::new("p-1"))).build().unwrap()
}

#[tokio::test]
async fn the_account_is_looked_up_once_and_named_in_every_call() {
    let wire = Wire::answering([
        json(GIVEN),
        json(r#"[{"tenantId": "t-1"}, {"tenantId": "t-2"}]"#),
        json("{}"),
        json(&GIVEN.replace("\"a\"", "\"b\"")),
        json("{}"),
    ]);
    let client = client(&wire);
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://api.acme.example/connections");
    assert_eq!(wire.sent(1).header("authorization"), Some("Bearer a"));
    assert_eq!(wire.sent(1).header("tenant-id"), None, "it is not known yet");
    let session = client.session(token).start();
    session.get("/invoices").await.unwrap();
    wire.pass(600);
    session.get("/invoices").await.unwrap();
    assert_eq!(wire.count(), 5, "a refresh does not look it up again");
    for number in [2, 4] {
        assert_eq!(wire.sent(number).line(), "GET https://api.acme.example/invoices");
        assert_eq!(wire.sent(number).header("tenant-id"), Some("t-1"));
        assert_eq!(wire.sent(number).header("project"), Some("p-1"));
    }
}

#[tokio::test]
async fn no_account_is_told_and_the_token_is_kept() {
    let wire = Wire::answering([json(GIVEN), json("[]")]);
    let Err(Error::Unfinished(error)) = wire.sign_in(&client(&wire), "").await else { panic!() };
    let what = "the field `tenant_id` of the call `connections` is missing";
    assert!(error.to_string().contains(what), "{error}");
    let token = error.token::<provider::api_account_header::ApiAccountHeader>().unwrap();
    assert_eq!(token.access_token().expose(), "a");
}

#[test]
fn a_value_that_would_be_two_headers_is_refused() {
    let builder = Client::builder_with(Variables::new("p\r\nx-other: 1"));
    let error = Wire::default().setup(builder).build().unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("the variable `project` is a text without control characters"),
        "{error}"
    );
}
