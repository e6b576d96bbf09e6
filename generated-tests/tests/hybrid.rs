//! Codes with more beside them (OpenID Connect Core, 3.3), against the emulator.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use generated_tests::node_oidc_provider_hybrid::{
    AuthorizationCodeParameters, Client, NodeOidcProviderHybrid as Hybrid, SPEC, Scope, Variables,
};
use oauth_emulator::{Decision, Emulator, Fault, IdTokenFault, Step};
use oauth_runtime::{Authorize, CallbackError, Error, IdTokenError};
use reqwest::Url;
use support::{ISSUER, WrongIdToken, allowed};

async fn start() -> (Emulator, Client) {
    let emulator = Emulator::builder(&SPEC).variable("issuer", ISSUER).start().await.unwrap();
    let builder = Client::builder_with(Variables::new(ISSUER));
    let client = support::client(builder, &emulator).build().unwrap();
    (emulator, client)
}

fn asked(client: &Client, kind: &str) -> Authorize<Hybrid> {
    let kind = AuthorizationCodeParameters { kind: kind.to_owned() };
    client.authorize().parameters(kind).scopes([Scope::Openid])
}

#[tokio::test]
async fn what_comes_with_a_code_is_verified_and_not_used() {
    let (emulator, client) = start().await;
    for kind in ["code id_token", "code token", "code id_token token"] {
        let (pending, callback) = allowed(&emulator, asked(&client, kind)).await;
        let (_, fragment) = callback.split_once('#').unwrap();
        for (name, word) in [("&id_token=ey", "id_token"), ("&access_token=", " token")] {
            assert_eq!(format!("&{fragment}").contains(name), kind.contains(word), "{fragment}");
        }
        let token = client.finish(pending, &callback).await.unwrap();
        let id_token = token.id_token_claims().unwrap().unwrap();
        assert_eq!(id_token.subject(), emulator.username());
        // The tokens are those of the exchange.
        assert!(!callback.contains(token.access_token().expose()));
        assert!(!callback.contains(token.id_token().unwrap().expose()));
    }
}

#[tokio::test]
async fn a_refusal_comes_as_an_answer_does() {
    let (emulator, client) = start().await;
    let pending = asked(&client, "code id_token").begin().unwrap();
    let callback = emulator.browse(pending.url(), Decision::Deny).await.unwrap();
    assert!(callback.contains("#error=access_denied"), "{callback}");
    let error = client.finish(pending, &callback).await.unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::Denied(_))), "{error:?}");
}

/// OpenID Connect Core, 3.1.2.1 and 3.3.2.1.
#[tokio::test]
async fn an_id_token_takes_openid_which_nobody_has_to_ask_for() {
    let (emulator, client) = start().await;
    for (kind, scope) in [
        ("code id_token", Some("openid")),
        ("code id_token token", Some("openid")),
        ("code token", None),
        ("code", None),
    ] {
        let own = AuthorizationCodeParameters { kind: kind.to_owned() };
        let pending = client.authorize().parameters(own).begin().unwrap();
        let url = Url::parse(pending.url()).unwrap();
        let scopes = url.query_pairs().find(|(name, _)| name == "scope").map(|(_, it)| it);
        assert_eq!(scopes.as_deref(), scope, "{kind}: {url}");
    }
    let own = AuthorizationCodeParameters { kind: "code id_token".to_owned() };
    let (pending, callback) = allowed(&emulator, client.authorize().parameters(own)).await;
    let token = client.finish(pending, &callback).await.unwrap();
    assert!(token.id_token_claims().unwrap().is_some());
    // Others' requests are held to it.
    let pending = asked(&client, "code id_token").begin().unwrap();
    let without = pending.url().replace("scope=openid", "scope=profile");
    let callback = emulator.browse(&without, Decision::Allow).await.unwrap();
    assert!(callback.contains("#error=invalid_scope"), "{callback}");
}

#[tokio::test]
async fn an_id_token_that_does_not_hold_takes_the_code_with_it() {
    let (emulator, client) = start().await;
    let another_user: WrongIdToken =
        (IdTokenFault::Subject, |error| matches!(error, IdTokenError::Subject));
    for wrong in support::WRONG_ID_TOKENS.into_iter().chain([another_user]) {
        emulator.clock().advance(Duration::from_secs(61));
        emulator.fail_always(Step::Authorize, Fault::IdToken(wrong.0));
        let (pending, callback) = allowed(&emulator, asked(&client, "code id_token")).await;
        emulator.heal();
        support::assert_refused(wrong, &client.finish(pending, &callback).await.unwrap_err());
    }
}
