//! The callback's signature.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_emulator::{Builder, Decision, Emulator, SignaturePosition};
use oauth_spec::DigestEncoding;

use crate::seeds::PIO_LIKE;
use crate::support::form;

fn builder() -> Builder {
    Emulator::builder(&PIO_LIKE).variable("token_url", "https://api.test.pio.example/token")
}

async fn query(emulator: &Emulator, decision: Decision) -> String {
    let query = form(&[
        ("client_id", emulator.client_id()),
        ("redirect_uri", emulator.redirect_uri()),
        ("state", "a b+c"),
    ]);
    let url = format!("https://app.test.pio.example/raw/authorize_form?{query}");
    let callback = emulator.browse(&url, decision).await.expect("a callback");
    callback.split_once('?').expect("a query").1.to_owned()
}

/// Where the signature stands, and what it is; checked against the pairs without it.
fn verified(query: &str, key: &str, decode: impl Fn(&str) -> Vec<u8>) -> usize {
    let mut pairs: Vec<&str> = query.split('&').collect();
    let at = pairs.iter().position(|pair| pair.starts_with("hmac=")).expect("signed");
    let text = pairs.remove(at).trim_start_matches("hmac=");
    let pair = format!("x={text}");
    let (_, text) = form_urlencoded::parse(pair.as_bytes()).next().expect("a pair");
    let digest = hmac_sha256::HMAC::mac(pairs.join("&").as_bytes(), key.as_bytes());
    assert_eq!(decode(&text), digest, "{query}");
    at
}

fn hex(text: &str) -> Vec<u8> {
    assert_eq!(text.len(), 64);
    let byte = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
    (0..32).map(|index| byte(2 * index)).collect()
}

fn base64(text: &str) -> Vec<u8> {
    assert_eq!(text.len(), 44);
    STANDARD.decode(text).expect("base64")
}

#[tokio::test]
async fn good_and_bad_callbacks_are_signed() {
    let emulator = builder().start().await.expect("it starts");
    for decision in [Decision::Allow, Decision::Deny] {
        let query = query(&emulator, decision).await;
        let at = verified(&query, emulator.client_secret(), hex);
        assert_eq!(at, query.split('&').count() - 1, "last");
    }
}

#[tokio::test]
async fn the_signature_may_stand_anywhere() {
    for (position, expected) in [
        (SignaturePosition::First, 0),
        (SignaturePosition::Middle, 1),
        (SignaturePosition::Last, 2),
    ] {
        let emulator = builder().signature_position(position).start().await.expect("it starts");
        let query = query(&emulator, Decision::Allow).await;
        assert_eq!(verified(&query, emulator.client_secret(), hex), expected);
    }
}

#[tokio::test]
async fn the_encoding_is_the_callers_or_that_of_the_variable() {
    let emulator = builder().signature_encoding(DigestEncoding::Base64).start().await;
    let emulator = emulator.expect("it starts");
    let signed = query(&emulator, Decision::Allow).await;
    verified(&signed, emulator.client_secret(), base64);

    // What is told by its length is one of two.
    let emulator = builder().signature_encoding(DigestEncoding::Base64Url).start().await;
    let emulator = emulator.expect("it starts");
    let signed = query(&emulator, Decision::Allow).await;
    verified(&signed, emulator.client_secret(), hex);

    let emulator = builder()
        .signature_encoding(DigestEncoding::Base64)
        .variable("digest", "hex")
        .start()
        .await
        .expect("it starts");
    let signed = query(&emulator, Decision::Allow).await;
    verified(&signed, emulator.client_secret(), hex);
}

#[tokio::test]
async fn a_redirect_uri_with_a_query_is_signed_with_it() {
    let emulator = builder().redirect_uri("https://app.example/cb?shop=1").start().await;
    let emulator = emulator.expect("it starts");
    let query = query(&emulator, Decision::Allow).await;
    assert!(query.starts_with("shop=1&code="));
    verified(&query, emulator.client_secret(), hex);
}
