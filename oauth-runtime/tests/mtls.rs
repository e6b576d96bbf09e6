//! Mutual TLS (RFC 8705) over a real connection: the server asks for a certificate and sees the client's.

#![cfg(all(
    feature = "mtls",
    any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls")
))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use oauth_runtime::spec::{
    ClientAuthentication, ClientSpec, Endpoints, Grants, ProviderSpec, Template, TokenGrant,
    Variable, VariableKind,
};
use oauth_runtime::{AnyProvider, AnyVariables, Client, ClientBuilder, ClientCertificate, Error};
use oauth_spec::{Part, Source};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

const AUTHORITY: &str = include_str!("certificates/authority.pem");
const CLIENT: &str = include_str!("certificates/client.pem");
const CLIENT_KEY: &str = include_str!("certificates/client.key.pem");
const SERVER: &str = include_str!("certificates/server.pem");
const SERVER_KEY: &str = include_str!("certificates/server.key.pem");

static SPEC: ProviderSpec = ProviderSpec {
    name: "acme",
    title: "Acme",
    variables: &[Variable {
        name: "server",
        kind: VariableKind::Url,
        default: None,
        pattern: None,
    }],
    client: ClientSpec::authenticating(&[
        ClientAuthentication::ClientSecretBasic,
        ClientAuthentication::TlsClientAuth,
    ]),
    endpoints: Endpoints {
        token: Some(Template::of(&[Part::Value(Source::Variable("server")), Part::Text("/token")])),
        ..Endpoints::NONE
    },
    grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
    ..ProviderSpec::STANDARD
};

/// What a server has seen: the certificate of the client, and the request.
type Seen = Receiver<(Vec<u8>, String)>;

/// A server that wants a certificate of the test's authority and answers with a token.
fn server() -> (String, Seen) {
    let certificates = |pem: &str| -> Vec<CertificateDer<'static>> {
        CertificateDer::pem_slice_iter(pem.as_bytes()).map(Result::unwrap).collect()
    };
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(certificates(AUTHORITY));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build();
    let configuration = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.unwrap())
        .with_single_cert(
            certificates(SERVER),
            PrivateKeyDer::from_pem_slice(SERVER_KEY.as_bytes()).unwrap(),
        );
    let configuration = Arc::new(configuration.unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    let (tell, seen) = channel();
    thread::spawn(move || {
        while let Ok((socket, _)) = listener.accept() {
            let connection = ServerConnection::new(configuration.clone()).unwrap();
            let mut stream = StreamOwned::new(connection, socket);
            let mut request = Vec::new();
            let mut part = [0; 4096];
            // A client without a certificate gets no further than this.
            while !String::from_utf8_lossy(&request).contains("client_id=id") {
                match stream.read(&mut part) {
                    Ok(count) if count > 0 => request.extend_from_slice(&part[..count]),
                    _ => break,
                }
            }
            let shown = stream.conn.peer_certificates().map(|all| all[0].to_vec());
            let body = r#"{"access_token": "a", "token_type": "bearer"}"#;
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
            let _ = write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len());
            stream.conn.send_close_notify();
            let _ = stream.flush();
            let request = String::from_utf8_lossy(&request).into_owned();
            let _ = tell.send((shown.unwrap_or_default(), request));
        }
    });
    (address, seen)
}

fn builder(server: &str) -> ClientBuilder<AnyProvider> {
    let variables = AnyVariables(vec![("server", server.to_owned())]);
    Client::builder_for_with(&SPEC, variables).client_id("id").root_certificate(AUTHORITY)
}

#[tokio::test]
async fn the_server_sees_the_certificate_and_no_secret() {
    let (address, seen) = server();
    // As `openssl pkcs12` writes a key.
    let key = format!("Bag Attributes\n    localKeyID: 01\n{CLIENT_KEY}");
    let certificate = ClientCertificate::pem(CLIENT, key);
    let client = builder(&address).client_certificate(certificate).build().unwrap();
    let token = client.client_credentials().await.unwrap();
    assert_eq!(token.access_token().expose(), "a");
    let (shown, request) = seen.recv().unwrap();
    let expected = CertificateDer::from_pem_slice(CLIENT.as_bytes()).unwrap();
    assert_eq!(shown, expected.to_vec());
    assert!(request.starts_with("POST /token "), "{request}");
    assert!(request.ends_with("grant_type=client_credentials&client_id=id"), "{request}");
    assert!(!request.to_ascii_lowercase().contains("authorization:"), "{request}");
}

#[tokio::test]
async fn without_a_certificate_there_is_no_connection() {
    let (address, seen) = server();
    let another_way = builder(&address).client_secret("secret");
    let error = another_way.build().unwrap().client_credentials().await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(seen.recv().unwrap().0, Vec::<u8>::new());
}

#[tokio::test]
async fn an_authority_that_is_not_trusted_is_no_connection() {
    let (address, _seen) = server();
    let variables = AnyVariables(vec![("server", address)]);
    let client = Client::builder_for_with(&SPEC, variables)
        .client_id("id")
        .client_certificate(ClientCertificate::pem(CLIENT, CLIENT_KEY))
        .build()
        .unwrap();
    let error = client.client_credentials().await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    // Whoever runs the application sees what to change.
    let told = error.to_string();
    assert!(
        told.starts_with("there is no connection to ") && told.contains("certificate"),
        "{told}"
    );
}

#[test]
fn what_cannot_be_shown_is_said_when_the_client_is_built() {
    let build = |chain: &str, key: &str| {
        let certificate = ClientCertificate::pem(chain, key);
        assert_eq!(format!("{certificate:?}"), "ClientCertificate { .. }");
        let builder = builder("https://127.0.0.1:1").client_certificate(certificate);
        builder.build().unwrap_err().to_string()
    };
    let damaged = |label: &str| format!("-----BEGIN {label}-----\nAAAA\n-----END {label}-----\n");
    let (no_certificate, no_key) = (damaged("CERTIFICATE"), damaged("PRIVATE KEY"));
    let cases = [
        ("", CLIENT_KEY, "`BEGIN CERTIFICATE`"),
        (&no_certificate, CLIENT_KEY, "the client's certificate"),
        (CLIENT, &no_key, "damaged"),
        (CLIENT, "s3cr3t", "`BEGIN PRIVATE KEY`"),
        (CLIENT, include_str!("keys/p256.encrypted.pem"), "`openssl pkcs8 -topk8 -nocrypt"),
        (CLIENT, SERVER_KEY, "do not belong together"),
    ];
    for (chain, key, expected) in cases {
        let error = build(chain, key);
        assert!(error.contains(expected) && !error.contains("s3cr3t"), "{error}");
    }
    let error = builder("https://127.0.0.1:1").root_certificate("none").build().unwrap_err();
    assert!(error.to_string().contains("`.root_certificate(…)`"), "{error}");
}

/// Over rustls: the system's TLS takes them.
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc"))]
#[test]
fn a_curve_that_the_library_does_not_take_is_no_damage() {
    let said = |key: &str| {
        let certificate = ClientCertificate::pem(CLIENT, key);
        let builder = builder("https://127.0.0.1:1").client_certificate(certificate);
        builder.build().unwrap_err().to_string()
    };
    let mut curves = vec![("secp256k1", include_str!("keys/secp256k1.pem"))];
    if cfg!(not(feature = "rustls-aws-lc")) {
        curves.push(("P-521", include_str!("keys/p521.sec1.pem")));
    }
    for (curve, key) in curves {
        let said = said(key);
        assert!(said.contains(&format!("the curve {curve}, which the TLS library")), "{said}");
        assert!(!said.contains("damaged"), "{said}");
    }
    // A key of any other kind says which ones there are.
    let small = said(include_str!("keys/rsa1024.pem"));
    assert!(
        small.contains("RSA keys of 2048 bits and more") && small.contains("damaged"),
        "{small}"
    );
}

/// RFC 8705, 5: the aliases are for requests that the client makes itself.
#[cfg(feature = "discovery")]
#[test]
fn the_browser_is_not_sent_where_a_certificate_is_wanted() {
    use oauth_runtime::spec::{AuthorizationCodeGrant, Discovery};

    static FOUND: ProviderSpec = ProviderSpec {
        variables: &[],
        discovery: Some(Discovery::STANDARD),
        endpoints: Endpoints {
            issuer: Some(Template::text("https://acme.example")),
            ..Endpoints::NONE
        },
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant::STANDARD),
            ..Grants::NONE
        },
        ..SPEC
    };
    let endpoints = |host: &str| {
        serde_json::json!({
            "issuer": "https://acme.example",
            "authorization_endpoint": format!("https://{host}/authorize"),
            "token_endpoint": format!("https://{host}/token"),
            "end_session_endpoint": format!("https://{host}/logout"),
        })
    };
    let mut document = endpoints("acme.example");
    document["mtls_endpoint_aliases"] = endpoints("mtls.acme.example");
    let stored = serde_json::json!({
        "version": 1, "kind": "discovered", "expires_at": 0, "document": document,
    });
    let found = oauth_runtime::Discovered::restore(&stored.to_string()).unwrap();
    let client = Client::<AnyProvider>::builder_for(&FOUND)
        .client_id("id")
        .redirect_uri("https://app.example/cb")
        .client_certificate(ClientCertificate::pem(CLIENT, CLIENT_KEY))
        .with_discovered(found)
        .build()
        .unwrap();
    let pending = client.authorize().begin().unwrap();
    assert!(pending.url().starts_with("https://acme.example/authorize?"), "{}", pending.url());
    let out = client.logout().begin().unwrap();
    assert!(out.url().starts_with("https://acme.example/logout?"), "{}", out.url());
    let callback = format!("code=c&state={}", pending.state());
    let authorized = client.accept(pending, callback).unwrap();
    let exchange = client.exchange(&authorized).request().unwrap();
    assert_eq!(exchange.uri(), "https://mtls.acme.example/token");
}

/// RFC 8705, 2: who shows no certificate is nobody there.
#[test]
fn a_client_that_shows_none_is_not_built() {
    static ONLY: ProviderSpec = ProviderSpec {
        client: ClientSpec::authenticating(&[ClientAuthentication::TlsClientAuth]),
        ..SPEC
    };
    static BESIDE: ProviderSpec = ProviderSpec {
        client: ClientSpec {
            certificate: true,
            ..ClientSpec::authenticating(&[ClientAuthentication::ClientSecretPost])
        },
        ..SPEC
    };
    let builder = |mirror: &str| {
        let variables = AnyVariables(vec![("server", "https://acme.example".to_owned())]);
        let builder: ClientBuilder<AnyProvider> = Client::builder_for_with(&ONLY, variables);
        builder.client_id("client").mirror(mirror)
    };
    let error = builder("https://127.0.0.1:1").build().unwrap_err();
    assert!(error.to_string().contains("call `.client_certificate(…)`"), "{error}");
    // Over plain http, as to an emulator, there is nothing to be seen; and who connects by itself knows better.
    builder("http://127.0.0.1:1").build().unwrap();
    let own = oauth_runtime::ReqwestTransport::new().unwrap();
    builder("https://127.0.0.1:1").transport(own).build().unwrap();
    // Nor is one that authenticates otherwise, where all show one.
    let beside = || {
        let variables = AnyVariables(vec![("server", "https://acme.example".to_owned())]);
        let builder: ClientBuilder<AnyProvider> = Client::builder_for_with(&BESIDE, variables);
        builder.client_id("client").client_secret("s")
    };
    let error = beside().build().unwrap_err();
    assert!(error.to_string().contains("however they authenticate, and there is none"), "{error}");
    beside().client_certificate(ClientCertificate::pem(CLIENT, CLIENT_KEY)).build().unwrap();
    beside().mirror("http://127.0.0.1:1").build().unwrap();
}
