//! `cargo oauth emulate`: a provider to be tried by hand.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use oauth_runtime::spec::{JwtAlgorithm, ProviderSpec};
use oauth_runtime::{AnyProvider, AnyVariables, Client, Key};
use oauth_spec::SourceFile;

use crate::support::run_in;

const ACME: &str = r#"
schema = 1
[provider]
name = "acme"
[client]
authentication = "private_key_jwt"
[variables.tenant]
type = "label"
description = "Whose it is."
[endpoints]
token = "https://{tenant}.acme.example/token"
[grants.client_credentials]
"#;

/// A provider that is played until the test is over.
struct Played {
    process: Child,
    said: String,
}

impl Played {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::of("acme.toml", folder, arguments)
    }

    fn of(file: &str, folder: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-oauth"));
        command.args(["oauth", "emulate", file]).args(arguments).current_dir(folder);
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut said = String::new();
        for line in lines.map_while(Result::ok) {
            said.push_str(&line);
            said.push('\n');
            if line.contains("Ctrl-C") {
                break;
            }
        }
        Self { process, said }
    }

    /// What stands behind a name.
    fn told(&self, name: &str) -> &str {
        let mut lines = self.said.lines().map(str::trim);
        lines
            .find_map(|line| line.strip_prefix(name))
            .unwrap_or_else(|| panic!("{}", self.said))
            .trim()
    }

    fn mirror(&self) -> String {
        self.told("mirror").split('"').nth(1).unwrap().to_owned()
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn spec() -> &'static ProviderSpec {
    let file = SourceFile { name: "acme.toml".to_owned(), text: ACME.to_owned() };
    oauth_spec::compile(&file).unwrap_or_else(|_| panic!("it is right")).spec
}

/// What comes of a token request that is signed with that key.
fn asked(mirror: &str, key: Key) -> Result<String, String> {
    let variables = AnyVariables(vec![("tenant", "north".to_owned())]);
    let client =
        Client::<AnyProvider>::builder_for_with(spec(), variables).client_id("me").client_key(key);
    let client = client.mirror(mirror).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let token = runtime.block_on(async { client.client_credentials().await });
    token.map(|token| token.access_token().expose().to_owned()).map_err(|error| error.to_string())
}

#[test]
fn assertions_are_verified_with_the_keys_that_are_given() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let made = || Key::generate(JwtAlgorithm::Es256).unwrap();
    let (own, another, stranger) = (made(), made(), made());
    write("acme.toml", ACME);
    write("own.json", &format!("{{ \"keys\": [{}] }}", own.public_jwk()));
    write("another.json", &another.public_jwk().to_string());
    let keys = ["--client-key", "own.json", "--client-key", "another.json"];
    let client = ["--client-id", "me", "--variable", "tenant=north"];
    let played = Played::start(folder.path(), &[&keys[..], &client].concat());
    assert_eq!(played.told("client id"), "me");
    assert_eq!(played.told("variable"), "tenant = north");
    assert!(played.told("client keys").starts_with("2:"), "{}", played.said);
    for key in [own, another] {
        assert!(!asked(&played.mirror(), key).unwrap().is_empty());
    }
    let refused = asked(&played.mirror(), stranger).unwrap_err();
    assert!(refused.contains("The signature of the assertion is wrong"), "{refused}");
}

#[test]
fn without_a_key_signatures_are_not_looked_at_and_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("acme.toml"), ACME).unwrap();
    let client = ["--client-id", "me", "--variable", "tenant=north"];
    let played = Played::start(folder.path(), &client);
    assert!(played.told("client keys").starts_with("none:"), "{}", played.said);
    asked(&played.mirror(), Key::generate(JwtAlgorithm::Es256).unwrap()).unwrap();
}

#[test]
fn every_redirect_uri_is_told_and_values_stand_below_each_other() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("acme.toml"), ACME).unwrap();
    let uris = ["--redirect-uri", "https://a.example/cb", "--redirect-uri", "app:/cb"];
    let played = Played::start(folder.path(), &uris);
    let lines: Vec<_> = played.said.lines().filter(|line| line.starts_with("  ")).collect();
    for line in [
        "  client id     client",
        "  redirect URI  https://a.example/cb",
        "  redirect URI  app:/cb",
    ] {
        assert!(lines.contains(&line), "{}", played.said);
    }
}

/// A key of which only the first line was shown would be of no use, and of a whole one that is the user's own.
#[test]
fn keys_are_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let text = ACME.replace("private_key_jwt", "client_secret_post")
        + "[token_request]\nparameters = { proof = \"{computed.proof}\" }\n[variables.signing]\n\
           [computed.proof]\njwt = \"ES256\"\nkey = \"signing\"\nclaims = { iss = \"{client_id}\" }\n";
    fs::write(folder.path().join("acme.toml"), text).unwrap();
    let tenant = ["--variable", "tenant=north"];
    let played = Played::start(folder.path(), &tenant);
    let expected =
        "variable      signing = ‹key›, which nobody has: give yours with `--variable signing=…`";
    assert!(played.said.contains(expected), "{}", played.said);
    // One that both sides know is of use.
    let text = fs::read_to_string(folder.path().join("acme.toml")).unwrap();
    let digest = "algorithm = \"hmac-sha256\"\nkey_encoding = \"hex\"\nmessage = \"{client_id}\"\n";
    let text = text.replace("jwt = \"ES256\"\n", digest);
    let text = text.replace("claims = { iss = \"{client_id}\" }\n", "");
    fs::write(folder.path().join("hmac.toml"), text).unwrap();
    let played = Played::of("hmac.toml", folder.path(), &tenant);
    assert!(played.said.contains("variable      signing = 64656d6f"), "{}", played.said);
    let key = format!("signing={}", include_str!("../../src/demo/keys/p256.pem"));
    let played = Played::start(folder.path(), &[&tenant[..], &["--variable", &key]].concat());
    assert!(played.said.contains("variable      signing = ‹key›\n"), "{}", played.said);
    assert!(!played.said.contains("PRIVATE"), "{}", played.said);
}

/// A client verifies with it what only the emulator's private key signs.
#[test]
fn the_public_key_of_the_emulator_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let text = ACME
        .replace("[variables.tenant]", "[variables.hers]\n[variables.theirs]\n[variables.tenant]")
        + "[token_request]\nparameters = { proof = \"{computed.proof}\" }\n[token.signature]\n\
           in = { json = \"sig\" }\nalgorithm = \"jwt\"\nalgorithms = [\"ES384\"]\nkey = \"theirs\"\n\
           [computed.proof]\nalgorithm = \"hmac-sha256\"\nkey = \"hers\"\nmessage = \"{client_id}\"\n";
    fs::write(folder.path().join("acme.toml"), text).unwrap();
    let own = ["--variable", "tenant=north", "--variable", "hers=a-password"];
    let played = Played::start(folder.path(), &own);
    let key = include_str!("../../../oauth-emulator/src/keys/p384.public.pem").trim();
    assert!(played.said.contains(&format!("variable      theirs = {key}\n")), "{}", played.said);
    // Any text may be the key of a digest.
    assert!(played.said.contains("variable      hers = ‹key›\n"), "{}", played.said);
    assert!(!played.said.contains("a-password"), "{}", played.said);
    let theirs = [&["emulate", "acme.toml"][..], &own, &["--variable", "theirs=x"]].concat();
    let run = run_in(folder.path(), &theirs);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{}", run.err);
    assert!(run.err.contains("leave `--variable theirs=…` out"), "{}", run.err);
}

/// No client could be built with another one.
#[test]
fn the_id_is_a_number_where_ids_are_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let numeric = ACME.replace("[client]\n", "[client]\nid = \"integer\"\n");
    fs::write(folder.path().join("acme.toml"), numeric).unwrap();
    let played = Played::start(folder.path(), &[]);
    assert!(played.told("client id").parse::<i64>().is_ok(), "{}", played.said);
    let given = Played::start(folder.path(), &["--client-id", "42"]);
    assert_eq!(given.told("client id"), "42");
    let run = run_in(folder.path(), &["emulate", "acme.toml", "--client-id", "me"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("`--client-id me`: its ids are whole numbers"), "{}", run.err);
}

#[test]
fn what_is_wrong_is_said_before_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("acme.toml", ACME);
    write("private.json", r#"{"kty":"EC","crv":"P-256","x":"","y":"","d":""}"#);
    write("none.json", r#"{"keys":[]}"#);
    write(
        "key.pem",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
    );
    for (arguments, text) in [
        (["--client-key", "private.json"], "its private half"),
        (["--client-key", "none.json"], "there is no key in it"),
        (["--client-key", "key.pem"], "openssl pkcs8 -topk8"),
        (["--client-key", "absent.json"], "absent.json"),
        (["--variable", "tenant"], "is not NAME=VALUE"),
        (["--variable", "tenat=north"], "has no variable `tenat`"),
        (["--client-documents", "10.0.0.1:80"], "is not loopback"),
        (["--redirect-uri", "nonsense"], "it has no scheme"),
    ] {
        let run = run_in(folder.path(), &[&["emulate", "acme.toml"][..], &arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{}", run.err);
        assert!(run.err.contains(text), "{text}: {}", run.err);
    }
    let twice = ["--variable", "tenant=north", "--variable", "tenant=south"];
    let run = run_in(folder.path(), &[&["emulate", "acme.toml"][..], &twice].concat());
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{}", run.err);
    assert!(run.err.contains("the variable `tenant` has two values"), "{}", run.err);
}
