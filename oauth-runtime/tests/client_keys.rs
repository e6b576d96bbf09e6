//! The key of a client that takes the place of another.
#![cfg(feature = "jose")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::*;
use oauth_runtime::{Error, Key, Secret};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::{Value, json};
use support::{Script, TestClock, builder};

static SPEC: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    client: ClientSpec {
        assertion: Some(Assertion::STANDARD),
        ..ClientSpec::authenticating(&[ClientAuthentication::PrivateKeyJwt])
    },
    endpoints: Endpoints {
        token: Some(Template::text("https://some.example/token")),
        api: Some(Template::text("https://some.example/api")),
        ..Endpoints::NONE
    },
    grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
    ..ProviderSpec::STANDARD
};

fn key(name: &str) -> Key {
    Key::generate(JwtAlgorithm::Es256).unwrap().with_id(name)
}

fn token(script: &Script) {
    script.answer(support::json(
        200,
        r#"{"access_token":"a","token_type":"bearer","expires_in":60}"#,
    ));
}

/// The `kid` of the assertion in the last request, which that key has signed.
fn signed_with(script: &Script, key: &Key) -> Value {
    let (_, _, body, _) = script.last();
    let (_, assertion) = body.split_once("client_assertion=").unwrap();
    let (text, signature) = assertion.split('&').next().unwrap().rsplit_once('.').unwrap();
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    let jwk = key.public_jwk();
    let point = ["x", "y"].map(|name| bytes(jwk[name].as_str().unwrap())).concat();
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, [vec![4], point].concat());
    public.verify(text.as_bytes(), &bytes(signature)).unwrap();
    let header: Value = serde_json::from_slice(&bytes(text.split('.').next().unwrap())).unwrap();
    header["kid"].clone()
}

#[tokio::test]
async fn another_key_takes_its_place_in_clones_and_sessions() {
    let (script, clock) = (Script::new(), TestClock::new());
    let (old, new) = (key("2025"), key("2026"));
    let client = builder(&SPEC, &[], &script, &clock).client_key(old.clone()).build().unwrap();
    token(&script);
    let given = client.client_credentials().await.unwrap();
    assert_eq!(signed_with(&script, &old), json!("2025"));
    let session = client.session(given).start();
    let begun = client.client_credentials();

    client.clone().replace_client_key(new.clone()).unwrap();
    token(&script);
    begun.await.unwrap();
    assert_eq!(signed_with(&script, &new), json!("2026"));
    token(&script);
    session.renew().await.unwrap();
    assert_eq!(signed_with(&script, &new), json!("2026"));
    // After a refusal the next call tries it at once.
    clock.advance(60);
    script.answer(support::json(401, r#"{"error":"invalid_client"}"#));
    session.fresh_token().await.unwrap_err();
    let newest = key("2027");
    client.replace_client_key(newest.clone()).unwrap();
    token(&script);
    session.fresh_token().await.unwrap();
    assert_eq!(signed_with(&script, &newest), json!("2027"));
}

#[test]
fn a_key_that_the_client_could_not_have_had_is_refused() {
    let (script, clock) = (Script::new(), TestClock::new());
    let settings = || builder(&SPEC, &[], &script, &clock);
    let refused = |client: &oauth_runtime::Client<_>, key: Key| match client.replace_client_key(key)
    {
        Err(Error::Configuration(error)) => error.to_string(),
        other => panic!("{other:?}"),
    };
    let client = settings().client_key(key("1")).build().unwrap();
    let other = refused(&client, Key::generate(JwtAlgorithm::EdDsa).unwrap());
    assert!(other.contains("signs with ES256, and the new key is for EdDSA"), "{other}");
    let by_itself = |_: &oauth_runtime::AssertionWanted<'_>| Ok::<_, Error>(Secret::from("a.b.c"));
    let client = settings().client_assertion(by_itself).build().unwrap();
    assert!(refused(&client, key("2")).contains("call `.client_key(…)`"));
}
