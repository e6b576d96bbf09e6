//! Pages of the documentation that name tests: each exists, and is run as one.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use std::path::Path;

/// The tests that a line names, each as `` [`module::name`](path) ``, and where they are said to be.
fn named(line: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in line.split("[`").skip(1) {
        let (test, rest) = part.split_once("`](").unwrap();
        found.push((test.to_owned(), rest.split_once(')').unwrap().0.to_owned()));
    }
    found
}

/// Whether a source has that function, and runs it as a test.
fn is_test(source: &str, function: &str) -> bool {
    let Some((before, _)) = source.split_once(&format!("fn {function}()")) else { return false };
    let before = before.trim_end_matches("async ").trim_end();
    before.ends_with("#[test]") || before.ends_with("#[tokio::test]")
}

fn missing(page: &str) -> Vec<String> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let text = std::fs::read_to_string(docs.join(page)).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.len() > 20);
    let mut found = Vec::new();
    let mut count = 0;
    for row in rows {
        for (name, path) in named(row) {
            count += 1;
            let source = std::fs::read_to_string(docs.join(&path)).unwrap_or_default();
            let (module, function) = name.rsplit_once("::").unwrap_or(("", &name));
            let file = Path::new(&path).file_stem().unwrap().to_str().unwrap();
            if !is_test(&source, function) || !(module == file || module.is_empty()) {
                found.push(format!("{page}: there is no test `{name}` in {path}"));
            }
        }
    }
    assert!(count > 10, "{page} names {count} tests");
    found
}

#[test]
fn a_function_that_nobody_runs_is_no_test() {
    let source = "#[test]\nfn one() {}\n    #[tokio::test]\n    async fn two() {}\nfn three() {}\n";
    for (function, expected) in [("one", true), ("two", true), ("three", false), ("four", false)] {
        assert_eq!(is_test(source, function), expected, "{function}");
    }
}

#[test]
fn every_test_that_a_page_names_exists() {
    let wrong: Vec<_> = ["security.md", "rfcs.md"].into_iter().flat_map(missing).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
