//! The exchange sends what the callback brought, what a variable holds, and the state.

use crate::check::names;
use crate::prelude::*;
use provider::token_extra_dynamic_params::{Client, Variables};

const TOKEN: &str = r#"{"access_token": "a"}"#;

#[tokio::test]
async fn each_value_comes_from_its_place() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let state = pending.state().to_owned();
    let callback = format!("code=c0de&device_id=d%26x%3D1&state={state}");
    client.finish(pending, callback).await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(
        names(sent.body()),
        ["grant_type", "redirect_uri", "code", "code_verifier", "device_id", "region", "state"]
    );
    assert!(sent.body().ends_with(&format!("&device_id=d%26x%3D1&region=eu&state={state}")));
}

#[tokio::test]
async fn a_variable_is_the_applications() {
    let wire = Wire::answering([json(TOKEN)]);
    let builder = Client::builder_with(Variables::default().region("us&admin=1"));
    wire.sign_in(&wire.setup(builder).build().unwrap(), "&device_id=d").await.unwrap();
    assert_eq!(wire.sent(0).form("region").unwrap(), "us&admin=1");
}

#[tokio::test]
async fn without_the_device_the_code_is_not_sent() {
    let wire = Wire::default();
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the callback has no usable `device_id`, which the provider declares: start a new authorization"
    );
    assert_eq!(wire.count(), 0);
}
