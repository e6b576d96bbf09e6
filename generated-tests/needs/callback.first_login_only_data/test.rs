//! A document about the user comes with the first callback, and never again.

use crate::prelude::*;
use provider::callback_first_login_only_data::Client;

const TOKEN: &str = r#"{"access_token": "a"}"#;

#[tokio::test]
async fn the_document_stays_with_the_token() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    let user = "&user=%7B%22name%22:%7B%22firstName%22:%22Ada%22%7D,%22email%22:%22ada%40acme.example%22%7D";
    let token = wire.sign_in(&client, user).await.unwrap();
    let token = client.restore_token(&token.save()).unwrap();
    let user = token.callback().unwrap().user.unwrap();
    assert_eq!(user.email.as_deref(), Some("ada@acme.example"));
    assert_eq!(user.name.unwrap().first_name.as_deref(), Some("Ada"));
    assert_eq!(wire.sent(0).form("user"), None);
}

#[tokio::test]
async fn without_it_the_user_is_known_already() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert!(token.callback().unwrap().user.is_none());
    // What came through the browser is no reason to lose the code.
    let token = wire.sign_in(&client, "&user=%7Bcut").await.unwrap();
    assert!(token.callback().unwrap().user.is_none());
}
