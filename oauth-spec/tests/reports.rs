//! What is said about files that are wrong: every `cases/invalid/*.toml` has its report beside it.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::path::{Path, PathBuf};

use oauth_spec::{Palette, Position, Report, SourceFile, compile};

/// The files of a folder under `cases`, sorted.
fn cases(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
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
        let Err(report) = compile(&source) else { panic!("{name} is accepted") };
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

#[test]
fn positions_count_characters_from_one() {
    let report = report("schema = 1\n[provider]\nname = \"acme\"\n\"é\u{301}é\" = 1\n");
    let first = &report.diagnostics()[0];
    assert_eq!(report.position(first), Some(Position { line: 1, column: 1 }));
    let key = &report.diagnostics()[1];
    assert_eq!(report.position(key), Some(Position { line: 4, column: 1 }));
    assert_eq!(key.message, "unknown key `é\u{301}é`");
    assert_eq!(report.source_name(), "acme.toml");
}

#[test]
fn colours_are_all_that_a_palette_adds() {
    let text = std::fs::read_to_string(&cases("invalid")[0]).unwrap();
    let report = report(&text);
    let plain = report.render(&Palette::PLAIN);
    assert_eq!(plain, report.to_string());
    let mut coloured = report.render(&Palette::ANSI);
    let Palette { error, warning, gutter, emphasis, help, reset } = Palette::ANSI;
    assert!(coloured.contains(&format!("{error}error{reset}")));
    for sign in [error, warning, gutter, emphasis, help, reset] {
        coloured = coloured.replace(sign, "");
    }
    assert_eq!(coloured, plain);
}

#[test]
fn nothing_of_the_file_reaches_the_terminal_raw() {
    let text = "schema = 1\n[provider]\nname = \"a\u{202e}b\"\n\"x\u{200b}\" = \"\\u001b[31m\"\n";
    let report = report(text).to_string();
    assert!(!report.contains(['\u{1b}', '\u{202e}', '\u{200b}']), "{report:?}");
    assert!(report.contains("a\u{fffd}b"), "{report}");
}

#[test]
fn a_report_is_an_error_like_any_other() {
    let error: Box<dyn std::error::Error + Send + Sync> = Box::new(report("schema = 1\nx = 1\n"));
    assert!(error.to_string().starts_with("error: "));
}

#[test]
fn the_same_file_gives_the_same_report() {
    for file in cases("invalid") {
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(report(&text), report(&text));
        let windows = report(&text.replace("\r\n", "\n").replace('\n', "\r\n"));
        let unix = report(&text.replace("\r\n", "\n"));
        // A raw line end in a text of several lines is a character of that text.
        if !text.contains("\"\"\"") {
            assert_eq!(windows.to_string(), unix.to_string(), "{}", file.display());
        }
    }
}
