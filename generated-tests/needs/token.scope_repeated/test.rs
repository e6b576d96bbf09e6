//! What the browser was asked to allow is said again at the exchange.

use crate::check::names;
use crate::prelude::*;
use provider::token_scope_repeated::Client;

const TOKEN: &str = r#"{"access_token": "a"}"#;

#[tokio::test]
async fn the_exchange_repeats_the_scope() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    let pending = client.authorize().scope("read").scope("write").begin().unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    client.finish(pending, callback).await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(
        names(sent.body()),
        ["grant_type", "redirect_uri", "code", "code_verifier", "scope"]
    );
    assert_eq!(sent.form("scope").unwrap(), "read write");
}

#[tokio::test]
async fn it_is_kept_while_the_browser_is_away() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    let pending = client.authorize().scope("read").begin().unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    let pending = oauth_runtime::Pending::restore(&pending.save()).unwrap();
    let authorized = client.accept(pending, callback).unwrap();
    let authorized = oauth_runtime::Authorized::restore(&authorized.save()).unwrap();
    client.exchange(&authorized).await.unwrap();
    assert_eq!(wire.sent(0).form("scope").unwrap(), "read");
}

#[tokio::test]
async fn where_none_was_asked_for_none_is_repeated() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).form("scope"), None);
}

#[tokio::test]
async fn a_scope_that_the_exchange_refuses_is_told() {
    let refused = text(400, "application/json", r#"{"error": "invalid_scope"}"#);
    let wire = Wire::answering([refused]);
    let client: Client = wire.client();
    let pending = client.authorize().scope("a&code=mine").begin().unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    let Err(Error::Provider(error)) = client.finish(pending, callback).await else { panic!() };
    assert_eq!(error.code(), Some("invalid_scope"));
    let sent = wire.sent(0);
    assert_eq!(sent.form("scope").unwrap(), "a&code=mine");
    assert_eq!(sent.form("code").unwrap(), "c0de", "what is in a scope stays there");
    assert_eq!(wire.count(), 1);
}
