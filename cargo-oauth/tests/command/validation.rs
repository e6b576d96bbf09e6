//! The JSON Schema that we print, as an editor uses it: right files pass, and wrong ones fail where a schema
//! can see it.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use oauth_spec::{Diagnostic, SourceFile, compile};
use serde_json::Value;

use crate::support::run;

fn validator() -> Validator {
    let schema = serde_json::from_str(&run(&["schema"]).out).unwrap();
    jsonschema::draft7::new(&schema).unwrap()
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The provider files under a folder, by path.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![workspace().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            let is_toml = path.extension().is_some_and(|extension| extension == "toml");
            let name = path.file_stem().and_then(|name| name.to_str()).unwrap();
            if path.is_dir() {
                folders.push(path);
            } else if is_toml && !["Cargo", "need", "excluded"].contains(&name) {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder}");
    found
}

/// A file as JSON, if it is TOML at all.
fn json(path: &Path) -> Option<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    let table: toml::Table = toml::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    Some(serde_json::to_value(table).unwrap())
}

#[test]
fn what_is_right_passes() {
    let validator = validator();
    let mut wrong = Vec::new();
    let folders = [
        "providers",
        "generated-tests/needs",
        "generated-tests/cases",
        "oauth-spec/tests/cases/valid",
    ];
    for path in folders.into_iter().flat_map(files) {
        for error in validator.iter_errors(&json(&path).expect("a right file")) {
            wrong.push(format!("{}: {}: {error}", path.display(), error.instance_path()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a mistake is one of a single place: a key, a word, a type, a table that every file has. What else
/// may be missing may come from a base, so that the schema does not ask for it; and whether a number is right for a
/// variable is said where the variable is.
fn is_visible(mistake: &Diagnostic) -> bool {
    let message = &mistake.message;
    if message.starts_with("`environments.") && mistake.label == "this is an integer" {
        return false;
    }
    let starts = ["unknown key `", "unknown value `", "a provider file has no `"];
    starts.iter().any(|start| message.starts_with(start)) || message.contains("` must be a")
}

#[test]
fn what_is_wrong_at_one_place_fails() {
    let validator = validator();
    let mut passed = String::new();
    for path in files("oauth-spec/tests/cases/invalid") {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap();
        // What is no TOML never comes as far as a schema.
        let Some(value) = json(&path) else { continue };
        if !validator.is_valid(&value) {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let report = compile(&SourceFile::new(name, text)).unwrap_err();
        let visible: Vec<_> = report.diagnostics().iter().filter(|it| is_visible(it)).collect();
        assert!(visible.is_empty(), "{name} passes: {visible:?}");
        let first = &report.diagnostics()[0].message;
        let _ = writeln!(passed, "{name}: {first}");
    }
    // These need the reader: what is wrong is between two places, or inside a text.
    insta::assert_snapshot!(passed);
}

#[test]
fn a_mistake_is_told_at_its_place_and_alone() {
    let validator = validator();
    let file: toml::Table = toml::from_str(
        "schema = 1\n[provider]\nname = 5\n[endpoints]\ntokn = \"x\"\n[grants.authorization_code]\npkce = \"S257\"\n\
         [token]\nexpiry = true\nlifetime = \"8 hours\"\nroot = false\n[callback.fields.x]\ntype = false\nrequired = 1\n",
    )
    .unwrap();
    let mut places: Vec<String> = validator
        .iter_errors(&serde_json::to_value(file).unwrap())
        .map(|error| error.instance_path().to_string())
        .collect();
    places.sort();
    places.dedup();
    assert_eq!(
        places,
        [
            "/callback/fields/x/required",
            "/endpoints",
            "/grants/authorization_code/pkce",
            "/provider/name",
            "/token/expiry",
            "/token/lifetime",
        ]
    );
}
