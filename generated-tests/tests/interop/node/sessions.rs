//! Sessions: tokens that expire while they are used.

use oauth_runtime::Error;

use super::plain::{Client, Token};
use super::{SCOPE, client};
use crate::browser::signed_in;
use crate::kit;
use crate::wire::{self, Counting};

#[tokio::test]
async fn expiry_and_refresh() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "short_ttl").build().unwrap();
    let token = signed_in(&client, "openid read").await;
    assert_eq!(token.expires_in().unwrap().as_secs(), 2);
    let userinfo = client.userinfo(&token).request().unwrap();
    assert_eq!(wire::send(userinfo.clone()).await.status(), 200);
    kit.until_expired().await;
    // The server takes the old one no longer, and the session has a new one before it asks.
    assert_eq!(wire::send(userinfo).await.status(), 401);
    let session = client.session(token.clone()).start();
    assert_eq!(session.get("/api").send().await.unwrap().status(), 200);
    assert_ne!(session.token().access_token(), token.access_token());
}

/// The API is the one that says so: the client believes that the token is good.
#[tokio::test]
async fn a_token_that_the_api_refuses_is_renewed() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "basic").build().unwrap();
    let token = signed_in(&client, "read").await;
    let saved = token.save().replace(token.access_token().expose(), "no-longer-known");
    let session = client.session(client.restore_token(&saved).unwrap()).start();
    assert_eq!(session.get("/api").send().await.unwrap().status(), 200);
    assert_ne!(session.token().access_token().expose(), "no-longer-known");
    // And one that cannot be renewed any more needs the user.
    let error = client.session(client.restore_token(&saved).unwrap()).start();
    let error = error.get("/api").send().await.unwrap_err();
    assert!(matches!(error, Error::AuthorizeAgain(_)), "{error}");
}

/// The token as it will be when its time is over: the one that follows must live for as long as all of them ask.
fn expired(client: &Client, token: &Token) -> Token {
    let mut saved: serde_json::Value = serde_json::from_str(&token.save()).unwrap();
    saved["expires_at"] = 1.into();
    client.restore_token(&saved.to_string()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expired_token_is_renewed_once_for_two_hundred_tasks() {
    let Some(kit) = kit::node() else { return };
    let counting = Counting::requests_to("/token");
    let client = client(kit, "basic").transport(counting.clone()).build().unwrap();
    let token = signed_in(&client, SCOPE).await;
    let old = token.access_token().clone();
    let session = client.session(expired(&client, &token)).start();
    let before = counting.count();
    let calls: Vec<_> = (0..200)
        .map(|_| {
            let session = session.clone();
            tokio::spawn(async move { session.get("/api").send().await.unwrap().status() })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), 200);
    }
    assert_eq!(counting.count() - before, 1);
    assert_ne!(*session.token().access_token(), old);
}
