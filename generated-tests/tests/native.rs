//! A native application (RFC 8252) against the emulator: the browser comes back to a loopback port.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use generated_tests::identity::{self, Identity};
use oauth_emulator::{Decision, Emulator};
use oauth_runtime::{Authorized, CallbackError, Error, Loopback};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

async fn start() -> (Emulator, identity::Client) {
    let emulator = Emulator::builder(&identity::SPEC).redirect_uri("http://127.0.0.1/callback");
    let emulator = emulator.start().await.unwrap();
    let client = identity::Client::builder()
        .client_id(emulator.client_id())
        .client_secret(emulator.client_secret())
        .mirror(emulator.url())
        .build()
        .unwrap();
    (emulator, client)
}

/// Listens, "opens the browser", lets the user decide, and goes where the provider sends the browser.
async fn sign_in(
    emulator: &Emulator,
    client: &identity::Client,
    decision: Decision,
) -> (JoinHandle<Result<Authorized<Identity>, Error>>, reqwest::Response) {
    let (sender, opened) = oneshot::channel();
    let open = move |url: &str| {
        sender.send(url.to_owned()).unwrap();
        Ok(())
    };
    let listener = Loopback::builder().open_with(open).bind().await.unwrap();
    let redirect_uri = listener.redirect_uri().to_owned();
    let waiting = tokio::spawn(listener.authorize(client.authorize()));
    let callback = emulator.browse(&opened.await.unwrap(), decision).await.unwrap();
    assert!(callback.starts_with(&format!("{redirect_uri}?")), "{callback}");
    (waiting, support::get(callback).await.unwrap())
}

#[tokio::test]
async fn the_browser_comes_back_to_a_port_of_its_own_each_time() {
    let (emulator, client) = start().await;
    for _ in 0..2 {
        let (waiting, page) = sign_in(&emulator, &client, Decision::Allow).await;
        assert_eq!(page.status(), 200);
        assert!(page.text().await.unwrap().contains("<h1>You can close this window</h1>"));
        let authorized = waiting.await.unwrap().unwrap();
        // The emulator compares the redirect URI of the exchange with the authorization's.
        let token = client.exchange(&authorized).await.unwrap();
        let id_token = token.id_token_claims().unwrap().unwrap();
        assert_eq!(id_token.subject(), emulator.username());
    }
}

#[tokio::test]
async fn a_user_who_says_no_sees_that_and_the_application_knows() {
    let (emulator, client) = start().await;
    let (waiting, page) = sign_in(&emulator, &client, Decision::Deny).await;
    assert!(page.text().await.unwrap().contains("<h1>That did not work</h1>"));
    let error = waiting.await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::Denied(_))), "{error}");
}
