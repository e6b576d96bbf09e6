//! A real server that nobody here wrote: the npm package oidc-provider, started from its kit.
//!
//! It needs Node and npm. Where they are missing the tests say so and do nothing, unless
//! `OAUTH_INTEROP=required` is set, as `.ci/run` does: then they fail.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use generated_tests::node_oidc_provider::{self as provider, Scope, Variables};
use oauth_runtime::transport::{BoxFuture, ReqwestTransport, Transport};
use oauth_runtime::{Error, TransportError};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// The server, and what it says about itself.
struct Kit {
    _server: Child,
    facts: Value,
}

/// The kit with its packages: a copy in the build folder, so that the sources stay clean.
fn installed() -> Result<PathBuf, String> {
    static INSTALLED: std::sync::OnceLock<Result<PathBuf, String>> = std::sync::OnceLock::new();
    INSTALLED.get_or_init(install).clone()
}

fn install() -> Result<PathBuf, String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop");
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("interop");
    let kit = copy.join("node-oidc-provider");
    std::fs::create_dir_all(&kit).map_err(|error| error.to_string())?;
    let files = ["test-keys.json", "node-oidc-provider/server.mjs"];
    let packages = ["node-oidc-provider/package.json", "node-oidc-provider/package-lock.json"];
    for file in files.iter().chain(&packages) {
        std::fs::copy(source.join(file), copy.join(file)).map_err(|error| error.to_string())?;
    }
    let output = std::process::Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(&kit)
        .output()
        .map_err(|error| format!("npm cannot be started ({error}): install Node 20 or newer"))?;
    if !output.status.success() {
        return Err(format!("npm ci failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(kit)
}

/// A port that is free now.
fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Starts the server; `None`, with a word about it, where there is no Node.
async fn kit() -> Option<Kit> {
    let folder = match installed() {
        Ok(folder) => folder,
        Err(why) => {
            let required =
                std::env::var_os("OAUTH_INTEROP").is_some_and(|value| value == "required");
            assert!(!required, "the real server is required here: {why}");
            // Straight to the terminal: the harness hides what a passing test prints.
            let _ = writeln!(std::io::stderr(), "NOT RUN: the test against a real server: {why}");
            return None;
        }
    };
    let mut server = Command::new("node")
        .arg("server.mjs")
        .arg(free_port().to_string())
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).await.unwrap();
    Some(Kit { _server: server, facts: serde_json::from_str(&line).expect("one line of JSON") })
}

impl Kit {
    fn issuer(&self) -> &str {
        self.facts["issuer"].as_str().unwrap()
    }

    /// The settings of one of the server's clients.
    fn client(&self, role: &str) -> provider::ClientBuilder {
        let facts = &self.facts["clients"][role];
        let mut builder = provider::Client::builder_with(Variables::new(self.issuer()))
            .client_id(facts["client_id"].as_str().unwrap());
        if let Some(secret) = facts["client_secret"].as_str() {
            builder = builder.client_secret(secret);
        }
        match facts["redirect_uri"].as_str() {
            Some(uri) => builder.redirect_uri(uri),
            None => builder,
        }
    }
}

/// Follows redirects with cookies, as a browser would, up to the application's own address.
async fn browse(url: &str) -> String {
    // In the workspace reqwest has rustls and no cryptography of its own; that it is installed already is
    // no mistake.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let browser = reqwest::Client::builder()
        .cookie_store(true)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let mut url = reqwest::Url::parse(url).unwrap();
    for _ in 0..20 {
        let answer = browser.get(url.clone()).send().await.unwrap();
        let Some(location) = answer.headers().get("location") else {
            panic!("no redirect from {url}: {}", answer.text().await.unwrap());
        };
        url = url.join(location.to_str().unwrap()).unwrap();
        if url.port() == Some(8765) {
            return url.into();
        }
    }
    panic!("no end of redirects");
}

async fn signed_in(client: &provider::Client, scopes: &[Scope]) -> provider::Token {
    let pending = client.authorize().scopes(scopes.iter().copied()).begin().unwrap();
    let callback = browse(pending.url()).await;
    client.finish(pending, &callback).await.unwrap()
}

#[tokio::test]
async fn authorization_code_with_pkce_and_a_public_client() {
    let Some(kit) = kit().await else { return };
    let client = kit.client("public_pkce").build().unwrap();
    let pending = client.authorize().scopes([Scope::Openid, Scope::Read]).begin().unwrap();
    assert!(pending.url().contains("code_challenge_method=S256"));
    let callback = browse(pending.url()).await;
    let authorized = client.accept(pending, &callback).unwrap();
    let token = client.exchange(&authorized).await.unwrap();
    // Signed by another implementation, and verified with the keys that it publishes.
    let id_token = token.id_token_claims().unwrap().unwrap();
    assert_eq!(id_token.subject(), "alice");
    assert_eq!(client.verify_id_token(&token).await.unwrap().issuer(), id_token.issuer());
    let user = client.userinfo(&token).await.unwrap();
    assert_eq!(user.subject(), Some("alice"));
    let session = client.session(token).start();
    let answer: Value = session.get("/api").send().await.unwrap().json().unwrap();
    assert_eq!(answer["sub"], "alice");
    // The code has been used: the server says so.
    let error = client.exchange(&authorized).await.unwrap_err();
    assert!(matches!(&error, Error::Provider(it) if it.code() == Some("invalid_grant")), "{error}");
}

#[tokio::test]
async fn each_way_of_authenticating() {
    let Some(kit) = kit().await else { return };
    for (role, method) in [
        ("basic", oauth_spec::ClientAuthentication::ClientSecretBasic),
        ("basic_odd", oauth_spec::ClientAuthentication::ClientSecretBasic),
        ("post", oauth_spec::ClientAuthentication::ClientSecretPost),
    ] {
        let client = kit.client(role).authentication(method).build().unwrap();
        let token = signed_in(&client, &[Scope::Read]).await;
        assert!(token.refresh_token().is_some(), "{role}");
    }
    let wrong = kit.client("basic").client_secret("wrong").build().unwrap();
    let pending = wrong.authorize().scopes([Scope::Read]).begin().unwrap();
    let callback = browse(pending.url()).await;
    let error = wrong.finish(pending, &callback).await.unwrap_err();
    assert!(
        matches!(&error, Error::Provider(it) if it.code() == Some("invalid_client")),
        "{error}"
    );
}

#[tokio::test]
async fn a_user_who_refuses() {
    let Some(kit) = kit().await else { return };
    let client = kit.client("public_pkce").build().unwrap();
    let pending = client.authorize().parameter("login_hint", "deny").begin().unwrap();
    let callback = browse(pending.url()).await;
    let error = client.finish(pending, &callback).await.unwrap_err();
    assert!(error.to_string().contains("access_denied"), "{error}");
}

#[tokio::test]
async fn refresh_tokens_rotate_and_an_old_one_is_refused() {
    let Some(kit) = kit().await else { return };
    let client = kit.client("basic").build().unwrap();
    let first = signed_in(&client, &[Scope::Read]).await;
    let second = client.refresh(&first).await.unwrap();
    assert_ne!(first.refresh_token(), second.refresh_token());
    assert_ne!(first.access_token(), second.access_token());
    let error = client.refresh(&first).await.unwrap_err();
    assert!(error.needs_user(), "{error}");
}

#[tokio::test]
async fn client_credentials() {
    let Some(kit) = kit().await else { return };
    let client = kit.client("client_credentials").build().unwrap();
    let token = client.client_credentials().await.unwrap();
    assert_eq!(client.session(token).start().get("/api").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn password_and_a_grant_of_its_own() {
    let Some(kit) = kit().await else { return };
    let client = kit.client("password").build().unwrap();
    client.password("alice", "wonderland").scopes([Scope::Read]).await.unwrap();
    assert!(client.password("alice", "wrong").await.is_err());
    let client = kit.client("custom_grant").build().unwrap();
    let token = client.grant(provider::ApiKey { api_key: "open-sesame".into() }).await.unwrap();
    assert_eq!(token.custom_field.as_deref(), Some("hello"));
    assert!(client.grant(provider::ApiKey { api_key: "wrong".into() }).await.is_err());
}

#[tokio::test]
async fn a_revoked_token_is_refused_by_the_api() {
    let Some(kit) = kit().await else { return };
    let client = kit.client("basic").build().unwrap();
    let token = signed_in(&client, &[Scope::Read]).await;
    client.revoke(&token).await.unwrap();
    // This server ends the whole grant, refresh token included.
    let error = client.session(token).start().get("/api").send().await.unwrap_err();
    assert!(matches!(error, Error::AuthorizeAgain(_)), "{error}");
}

/// Counts requests to the token endpoint on their way to the network.
struct Counting {
    inner: ReqwestTransport,
    token_requests: Arc<AtomicUsize>,
}

impl Transport for Counting {
    fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> BoxFuture<'_, Result<http::Response<Vec<u8>>, TransportError>> {
        if request.uri().path() == "/token" {
            self.token_requests.fetch_add(1, Ordering::SeqCst);
        }
        self.inner.send(request)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expired_token_is_renewed_once_for_two_hundred_tasks() {
    let Some(kit) = kit().await else { return };
    let token_requests = Arc::new(AtomicUsize::new(0));
    let transport = Counting {
        inner: ReqwestTransport::new().unwrap(),
        token_requests: Arc::clone(&token_requests),
    };
    // This client's access tokens live two seconds.
    let client = kit.client("short_ttl").transport(transport).build().unwrap();
    let token = signed_in(&client, &[Scope::Read]).await;
    let old = token.access_token().clone();
    let lifetime = token.expires_in().unwrap();
    let session = client.session(token).start();
    tokio::time::sleep(lifetime + std::time::Duration::from_secs(1)).await;
    token_requests.store(0, Ordering::SeqCst);
    let calls: Vec<_> = (0..200)
        .map(|_| {
            let session = session.clone();
            tokio::spawn(async move { session.get("/api").send().await.unwrap().status() })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), 200);
    }
    assert_eq!(token_requests.load(Ordering::SeqCst), 1);
    assert_ne!(*session.token().access_token(), old);
}
