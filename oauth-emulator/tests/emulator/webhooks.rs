//! What the provider posts by itself, and signs with a secret or with a key of its own.

use oauth_emulator::Emulator;
use oauth_spec::{
    Algorithm, Callback, Digest, JwtAlgorithm, JwtCheck, KeyEncoding, Part, ProviderSpec,
    Signature, SignatureCheck, SignaturePlace, SignatureSyntax, Source, Template, Variable,
    VariableKind, Webhook,
};
use ring::signature::{ED25519, UnparsedPublicKey};

use crate::acme::{ACME, authorize_url};
use crate::callbacks::{signed, spec};
use crate::support::{allow, hex, value};

const PLAIN: SignatureSyntax = SignatureSyntax::Prefix("");
const BODY: Digest = Digest {
    key: Template::value(Source::WebhookSecret),
    message: Template::value(Source::Body),
    ..Digest::STANDARD
};
static BY_SECRET: Digest = BODY;
static BY_ED25519: Digest = Digest {
    algorithm: Algorithm::Ed25519,
    key_encoding: KeyEncoding::Hex,
    message: Template::of(&[Part::Value(Source::Header("x-time")), Part::Value(Source::Body)]),
    ..BODY
};
static BY_RSA: Digest =
    Digest { algorithm: Algorithm::RsaSha256, key_encoding: KeyEncoding::Base64, ..BODY };
static TOKEN: JwtCheck = JwtCheck {
    algorithms: &[JwtAlgorithm::Es384],
    key: Template::value(Source::WebhookSecret),
    audience: None,
    issuer: None,
    body_hash_claim: None,
};

const HEADER: SignaturePlace = SignaturePlace::Header("x-signature");

const fn webhook(name: &'static str, signature: Signature) -> Webhook {
    Webhook { name, signature, keys: None }
}

static POSTING: ProviderSpec = ProviderSpec {
    webhooks: &[
        webhook("ed25519", signed(HEADER, PLAIN, SignatureCheck::Digest(&BY_ED25519))),
        webhook(
            "query",
            signed(SignaturePlace::Query("sig"), PLAIN, SignatureCheck::Digest(&BY_SECRET)),
        ),
    ],
    ..ACME
};

fn from_hex(text: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
    (0..text.len()).step_by(2).map(byte).collect()
}

#[tokio::test]
async fn what_takes_a_private_key_is_signed_with_one_of_the_emulators_own() {
    let emulator = Emulator::start(&POSTING).await.expect("it starts");
    let posted = emulator.deliver("ed25519", "").expect("a delivery");
    let header = |name: &str| {
        let found = posted.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).expect(name)
    };
    let key = Emulator::public_key(&POSTING.webhooks[0].signature).expect("a key");
    assert_eq!(key.len(), 64, "32 bytes, and nothing around them");
    let message = [header("x-time").as_bytes(), &posted.body].concat();
    let key = UnparsedPublicKey::new(&ED25519, from_hex(&key));
    key.verify(&message, &from_hex(&header("x-signature"))).expect("the right signature");
}

#[test]
fn a_public_key_is_written_as_it_is_declared() {
    let of = |check| Emulator::public_key(&signed(HEADER, PLAIN, check));
    let rsa = include_str!("../../src/keys/rsa.public.pem");
    let lines: String = rsa.lines().filter(|line| !line.starts_with("-----")).collect();
    assert_eq!(of(SignatureCheck::Digest(&BY_RSA)), Some(lines));
    let p384 = include_str!("../../src/keys/p384.public.pem");
    assert_eq!(of(SignatureCheck::Jwt(&TOKEN)).as_deref(), Some(p384));
    assert_eq!(of(SignatureCheck::Digest(&BY_SECRET)), None);
}

#[tokio::test]
async fn a_signature_in_the_query_may_be_of_what_is_posted() {
    let emulator = Emulator::start(&POSTING).await.expect("it starts");
    let posted = emulator.deliver("query", "s").expect("a delivery");
    assert_eq!((posted.method, posted.body.as_slice()), ("POST", &br#"{"event":"sample"}"#[..]));
    let expected = hex(&hmac_sha256::HMAC::mac(&posted.body, b"s"));
    assert_eq!(posted.url, format!("https://app.example/webhooks?sig={expected}"));
}

#[tokio::test]
async fn a_callback_is_signed_with_it_where_the_variable_is_its_public_half() {
    static DIGEST: Digest = Digest {
        algorithm: Algorithm::Ed25519,
        key: Template::value(Source::Variable("provider_key")),
        key_encoding: KeyEncoding::Pem,
        message: Template::value(Source::QueryParameter("code")),
        ..Digest::STANDARD
    };
    static SIGNED: ProviderSpec = ProviderSpec {
        variables: &[Variable {
            name: "provider_key",
            kind: VariableKind::String,
            default: None,
            pattern: None,
        }],
        ..spec(&Callback {
            signature: Some(signed(
                SignaturePlace::Query("sig"),
                PLAIN,
                SignatureCheck::Digest(&DIGEST),
            )),
            ..Callback::STANDARD
        })
    };
    let key = Emulator::public_key(&SIGNED.callback.signature.expect("one")).expect("a key");
    let start =
        async |key: &str| Emulator::builder(&SIGNED).variable("provider_key", key).start().await;
    let told = start("another").await.expect_err("no such key").to_string();
    assert!(told.contains("give the variable `provider_key`"), "{told}");
    let emulator = start(&key).await.expect("it starts");
    let found = allow(&emulator, &authorize_url(&emulator, "read")).await;
    let (code, signature) = (value(&found, "code"), from_hex(&value(&found, "sig")));
    let bare = SignatureCheck::Digest(&BY_ED25519);
    let bare = Emulator::public_key(&signed(HEADER, PLAIN, bare)).expect("a key");
    let key = UnparsedPublicKey::new(&ED25519, from_hex(&bare));
    key.verify(code.as_bytes(), &signature).expect("the right signature");
}

#[tokio::test]
async fn one_that_is_not_declared_is_answered_with_those_that_are() {
    let emulator = Emulator::start(&POSTING).await.expect("it starts");
    let told = emulator.deliver("ed255", "secret").expect_err("there is none").to_string();
    assert_eq!(told, "acme declares no webhook `ed255`; it has: ed25519, query");
    let none = Emulator::start(&ACME).await.expect("it starts");
    let told = none.deliver("any", "secret").expect_err("there is none").to_string();
    assert_eq!(told, "acme declares no webhook `any`; it has: none");
}
