//! Addresses that somebody else names, and that lead inside the network of whoever asks.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use generated_tests::mcp::{Client, ClientBuilder, Variables};
use oauth_runtime::http::Request;
use oauth_runtime::transport::{OutsideOnly, TransportFuture};
use oauth_runtime::{
    AnyProvider, Client as Untyped, ClientMetadata, Error, InnerNetwork, ReqwestTransport,
    Transport, discovery,
};
use oauth_spec::{SourceFile, compile};

use crate::wire::{Wire, json, param};

const ISSUER: &str = "https://id.example";
/// The provider itself takes registrations, and has its token endpoint at another name.
const METADATA: &str = r#"{"issuer": "https://id.example",
    "authorization_endpoint": "https://id.example/authorize",
    "registration_endpoint": "https://id.example/register",
    "token_endpoint": "https://tokens.example/token"}"#;
const REGISTRATION: &str = r#"{"client_id": "c", "registration_access_token": "t",
    "registration_client_uri": "https://manage.example/c"}"#;
const TOKEN: &str = r#"{"access_token": "a", "token_type": "Bearer", "expires_in": 60}"#;

/// What was asked, and whether it must stay outside.
#[derive(Clone, Default)]
struct Marks {
    seen: Arc<Mutex<Vec<(String, bool)>>>,
    wire: Wire,
}

impl Transport for Marks {
    fn send(&self, request: Request<Vec<u8>>) -> TransportFuture<'_> {
        let kept = request.extensions().get::<OutsideOnly>().is_some();
        self.seen.lock().unwrap().push((request.uri().to_string(), kept));
        self.wire.send(request)
    }
}

fn builder(issuer: &str) -> ClientBuilder {
    let variables = Variables::new(issuer, "https://mcp.example/v1");
    Client::builder_with(variables).redirect_uri("https://app.example/callback")
}

/// The whole way from the metadata to an API call, and which of its requests must stay outside.
async fn marks(policy: InnerNetwork) -> Vec<(String, bool)> {
    let answers = [METADATA, REGISTRATION, REGISTRATION, TOKEN, "{}"].map(json);
    let marks = Marks { wire: Wire::answering(answers), ..Marks::default() };
    let builder = builder(ISSUER).inner_network(policy).transport(marks.clone());
    let builder = builder.discover().await.unwrap();
    let registration = builder.register(ClientMetadata::default()).await.unwrap();
    builder.manage(&registration).read().await.unwrap();
    let client = builder.registered(&registration).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    let state = param(pending.url(), "state").unwrap();
    let token = client.finish(pending, format!("code=c&state={state}")).await.unwrap();
    client.session(token).start().get("/tools").send().await.unwrap();
    let seen = marks.seen.lock().unwrap();
    seen.clone()
}

#[tokio::test]
async fn what_others_name_must_stay_outside() {
    let seen = marks(InnerNetwork::Stated).await;
    let expected = [
        ("https://id.example/.well-known/oauth-authorization-server", false),
        ("https://id.example/register", false),
        ("https://manage.example/c", true),
        ("https://tokens.example/token", true),
        ("https://mcp.example/v1/tools", false),
    ];
    assert_eq!(seen, expected.map(|(url, kept)| (url.to_owned(), kept)));
    assert!(marks(InnerNetwork::Never).await.iter().all(|(_, kept)| *kept));
    assert!(!marks(InnerNetwork::Anywhere).await.iter().any(|(_, kept)| *kept));
}

/// Each of the addresses where metadata may be, at an issuer that somebody has named.
#[tokio::test]
async fn every_place_of_metadata_must_stay_outside() {
    for (policy, kept) in [(InnerNetwork::Never, true), (InnerNetwork::Stated, false)] {
        let requests = builder("https://id.example/a").inner_network(policy).discovery_requests();
        let marked =
            |request: &Request<Vec<u8>>| request.extensions().get::<OutsideOnly>().is_some();
        let marks: Vec<_> = requests.unwrap().iter().map(marked).collect();
        assert_eq!(marks, [kept; 3], "{policy:?}");
    }
}

/// Keys that the metadata names, for an ID token that names one of them.
#[test]
fn keys_that_others_name_must_stay_outside() {
    const FILE: &str = "schema = 1\n[provider]\nname = \"keys\"\n[endpoints]\nissuer = \"https://id.example\"\n\
        [discovery]\n[grants.implicit]\nresponse_type = \"id_token\"\n[id_token]\n";
    // {"alg":"RS256","kid":"k"}
    const ID_TOKEN: &str = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ.e30.AAAA";
    let spec = compile(&SourceFile::new("keys.toml", FILE)).unwrap().spec;
    for (keys, kept) in [("https://keys.example/jwks", true), ("https://id.example/jwks", false)] {
        let builder = Untyped::<AnyProvider>::builder_for(spec).client_id("c");
        let builder = builder.redirect_uri("https://app.example/callback");
        let document = METADATA.replace("https://tokens.example/token\"", &format!("{keys}\""));
        let document = document.replace("token_endpoint", "jwks_uri");
        let client = builder.discovered(json(&document)).unwrap().build().unwrap();
        let pending = client.implicit_id_token().begin().unwrap();
        let callback = format!("#id_token={ID_TOKEN}&state={}", pending.state());
        let request = client.accept_id_token(pending, callback).request().unwrap().unwrap();
        assert_eq!(request.uri(), keys);
        assert_eq!(request.extensions().get::<OutsideOnly>().is_some(), kept, "{keys}");
    }
}

/// A resource names where its metadata is, and an issuer: neither leads to this machine.
#[tokio::test]
async fn a_resource_does_not_lead_inside() {
    let resource = discovery::resource("https://mcp.example/v1").unwrap();
    let elsewhere = resource.clone().challenged(r#"Bearer resource_metadata="https://a.example/""#);
    let kept = |request: Request<Vec<u8>>| request.extensions().get::<OutsideOnly>().is_some();
    assert!(kept(elsewhere.unwrap().request().unwrap()));
    assert!(!kept(resource.request().unwrap()));
    assert!(kept(resource.clone().inner_network(InnerNetwork::Never).request().unwrap()));
    let literal = resource.challenged(r#"Bearer resource_metadata="https://10.0.0.1/""#);
    assert!(matches!(literal, Err(Error::Configuration(_))), "{literal:?}");
}

/// An issuer that somebody has named, with the transport as it is: nothing connects to this machine.
#[tokio::test]
async fn an_issuer_that_somebody_named_is_not_asked_inside() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let builder = builder(&issuer).transport(ReqwestTransport::new().unwrap());
    let error = builder.inner_network(InnerNetwork::Never).discover().await.unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    assert!(error.to_string().contains("leads into an inner network"), "{error}");
    listener.set_nonblocking(true).unwrap();
    assert!(listener.accept().is_err(), "nobody has connected");
}
