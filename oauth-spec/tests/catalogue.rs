//! Every file of the catalogue, and every file that shows a need, is right.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::fs;
use std::path::{Path, PathBuf};

use oauth_spec::{Palette, SourceFile, compile_with};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The files of the catalogue.
fn catalogue() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("providers")).unwrap();
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .filter(|path| !path.ends_with("Cargo.toml"))
        .collect();
    files.sort();
    files
}

/// The files that show what providers need, each in a folder with its name.
fn needs() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("generated-tests/needs")).unwrap();
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap().path().join("provider.toml"))
        .filter(|path| path.exists())
        .collect();
    files.sort();
    files
}

/// Compiles a file as a build does: a base is in its folder, or in the catalogue.
fn mistakes(path: &Path) -> Option<String> {
    let read = |path: &Path| {
        let text = fs::read_to_string(path).ok()?;
        Some(SourceFile::new(path.display().to_string(), text))
    };
    let base = |name: &str| {
        let file = format!("{name}.toml");
        let own = read(&path.with_file_name(&file));
        own.or_else(|| read(&root().join("providers").join(&file)))
    };
    let source = read(path).unwrap();
    compile_with(&source, &base).err().map(|report| report.render(&Palette::PLAIN))
}

fn all_are_right(files: &[PathBuf]) {
    assert!(!files.is_empty());
    let wrong: Vec<_> = files.iter().filter_map(|path| mistakes(path)).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), files.len(), wrong.join("\n"));
}

#[test]
fn the_catalogue_is_right() {
    all_are_right(&catalogue());
}

#[test]
fn every_need_can_be_said() {
    all_are_right(&needs());
}
