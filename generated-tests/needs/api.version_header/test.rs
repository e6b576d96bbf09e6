//! Each call names a version of the API: the declaration's, or the one that the application chooses.

use crate::prelude::*;
use provider::api_version_header::{Client, Variables};

async fn call(wire: &Wire, client: &Client) {
    let token = wire.sign_in(client, "").await.unwrap();
    client.session(token).start().get("/users").await.unwrap();
}

#[tokio::test]
async fn the_declared_version_is_sent() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), json("{}")]);
    call(&wire, &wire.client()).await;
    assert_eq!(wire.sent(0).header("acme-version"), None, "token requests have no version");
    assert_eq!(wire.sent(1).line(), "GET https://api.acme.example/users?v=2022-06-28");
    assert_eq!(wire.sent(1).header("acme-version"), Some("2022-06-28"));
}

#[tokio::test]
async fn the_application_may_choose_another() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), json("{}")]);
    let variables = Variables::new().api_version("2025/09 03");
    call(&wire, &wire.setup(Client::builder_with(variables)).build().unwrap()).await;
    assert_eq!(wire.sent(1).line(), "GET https://api.acme.example/users?v=2025%2F09+03");
    assert_eq!(wire.sent(1).header("acme-version"), Some("2025/09 03"));
}

#[test]
fn one_that_no_header_can_hold_is_refused() {
    for version in ["", "1\r\nx: y"] {
        let builder = Client::builder_with(Variables::new().api_version(version));
        let error = Wire::default().setup(builder).build().unwrap_err();
        assert!(
            error.to_string().starts_with("the variable `api_version` is a text without control"),
            "{error}"
        );
    }
}
