//! Servers that are started once for all tests, and what they say about themselves.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use oauth_runtime::{ClientBuilder, Provider};
use serde_json::Value;

use crate::install::{self, Recipe};
use crate::wire;

/// A server that listens, and what it says about itself.
pub(crate) struct Kit {
    /// It ends when its standard input does, which is in here: with the tests, however they end.
    _server: Child,
    pub(crate) facts: Value,
}

/// The server of the npm package oidc-provider; `None` where it cannot run and need not.
pub(crate) fn node() -> Option<&'static Kit> {
    static KIT: OnceLock<Result<Kit, String>> = OnceLock::new();
    let recipe = Recipe {
        folder: "node-oidc-provider",
        files: &["server.mjs", "package.json"],
        lock: "package-lock.json",
        commands: &["npm ci --no-audit --no-fund --loglevel=error"],
        needs: "Node 20 or newer with npm, and openssl",
    };
    told(KIT.get_or_init(|| start(&recipe, "node server.mjs PORT --until-eof --mtls")))
}

/// The server of the Python package django-oauth-toolkit; `None` where it cannot run and need not.
pub(crate) fn django() -> Option<&'static Kit> {
    static KIT: OnceLock<Result<Kit, String>> = OnceLock::new();
    let recipe = Recipe {
        folder: "django-oauth-toolkit",
        files: &["server.py"],
        lock: "requirements.txt",
        commands: &[
            "python3 -m venv --clear .venv",
            ".venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt",
        ],
        needs: "Python 3.10 or newer, with venv and pip",
    };
    told(KIT.get_or_init(|| start(&recipe, ".venv/bin/python server.py PORT --until-eof")))
}

fn told(kit: &'static Result<Kit, String>) -> Option<&'static Kit> {
    match kit {
        Ok(kit) => Some(kit),
        Err(why) => {
            let required = std::env::var_os("OAUTH_INTEROP").is_some_and(|it| it == "required");
            assert!(!required, "the real server is required here: {why}");
            // Straight to the terminal: the harness hides what a passing test prints.
            let _ = writeln!(std::io::stderr(), "NOT RUN: a test against a real server: {why}");
            None
        }
    }
}

/// Installs a kit and starts its server. A port that is free now may be taken a moment later.
fn start(recipe: &Recipe, command: &str) -> Result<Kit, String> {
    let folder = recipe.install()?;
    let mut why = String::new();
    for _ in 0..3 {
        match listen(&folder, command) {
            Ok(kit) => return Ok(kit),
            Err(error) => why = error,
        }
    }
    Recipe::forget(&folder);
    Err(why)
}

fn listen(folder: &Path, command: &str) -> Result<Kit, String> {
    let log = folder.join("server.log");
    let command = command.replace("PORT", &free_port().to_string());
    let mut words = command.split(' ');
    let program = words.next().unwrap_or_default();
    let mut server = Command::new(install::program(folder, program))
        .args(words)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(File::create(&log).map_err(|error| error.to_string())?)
        .spawn()
        .map_err(|error| format!("`{program}` cannot be started: {error}"))?;
    let mut line = String::new();
    let mut output = BufReader::new(server.stdout.take().unwrap());
    output.read_line(&mut line).map_err(|error| error.to_string())?;
    serde_json::from_str(&line).map(|facts| Kit { _server: server, facts }).map_err(|error| {
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        format!("the server does not listen ({error}): {line}{said}")
    })
}

/// A port that is free now, and the next one too.
fn free_port() -> u16 {
    let port = || std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let next = |port: u16| std::net::TcpListener::bind(("127.0.0.1", port + 1)).is_ok();
    let mut found = std::iter::repeat_with(port).take(100).filter(|port| *port < u16::MAX);
    found.find(|port| next(*port)).unwrap()
}

impl Kit {
    /// One of the facts that are texts, by its path.
    pub(crate) fn fact(&self, pointer: &str) -> &str {
        let fact = self.facts.pointer(pointer).unwrap_or(&Value::Null);
        fact.as_str().unwrap_or_else(|| panic!("the kit does not say {pointer}"))
    }

    /// Who the server says it is.
    pub(crate) fn issuer(&self) -> &str {
        self.fact("/issuer")
    }

    /// The settings of one of the server's clients.
    pub(crate) fn settings<P: Provider>(
        &self,
        role: &str,
        builder: ClientBuilder<P>,
    ) -> ClientBuilder<P> {
        let facts = &self.facts["clients"][role];
        let mut builder = builder.client_id(facts["client_id"].as_str().unwrap());
        if let Some(secret) = facts["client_secret"].as_str() {
            builder = builder.client_secret(secret);
        }
        if let Some(uri) = facts["redirect_uri"].as_str() {
            builder = builder.redirect_uri(uri);
        }
        let mut ways = P::spec().client.authentication.iter();
        match ways.find(|way| facts["auth"] == way.name()) {
            Some(way) => builder.authentication(*way),
            None => builder,
        }
    }

    /// What the user does at the other screen: `approve` or `deny`.
    pub(crate) async fn at_the_device(&self, user_code: &str, action: &str) {
        let url = format!("{}?user_code={user_code}&action={action}", self.fact("/kit/device"));
        let (status, answer) = wire::get(&url).await;
        assert_eq!(status, 200, "{answer}");
    }

    /// Waits until an access token of the client whose tokens are short has expired.
    pub(crate) async fn until_expired(&self) {
        let seconds = self.facts["clients"]["short_ttl"]["access_token_ttl"].as_u64().unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(seconds * 1000 + 1200)).await;
    }
}
