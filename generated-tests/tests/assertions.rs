//! Clients that sign who they are, against the emulator, which verifies it with code of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use oauth_emulator::{Emulator, EmulatorError, Step};
use oauth_runtime::spec::{
    Assertion, ClientAuthentication, ClientSpec, Endpoints, Grants, JwtAlgorithm, Parameter,
    ProviderSpec, Template, TokenGrant,
};
use oauth_runtime::{AnyProvider, Client, ClientBuilder, Key, Secret};

const RSA: &str = include_str!("../../oauth-runtime/tests/keys/rsa.pem");
const P256: &str = include_str!("../../oauth-runtime/tests/keys/p256.pem");
const P384: &str = include_str!("../../oauth-runtime/tests/keys/p384.pem");
const ED25519: &str = include_str!("../../oauth-runtime/tests/keys/ed25519.pem");

const TEAM: &[Parameter] = &[Parameter::text("team", "red")];

/// One that signs so, for this audience.
const fn declared(
    authentication: &'static [ClientAuthentication],
    algorithm: Option<JwtAlgorithm>,
) -> ProviderSpec {
    let assertion = Assertion {
        algorithm,
        audience: Template::text("https://acme.example"),
        claims: TEAM,
        ..Assertion::STANDARD
    };
    ProviderSpec {
        name: "acme",
        title: "Acme",
        client: ClientSpec {
            assertion: Some(assertion),
            ..ClientSpec::authenticating(authentication)
        },
        endpoints: Endpoints {
            token: Some(Template::text("https://acme.example/token")),
            ..Endpoints::NONE
        },
        grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
        ..ProviderSpec::STANDARD
    }
}

static BY_KEY: ProviderSpec = declared(&[ClientAuthentication::PrivateKeyJwt], None);
static PSS: ProviderSpec =
    declared(&[ClientAuthentication::PrivateKeyJwt], Some(JwtAlgorithm::Ps384));
static BY_SECRET: ProviderSpec = declared(&[ClientAuthentication::ClientSecretJwt], None);
static EITHER: ProviderSpec =
    declared(&[ClientAuthentication::ClientSecretPost, ClientAuthentication::PrivateKeyJwt], None);

fn builder(spec: &'static ProviderSpec, emulator: &Emulator) -> ClientBuilder<AnyProvider> {
    Client::builder_for(spec)
        .client_id(emulator.client_id())
        .mirror(emulator.url())
        .clock(support::clock_of(emulator))
}

#[tokio::test]
async fn every_kind_of_key_is_verified() {
    for pem in [RSA, P256, P384, ED25519] {
        let key = Key::pem(pem).unwrap();
        let emulator = Emulator::builder(&BY_KEY).client_key(&key.public_jwk()).start().await;
        let emulator = emulator.unwrap();
        let client = builder(&BY_KEY, &emulator).client_key(key.clone()).build().unwrap();
        client.client_credentials().await.unwrap();
        // Each request has one of its own: used twice it would be refused.
        client.client_credentials().await.unwrap();
        assert_eq!(emulator.requests_to(Step::Token).len(), 2);
        // A key that is not the registered one.
        let other = Key::generate(JwtAlgorithm::Es256).unwrap();
        let client = builder(&BY_KEY, &emulator).client_key(other).build().unwrap();
        let error = client.client_credentials().await.unwrap_err();
        assert!(error.to_string().contains("The signature of the assertion is wrong"), "{error}");
    }
}

#[tokio::test]
async fn a_key_is_one_clients() {
    let key = || Key::generate(JwtAlgorithm::Es256).unwrap();
    let (own, others) = (key(), key());
    let known = Emulator::builder(&BY_KEY).client_key(&own.public_jwk());
    let known = known.another_client("two", "").another_client_key("two", &others.public_jwk());
    let emulator = known.start().await.unwrap();
    let ask = async |id: &str, key: &Key| {
        let client = builder(&BY_KEY, &emulator).client_id(id).client_key(key.clone());
        client.build().unwrap().client_credentials().await
    };
    let first = emulator.client_id();
    ask(first, &own).await.unwrap();
    ask("two", &others).await.unwrap();
    for (id, key) in [(first, &others), ("two", &own)] {
        let error = ask(id, key).await.unwrap_err();
        assert!(error.to_string().contains("The signature of the assertion is wrong"), "{error}");
    }
    let unknown = Emulator::builder(&BY_KEY).another_client_key("nobody", &own.public_jwk());
    let error = unknown.start().await.unwrap_err();
    assert!(matches!(&error, EmulatorError::UnknownClient { id } if id == "nobody"), "{error:?}");
}

#[tokio::test]
async fn the_declared_algorithm_counts() {
    let key = Key::pem(RSA).unwrap();
    let emulator = Emulator::builder(&PSS).client_key(&key.public_jwk()).start().await.unwrap();
    let client = builder(&PSS, &emulator).client_key(key.clone()).build().unwrap();
    client.client_credentials().await.unwrap();
    // The same client without it signs with RS256, which the provider does not take.
    let client = builder(&BY_KEY, &emulator).client_key(key).build().unwrap();
    let error = client.client_credentials().await.unwrap_err();
    assert!(error.to_string().contains("another algorithm"), "{error}");
}

#[tokio::test]
async fn the_secret_signs_and_is_not_sent() {
    let emulator = Emulator::start(&BY_SECRET).await.unwrap();
    let secret = emulator.client_secret().to_owned();
    let client = builder(&BY_SECRET, &emulator).client_secret(secret.as_str()).build().unwrap();
    client.client_credentials().await.unwrap();
    let sent = emulator.requests_to(Step::Token);
    let body = String::from_utf8(sent[0].body.clone()).unwrap();
    assert!(body.contains("client_assertion=") && !body.contains("client_secret"), "{body}");
    let client = builder(&BY_SECRET, &emulator).client_secret("another").build().unwrap();
    let error = client.client_credentials().await.unwrap_err();
    assert!(error.to_string().contains("The signature of the assertion is wrong"), "{error}");
}

#[tokio::test]
async fn what_is_given_chooses_the_way() {
    let key = Key::pem(P256).unwrap();
    let emulator = Emulator::builder(&EITHER).client_key(&key.public_jwk()).start().await.unwrap();
    let secret = emulator.client_secret().to_owned();
    let by_key = builder(&EITHER, &emulator).client_key(key).client_secret(secret.as_str());
    by_key.build().unwrap().client_credentials().await.unwrap();
    let by_secret = builder(&EITHER, &emulator).client_secret(secret.as_str());
    by_secret.build().unwrap().client_credentials().await.unwrap();
    let sent = emulator.requests_to(Step::Token);
    let has = |index: usize, name: &str| {
        String::from_utf8(sent[index].body.clone()).unwrap().contains(name)
    };
    assert!(has(0, "client_assertion=") && !has(0, "client_secret="));
    assert!(has(1, "client_secret=") && !has(1, "client_assertion="));
}

#[tokio::test]
async fn one_that_is_used_again_or_has_expired_is_refused() {
    let key = Key::pem(P256).unwrap();
    let emulator = Emulator::builder(&BY_KEY).client_key(&key.public_jwk()).start().await.unwrap();
    let client = builder(&BY_KEY, &emulator).client_key(key).build().unwrap();
    client.client_credentials().await.unwrap();
    let sent = emulator.requests_to(Step::Token);
    let body = String::from_utf8(sent[0].body.clone()).unwrap();
    let (_, assertion) = body.split_once("client_assertion=").unwrap();
    let assertion = assertion.split('&').next().unwrap().to_owned();
    let again = builder(&BY_KEY, &emulator)
        .client_assertion(move |_| Ok::<_, std::io::Error>(Secret::from(assertion.as_str())))
        .build()
        .unwrap();
    let error = again.client_credentials().await.unwrap_err();
    assert!(error.to_string().contains("was used before"), "{error}");
    emulator.clock().advance(Duration::from_secs(61));
    let error = again.client_credentials().await.unwrap_err();
    assert!(error.to_string().contains("has expired"), "{error}");
}

#[test]
fn a_key_that_nothing_is_signed_with_is_said() {
    static PLAIN: ProviderSpec = ProviderSpec {
        client: ClientSpec::authenticating(&[ClientAuthentication::ClientSecretPost]),
        ..declared(&[], None)
    };
    static EITHER_SIGNS: ProviderSpec = declared(
        &[ClientAuthentication::ClientSecretJwt, ClientAuthentication::PrivateKeyJwt],
        None,
    );
    let builder = Client::builder_for(&PLAIN).client_id("id").client_secret("s3cr3t");
    let error = builder.client_key(Key::pem(RSA).unwrap()).build().unwrap_err();
    assert!(error.to_string().contains("takes no key and no assertion"), "{error}");

    // The secret signs, and not the key beside it.
    let chosen = Client::builder_for(&EITHER_SIGNS);
    for (builder, help) in [
        (Client::builder_for(&BY_SECRET), "declare `private_key_jwt`"),
        (
            chosen.authentication(ClientAuthentication::ClientSecretJwt),
            "choose `.authentication(ClientAuthentication::PrivateKeyJwt)`",
        ),
    ] {
        let builder = builder.client_id("id").client_secret("s3cr3t");
        let error = builder.client_key(Key::pem(RSA).unwrap()).build().unwrap_err();
        assert!(error.to_string().contains("which the client's secret signs"), "{error}");
        assert!(error.to_string().contains(help), "{error}");
    }
}
