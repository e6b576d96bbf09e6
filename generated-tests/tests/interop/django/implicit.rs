//! Tokens that come through the browser.

use generated_tests::django_oauth_toolkit_hybrid::{
    self as hybrid, DjangoOauthToolkitHybrid as Hybrid,
};
use oauth_runtime::Authorize;

use super::{ALICE, SCOPE, by_metadata, client};
use crate::browser;
use crate::kit::{self, Kit};
use crate::shared::implicit;

/// As in RFC 6749: an access token, and nothing that says whose it is.
#[tokio::test]
async fn implicit_token() {
    let Some(kit) = kit::django() else { return };
    // Its metadata does not name the way of clients without a secret.
    let builder = by_metadata(kit).discover().await.unwrap();
    let builder = kit.settings("implicit", builder);
    let builder = builder.authentication(oauth_spec::ClientAuthentication::ClientSecretPost);
    let client = builder.client_secret("none").build().unwrap();
    let pending = client.implicit().scope("read").begin().unwrap();
    let redirect = browser::callback(pending.url()).await;
    let token = client.accept_implicit(pending, &redirect).unwrap();
    assert_eq!((token.token_type(), token.refresh_token()), (Some("Bearer"), None));
    assert_eq!(client.session(token).start().get("/api").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn implicit_id_token_token() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "implicit").build().unwrap();
    implicit::id_token_token(&client, SCOPE, ALICE).await;
}

/// Who has signed in, and nothing to open anything with.
#[tokio::test]
async fn implicit_id_token() {
    let Some(kit) = kit::django() else { return };
    let builder = hybrid::Client::builder_with(hybrid::Variables::new(super::origin(kit)));
    let client = kit.settings("implicit", builder).build().unwrap();
    let redirect = implicit::id_token(&client, ALICE).await;
    assert!(redirect.starts_with("http://127.0.0.1:8765/callback#"), "{redirect}");
}

/// Something comes with the code.
fn hybrid(kit: &Kit, kind: &str) -> (hybrid::Client, Authorize<Hybrid>) {
    let variables = hybrid::Variables::new(super::origin(kit));
    let builder = kit.settings("hybrid", hybrid::Client::builder_with(variables));
    let client = builder.build().unwrap();
    let kind = hybrid::AuthorizationCodeParameters { kind: kind.to_owned() };
    let asked = SCOPE.split(' ').fold(client.authorize().parameters(kind), Authorize::scope);
    (client, asked)
}

#[tokio::test]
async fn hybrid_of_every_kind() {
    let Some(kit) = kit::django() else { return };
    implicit::hybrid_of_every_kind(|kind| hybrid(kit, kind), ALICE).await;
}

#[tokio::test]
async fn hybrid_with_another_id_token() {
    let Some(kit) = kit::django() else { return };
    implicit::hybrid_with_another_id_token(|kind| hybrid(kit, kind)).await;
}
