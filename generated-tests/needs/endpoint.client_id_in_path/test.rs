//! The client's id is in the path of the authorization URL, encoded for it, and no parameter.

use crate::prelude::*;
use provider::endpoint_client_id_in_path::Client;

#[tokio::test]
async fn the_id_is_in_the_path_and_nowhere_else() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    assert!(
        pending
            .url()
            .starts_with("https://acme.example/authorize/id?response_type=code&redirect_uri="),
        "{}",
        pending.url()
    );
    assert_eq!(param(pending.url(), "client_id"), None);

    // The token endpoint learns it as usual: `id:s3cr3t`.
    wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/token");
    assert_eq!(wire.sent(0).header("authorization"), Some("Basic aWQ6czNjcjN0"));
}

#[test]
fn an_id_stays_one_step_of_the_path() {
    let client: Client =
        Wire::default().setup(Client::builder()).client_id("a/b?c#d e").build().unwrap();
    let pending = client.authorize().begin().unwrap();
    assert!(
        pending
            .url()
            .starts_with("https://acme.example/authorize/a%2Fb%3Fc%23d%20e?response_type=code&"),
        "{}",
        pending.url()
    );
}

#[test]
fn an_id_that_leads_elsewhere_is_refused() {
    let error = Wire::default().setup(Client::builder()).client_id("..").build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the authorization address `https://acme.example/authorize/..` has a step in its path that \
         leads elsewhere"
    );
}
