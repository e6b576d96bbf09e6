//! A native application (RFC 8252): the browser comes back to a port of its own.

use oauth_runtime::{CallbackError, Error, Loopback};
use tokio::sync::oneshot;

use super::plain;
use crate::browser;
use crate::kit;

async fn comes_back(login_hint: &str) -> Option<Result<plain::Token, Error>> {
    let kit = kit::node()?;
    let builder = plain::Client::builder_with(plain::Variables::new(kit.issuer()));
    let way = oauth_spec::ClientAuthentication::None;
    let client = builder.client_id(kit.fact("/clients/public_pkce/client_id")).authentication(way);
    let client = client.build().unwrap();
    let (sender, opened) = oneshot::channel();
    let open = move |url: &str| {
        sender.send(url.to_owned()).unwrap();
        Ok(())
    };
    let listener = Loopback::builder().open_with(open).bind().await.unwrap();
    let asked = client.authorize().scope("read").parameter("login_hint", login_hint);
    let waiting = tokio::spawn(listener.authorize(asked));
    let callback = browser::callback(&opened.await.unwrap()).await;
    assert_eq!(reqwest::get(callback).await.unwrap().status(), 200);
    match waiting.await.unwrap() {
        Ok(authorized) => Some(client.exchange(&authorized).await),
        Err(error) => Some(Err(error)),
    }
}

#[tokio::test]
async fn a_native_application() {
    let Some(token) = comes_back("alice").await else { return };
    token.unwrap();
    let Some(error) = comes_back("deny").await else { return };
    let error = error.unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::Denied(_))), "{error}");
}
