//! `cargo oauth demo`.

use std::fs;
use std::time::{Duration, Instant};

use crate::support::{run, run_in, run_with};

/// What the standards have and the catalogue does not need: PKCE, Basic, an issuer; and headers,
/// variables and a secret field.
const OWN: &str = r#"schema = 1

[provider]
name  = "own-corp"
title = "Own Corp"

[variables.tenant]
type = "label"

[variables.region]
type   = "enum"
values = ["eu", "us"]

[endpoints]
issuer        = "https://{tenant}.own.example"
authorization = "https://{tenant}.own.example/authorize"
token         = "https://{tenant}.own.example/{region}/token"
revocation    = "https://{tenant}.own.example/revoke"
api           = "https://api.own.example/v1"

[token_request]
headers = { x-region = "{region}" }

[grants.authorization_code]
[grants.refresh_token]

[token.fields.backup_key]
secret = true

[callback]
iss = "required"

[api]
headers = { x-key = "{client_id}" }
"#;

#[test]
fn without_a_name_three_examples() {
    let begun = Instant::now();
    let run = run(&["demo"]);
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    run.assert_plain();
    assert_no_secrets(&run.out);
    assert!(run.out.contains("\n3 providers, "), "{}", run.out);
    assert!(run.out.lines().all(|line| line.chars().count() <= 100), "{}", run.out);
    insta::assert_snapshot!(run.out);
}

#[test]
fn two_runs_tell_the_same() {
    assert_eq!(run(&["demo", "podio"]).out, run(&["demo", "podio"]).out);
}

#[test]
fn colours_change_nothing_but_colours() {
    let folder = tempfile::tempdir().unwrap();
    let plain = run(&["demo", "pio"]).out;
    let coloured = run_with(folder.path(), &["demo", "pio"], &[("CLICOLOR_FORCE", "1")]).out;
    assert!(coloured.contains("\u{1b}[32m✓"), "{coloured}");
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

#[test]
fn a_file_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.toml"), OWN).unwrap();
    let run = run_in(folder.path(), &["demo", "own.toml"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert_no_secrets(&run.out);
    insta::assert_snapshot!(run.out);
}

#[test]
fn a_client_registers_itself_where_the_provider_takes_one() {
    // The one says where, the other leaves that to its metadata.
    for name in ["linear-mcp", "mcp"] {
        let told = run(&["demo", name]).out;
        let (_, told) = told.split_once("\n  registration  ").unwrap_or_else(|| panic!("{told}"));
        let (told, _) = told.split_once("\n\n").expect("another flow follows");
        assert!(told.contains("/register (as JSON)"), "{told}");
        assert!(told.contains("← 201  { \"client_id\": \"registered-"), "{told}");
        assert!(told.contains("✓ the provider knows the client now"), "{told}");
        assert!(told.ends_with("✓ a user has signed in with it"), "{told}");
    }
    assert!(!run(&["demo", "podio"]).out.contains("  registration  "));
}

#[test]
fn who_has_signed_in_is_the_user_of_the_id_token() {
    let told = run(&["demo", "linkedin"]).out;
    assert!(told.contains("← 200  (4 public keys)"), "{told}");
    let (_, told) = told.split_once("\n  userinfo  ").unwrap_or_else(|| panic!("{told}"));
    let (told, _) = told.split_once("\n\n").expect("another flow follows");
    assert!(told.contains("→ GET  https://api.linkedin.com/v2/userinfo"), "{told}");
    assert!(told.ends_with("✓ it is about the user of the ID token"), "{told}");
}

#[test]
fn an_id_token_alone_says_who_has_signed_in() {
    let file =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../generated-tests/cases/signed_in/provider.toml");
    let told = run(&["demo", file]);
    assert_eq!(told.code, 0, "{}", told.out);
    assert!(told.out.contains("(as a form; alice@example.com allows it)"), "{}", told.out);
    assert!(told.out.contains("the user is `alice@example.com`"), "{}", told.out);
    assert!(told.out.contains("\n  logout  "), "{}", told.out);
    assert_no_secrets(&told.out);
}

#[test]
fn a_webhook_is_believed_with_the_key_that_is_published() {
    let told = run(&["demo", "kick"]).out;
    let (_, told) = told.split_once("\n  webhook events\n").unwrap_or_else(|| panic!("{told}"));
    assert!(told.contains("→ GET  https://api.kick.com/public/v1/public-key"), "{told}");
    assert!(told.contains("← 200  (a public key)"), "{told}");
    assert!(told.contains("✓ the signature is right; a replay can be told by its id"), "{told}");
    assert!(told.contains("✓ changed on the way: “the signature in the header"), "{told}");
}

#[test]
fn an_answer_that_is_a_form_is_shown_as_one() {
    let told = run(&["demo", "deezer"]).out;
    assert!(told.contains("← 200  access_token=at_"), "{told}");
    assert!(told.contains("  expires=0"), "{told}");
    assert_no_secrets(&told);
}

#[test]
fn an_unknown_name_is_answered_with_a_near_one() {
    let run = run(&["demo", "pigy"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("did you mean `piggy`?"), "{}", run.err);
    run.assert_plain();
}

#[test]
fn a_file_that_lies_here_is_pointed_at() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own-corp.toml"), OWN).unwrap();
    fs::write(folder.path().join("deezer.toml"), OWN).unwrap();
    let unknown = run_in(folder.path(), &["demo", "own-corp"]);
    assert_eq!(unknown.code, 1);
    let help = "there is a file `own-corp.toml` here: write `own-corp.toml`";
    assert!(unknown.err.contains(help), "{}", unknown.err);
    let built_in = run_in(folder.path(), &["demo", "deezer"]);
    assert_eq!(built_in.code, 0);
    let note = "note: `deezer` is the built-in one; for the file here write `deezer.toml`\n";
    assert_eq!(built_in.err, note);
}

#[test]
fn a_wrong_file_is_reported_and_not_played() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.toml"), OWN.replace("[grants.", "[grant.")).unwrap();
    let run = run_in(folder.path(), &["demo", "own.toml"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("did you mean `grants`?"), "{}", run.err);
}

/// Neither what is known to be secret, nor anything that looks like a token, a code or a random text.
fn assert_no_secrets(told: &str) {
    for secret in ["demo-secret", "correct horse", "secret-backup"] {
        assert!(!told.contains(secret), "`{secret}` in {told}");
    }
    let is_random = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    for word in told.split(|character| !is_random(character)) {
        let is_token = ["at_", "rt_"].iter().any(|kind| word.starts_with(kind));
        assert!(word.len() < 43 && !(is_token && word.len() > 7), "`{word}` in {told}");
    }
}
