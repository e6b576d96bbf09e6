//! What is said about files that are wrong: every `cases/invalid/*.toml` has its report beside it.
#![cfg(feature = "parse")]

use std::path::{Path, PathBuf};

use oauth_spec::{Palette, Position, Report, SourceFile, compile};

/// The files of a folder under `cases`, sorted.
fn cases(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut files: Vec<_> =
        folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn report(text: &str) -> Report {
    compile(&SourceFile::new("acme.toml", text)).expect_err("this file is wrong")
}

#[test]
fn every_invalid_file() {
    for file in cases("invalid") {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let source = SourceFile::new(format!("{name}.toml"), text);
        let report = match compile(&source) {
            Ok(_) => panic!("{name} is accepted"),
            Err(report) => report,
        };
        assert!(!report.diagnostics().is_empty(), "{name}");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("cases/reports");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, report.to_string()));
    }
}

#[test]
fn every_valid_file() {
    for file in cases("valid") {
        let source = SourceFile::read(&file).unwrap();
        if let Err(report) = compile(&source) {
            panic!("\n{report}");
        }
    }
}

/// The catalogue beside this crate, where it is there.
#[test]
fn every_file_of_the_catalogue() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../providers");
    let Ok(entries) = folder.read_dir() else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let is_toml = path.extension().is_some_and(|end| end == "toml");
        if !is_toml || path.file_name().is_some_and(|name| name == "Cargo.toml") {
            continue;
        }
        let source = SourceFile::read(&path).unwrap_or_else(|report| panic!("\n{report}"));
        if let Err(report) = compile(&source) {
            panic!("\n{report}");
        }
    }
}
