//! What must not compile, with the very message; and what must.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;

/// The cases are compiled as parts of a crate that trybuild makes in the build folder. The TOML files
/// that they name by a path must lie in that crate.
fn take_along_toml_files() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let build = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let there = build.join("tests/trybuild/generated-tests/tests/ui");
    fs::create_dir_all(&there).unwrap();
    for entry in fs::read_dir(cases).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            fs::copy(&path, there.join(path.file_name().unwrap())).unwrap();
        }
    }
}

/// Each trait of a capability has a case that shows what is said where a provider lacks it.
#[test]
fn every_capability_is_shown() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = fs::read_to_string(manifest.join("../oauth-runtime/src/grants.rs")).unwrap();
    let said = source.split("#[diagnostic::on_unimplemented(").skip(1).map(|after| {
        let (_, text) = after.split_once("message = \"").unwrap();
        let (text, _) = text.split_once('"').unwrap();
        text.split_once("{Self}").unwrap()
    });
    let mut shown = String::new();
    for entry in fs::read_dir(manifest.join("tests/ui")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "stderr") {
            shown.push_str(&fs::read_to_string(path).unwrap());
        }
    }
    let errors: Vec<&str> =
        shown.lines().filter(|line| line.starts_with("error[E0277]: ")).collect();
    for (before, after) in said {
        let is_it = |line: &&str| line.contains(before) && line.ends_with(after);
        assert!(errors.iter().any(is_it), "no case shows {before}…{after}");
    }
}

#[test]
fn mistakes_are_explained() {
    take_along_toml_files();
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*.rs");
    cases.pass("tests/ui-pass/*.rs");
}
