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

#[test]
fn mistakes_are_explained() {
    take_along_toml_files();
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*.rs");
    cases.pass("tests/ui-pass/*.rs");
}
