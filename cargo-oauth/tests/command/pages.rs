//! What the pages of the documentation show is what the command says.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use crate::support::{Run, run_in};

fn page(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(root.join(path)).expect("a page")
}

/// The first block of that kind that begins so.
fn block<'a>(page: &'a str, kind: &str, start: &str) -> &'a str {
    let fence = format!("```{kind}\n");
    let mut blocks = page.split(&*fence).skip(1);
    let found = blocks.find(|text| text.starts_with(start)).expect("a block");
    found.split_once("```").expect("its end").0
}

/// What the command says in a folder with that as `providers/acme.toml`.
fn said(file: &str, command: &str) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("providers")).expect("another one");
    fs::write(folder.path().join("providers/acme.toml"), file).expect("a file");
    run_in(folder.path(), &[command, "providers/acme.toml"])
}

/// Its lines, without what stands before them.
fn lines(text: &str) -> String {
    text.lines().map(str::trim_start).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_readme() {
    let page = page("README.md");
    let file = block(&page, "toml", "# providers/acme.toml\n");
    assert_eq!(said(file, "check").code, 0);
    let demo = said(file, "demo");
    assert_eq!(demo.code, 0, "{}", demo.out);
    let shown = block(&page, "text", "→ GET");
    assert!(lines(&demo.out).contains(&lines(shown)), "{}", demo.out);

    let wrong = file.replacen("\nauthorization", "\nauthorisation", 1);
    let shown = block(&page, "text", "error: unknown key");
    let check = said(&wrong, "check");
    assert!(check.err.contains(shown), "{}", check.err);
}

#[test]
fn the_guide() {
    let page = page("docs/adding-a-provider.md");
    let wrong = block(&page, "toml", "schema = 1\n");
    let check = said(wrong, "check");
    assert_eq!(check.code, 1);
    assert_eq!(check.err, block(&page, "text", "error: unknown key"));
    let right = wrong.replace("authorisation", "authorization");
    let right = right.replace("refresh_tokn", "refresh_token");
    assert_eq!(said(&right, "check").code, 0);
    assert_eq!(said(&right, "demo").code, 0);
}

#[test]
fn every_key_of_the_reference_is_on_the_page_of_the_language() {
    let (reference, language) = (page("docs/reference.md"), page("docs/language.md"));
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let words: HashSet<&str> = language.split(|c| !is_part(c)).collect();
    let rows = reference.lines().filter_map(|line| line.strip_prefix("| `"));
    let keys: Vec<&str> = rows.filter_map(|row| Some(row.split_once('`')?.0)).collect();
    assert!(keys.len() > 200, "{} keys", keys.len());
    let missing: Vec<_> = keys.into_iter().filter(|key| !words.contains(key)).collect();
    assert!(missing.is_empty(), "docs/language.md does not have {missing:?}");
}
