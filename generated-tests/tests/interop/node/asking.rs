//! What exactly is asked for: signed requests, details, resources.

use generated_tests::node_oidc_provider::authorization_details::{Payment, PaymentCurrency};

use super::{SCOPE, client, signing};
use crate::browser::{self, authorized, denied, signed_in};
use crate::kit;
use crate::wire::{self, refusal};

#[tokio::test]
async fn jar() {
    let Some(kit) = kit::node() else { return };
    let client = signing(kit, "jar").build().unwrap();
    let token = signed_in(&client, SCOPE).await;
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), "alice");
    // One that was changed on its way is nobody's.
    let pending = client.authorize().scope("read").begin().unwrap();
    let request = wire::query(pending.url(), "request");
    let changed = format!("{}AAAAAAAA", &request[..request.len() - 8]);
    let url = wire::url_with(pending.url(), "request", Some(&changed));
    let callback = browser::callback(&url).await;
    assert!(callback.contains("error=invalid_request_object"), "{callback}");
    assert!(client.accept(pending, &callback).is_err());
}

#[tokio::test]
async fn what_must_be_signed_is_refused_as_it_is() {
    let Some(kit) = kit::node() else { return };
    let client = super::with_key(kit, "jar", "pem").build().unwrap();
    let error = denied(&client, client.authorize().scope("read")).await;
    assert_eq!(error, "invalid_request");
}

#[tokio::test]
async fn rar() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "basic").build().unwrap();
    let payment = || Payment { amount: "12.50".to_owned(), currency: PaymentCurrency::Eur };
    let asked = client.authorize().scope("openid").authorization_detail(payment());
    let (pending, callback) = authorized(asked).await;
    let token = client.finish(pending, &callback).await.unwrap();
    let granted: Vec<Payment> = token.authorization_details().unwrap();
    assert_eq!(granted.len(), 1);
    assert_eq!(granted[0].amount, "12.50");
    assert_eq!(granted[0].currency, PaymentCurrency::Eur);
    // A type that the server does not know.
    let pending = client.authorize().authorization_detail(payment()).begin().unwrap();
    let other = wire::query(pending.url(), "authorization_details").replace("payment", "no-such");
    let url = wire::url_with(pending.url(), "authorization_details", Some(&other));
    let error = client.accept(pending, browser::callback(&url).await).unwrap_err();
    assert_eq!(wire::denial(error), "invalid_authorization_details");
}

#[tokio::test]
async fn resource_indicator() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "basic").build().unwrap();
    let resource = kit.fact("/resource");
    let asked = client.authorize().scope("openid").scope("read").resource(resource);
    let (pending, callback) = authorized(asked).await;
    let token = client.finish(pending, &callback).await.unwrap();
    // Tokens that say whom they are for, and are taken there: the exchange and the refresh have repeated it.
    let renewed = client.refresh(&token).await.unwrap();
    for token in [token, renewed] {
        assert_eq!(token.access_token().expose().split('.').count(), 3);
        assert_eq!(client.session(token).start().get("/api").send().await.unwrap().status(), 200);
    }
    let unknown = client.authorize().scope("read").resource("urn:example:unknown");
    assert_eq!(denied(&client, unknown).await, "invalid_target");
    // In the exchange, too.
    let asked = client.authorize().scope("openid").resource(resource);
    let (pending, callback) = authorized(asked).await;
    let exchange = client.exchange(&client.accept(pending, &callback).unwrap());
    let error = exchange.resource("urn:example:other-api").await;
    assert_eq!(refusal(error), (400, "invalid_target".to_owned()));
}
