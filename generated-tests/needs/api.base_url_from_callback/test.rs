//! The callback tells at which host the API is and whose account it is; both stay with the token.

use crate::prelude::*;
use oauth_runtime::CallbackError;
use provider::api_base_url_from_callback::{Client, Token};

const GIVEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn calls_go_where_the_callback_said_even_after_a_restart_and_a_refresh() {
    let wire = Wire::answering([json(GIVEN), json(r#"{"access_token": "b"}"#), json("{}")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "&shop=s1.acme.example&realmId=4%2F2").await.unwrap();
    assert_eq!(token.callback().unwrap().realm_id, "4/2");
    let token = client.refresh(&Token::restore(&token.save()).unwrap()).await.unwrap();
    client.session(token).start().get("/me").await.unwrap();
    assert_eq!(wire.sent(2).line(), "GET https://s1.acme.example/companies/4%2F2/me");
}

#[tokio::test]
async fn a_host_of_somebody_else_is_refused_before_anything_is_sent() {
    for shop in ["evil.example", "acme.example.evil.example", "s1.acme.example%2F@evil.example", ""]
    {
        let wire = Wire::default();
        let client: Client = wire.client();
        let callback = format!("&shop={shop}&realmId=42");
        let error = wire.sign_in(&client, &callback).await.unwrap_err();
        assert!(
            matches!(error, Error::Callback(CallbackError::MissingField { name: "shop" })),
            "{shop}: {error:?}"
        );
        assert_eq!(
            error.to_string(),
            "the callback has no usable `shop`, which the provider declares: start a new authorization"
        );
        assert_eq!(wire.count(), 0);
    }
}

#[tokio::test]
async fn an_account_that_leads_elsewhere_is_refused() {
    let wire = Wire::answering([json(GIVEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "&shop=s1.acme.example&realmId=..").await.unwrap();
    let error = client.session(token).start().get("/me").await.unwrap_err();
    assert!(error.to_string().contains("has a step in its path that leads elsewhere"), "{error}");
    assert_eq!(wire.count(), 1);
}
