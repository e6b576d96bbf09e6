//! Clients whose id is the address of a document that they host: nobody registers them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use generated_tests::{mcp, node_oidc_provider as oidc};
use oauth_emulator::{BrowseError, Decision, Emulator};
use oauth_runtime::spec::{ClientAuthentication, JwtAlgorithm};
use oauth_runtime::{ClientMetadata, Key};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

const ISSUER: &str = "https://login.acme.example";
const SERVER: &str = "https://mcp.acme.example/v1";
const ID: &str = "https://app.example/oauth/client.json";
const BACK: &str = "https://app.example/callback";

/// Whoever hosts documents: what was asked for, and what is answered.
#[derive(Clone)]
struct Host {
    at: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    answer: Arc<Mutex<String>>,
}

impl Host {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let host = Self { at, asked: Arc::default(), answer: Arc::default() };
        let own = host.clone();
        tokio::spawn(async move {
            while let Ok((mut connection, _)) = listener.accept().await {
                let mut bytes = vec![0; 4096];
                let read = connection.read(&mut bytes).await.unwrap();
                let line = String::from_utf8_lossy(&bytes[..read]);
                let line = line.lines().next().unwrap_or_default().to_owned();
                own.asked.lock().unwrap().push(line);
                // Slow enough for others to come meanwhile.
                tokio::time::sleep(Duration::from_millis(20)).await;
                let answer = own.answer.lock().unwrap().clone();
                // Who has heard enough hangs up.
                let _ = connection.write_all(answer.as_bytes()).await;
            }
        });
        host
    }

    fn serves(&self, document: &str) {
        self.answers("200 OK", "content-type: application/json", document);
    }

    fn answers(&self, status: &str, header: &str, body: &str) {
        let length = body.len();
        let text =
            format!("HTTP/1.1 {status}\r\n{header}\r\ncontent-length: {length}\r\n\r\n{body}");
        *self.answer.lock().unwrap() = text;
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

async fn emulator(host: &Host) -> Emulator {
    let builder = Emulator::builder(&mcp::SPEC).variable("issuer", ISSUER);
    builder.variable("server", SERVER).client_documents(host.at).start().await.unwrap()
}

fn builder(emulator: &Emulator, id: &str) -> mcp::ClientBuilder {
    let builder = mcp::Client::builder_with(mcp::Variables::new(ISSUER, SERVER));
    builder.mirror(emulator.url()).client_id(id).redirect_uri(BACK)
}

/// What the browser comes back with, or the page that it stays at.
async fn callback(emulator: &Emulator, client: &mcp::Client) -> Result<mcp::Token, String> {
    let pending = client.authorize().begin().unwrap();
    match emulator.browse(pending.url(), Decision::Allow).await {
        Ok(callback) => client.finish(pending, &callback).await.map_err(|error| error.to_string()),
        Err(BrowseError::Page { status: 400, message }) => Err(message),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn the_document_is_read_and_the_client_known() {
    let host = Host::start().await;
    let emulator = emulator(&host).await;
    let builder = builder(&emulator, ID).discover().await.unwrap();
    host.serves(&builder.client_id_document(&ClientMetadata::default()).unwrap());
    let client = builder.build().unwrap();
    for _ in 0..2 {
        let token = callback(&emulator, &client).await.unwrap();
        client.refresh(&token).await.unwrap();
    }
    assert_eq!(host.asked(), ["GET /app.example/oauth/client.json HTTP/1.1"]);
}

#[tokio::test]
async fn of_requests_that_come_at_once_one_reads_it() {
    let host = Host::start().await;
    let emulator = emulator(&host).await;
    let builder = builder(&emulator, ID).discover().await.unwrap();
    host.serves(&builder.client_id_document(&ClientMetadata::default()).unwrap());
    let client = builder.build().unwrap();
    let (one, other) = tokio::join!(callback(&emulator, &client), callback(&emulator, &client));
    one.unwrap();
    other.unwrap();
    assert_eq!(host.asked().len(), 1);
}

#[tokio::test]
async fn a_client_of_this_machine_hosts_its_document_itself() {
    let host = Host::start().await;
    let emulator = emulator(&host).await;
    let id = format!("http://{}/client.json", host.at);
    let document = json!({
        "client_id": id, "redirect_uris": [BACK], "token_endpoint_auth_method": "none",
    });
    host.serves(&document.to_string());
    let client = builder(&emulator, &id).discover().await.unwrap().build().unwrap();
    callback(&emulator, &client).await.unwrap();
    assert_eq!(host.asked(), ["GET /client.json HTTP/1.1"]);
}

#[tokio::test]
async fn what_is_no_document_of_the_client_makes_none() {
    let right = json!({
        "client_id": ID, "redirect_uris": [BACK], "token_endpoint_auth_method": "none",
    });
    let with = |name: &str, value: Value| {
        let mut document = right.clone();
        document[name] = value;
        document.to_string()
    };
    let host = Host::start().await;
    let refused = async |text: &str| {
        let emulator = emulator(&host).await;
        let client = builder(&emulator, ID).discover().await.unwrap().build().unwrap();
        let problem = callback(&emulator, &client).await.unwrap_err();
        assert!(problem.contains(text), "{text}: {problem}");
    };
    for (document, text) in [
        (with("client_id", json!("https://app.example/oauth/Client.json")), "another `client_id`"),
        (with("redirect_uris", json!(["https://evil.example/"])), "is not registered"),
        (with("redirect_uris", json!([])), "no `redirect_uris`"),
        (with("redirect_uris", json!(["https://app.example/#x"])), "which is not taken"),
        (with("client_secret", json!("s")), "a secret, which everybody can read"),
        (with("token_endpoint_auth_method", json!("client_secret_post")), "no secret"),
        (with("token_endpoint_auth_method", json!("private_key_jwt")), "has no `jwks`"),
        (with("client_name", json!("x".repeat(5_000))), "longer than 5120 bytes"),
        ("[]".to_owned(), "no JSON object"),
    ] {
        host.serves(&document);
        refused(text).await;
    }
    host.answers("302 Found", "location: http://127.0.0.1:1/", "");
    refused("the status 302").await;
    host.answers("200 OK", "content-type: text/html", &right.to_string());
    refused("not application/json").await;
    // Where nobody has said that such clients are taken, there is no such client, and nobody is asked.
    let asked = host.asked().len();
    let strict = Emulator::builder(&mcp::SPEC).variable("issuer", ISSUER);
    let strict = strict.variable("server", SERVER).start().await.unwrap();
    let builder = builder(&strict, ID).discover().await.unwrap();
    let told = builder.client_id_document(&ClientMetadata::default()).unwrap_err().to_string();
    assert!(told.contains("client_id_metadata_document_supported"), "{told}");
    let problem = callback(&strict, &builder.build().unwrap()).await.unwrap_err();
    assert!(problem.contains("There is no client"), "{problem}");
    assert_eq!(host.asked().len(), asked);
    let elsewhere = SocketAddr::from(([10, 0, 0, 1], 80));
    let outside = Emulator::builder(&mcp::SPEC).variable("issuer", ISSUER);
    let outside = outside.variable("server", SERVER).client_documents(elsewhere).start().await;
    assert!(outside.unwrap_err().to_string().contains("is not loopback"));
}

/// The keys of the document are those that its client signs with, and the way that it names is its only one.
#[tokio::test]
async fn its_keys_are_in_the_document() {
    let key = || Key::generate(JwtAlgorithm::Es256).unwrap();
    let (own, other) = (key(), key());
    let host = Host::start().await;
    let document = json!({
        "client_id": ID, "redirect_uris": [BACK], "token_endpoint_auth_method": "private_key_jwt",
        "jwks": { "keys": [own.public_jwk()] },
    });
    host.serves(&document.to_string());
    let emulator = Emulator::builder(&oidc::SPEC).variable("issuer", ISSUER);
    let emulator = emulator.client_documents(host.at).start().await.unwrap();
    let setup = || {
        let builder = oidc::Client::builder_with(oidc::Variables::new(ISSUER));
        builder.mirror(emulator.url()).client_id(ID).redirect_uri(BACK)
    };
    let by_key = |key: Key| {
        let builder = setup().authentication(ClientAuthentication::PrivateKeyJwt);
        builder.client_key(key).build().unwrap()
    };
    let public = setup().authentication(ClientAuthentication::None).build().unwrap();
    for (client, problem) in [
        (by_key(own), None),
        (by_key(other), Some("The signature of the assertion is wrong")),
        (public, Some("its document says private_key_jwt")),
    ] {
        let pending = client.authorize().begin().unwrap();
        let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
        let outcome = client.finish(pending, &callback).await.map_err(|error| error.to_string());
        match problem {
            None => drop(outcome.unwrap()),
            Some(problem) => {
                let error = outcome.unwrap_err();
                assert!(error.contains(problem), "{error}");
            }
        }
    }
    assert_eq!(host.asked().len(), 1);
}
