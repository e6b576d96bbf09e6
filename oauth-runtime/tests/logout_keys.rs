//! Logout tokens, which anybody can send: who asks for the keys, and who waits for them.
#![cfg(feature = "jose")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::*;
use oauth_runtime::{AnyProvider, Client, Error, LogoutToken};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::json;
use support::{Answer, Script, TestClock, any};

static SPEC: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    endpoints: Endpoints {
        issuer: Some(Template::text("https://some.example")),
        authorization: Some(Template::text("https://some.example/authorize")),
        token: Some(Template::text("https://some.example/token")),
        jwks: Some(Template::text("https://some.example/keys")),
        ..Endpoints::NONE
    },
    grants: Grants { authorization_code: Some(AuthorizationCodeGrant::STANDARD), ..Grants::NONE },
    id_token: Some(IdTokenSpec {
        issuer: Template::text("https://some.example"),
        algorithms: &[JwtAlgorithm::EdDsa],
        ..IdTokenSpec::STANDARD
    }),
    ..ProviderSpec::STANDARD
};

/// A key of the provider's, by its name.
fn key(name: &str) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[name.as_bytes()[0]; 32]).unwrap()
}

fn keys(name: &str) -> http::Response<Vec<u8>> {
    let x = URL_SAFE_NO_PAD.encode(key(name).public_key());
    let key = json!({ "kty": "OKP", "crv": "Ed25519", "kid": name, "x": x });
    http::Response::new(json!({ "keys": [key] }).to_string().into_bytes())
}

/// A logout token that is signed with that key.
fn signed(name: &str, id: usize) -> String {
    let part = |json: serde_json::Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let header = json!({ "alg": "EdDSA", "typ": "logout+jwt", "kid": name });
    let claims = json!({
        "iss": "https://some.example", "aud": "my id", "sub": "alice", "jti": id.to_string(),
        "iat": 1_700_000_000, "exp": 1_700_000_600,
        "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
    });
    let text = format!("{}.{}", part(header), part(claims));
    let signature = URL_SAFE_NO_PAD.encode(key(name).sign(text.as_bytes()));
    format!("{text}.{signature}")
}

type Asks = tokio::task::JoinHandle<Result<LogoutToken, Error>>;

fn posted(client: &Client<AnyProvider>, name: &'static str, id: usize) -> Asks {
    let client = client.clone();
    tokio::spawn(async move { client.verify_logout_token(signed(name, id)).await })
}

fn is_refused(result: &Result<LogoutToken, Error>) -> bool {
    matches!(result, Err(Error::LogoutToken(_)))
}

/// A client that knows the key `a` since a minute.
async fn known(script: &Script, clock: &TestClock) -> Client<AnyProvider> {
    let client = any(&SPEC, script, clock);
    script.answer(Answer::Response(keys("a")));
    client.verify_logout_token(signed("a", 0)).await.unwrap();
    assert!(is_refused(&client.verify_logout_token(signed("b", 1)).await));
    assert_eq!(script.count(), 1);
    clock.advance(60);
    client
}

#[tokio::test]
async fn while_new_keys_are_asked_for_tokens_wait_for_them() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = known(&script, &clock).await;
    let (open, gate) = tokio::sync::oneshot::channel();
    script.answer(Answer::Held(gate, keys("b")));
    let all: Vec<_> = (0..50)
        .map(|id| {
            let name = if id % 2 == 0 { "b" } else { "x" };
            (name, posted(&client, name, 100 + id))
        })
        .collect();
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    open.send(()).unwrap();
    for (name, asks) in all {
        let result = asks.await.unwrap();
        assert_eq!(result.is_ok(), name == "b", "{result:?}");
        assert!(result.is_ok() || is_refused(&result), "{result:?}");
    }
    assert!(is_refused(&client.verify_logout_token(signed("x", 2)).await));
    assert_eq!(script.count(), 2);
}

#[tokio::test]
async fn a_stranger_who_hangs_up_keeps_nobody_from_new_keys() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = known(&script, &clock).await;
    let (_open, gate) = tokio::sync::oneshot::channel();
    script.answer(Answer::Held(gate, keys("b")));
    let stranger = posted(&client, "x", 2);
    while script.count() < 2 {
        tokio::task::yield_now().await;
    }
    stranger.abort();
    assert!(stranger.await.is_err());
    script.answer(Answer::Response(keys("b")));
    client.verify_logout_token(signed("b", 3)).await.unwrap();
    // An answer without the key that a token names is enough for a minute.
    assert!(is_refused(&client.verify_logout_token(signed("x", 4)).await));
    assert_eq!(script.count(), 3);
}

/// Another secret is no other client.
#[tokio::test]
async fn a_logout_token_counts_once_whatever_the_secret() {
    let script = Script::new();
    let client = any(&SPEC, &script, &TestClock::new());
    client.replace_client_secret("one").unwrap();
    for secret in ["two", "three"] {
        script.answer(Answer::Response(keys("a")));
        let said = client.verify_logout_token(signed("a", 7)).await;
        assert_eq!(said.is_ok(), secret == "two", "{said:?}");
        client.replace_client_secret(secret).unwrap();
    }
}
