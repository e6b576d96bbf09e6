//! Mutual TLS (RFC 8705) against the emulator, over real connections.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use oauth_emulator::{Emulator, EmulatorError, Step};
use oauth_runtime::spec::{ClientAuthentication, ProviderSpec};
use oauth_runtime::{
    AnyProvider, Client, ClientBuilder, ClientCertificate, ClientMetadata, Error, ProviderError,
    Token,
};
use oauth_spec::SourceFile;
use rustls::client::ResolvesClientCert;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use rustls::{ClientConfig, RootCertStore, SignatureScheme};
use serde_json::{Value, json};
use support::signed_in;

/// A certificate and its key, in PEM.
struct Shown {
    chain: String,
    key: String,
    /// As tokens say which it is (RFC 8705, 3.1).
    thumbprint: String,
}

impl Shown {
    fn new(name: &str) -> Self {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        Self {
            chain: made.cert.pem(),
            key: made.signing_key.serialize_pem(),
            thumbprint: URL_SAFE_NO_PAD.encode(hmac_sha256::Hash::hash(made.cert.der())),
        }
    }
}

fn spec(authentication: &str) -> &'static ProviderSpec {
    let text = format!(
        r#"
        schema = 1
        [provider]
        name = "acme"
        [client]
        authentication = {authentication}
        [endpoints]
        issuer = "https://acme.example"
        authorization = "https://acme.example/authorize"
        token = "https://acme.example/token"
        introspection = "https://acme.example/introspect"
        api = "https://api.acme.example/v1"
        [grants.authorization_code]
        [grants.refresh_token]
        [grants.client_credentials]
        [token]
        expiry = "jwt"
        [calls.me]
        url = "/me"
        fields.id = {{}}
        "#
    );
    oauth_spec::compile(&SourceFile::new("acme.toml", &text)).unwrap().spec
}

/// An emulator that knows this certificate of the client's.
async fn start(authentication: &str, known: &Shown) -> Emulator {
    let builder = Emulator::builder(spec(authentication)).client_certificate(known.chain.clone());
    builder.start().await.unwrap()
}

fn builder(emulator: &Emulator, shown: Option<&Shown>) -> ClientBuilder<AnyProvider> {
    let builder = Client::builder_for(emulator.spec())
        .client_id(emulator.client_id())
        .redirect_uri(emulator.redirect_uri())
        .mirror(emulator.url())
        .clock(support::clock_of(emulator));
    match shown {
        Some(shown) => builder
            .root_certificate(emulator.root_certificate().unwrap())
            .client_certificate(ClientCertificate::pem(&shown.chain, shown.key.clone())),
        // What is wrong with it would be said before anything is sent by the built-in transport.
        None => builder
            .http_client(http(emulator))
            .authentication(emulator.spec().client.authentication[0]),
    }
}

/// An HTTP client that trusts the emulator and has no certificate of its own.
fn http(emulator: &Emulator) -> reqwest::Client {
    let authority = emulator.root_certificate().unwrap().as_bytes();
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .tls_certs_only([reqwest::Certificate::from_pem(authority).unwrap()])
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

fn client(emulator: &Emulator, shown: Option<&Shown>) -> Client<AnyProvider> {
    builder(emulator, shown).build().unwrap()
}

const METADATA: &str = "acme.example/.well-known/oauth-authorization-server";

/// What the provider publishes there.
async fn document(emulator: &Emulator, place: &str) -> Value {
    let url = format!("{}/{place}", emulator.url());
    let text = http(emulator).get(url).send().await.unwrap().text().await.unwrap();
    serde_json::from_str(&text).unwrap()
}

fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> ProviderError {
    match answer.unwrap_err() {
        Error::Provider(refused) => refused,
        other => panic!("{other:?}"),
    }
}

fn claims(token: &Token<AnyProvider>) -> Value {
    let payload = token.access_token().expose().split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

#[tokio::test]
async fn a_token_says_which_certificate_it_is_bound_to() {
    for way in ["\"tls_client_auth\"", "\"self_signed_tls_client_auth\""] {
        let own = Shown::new("client");
        let emulator = start(way, &own).await;
        assert!(emulator.url().starts_with("https://127.0.0.1:"), "{}", emulator.url());
        let client = client(&emulator, Some(&own));
        // The emulator's own browser shows none, and needs none.
        let token = signed_in(&emulator, &client).await.unwrap();
        let token = client.refresh(&token).await.unwrap();
        assert_eq!(token.token_type(), Some("bearer"));
        let bound = json!({ "x5t#S256": own.thumbprint });
        assert_eq!(claims(&token)["cnf"], bound);
        assert_eq!(client.introspect(&token).await.unwrap().members()["cnf"], bound);
        client.call_json("me", &token).await.unwrap();
        let session = client.session(token).start();
        session.get("/items").send().await.unwrap().error_for_status().unwrap();
        // No request held anything that another could repeat.
        for request in emulator.requests_to(Step::Token) {
            assert_eq!(request.header("authorization"), None);
            let pairs = request.form_pairs();
            assert!(pairs.iter().all(|(name, _)| name != "client_secret"), "{pairs:?}");
        }
    }
}

#[tokio::test]
async fn another_certificate_or_none_is_not_the_client() {
    let (own, other) = (Shown::new("client"), Shown::new("client"));
    let emulator = start("\"tls_client_auth\"", &own).await;
    let token = client(&emulator, Some(&own)).client_credentials().await.unwrap();
    for (shown, why) in [(Some(&other), "another certificate"), (None, "no certificate")] {
        let stranger = client(&emulator, shown);
        for refused in [
            refusal(stranger.client_credentials().await),
            refusal(signed_in(&emulator, &stranger).await),
            refusal(stranger.introspect(&token).await),
        ] {
            assert_eq!((refused.status().as_u16(), refused.code()), (401, Some("invalid_client")));
            assert!(refused.description().unwrap().contains(why), "{refused:?}");
        }
    }
}

#[tokio::test]
async fn a_token_is_worth_nothing_without_its_certificate() {
    let (own, other) = (Shown::new("client"), Shown::new("client"));
    let emulator = start("\"tls_client_auth\"", &own).await;
    let token = client(&emulator, Some(&own)).client_credentials().await.unwrap();
    for shown in [Some(&other), None] {
        let thief = client(&emulator, shown);
        let refused = refusal(thief.call_json("me", &token).await);
        assert_eq!((refused.status().as_u16(), refused.code()), (401, Some("invalid_token")));
        // Nor does it help to ask for another.
        let session = thief.session(token.clone()).start();
        let _ = session.get("/items").send().await;
        let api = emulator.requests_to(Step::Api);
        assert!(!api.is_empty() && api.iter().all(|request| request.status == Some(401)));
    }
    client(&emulator, Some(&own)).call_json("me", &token).await.unwrap();
}

/// Shows a certificate, whoever's it is, and signs with this key.
#[derive(Debug)]
struct Showing(Arc<CertifiedKey>);

impl ResolvesClientCert for Showing {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        Some(self.0.clone())
    }

    fn has_certs(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn a_certificate_counts_only_with_its_key() {
    let (own, other) = (Shown::new("client"), Shown::new("client"));
    let emulator = start("\"tls_client_auth\"", &own).await;
    let form = format!("grant_type=client_credentials&client_id={}", emulator.client_id());
    let ask = async |key: &Shown, version| {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let key = PrivateKeyDer::from_pem_slice(key.key.as_bytes()).unwrap();
        let key = provider.key_provider.load_private_key(key).unwrap();
        let chain = vec![CertificateDer::from_pem_slice(own.chain.as_bytes()).unwrap()];
        let authority = emulator.root_certificate().unwrap().as_bytes();
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(authority).unwrap()).unwrap();
        let configuration = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[version])
            .unwrap()
            .with_root_certificates(roots)
            .with_client_cert_resolver(Arc::new(Showing(CertifiedKey::new(chain, key).into())));
        let http = reqwest::Client::builder().tls_backend_preconfigured(configuration).build();
        let token = format!("{}/acme.example/token", emulator.url());
        let request = http.unwrap().post(token).body(form.clone());
        request.header("content-type", "application/x-www-form-urlencoded").send().await
    };
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        assert_eq!(ask(&own, version).await.unwrap().status(), 200);
        assert!(ask(&other, version).await.is_err());
    }
    assert_eq!(emulator.token_requests(), 2);
}

#[tokio::test]
async fn who_authenticates_otherwise_gets_bearer_tokens() {
    let own = Shown::new("client");
    let emulator = start("[\"tls_client_auth\", \"client_secret_basic\"]", &own).await;
    let by_secret = builder(&emulator, Some(&own))
        .client_secret(emulator.client_secret())
        .authentication(ClientAuthentication::ClientSecretBasic)
        .build()
        .unwrap();
    let token = by_secret.client_credentials().await.unwrap();
    assert_eq!(claims(&token).get("cnf"), None);
    client(&emulator, None).call_json("me", &token).await.unwrap();

    let emulator = start("[\"tls_client_auth\", \"none\"]", &own).await;
    let public = builder(&emulator, None).authentication(ClientAuthentication::None);
    let token = signed_in(&emulator, &public.build().unwrap()).await.unwrap();
    assert_eq!(claims(&token).get("cnf"), None);
}

/// RFC 8705, 3: what a token is bound to is another question than who has asked for it.
#[tokio::test]
async fn a_certificate_may_be_shown_beside_a_secret() {
    let (own, other) = (Shown::new("client"), Shown::new("client"));
    let emulator = start("\"client_secret_basic\"\ncertificate = true", &own).await;
    let by = |shown| {
        let builder = builder(&emulator, shown).client_secret(emulator.client_secret());
        builder.build().unwrap()
    };
    let token = signed_in(&emulator, &by(Some(&own))).await.unwrap();
    let token = by(Some(&own)).refresh(&token).await.unwrap();
    assert_eq!(claims(&token)["cnf"]["x5t#S256"], own.thumbprint);
    for sent in emulator.requests_to(Step::Token) {
        assert!(sent.header("authorization").unwrap().starts_with("Basic "), "{sent:?}");
        assert!(!sent.text().contains("client_id"), "{sent:?}");
    }
    by(Some(&own)).call_json("me", &token).await.unwrap();
    let refused = refusal(by(Some(&other)).call_json("me", &token).await);
    assert_eq!(refused.code(), Some("invalid_token"));
    let refused = refusal(by(None).client_credentials().await);
    assert_eq!(refused.code(), Some("invalid_client"));
    assert!(refused.description().unwrap().contains("no certificate"), "{refused:?}");
    let refused = refusal(by(Some(&other)).client_credentials().await);
    assert!(refused.description().unwrap().contains("another certificate"), "{refused:?}");
}

/// RFC 8705, 5.
#[tokio::test]
async fn the_addresses_for_certificates_are_for_whoever_shows_one() {
    let spec = found("\"client_secret_basic\"", "certificate = true");
    let own = Shown::new("client");
    let emulator = Emulator::builder(spec).client_certificate(own.chain.clone());
    let emulator = emulator.start().await.unwrap();
    let client = Client::<AnyProvider>::builder_for(spec)
        .client_id(emulator.client_id())
        .client_secret(emulator.client_secret())
        .redirect_uri(emulator.redirect_uri())
        .mirror(emulator.url())
        .root_certificate(emulator.root_certificate().unwrap())
        .client_certificate(ClientCertificate::pem(&own.chain, own.key.clone()));
    let client = client.discover().await.unwrap().build().unwrap();
    client.client_credentials().await.unwrap();
    assert_eq!(emulator.requests_to(Step::Token)[0].host, "mtls.acme.example");
}

#[tokio::test]
async fn where_none_is_registered_any_certificate_counts() {
    let emulator = Emulator::builder(spec("\"tls_client_auth\"")).tls().start().await.unwrap();
    let (own, other) = (Shown::new("client"), Shown::new("client"));
    let token = client(&emulator, Some(&own)).client_credentials().await.unwrap();
    client(&emulator, Some(&other)).client_credentials().await.unwrap();
    let refused = refusal(client(&emulator, None).client_credentials().await);
    assert_eq!(refused.code(), Some("invalid_client"));
    let refused = refusal(client(&emulator, Some(&other)).call_json("me", &token).await);
    assert_eq!(refused.code(), Some("invalid_token"));
}

#[tokio::test]
async fn every_client_has_certificates_of_its_own() {
    let (own, other, third) = (Shown::new("one"), Shown::new("two"), Shown::new("three"));
    let builder = || {
        let builder = Emulator::builder(spec("\"self_signed_tls_client_auth\""));
        builder.another_client("two", "").another_client("three", "")
    };
    let known = builder().client_certificate(own.chain.clone());
    let known = known.another_client_certificate("two", other.chain.clone());
    let emulator = known.start().await.unwrap();
    let ask = async |id: &str, shown: &Shown| {
        let client = self::builder(&emulator, Some(shown)).client_id(id).build().unwrap();
        client.client_credentials().await
    };
    let first = emulator.client_id();
    for (id, shown) in [(first, &own), ("two", &other), ("three", &own), ("three", &third)] {
        ask(id, shown).await.unwrap();
    }
    for (id, shown) in [(first, &other), ("two", &own), ("two", &third)] {
        let refused = refusal(ask(id, shown).await);
        assert!(refused.description().unwrap().contains("another certificate"), "{refused:?}");
    }
    let unknown = builder().another_client_certificate("nobody", own.chain).start().await;
    let error = unknown.unwrap_err();
    assert!(matches!(&error, EmulatorError::UnknownClient { id } if id == "nobody"), "{error:?}");
}

/// What leaves its endpoints to the metadata.
fn found(authentication: &str, more: &str) -> &'static ProviderSpec {
    let text = format!(
        r#"
        schema = 1
        [provider]
        name = "acme"
        [client]
        authentication = {authentication}
        {more}
        [endpoints]
        issuer = "https://acme.example"
        revocation = "https://acme.example/end"
        api = "https://api.acme.example/v1"
        [discovery]
        [grants.authorization_code]
        [grants.refresh_token]
        [grants.client_credentials]
        [token]
        expiry = "jwt"
        [calls.me]
        url = "/me"
        fields.id = {{}}
        "#
    );
    oauth_spec::compile(&SourceFile::new("acme.toml", &text)).unwrap().spec
}

/// RFC 8705, 5.
#[tokio::test]
async fn the_metadata_names_addresses_for_certificates() {
    // Also where the same request proves a key: it does so for the address that it goes to.
    for more in ["", "dpop = \"ES256\""] {
        let spec = found("\"tls_client_auth\"", more);
        let own = Shown::new("client");
        let emulator = Emulator::builder(spec).client_certificate(own.chain.clone());
        let emulator = emulator.start().await.unwrap();
        let setup = |shown| {
            let builder = Client::builder_for(spec).client_id(emulator.client_id());
            let builder = builder.redirect_uri(emulator.redirect_uri()).mirror(emulator.url());
            let builder = builder.root_certificate(emulator.root_certificate().unwrap());
            builder.client_certificate(shown)
        };
        let shown = || ClientCertificate::pem(&own.chain, own.key.clone());
        let client = setup(shown()).discover().await.unwrap().build().unwrap();
        let token = signed_in(&emulator, &client).await.unwrap();
        let token = client.refresh(&token).await.unwrap();
        assert_eq!(claims(&token)["cnf"]["x5t#S256"], own.thumbprint);
        assert!(client.introspect(&token).await.unwrap().is_active());
        client.call_json("me", &token).await.unwrap();
        client.revoke(&token).await.unwrap();
        for (step, host) in [
            (Step::Metadata, "acme.example"),
            (Step::Authorize, "acme.example"),
            (Step::Token, "mtls.acme.example"),
            (Step::Introspection, "mtls.acme.example"),
            // What is stated is not looked up.
            (Step::Revocation, "acme.example"),
            (Step::Call, "api.acme.example"),
        ] {
            let came = emulator.requests_to(step);
            assert!(!came.is_empty() && came.iter().all(|it| it.host == host), "{came:?}");
        }
        // Who shows it at the endpoint itself is not asked for it there.
        let mut members = document(&emulator, METADATA).await;
        members.as_object_mut().unwrap().remove("mtls_endpoint_aliases").unwrap();
        let members = http::Response::new(members.to_string().into_bytes());
        let lost = setup(shown()).discovered(members).unwrap().build().unwrap();
        let refused = refusal(lost.client_credentials().await);
        assert!(refused.description().unwrap().contains("no certificate"), "{refused:?}");
    }
}

/// RFC 8705, 2.2.2.
#[tokio::test]
async fn a_client_that_registers_itself_names_its_certificate() {
    let spec = found("\"self_signed_tls_client_auth\"", "");
    let emulator = Emulator::builder(spec).tls().start().await.unwrap();
    let (own, other) = (Shown::new("own"), Shown::new("other"));
    let setup = |shown: &Shown| {
        let builder = Client::<AnyProvider>::builder_for(spec).mirror(emulator.url());
        let builder = builder.root_certificate(emulator.root_certificate().unwrap());
        let builder = builder.redirect_uri("https://own.example/callback");
        builder.client_certificate(ClientCertificate::pem(&shown.chain, shown.key.clone()))
    };
    let certificate = CertificateDer::from_pem_slice(own.chain.as_bytes()).unwrap();
    let key = json!({ "kty": "EC", "x5c": [STANDARD.encode(&certificate)] });
    let metadata =
        ClientMetadata { jwks: Some(json!({ "keys": [key] })), ..ClientMetadata::default() };
    let builder = setup(&own).discover().await.unwrap();
    let registration = builder.register(metadata).await.unwrap();
    let client = builder.registered(&registration).build().unwrap();
    client.client_credentials().await.unwrap();
    let thief = setup(&other).discover().await.unwrap().registered(&registration).build().unwrap();
    let refused = refusal(thief.client_credentials().await);
    assert!(refused.description().unwrap().contains("another certificate"), "{refused:?}");
}

#[tokio::test]
async fn the_emulator_says_what_it_binds_and_what_it_cannot_read() {
    let own = Shown::new("client");
    let emulator = start("\"tls_client_auth\"", &own).await;
    for place in [METADATA, "api.acme.example/.well-known/oauth-protected-resource/v1"] {
        let members = document(&emulator, place).await;
        assert_eq!(members["tls_client_certificate_bound_access_tokens"], true, "{members}");
        // The endpoints are stated, so nobody looks for others.
        assert_eq!(members.get("mtls_endpoint_aliases"), None);
    }
    // Who does not know the authority talks to nobody.
    let unknowing = Client::<AnyProvider>::builder_for(emulator.spec())
        .client_id(emulator.client_id())
        .mirror(emulator.url())
        .client_certificate(ClientCertificate::pem(&own.chain, own.key.clone()));
    let error = unknowing.build().unwrap().client_credentials().await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");

    let plain = Emulator::start(emulator.spec()).await.unwrap();
    assert_eq!((plain.root_certificate(), plain.url().starts_with("http://")), (None, true));
    let unread = Emulator::builder(emulator.spec()).client_certificate("none").start().await;
    let error = unread.unwrap_err();
    assert!(matches!(error, EmulatorError::ClientCertificate), "{error:?}");
    assert!(error.to_string().contains("`BEGIN CERTIFICATE`"), "{error}");
}
