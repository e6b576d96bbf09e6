//! The answer tells at which address the API is.

use crate::prelude::*;
use provider::api_base_url_from_token_response::{Client, Token};

fn given(url: &str) -> http::Response<Vec<u8>> {
    json(&format!(r#"{{"access_token": "a", "refresh_token": "r", "instance_url": "{url}"}}"#))
}

#[tokio::test]
async fn calls_go_to_the_address_in_the_answer() {
    for (url, sent) in [
        ("https://na1.acme.example", "https://na1.acme.example/services/data?q=1"),
        ("https://acme.example:8443/x/", "https://acme.example:8443/x/services/data?q=1"),
    ] {
        let wire = Wire::answering([given(url), json("{}")]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.instance_url, url);
        client.session(token).start().get("/data").query([("q", "1")]).await.unwrap();
        assert_eq!(wire.sent(1).line(), format!("GET {sent}"));
        assert_eq!(wire.sent(1).header("authorization"), Some("Bearer a"));
    }
}

#[tokio::test]
async fn a_refresh_can_move_it_or_leave_it() {
    let wire = Wire::answering([
        given("https://na1.acme.example"),
        json(r#"{"access_token": "b"}"#),
        given("https://na2.acme.example"),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let token = client.refresh(&Token::restore(&token.save()).unwrap()).await.unwrap();
    assert_eq!(token.instance_url, "https://na1.acme.example");
    let token = client.refresh(&token).await.unwrap();
    client.session(token).start().get("data").await.unwrap();
    assert_eq!(wire.sent(3).line(), "GET https://na2.acme.example/services/data");
}

#[tokio::test]
async fn an_address_of_somebody_else_is_refused() {
    for url in [
        "https://evil.example",
        "https://acme.example.evil.example",
        "https://na1.acme.example@evil.example",
        "http://na1.acme.example",
        "na1.acme.example",
    ] {
        let wire = Wire::answering([given(url)]);
        let client: Client = wire.client();
        let error = wire.sign_in(&client, "").await.unwrap_err();
        let what = "the required field `instance_url` is missing or of another type";
        assert!(error.to_string().contains(what), "{url}: {error}");
    }
}
