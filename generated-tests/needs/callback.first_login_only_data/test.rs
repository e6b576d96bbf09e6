//! A document about the user comes with the first callback, and never again.

use crate::prelude::*;
use oauth_runtime::CallbackError;
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

#[tokio::test]
async fn a_document_of_another_shape_says_nothing_or_less() {
    for (user, is_there) in [
        ("[]", false),
        ("5", false),
        ("%22ada%22", false),
        ("null", false),
        ("%7B%7D", true),
        ("%7B%22email%22:%7B%7D,%22name%22:%22Ada%22%7D", true),
    ] {
        let wire = Wire::answering([json(TOKEN)]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, &format!("&user={user}")).await.unwrap();
        let known = token.callback().unwrap().user;
        assert_eq!(known.is_some(), is_there, "{user}");
        assert!(known.is_none_or(|user| user.email.is_none() && user.name.is_none()), "{user}");
    }
}

#[tokio::test]
async fn two_documents_are_refused_before_anything_is_sent() {
    let wire = Wire::default();
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "&user=%7B%7D&user=%7B%7D").await.unwrap_err();
    let Error::Callback(CallbackError::RepeatedParameter { name }) = &error else {
        panic!("{error}")
    };
    assert_eq!((name.as_str(), wire.count()), ("user", 0));
}
