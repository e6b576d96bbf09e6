//! `cargo oauth new`.

use std::fs;

use crate::support::run_in;

#[test]
fn a_file_of_defaults_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let new = run_in(folder.path(), &["new", "Acme Corp", "--no-input"]);
    assert_eq!(new.code, 0, "{}", new.err);
    let text = fs::read_to_string(folder.path().join("providers/acme-corp.toml")).unwrap();
    insta::assert_snapshot!(text);
    let check = run_in(folder.path(), &["check"]);
    assert_eq!(check.code, 0);
    // What nobody has said is told.
    assert_eq!(
        check.err.matches("`acme-corp.invalid` is a placeholder").count(),
        3,
        "{}",
        check.err
    );
}

#[test]
fn what_a_grant_needs_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let grants = ["new", "acme", "--no-input", "--grants", "device_code,ciba,refresh_token"];
    let given = ["--device-authorization", "https://acme.example/device"];
    let new = run_in(folder.path(), &[&grants[..], &given].concat());
    assert_eq!(new.code, 0, "{}", new.err);
    let text = fs::read_to_string(folder.path().join("providers/acme.toml")).unwrap();
    for line in [
        "device_authorization       = \"https://acme.example/device\"",
        "backchannel_authentication = \"https://acme.invalid/oauth/backchannel\"",
    ] {
        assert!(text.contains(line), "{text}");
    }
    assert!(!text.contains("\nauthorization "), "{text}");
    assert_eq!(run_in(folder.path(), &["check"]).code, 0);
    let given = ["--backchannel-authentication", "https://acme.example/bc", "--to", "other.toml"];
    let new = run_in(folder.path(), &[&grants[..], &given].concat());
    assert_eq!(new.code, 0, "{}", new.err);
    let text = fs::read_to_string(folder.path().join("other.toml")).unwrap();
    assert!(text.contains("backchannel_authentication = \"https://acme.example/bc\""), "{text}");
    assert!(text.contains("= \"https://acme.invalid/oauth/device\""), "{text}");
}

#[test]
fn what_is_given_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [
        "new",
        "acme",
        "--no-input",
        "--token",
        "https://acme.example/t",
        "--api",
        "https://acme.example/api",
        "--grants",
        "client_credentials",
        "--authentication",
        "client_secret_post",
        "--scope-separator",
        ",",
        "--scopes",
        "a:read, b",
        "--docs",
        "https://acme.example/docs",
        "--to",
        "here.toml",
    ];
    let new = run_in(folder.path(), &arguments);
    assert_eq!(new.code, 0, "{}", new.err);
    insta::assert_snapshot!(fs::read_to_string(folder.path().join("here.toml")).unwrap());
    let check = run_in(folder.path(), &["check", "here.toml", "-D", "warnings"]);
    assert_eq!(check.code, 0, "{}", check.err);
}

#[test]
fn nothing_is_overwritten_and_nothing_wrong_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("acme.toml"), "mine").unwrap();
    let there = run_in(folder.path(), &["new", "acme", "--no-input", "--to", "acme.toml"]);
    assert_eq!(there.code, 1);
    assert_eq!(fs::read_to_string(folder.path().join("acme.toml")).unwrap(), "mine");
    let arguments =
        ["new", "acme", "--no-input", "--token", "ftp://acme.example", "--to", "x.toml"];
    let wrong = run_in(folder.path(), &arguments);
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.ends_with("`x.toml` was not written\n"), "{}", wrong.err);
    let grants = run_in(folder.path(), &["new", "acme", "--no-input", "--grants", "a b"]);
    assert!(grants.err.contains("`a b`"), "{}", grants.err);
    assert!(!grants.err.contains("this is not TOML"), "{}", grants.err);
    let other = run_in(folder.path(), &["new", "acme", "--no-input", "--to", "acme.conf"]);
    assert_eq!(other.code, 1);
    assert!(other.err.contains("does not end in `.toml`"), "{}", other.err);
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(files.len(), 1, "nothing but what was there");
}
