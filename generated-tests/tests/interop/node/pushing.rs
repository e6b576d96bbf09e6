//! Authorization requests that are pushed (RFC 9126).

use super::{SCOPE, client, pushed};
use crate::browser;
use crate::kit::{self, Kit};
use crate::wire::{self, refusal};

/// A client that pushes.
fn pushing(kit: &Kit, role: &str) -> pushed::ClientBuilder {
    kit.settings(role, pushed::Client::builder_with(pushed::Variables::new(kit.issuer())))
}

#[tokio::test]
async fn par() {
    let Some(kit) = kit::node() else { return };
    let client = pushing(kit, "par").build().unwrap();
    let asked = SCOPE.split(' ').fold(client.authorize(), oauth_runtime::Authorize::scope);
    let pending = asked.push().await.unwrap();
    // The browser carries a reference, and nothing else.
    let url = reqwest::Url::parse(pending.url()).unwrap();
    let names: Vec<_> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    assert_eq!(names, ["client_id", "request_uri"]);
    let left = pending.url_expires_at().unwrap().duration_since(std::time::SystemTime::now());
    assert!(left.unwrap().as_secs() <= 60);
    let address = pending.url().to_owned();
    let callback = browser::callback(&address).await;
    let token = client.finish(pending, &callback).await.unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), "alice");
    // It counts once.
    let again = browser::callback(&address).await;
    assert!(again.contains("?error=invalid_request_uri&"), "{again}");
}

#[tokio::test]
async fn what_must_be_pushed_is_refused_in_an_address() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "par").build().unwrap();
    let error = browser::denied(&client, client.authorize().scope("read")).await;
    assert_eq!(error, "invalid_request");
}

/// Who pushes is told what is wrong with the request before any browser is.
#[tokio::test]
async fn a_push_that_is_refused() {
    let Some(kit) = kit::node() else { return };
    let nobody = pushing(kit, "par").client_secret("wrong").build().unwrap();
    let error = nobody.authorize().scope("read").push().await;
    assert_eq!(refusal(error), (401, "invalid_client".to_owned()));
    let elsewhere = pushing(kit, "par").redirect_uri("https://evil.example/callback");
    let elsewhere = elsewhere.build().unwrap();
    let error = elsewhere.authorize().scope("read").push().await;
    assert_eq!(refusal(error), (400, "invalid_request".to_owned()));
    let client = pushing(kit, "par").build().unwrap();
    let push = client.authorize().scope("read").push();
    let request = wire::with(push.request().unwrap(), "response_type", Some("bogus"));
    let answer = push.read(wire::send(request).await);
    assert_eq!(refusal(answer), (400, "unsupported_response_type".to_owned()));
}
