//! A fragment that is a route has the query after it; any other one comes last.

use crate::prelude::*;
use oauth_runtime::CallbackError;
use provider::endpoint_fragment_in_authorize_url::Client;

#[test]
fn a_route_comes_before_the_query() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    let start = "https://acme.example/app#/oauth/authorize?response_type=code&client_id=id\
                 &redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code_challenge_method=S256&state=";
    assert!(pending.url().starts_with(start), "{}", pending.url());
    assert_eq!(pending.url().matches('#').count(), 1);
}

#[test]
fn a_fragment_comes_last() {
    let client: Client = Wire::default().client();
    let pending = client.implicit().parameter("lang", "en").begin().unwrap();
    assert_eq!(
        pending.url().replace(pending.state(), "STATE"),
        "https://acme.example/authorize?response_type=token&client_id=id\
         &redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&state=STATE&lang=en#acme_redirect"
    );
}

#[tokio::test]
async fn both_flows_come_back() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("https://app.example/callback?code=c0de&state={}", pending.state());
    let token = client.finish(pending, callback).await.unwrap();
    assert_eq!(token.access_token().expose(), "a");

    let pending = client.implicit().begin().unwrap();
    let redirect = format!("#access_token=b&token_type=bearer&state={}", pending.state());
    assert_eq!(client.accept_implicit(pending, redirect).unwrap().access_token().expose(), "b");
}

#[test]
fn a_route_keeps_what_is_encoded_in_it() {
    let client: Client =
        Wire::default().setup(Client::builder()).client_id("a#b&c").build().unwrap();
    let pending = client.authorize().begin().unwrap();
    assert!(pending.url().contains("&client_id=a%23b%26c&"), "{}", pending.url());
}

#[test]
fn a_fragment_that_comes_back_without_a_token_is_refused() {
    let wire = Wire::default();
    let client: Client = wire.client();
    let back = |redirect: &str| {
        let pending = client.implicit().begin().unwrap();
        let redirect = redirect.replace("STATE", pending.state());
        match client.accept_implicit(pending, redirect).unwrap_err() {
            Error::Callback(error) => error,
            other => panic!("{other}"),
        }
    };
    // The address's own fragment, with nothing of the provider's in it.
    assert!(matches!(back("#acme_redirect"), CallbackError::MissingState { .. }));
    assert!(matches!(back("#acme_redirect&state=STATE"), CallbackError::MissingToken));
    assert!(matches!(back("#access_token=&state=STATE"), CallbackError::MissingToken));
    assert!(matches!(back("#access_token=b&state=other"), CallbackError::WrongState));
    let CallbackError::Denied(denial) = back("#error=access_denied&state=STATE") else { panic!() };
    assert_eq!(denial.code(), "access_denied");
    assert_eq!(wire.count(), 0);
}
