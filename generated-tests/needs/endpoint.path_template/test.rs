//! A part of the path is the customer's, with a default, and stays one step of it.

use crate::prelude::*;
use provider::endpoint_path_template::{Client, Variables};

#[test]
fn the_default_tenant() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    assert!(
        pending.url().starts_with("https://acme.example/common/authorize?"),
        "{}",
        pending.url()
    );
}

#[tokio::test]
async fn a_tenant_of_ones_own() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let variables = Variables::new().tenant("7f3c-contoso");
    let client: Client = wire.setup(Client::builder_with(variables)).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    assert!(pending.url().starts_with("https://acme.example/7f3c-contoso/authorize?"));
    wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/7f3c-contoso/token");
}

#[test]
fn a_tenant_is_encoded_as_one_step() {
    let variables = Variables::new().tenant("a/../b?c#d%2F");
    let client: Client = Wire::default().setup(Client::builder_with(variables)).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    let start = "https://acme.example/a%2F..%2Fb%3Fc%23d%252F/authorize?response_type=code&";
    assert!(pending.url().starts_with(start), "{}", pending.url());
}

#[test]
fn a_step_up_is_refused() {
    for tenant in ["..", ".", "", "a\r\nb"] {
        let builder = Client::builder_with(Variables::new().tenant(tenant));
        let error = Wire::default().setup(builder).build().unwrap_err().to_string();
        let start = "the variable `tenant` is a text without control characters, not empty and no path step, \
                     and `";
        assert!(error.starts_with(start), "{error}");
    }
}
