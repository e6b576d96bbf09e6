//! Keys of the client against a real server that nobody here wrote: assertions, proofs and certificates
//! (npm oidc-provider, started from its kit; see `interop.rs`).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::{
    AnyProvider, AnyScope, Authorized, Client, ClientBuilder, ClientCertificate, Error, Key, Token,
};
use oauth_spec::SourceFile;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// The server, and what it says about itself.
struct Kit {
    _server: Child,
    facts: Value,
}

/// The kit with its packages, in a copy of its own: the other test's may be installed just now.
fn installed() -> Result<PathBuf, String> {
    static INSTALLED: std::sync::OnceLock<Result<PathBuf, String>> = std::sync::OnceLock::new();
    INSTALLED.get_or_init(install).clone()
}

fn install() -> Result<PathBuf, String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop");
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("interop-keys");
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

/// A port that is free now, and the next one too.
fn free_port() -> u16 {
    loop {
        let first = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = first.local_addr().unwrap().port();
        if port < u16::MAX && std::net::TcpListener::bind(("127.0.0.1", port + 1)).is_ok() {
            return port;
        }
    }
}

/// Starts the server; `None`, with a word about it, where there is no Node.
async fn kit(arguments: &[&str]) -> Option<Kit> {
    let folder = match installed() {
        Ok(folder) => folder,
        Err(why) => {
            let required =
                std::env::var_os("OAUTH_INTEROP").is_some_and(|value| value == "required");
            assert!(!required, "the real server is required here: {why}");
            // Straight to the terminal: the harness hides what a passing test prints.
            let _ = writeln!(std::io::stderr(), "NOT RUN: keys against a real server: {why}");
            return None;
        }
    };
    let mut server = Command::new("node")
        .arg("server.mjs")
        .arg(free_port().to_string())
        .args(arguments)
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
    /// The server as a declaration, with these lines about the client.
    fn spec(&self, client: &str) -> &'static ProviderSpec {
        let issuer = self.facts["issuer"].as_str().unwrap();
        let text = format!(
            r#"
            schema = 1
            [provider]
            name = "real"
            [client]
            {client}
            [endpoints]
            issuer = "{issuer}"
            api = "{issuer}"
            [discovery]
            kind = "openid"
            [grants.authorization_code]
            [grants.refresh_token]
            "#
        );
        let compiled = oauth_spec::compile(&SourceFile::new("real.toml", &text));
        compiled.unwrap_or_else(|report| panic!("{report}")).spec
    }

    fn fact(&self, role: &str, name: &str) -> Option<&str> {
        self.facts["clients"][role][name].as_str()
    }

    /// The settings of one of the server's clients.
    fn builder(&self, role: &str, client: &str) -> ClientBuilder<AnyProvider> {
        Client::builder_for(self.spec(client))
            .client_id(self.fact(role, "client_id").unwrap())
            .redirect_uri(self.fact(role, "redirect_uri").unwrap())
    }

    fn key(&self, role: &str, name: &str) -> Key {
        Key::jwk(self.facts["clients"][role][name].to_string()).unwrap()
    }
}

/// Follows redirects with cookies, as a browser would, up to the application's own address.
async fn browse(url: &str) -> String {
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

async fn allowed(client: &Client<AnyProvider>) -> Result<Authorized<AnyProvider>, Error> {
    let scopes = ["openid", "offline_access"].map(AnyScope::from);
    let pending = client.authorize().scopes(scopes).parameter("prompt", "consent").begin()?;
    let callback = browse(pending.url()).await;
    client.accept(pending, &callback)
}

async fn signed_in(client: &Client<AnyProvider>) -> Result<Token<AnyProvider>, Error> {
    client.exchange(&allowed(client).await?).await
}

#[tokio::test]
async fn assertions_are_taken_and_those_of_a_stranger_are_not() {
    let Some(kit) = kit(&[]).await else { return };
    let by_key = r#"authentication = "private_key_jwt""#;
    for name in ["jwk", "jwk_es256"] {
        let builder = kit.builder("private_key_jwt", by_key);
        let builder = builder.client_key(kit.key("private_key_jwt", name));
        let client = builder.discover().await.unwrap().build().unwrap();
        let token = signed_in(&client).await.unwrap();
        client.refresh(&token).await.unwrap();
    }
    let stranger = Key::generate(oauth_runtime::spec::JwtAlgorithm::Es256).unwrap();
    let builder = kit.builder("private_key_jwt", by_key).client_key(stranger);
    let client = builder.discover().await.unwrap().build().unwrap();
    let Err(Error::Provider(error)) = signed_in(&client).await else { panic!("a stranger") };
    assert_eq!(error.code(), Some("invalid_client"));

    let secret = kit.fact("secret_jwt", "client_secret").unwrap();
    let builder = kit.builder("secret_jwt", r#"authentication = "client_secret_jwt""#);
    let client = builder.client_secret(secret).discover().await.unwrap().build().unwrap();
    signed_in(&client).await.unwrap();
}

#[tokio::test]
async fn tokens_are_bound_to_a_key_with_and_without_nonces() {
    let Some(kit) = kit(&[]).await else { return };
    for role in ["dpop", "dpop_nonce"] {
        let builder = kit.builder(role, "authentication = \"none\"\ndpop = \"ES256\"");
        let client = builder.discover().await.unwrap().build().unwrap();
        let token = signed_in(&client).await.unwrap();
        assert_eq!(token.token_type(), Some("DPoP"));
        let session = client.session(token.clone()).start();
        let user: Value =
            session.get("/me").send().await.unwrap().error_for_status().unwrap().json().unwrap();
        assert_eq!(user["sub"], "alice");
        let token = client.refresh(&token).await.unwrap();
        assert_eq!(token.token_type(), Some("DPoP"));
        // The server says no to the same token with another key; so do we, before it is asked.
        let builder = kit.builder(role, "authentication = \"none\"\ndpop = \"ES256\"");
        let other = builder.discover().await.unwrap().build().unwrap();
        assert!(matches!(other.refresh(&token).await, Err(Error::Configuration(_))));
    }
}

#[tokio::test]
async fn the_connection_shows_the_certificate_at_the_alias() {
    let Some(kit) = kit(&["--mtls"]).await else { return };
    let fact = |name| kit.fact("mtls", name).unwrap().to_owned();
    let certificate = ClientCertificate::pem(fact("cert_pem"), fact("key_pem"));
    let builder = kit
        .builder("mtls", r#"authentication = "tls_client_auth""#)
        .client_certificate(certificate)
        .root_certificate(fact("ca_pem"));
    let client = builder.discover().await.unwrap().build().unwrap();
    let call = client.exchange(&allowed(&client).await.unwrap());
    assert_eq!(call.request().unwrap().uri().to_string(), fact("token_endpoint"));
    let token = call.await.unwrap();
    client.refresh(&token).await.unwrap();

    // Somebody else without the certificate is not the client.
    let stranger = kit
        .builder("mtls", r#"authentication = "tls_client_auth""#)
        .root_certificate(fact("ca_pem"));
    let client = stranger.discover().await.unwrap().build().unwrap();
    let Err(Error::Provider(error)) = signed_in(&client).await else { panic!("a stranger") };
    assert_eq!(error.code(), Some("invalid_client"));
}
