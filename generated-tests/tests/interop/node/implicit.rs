//! Tokens that come through the browser.

use generated_tests::node_oidc_provider_hybrid::{
    self as hybrid, NodeOidcProviderHybrid as Hybrid,
};
use oauth_runtime::Authorize;

use super::{SCOPE, client};
use crate::kit::{self, Kit};
use crate::shared::implicit;

#[tokio::test]
async fn implicit_id_token_token() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "implicit").build().unwrap();
    implicit::id_token_token(&client, SCOPE, "alice").await;
}

/// Who has signed in, and nothing to open anything with.
#[tokio::test]
async fn implicit_id_token() {
    let Some(kit) = kit::node() else { return };
    let builder = hybrid::Client::builder_with(hybrid::Variables::new(kit.issuer()));
    let client = kit.settings("implicit", builder).build().unwrap();
    let redirect = implicit::id_token(&client, "alice").await;
    assert!(redirect.starts_with("http://127.0.0.1:8765/callback#id_token="), "{redirect}");
}

/// The same in a form that the browser posts: no address ever has it.
#[tokio::test]
async fn implicit_id_token_in_a_form() {
    let Some(kit) = kit::node() else { return };
    let client = super::told_by_signature(kit, "implicit").build().unwrap();
    let form = implicit::id_token(&client, "alice").await;
    assert!(!form.starts_with("http") && form.contains("id_token="), "{form}");
}

/// Something comes with the code.
fn hybrid(kit: &Kit, kind: &str) -> (hybrid::Client, Authorize<Hybrid>) {
    let variables = hybrid::Variables::new(kit.issuer());
    let builder = kit.settings("implicit", hybrid::Client::builder_with(variables));
    let client = builder.build().unwrap();
    let kind = hybrid::AuthorizationCodeParameters { kind: kind.to_owned() };
    let asked = SCOPE.split(' ').fold(client.authorize().parameters(kind), Authorize::scope);
    (client, asked)
}

#[tokio::test]
async fn hybrid_of_every_kind() {
    let Some(kit) = kit::node() else { return };
    implicit::hybrid_of_every_kind(|kind| hybrid(kit, kind), "alice").await;
}

#[tokio::test]
async fn hybrid_with_another_id_token() {
    let Some(kit) = kit::node() else { return };
    implicit::hybrid_with_another_id_token(|kind| hybrid(kit, kind)).await;
}
