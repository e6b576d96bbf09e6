//! The redirect URI goes under the provider's name for it, in both requests.

use crate::prelude::*;
use provider::authz_redirect_uri_renamed::Client;

#[tokio::test]
async fn in_both_requests() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let start = "https://acme.example/authorize?response_type=code&client_id=id\
                 &redirect_url=https%3A%2F%2Fapp.example%2Fcallback&code_challenge_method=S256&state=";
    assert!(pending.url().starts_with(start), "{}", pending.url());
    assert_eq!(param(pending.url(), "redirect_uri"), None);
    wire.sign_in(&client, "").await.unwrap();
    let start = "grant_type=authorization_code&redirect_url=https%3A%2F%2Fapp.example%2Fcallback&code=c0de&";
    assert!(wire.sent(0).body().starts_with(start), "{}", wire.sent(0).body());
    assert_eq!(wire.sent(0).form("redirect_uri"), None);
}

#[test]
fn it_is_needed_as_always() {
    let client: Client = Client::builder().client_id("id").client_secret("s").build().unwrap();
    assert_eq!(
        client.authorize().begin().unwrap_err().to_string(),
        "there is no redirect URI: call `.redirect_uri(…)` on the builder, or with this authorization"
    );
}
