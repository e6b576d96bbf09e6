//! `cargo oauth check`: warnings, their levels, formats and fixes.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Run, run_in};

/// Right, with a default that is said, a slash too many, and no documents.
const DOUBTFUL: &str = r#"schema = 1

[provider]
name  = "acme"
title = "Acme"

[endpoints]
authorization = "https://acme.example//authorize"
token         = "https://acme.example/token"

[grants.authorization_code]
authorization_request = { parameters = { code = "abc", prompt = "login" } }

[grants.refresh_token]
rotation = "optional"  # the default
"#;

fn check(folder: &Path, text: &str, arguments: &[&str]) -> Run {
    fs::write(folder.join("acme.toml"), text).expect("a folder that can be written to");
    let arguments: Vec<_> = ["check", "acme.toml"].iter().chain(arguments).copied().collect();
    run_in(folder, &arguments)
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.out))
}

#[test]
fn warnings_are_shown_and_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let run = check(folder.path(), DOUBTFUL, &[]);
    insta::assert_snapshot!(run.transcript());
    run.assert_plain();
}

#[test]
fn denied_warnings_are_mistakes_and_allowed_ones_silent() {
    let folder = tempfile::tempdir().unwrap();
    let denied = check(folder.path(), DOUBTFUL, &["--deny", "warnings"]);
    assert_eq!((denied.code, denied.out.as_str()), (1, ""));
    assert!(denied.err.contains("error[misplaced-parameter]: "), "{}", denied.err);
    let one = check(folder.path(), DOUBTFUL, &["-D", "no-documents", "-A", "warnings"]);
    assert_eq!(one.code, 1);
    assert!(!one.err.contains("misplaced-parameter"), "{}", one.err);
    let none = check(folder.path(), DOUBTFUL, &["-A", "warnings"]);
    assert_eq!((none.code, none.err.as_str()), (0, ""));
    let unknown = check(folder.path(), DOUBTFUL, &["-D", "no-document"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("did you mean `no-documents`?"), "{}", unknown.err);
}

#[test]
fn json_is_one_document() {
    let folder = tempfile::tempdir().unwrap();
    let run = check(folder.path(), DOUBTFUL, &["--format", "json"]);
    insta::assert_snapshot!(run.transcript());
    let wrong = json(&check(folder.path(), "schema = 1\n", &["--format", "json"]));
    assert_eq!(wrong["errors"], 2);
    assert_eq!(wrong["files"][0]["name"], Value::Null);
    assert_eq!(wrong["files"][0]["diagnostics"][0]["level"], "error");
}

#[test]
fn sarif_has_rules_places_and_fixes() {
    let folder = tempfile::tempdir().unwrap();
    let log = json(&check(folder.path(), DOUBTFUL, &["--format", "sarif", "-D", "no-documents"]));
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "acme.toml");
        assert!(place["region"]["startLine"].as_u64().is_some_and(|line| line > 0), "{result}");
    }
    insta::assert_snapshot!(format!("{:#}", run["results"]));
}

#[test]
fn fixes_leave_a_right_file() {
    let folder = tempfile::tempdir().unwrap();
    let run = check(folder.path(), &format!("\u{feff}{DOUBTFUL}"), &["--fix"]);
    insta::assert_snapshot!(run.transcript());
    let text = fs::read_to_string(folder.path().join("acme.toml")).unwrap();
    assert!(text.starts_with('\u{feff}'));
    assert!(text.contains("\"https://acme.example/authorize\""), "{text}");
    assert!(text.ends_with("[grants.refresh_token]\n"), "{text}");
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(files.len(), 1, "nothing is left beside it");
}

#[test]
fn a_wrong_file_is_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    let text = DOUBTFUL.replace("title", "titel");
    assert_eq!(check(folder.path(), &text, &["--fix"]).code, 1);
    assert_eq!(fs::read_to_string(folder.path().join("acme.toml")).unwrap(), text);
}

#[test]
fn a_file_that_is_read_only_is_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("acme.toml");
    fs::write(&path, DOUBTFUL).unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let run = run_in(folder.path(), &["check", "acme.toml", "--fix"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("cannot change `acme.toml`: it is read-only"), "{}", run.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), DOUBTFUL);
}

#[test]
fn a_base_is_found_beside_the_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("base.toml"), DOUBTFUL.replace("\"acme\"", "\"base\"")).unwrap();
    let text = "schema = 1\nextends = \"base\"\n[provider]\nname = \"acme\"\ndocs = \"https://a.example\"\n";
    let run = check(folder.path(), text, &[]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "what is doubtful in a base is shown there");
}

#[test]
fn two_brands_with_one_token_endpoint() {
    let folder = tempfile::tempdir().unwrap();
    let other = DOUBTFUL.replace("\"acme\"", "\"other\"").replace("\"Acme\"", "\"Other\"");
    fs::write(folder.path().join("acme.toml"), DOUBTFUL).unwrap();
    fs::write(folder.path().join("other.toml"), other).unwrap();
    let run = run_in(folder.path(), &["check", "."]);
    assert_eq!(run.err.matches("[shared-token-endpoint]").count(), 2, "{}", run.err);
}
