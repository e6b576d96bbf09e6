//! The version is in the paths, and the application may go ahead of the declaration.

use crate::prelude::*;
use provider::endpoint_version_in_path::{Client, Variables};

#[tokio::test]
async fn the_declared_version() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    assert!(
        pending.url().starts_with("https://acme.example/v24.0/authorize?"),
        "{}",
        pending.url()
    );
    wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/v24.0/token");
}

#[tokio::test]
async fn a_later_version() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let variables = Variables::new().version("v25.1");
    let client: Client = wire.setup(Client::builder_with(variables)).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    assert!(
        pending.url().starts_with("https://acme.example/v25.1/authorize?"),
        "{}",
        pending.url()
    );
    wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/v25.1/token");
}

#[test]
fn what_is_no_version_is_refused() {
    for version in ["24.0", "v24", "v24.0/../x", "v24x0", "latest"] {
        let builder = Client::builder_with(Variables::new().version(version));
        assert_eq!(
            Wire::default().setup(builder).build().unwrap_err().to_string(),
            format!(
                r"the variable `version` must look like `v[0-9]{{1,2}}\.[0-9]`, and `{version}` does not"
            )
        );
    }
}
