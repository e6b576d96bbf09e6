//! The callback tells where the code is exchanged; it can name no host that is not the provider's.

use oauth_runtime::CallbackError;

use crate::prelude::*;
use provider::endpoint_token_url_from_callback::{Client, Token};

const EU: &str = "&location=acme.eu.example&account=books.acme.eu.example";

#[tokio::test]
async fn the_code_and_all_that_follows_goes_where_the_callback_says() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        json(r#"{"access_token": "b"}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, EU).await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://accounts.acme.eu.example/token");
    // The addresses stay with the token, stored or not.
    let token = Token::restore(&token.save()).unwrap();
    assert_eq!(token.callback().unwrap().account, "books.acme.eu.example");
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).line(), "POST https://accounts.acme.eu.example/token");
    client.session(token).start().get("/me").send().await.unwrap();
    assert_eq!(wire.sent(2).line(), "GET https://books.acme.eu.example/api/me");
}

#[tokio::test]
async fn a_host_that_is_not_the_providers_is_refused() {
    for account in [
        "&account=evil.example",
        "&account=evilacme.example",
        "&account=acme.example.evil.example",
        "&account=evil.example%2F.acme.example",
        "&account=user@acme.example",
        "",
    ] {
        let wire = Wire::answering([]);
        let client: Client = wire.client();
        let error =
            wire.sign_in(&client, &format!("&location=acme.example{account}")).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the callback has no usable `account`, which the provider declares: start a new authorization",
            "{account}"
        );
        assert_eq!(wire.count(), 0, "{account}");
    }
}

#[tokio::test]
async fn the_code_goes_to_no_host_that_is_not_listed() {
    let wire = Wire::answering([]);
    let client: Client = wire.client();
    for location in ["evil.example", "evil.example%2F", "books.acme.example"] {
        let callback = format!("&location={location}&account=books.acme.example");
        let error = wire.sign_in(&client, &callback).await.unwrap_err();
        let Error::Callback(CallbackError::WrongField { name }) = &error else { panic!("{error}") };
        assert_eq!(*name, "location");
    }
    let error = wire.sign_in(&client, "&account=books.acme.example").await.unwrap_err();
    assert!(error.to_string().starts_with("the callback has no usable `location`,"), "{error}");
    assert_eq!(wire.count(), 0);
}
