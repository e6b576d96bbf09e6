//! Proofs of possession (RFC 9449) beside other things that the client signs.
#![cfg(feature = "jose")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::Key;
use oauth_runtime::spec::*;
use serde_json::Value;
use support::{Script, TestClock, builder, json, status};

const BASE: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    client: ClientSpec {
        assertion: Some(Assertion::STANDARD),
        dpop: Some(Dpop { algorithm: JwtAlgorithm::Es256, required: true, code_binding: false }),
        ..ClientSpec::authenticating(&[ClientAuthentication::PrivateKeyJwt])
    },
    endpoints: Endpoints {
        token: Some(Template::text("https://some.example/token")),
        ..Endpoints::NONE
    },
    grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
    ..ProviderSpec::STANDARD
};

fn claims(token: &str) -> Value {
    let claims = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
}

/// A server that has seen the assertion before it says that it wants a nonce takes no assertion twice (RFC 7523, 3).
#[tokio::test]
async fn a_request_that_is_repeated_for_its_nonce_has_another_assertion() {
    static ALONE: ProviderSpec = BASE;
    // More than one request: a call follows.
    static CHAIN: ProviderSpec = ProviderSpec {
        calls: &[Call {
            name: "account",
            when: CallTime::Connected,
            url: Template::text("https://some.example/account"),
            ..Call::STANDARD
        }],
        ..BASE
    };
    for (spec, requests) in [(&ALONE, 2), (&CHAIN, 3)] {
        let script = Script::new();
        let client = builder(spec, &[], &script, &TestClock::new());
        let client =
            client.client_key(Key::generate(JwtAlgorithm::Es256).unwrap()).build().unwrap();
        let wanted = r#"{"error":"use_dpop_nonce"}"#;
        script.answer(status(400, &[("dpop-nonce", "n-1")], wanted));
        script.answer(json(200, r#"{"access_token":"a","token_type":"DPoP"}"#));
        script.answer(json(200, "{}"));
        client.client_credentials().await.unwrap();
        let all = script.all();
        assert_eq!(all.len(), requests);
        let assertion = |text: &str| {
            let (_, rest) = text.split_once("client_assertion=").unwrap();
            claims(rest.split('&').next().unwrap())
        };
        let (first, second) = (assertion(&all[0]), assertion(&all[1]));
        assert!(first["jti"].is_string() && first["jti"] != second["jti"]);
        assert_eq!(first["aud"], second["aud"]);
    }
}

/// Its tokens would be worth nothing with another one.
#[test]
fn a_client_with_another_secret_has_the_same_key() {
    static SPEC: ProviderSpec = ProviderSpec {
        client: ClientSpec {
            dpop: BASE.client.dpop,
            ..ClientSpec::authenticating(&[ClientAuthentication::ClientSecretPost])
        },
        ..BASE
    };
    let client = builder(&SPEC, &[], &Script::new(), &TestClock::new()).build().unwrap();
    let proof = || {
        let request = client.client_credentials().request().unwrap();
        let header =
            request.headers()["dpop"].to_str().unwrap().split('.').next().unwrap().to_owned();
        serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap()
    };
    let before = proof();
    assert_eq!(before["jwk"], client.dpop_key().unwrap().public_jwk());
    let wants = http::Response::builder().status(400).header("dpop-nonce", "of theirs");
    let wants = wants.body(br#"{"error":"use_dpop_nonce"}"#.to_vec()).unwrap();
    assert!(client.client_credentials().read(wants).unwrap_err().is_retryable());
    client.replace_client_secret("new").unwrap();
    assert_eq!(proof(), before);
    // Who was asked for a nonce makes the request anew, once.
    let request = client.client_credentials().request().unwrap();
    assert_eq!(claims(request.headers()["dpop"].to_str().unwrap())["nonce"], "of theirs");
}
