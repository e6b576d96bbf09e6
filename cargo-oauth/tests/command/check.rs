//! `cargo oauth check`.

use std::fs;
use std::path::Path;

use crate::support::{run, run_in, run_with};

const RIGHT: &str = r#"schema = 1

[provider]
name  = "acme"
title = "Acme"
docs  = "https://acme.example/docs"

[endpoints]
token = "https://acme.example/token"

[grants.client_credentials]
"#;

/// A misspelt key, and a grant without its endpoint.
const WRONG: &str = r#"schema = 1

[provider]
name  = "acme"
titel = "Acme"

[endpoints]
token = "https://acme.example/token"

[grants.authorization_code]
"#;

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("a folder that can be written to");
}

#[test]
fn a_file_that_is_right() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "acme.toml", RIGHT);
    let run = run_in(folder.path(), &["check", "acme.toml"]);
    insta::assert_snapshot!(run.transcript());
    run.assert_plain();
}

#[test]
fn both_mistakes_of_a_file_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "acme.toml", WRONG);
    let run = run_in(folder.path(), &["check", "acme.toml"]);
    insta::assert_snapshot!(run.transcript());
    run.assert_plain();
}

#[test]
fn a_terminal_that_wants_colours_gets_them() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "acme.toml", WRONG);
    let run = run_with(folder.path(), &["check", "acme.toml"], &[("CLICOLOR_FORCE", "1")]);
    assert!(run.err.contains('\u{1b}'));
    let both = [("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")];
    run_with(folder.path(), &["check", "acme.toml"], &both).assert_plain();
}

#[test]
fn a_folder_is_its_toml_files_by_name() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in
        [("b.toml", RIGHT), ("a.toml", WRONG), ("Cargo.toml", "[package]"), ("notes.txt", "x")]
    {
        write(folder.path(), name, text);
    }
    let run = run_in(folder.path(), &["check", "."]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("right ./b.toml (Acme)"), "{}", run.out);
    assert!(run.err.contains("--> ./a.toml:5:1"), "{}", run.err);
    assert!(run.err.ends_with("1 wrong of 2 checked\n"), "{}", run.err);
}

/// As a build script refuses them.
#[test]
fn two_files_with_one_name_are_told_at_both() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.toml", RIGHT);
    write(folder.path(), "b.toml", &RIGHT.replace("acme.example", "b.example"));
    let run = run_in(folder.path(), &["check", "."]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    for said in ["two files of one folder give one module, `acme`", "./a.toml:4:9", "./b.toml:4:9"]
    {
        assert!(run.err.contains(said), "{}", run.err);
    }
    assert!(run.err.ends_with("2 wrong of 2 checked\n"), "{}", run.err);
    let json = run_in(folder.path(), &["check", "--format", "json", "."]);
    assert_eq!(json.code, 1);
    assert!(json.out.contains("also in `./a.toml`"), "{}", json.out);
}

#[test]
fn without_a_path_the_folder_is_providers() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("providers")).unwrap();
    write(&folder.path().join("providers"), "acme.toml", RIGHT);
    let run = run_in(folder.path(), &["check"]);
    assert_eq!((run.code, run.out.as_str()), (0, "right providers/acme.toml (Acme)\n"));
}

#[test]
fn what_is_not_there_is_said_with_what_may_be_meant() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "acme.toml", RIGHT);
    let missing_file = run_in(folder.path(), &["check", "acne.toml"]);
    insta::assert_snapshot!("missing_file", missing_file.transcript());
    insta::assert_snapshot!("missing_folder", run(&["check"]).transcript());
}

#[test]
fn a_file_of_another_kind_is_no_provider_and_hides_no_other() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "acme.conf", RIGHT);
    write(folder.path(), "acme.toml", RIGHT);
    fs::create_dir(folder.path().join("folder.toml")).unwrap();
    let run = run_in(folder.path(), &["check", "acme.conf"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(run.err, "error: `acme.conf` does not end in `.toml`, as provider files do\n");
    let both = run_in(folder.path(), &["check", "acme.conf", "."]);
    assert_eq!((both.code, both.out.as_str()), (2, "right ./acme.toml (Acme)\n"));
}

#[test]
fn an_empty_folder_is_a_mistake() {
    let run = run(&["check", "."]);
    assert_eq!(run.code, 2);
    assert_eq!(run.err, "error: there is no `.toml` file in the folder `.`\n");
}

#[test]
fn one_that_is_missing_hides_no_other() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "acme.toml", RIGHT);
    let run = run_in(folder.path(), &["check", "nowhere", "acme.toml"]);
    assert_eq!((run.code, run.out.as_str()), (2, "right acme.toml (Acme)\n"));
    assert!(run.err.contains("neither a file nor a folder `nowhere`"), "{}", run.err);
}

/// An empty file was looked at, and is wrong; one that is not there is neither.
#[test]
fn what_is_empty_is_wrong_and_what_is_not_there_is_not_counted() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "acme.toml", RIGHT);
    write(folder.path(), "empty.toml", " \n");
    let run = run_in(folder.path(), &["check", "acme.toml", "empty.toml"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.ends_with("1 wrong of 2 checked\n"), "{}", run.err);
    let run = run_in(folder.path(), &["check", "acme.toml", "absent.toml"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.ends_with("\n1 file could not be read\n"), "{}", run.err);
    assert!(!run.err.contains("wrong"), "{}", run.err);
    let run = run_in(folder.path(), &["check", "absent.toml", "empty.toml", "acme.toml"]);
    assert_eq!(run.code, 2, "{}", run.err);
    let end = "1 wrong of 2 checked\n1 file could not be read\n";
    assert!(run.err.ends_with(end), "{}", run.err);
}

#[test]
fn a_file_that_is_named_twice_is_checked_once() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "acme.toml", RIGHT);
    let run = run_in(folder.path(), &["check", "acme.toml", ".", "./acme.toml"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "right acme.toml (Acme)\n", ""));
}

#[test]
fn a_name_is_answered_with_its_file() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "acme.toml", RIGHT);
    let run = run_in(folder.path(), &["check", "acme"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.ends_with("= help: did you mean `acme.toml`?\n"), "{}", run.err);
    fs::create_dir(folder.path().join("providers")).unwrap();
    write(&folder.path().join("providers"), "acme.toml", RIGHT);
    let run = run_in(folder.path(), &["check", "acme"]);
    assert!(run.err.ends_with("= help: did you mean `providers/acme.toml`?\n"), "{}", run.err);
}
