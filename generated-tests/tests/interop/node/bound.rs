//! Tokens that are bound to a key (RFC 9449) or to a certificate (RFC 8705).

use generated_tests::node_oidc_provider_dpop as dpop;
use oauth_runtime::{ClientCertificate, Error, Key, ReqwestTransport};

use super::{by_metadata, client, metadata};
use crate::browser::{authorized, signed_in, try_signing_in};
use crate::kit::{self, Kit};
use crate::wire::{self, Counting, refusal};

fn bound(kit: &Kit, role: &str) -> dpop::ClientBuilder {
    kit.settings(role, dpop::Client::builder_with(dpop::Variables::new(kit.issuer())))
}

#[tokio::test]
async fn dpop() {
    let Some(kit) = kit::node() else { return };
    let client = bound(kit, "dpop").build().unwrap();
    let token = signed_in(&client, "openid read").await;
    assert_eq!(token.token_type(), Some("DPoP"));
    assert_eq!(client.userinfo(&token).await.unwrap().subject(), Some("alice"));
    let session = client.session(token.clone()).start();
    assert_eq!(session.get("/me").send().await.unwrap().status(), 200);
    // The token alone is worth nothing, nor is another key's proof.
    let request = client.userinfo(&token).request().unwrap();
    let mut alone = request.clone();
    assert!(alone.headers_mut().remove("dpop").is_some());
    assert_eq!(wire::send(alone.clone()).await.status(), 400);
    let value = format!("Bearer {}", token.access_token().expose());
    alone.headers_mut().insert("authorization", value.parse().unwrap());
    assert_eq!(wire::send(alone).await.status(), 401);
    let other = bound(kit, "dpop").build().unwrap();
    let theirs = signed_in(&other, "openid read").await;
    let mut mixed = other.userinfo(&theirs).request().unwrap();
    mixed.headers_mut().insert("authorization", request.headers()["authorization"].clone());
    assert_eq!(wire::send(mixed).await.status(), 401);
    // The client with the other key does not even ask.
    let error = other.refresh(&token).await.unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error}");
    // The server knows which key it is.
    let basic = bound(kit, "basic").dpop_key(client.dpop_key().unwrap().clone()).build().unwrap();
    let known = basic.introspect_text(token.access_token().expose()).await.unwrap();
    let thumbprint = client.dpop_key().unwrap().thumbprint();
    assert_eq!(known.members()["cnf"]["jkt"], thumbprint);
    // Both can be stored, and go on.
    let key = Key::restore(&client.dpop_key().unwrap().save()).unwrap();
    let later = bound(kit, "dpop").dpop_key(key).build().unwrap();
    let token = later.refresh(&later.restore_token(&token.save()).unwrap()).await.unwrap();
    assert_eq!(token.token_type(), Some("DPoP"));
    assert_eq!(later.userinfo(&token).await.unwrap().subject(), Some("alice"));
}

#[tokio::test]
async fn what_must_be_bound_is_refused_without_a_proof() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "dpop").build().unwrap();
    let (pending, callback) = authorized(client.authorize().scope("read")).await;
    let error = client.finish(pending, &callback).await;
    assert_eq!(refusal(error), (400, "invalid_grant".to_owned()));
}

/// The server asks for its own nonce: each request is sent again with it, and the next ones have it at once.
#[tokio::test]
async fn dpop_nonce() {
    let Some(kit) = kit::node() else { return };
    let counting = Counting::requests_to("/token");
    let client = bound(kit, "dpop_nonce").transport(counting.clone()).build().unwrap();
    let token = signed_in(&client, "openid read").await;
    assert_eq!((token.token_type(), counting.count()), (Some("DPoP"), 2));
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(counting.count(), 3);
    assert_eq!(client.userinfo(&token).await.unwrap().subject(), Some("alice"));
}

fn certified(kit: &Kit) -> metadata::ClientBuilder {
    let builder = kit.settings("mtls", by_metadata(kit));
    builder.root_certificate(kit.fact("/clients/mtls/ca_pem"))
}

#[tokio::test]
async fn mtls() {
    let Some(kit) = kit::node() else { return };
    wire::tls();
    let (chain, key) = (kit.fact("/clients/mtls/cert_pem"), kit.fact("/clients/mtls/key_pem"));
    let builder = certified(kit).client_certificate(ClientCertificate::pem(chain, key));
    let client = builder.discover().await.unwrap().build().unwrap();
    let (pending, callback) = authorized(client.authorize().scope("openid")).await;
    let exchange = client.exchange(&client.accept(pending, &callback).unwrap());
    // Where certificates are shown, the metadata says.
    let address = exchange.request().unwrap().uri().to_string();
    assert_eq!(address, kit.fact("/clients/mtls/token_endpoint"));
    let token = exchange.await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(client.userinfo(&token).await.unwrap().subject(), Some("alice"));
    // The token alone is worth nothing.
    let ca = reqwest::Certificate::from_pem(kit.fact("/clients/mtls/ca_pem").as_bytes()).unwrap();
    let bare = reqwest::Client::builder().add_root_certificate(ca).build().unwrap();
    let stranger = kit
        .settings("mtls", by_metadata(kit))
        .transport(ReqwestTransport::from_client(bare))
        .discover()
        .await
        .unwrap()
        .build()
        .unwrap();
    let error = stranger.userinfo(&token).await.unwrap_err();
    let Error::Provider(error) = error else { panic!("{error:?}") };
    assert_eq!((error.status().as_u16(), error.code()), (401, Some("invalid_token")));
    // Who shows no certificate is not the client.
    let error = try_signing_in(&stranger, "openid").await;
    assert_eq!(refusal(error), (401, "invalid_client".to_owned()));
}
