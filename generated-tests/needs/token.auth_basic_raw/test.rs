//! Id and secret stand in the header as they are.

use crate::prelude::*;
use provider::token_auth_basic_raw::Client;

#[tokio::test]
async fn nothing_is_encoded_before_base64() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let builder = wire.setup(Client::builder()).client_id("a b").client_secret("p%q+ü");
    wire.sign_in(&builder.build().unwrap(), "").await.unwrap();
    // a b:p%q+ü
    assert_eq!(wire.sent(0).header("authorization"), Some("Basic YSBiOnAlcSvDvA=="));
    assert_eq!(wire.sent(0).form("client_id"), None);
    assert_eq!(wire.sent(0).form("client_secret"), None);
}

#[test]
fn without_a_secret_there_is_no_client() {
    let builder = Client::builder().client_id("id").transport(Wire::default());
    assert_eq!(
        builder.build().unwrap_err().to_string(),
        "there is no client secret, and token-auth-basic-raw authenticates with raw: call \
         `.client_secret(…)`"
    );
}
