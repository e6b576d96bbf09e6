//! Sessions: tokens that expire while they are used.

use oauth_runtime::grants::{AuthorizationCode, UserinfoEndpoint};
use oauth_runtime::{Client, ClientBuilder, Error, Session, Token};

use crate::browser::signed_in;
use crate::kit::Kit;
use crate::wire::{self, Counting};

/// The server takes the old token no longer, and the session has a new one before it asks.
pub(crate) async fn expiry<P: AuthorizationCode + UserinfoEndpoint>(
    kit: &Kit,
    client: &Client<P>,
    tasks: usize,
) {
    let token = signed_in(client, "openid read").await;
    assert_eq!(token.expires_in().unwrap().as_secs(), 2);
    let userinfo = client.userinfo(&token).request().unwrap();
    assert_eq!(wire::send(userinfo.clone()).await.status(), 200);
    kit.until_expired().await;
    assert_eq!(wire::send(userinfo).await.status(), 401);
    let session = client.session(token.clone()).start();
    // The next one does not live long either: how many follow is another test's.
    all_called(&session, tasks).await;
    assert_ne!(session.token().access_token(), token.access_token());
}

/// Many tasks call the API at once, and all are answered.
async fn all_called<P: AuthorizationCode>(session: &Session<P>, tasks: usize) {
    let calls: Vec<_> = (0..tasks)
        .map(|_| {
            let session = session.clone();
            tokio::spawn(async move { session.get("/api").send().await.unwrap().status() })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), 200);
    }
}

/// The API is the one that says no: the client believes that the token is good.
pub(crate) async fn refused_by_the_api<P: AuthorizationCode>(client: &Client<P>) {
    let token = signed_in(client, "read").await;
    let saved = token.save().replace(token.access_token().expose(), "no-longer-known");
    let session = client.session(client.restore_token(&saved).unwrap()).start();
    assert_eq!(session.get("/api").send().await.unwrap().status(), 200);
    assert_ne!(session.token().access_token().expose(), "no-longer-known");
    // And one that cannot be renewed any more needs the user.
    let session = client.session(client.restore_token(&saved).unwrap()).start();
    let error = session.get("/api").send().await.unwrap_err();
    assert!(matches!(error, Error::AuthorizeAgain(_)), "{error}");
}

/// The token as it will be when its time is over: the one that follows must live for as long as all of them ask.
fn expired<P: AuthorizationCode>(client: &Client<P>, token: &Token<P>) -> Token<P> {
    let mut saved: serde_json::Value = serde_json::from_str(&token.save()).unwrap();
    saved["expires_at"] = 1.into();
    client.restore_token(&saved.to_string()).unwrap()
}

/// Many tasks meet a token whose time is over: one request, to `path`, makes them all good.
pub(crate) async fn renewed_once<P: AuthorizationCode>(
    builder: ClientBuilder<P>,
    (scope, path, tasks): (&str, &'static str, usize),
) {
    let counting = Counting::requests_to(path);
    let client = builder.transport(counting.clone()).build().unwrap();
    let token = signed_in(&client, scope).await;
    let session = client.session(expired(&client, &token)).start();
    let before = counting.count();
    all_called(&session, tasks).await;
    assert_eq!(counting.count() - before, 1);
    assert_ne!(session.token().access_token(), token.access_token());
}
