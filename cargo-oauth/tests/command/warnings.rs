//! The warnings of the catalogue: those that are meant to be seen, and no others.

use std::path::Path;

use serde_json::Value;

use crate::support::run_in;

/// What stays visible until somebody who has an account there has tried it: that nobody sends PKCE is no
/// reason not to, and an address that nobody states is a guess. Whatever a provider is known for has a
/// `[lint] allow` with its reason instead.
const VISIBLE: &[(&str, &str)] = &[
    ("apple", "no-pkce"),
    ("deezer", "no-pkce"),
    ("dingtalk", "no-pkce"),
    ("ebay", "no-pkce"),
    ("kakao", "no-pkce"),
    ("naver", "no-pkce"),
    ("pio", "no-pkce"),
    ("podio", "no-pkce"),
    ("qq", "no-pkce"),
    ("shopline", "no-pkce"),
    ("tiktok-business", "no-pkce"),
    ("tiktok-shop", "no-pkce"),
    ("twitch", "no-pkce"),
    ("untappd", "no-pkce"),
    ("vk", "unconfirmed-endpoint"),
    ("withings", "no-pkce"),
];

#[test]
fn the_catalogue_has_those_that_are_meant_to_be_seen() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let run = run_in(&root, &["check", "providers", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let checked: Value = serde_json::from_str(&run.out).expect("JSON");
    let files = checked["files"].as_array().expect("files");
    assert!(files.len() > 90, "{} files", files.len());
    let mut found = Vec::new();
    for file in files {
        for warning in file["diagnostics"].as_array().expect("diagnostics") {
            let (name, lint) = (&file["name"], &warning["lint"]);
            found.push((name.as_str().expect("a name"), lint.as_str().expect("a lint")));
        }
    }
    assert_eq!(found, VISIBLE);
}
