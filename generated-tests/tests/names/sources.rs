//! The Rust sources that users of the toolkit run: those of the published crates, without tests and benches.

use std::fs;
use std::path::Path;

/// A source, by its path in the workspace.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// All of them, by path.
pub(crate) fn all() -> Vec<Source> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let manifest = fs::read_to_string(workspace.join("Cargo.toml")).unwrap();
    let manifest: toml::Table = toml::from_str(&manifest).unwrap();
    let members = manifest["workspace"]["members"].as_array().unwrap().iter();
    let members = members.map(|name| name.as_str().unwrap());
    let mut sources = Vec::new();
    let unpublished = ["generated-tests", "examples"];
    for member in members.filter(|name| !unpublished.contains(name)) {
        walk(workspace, &workspace.join(member).join("src"), &mut sources);
        let build = workspace.join(member).join("build.rs");
        if build.exists() {
            read(workspace, &build, &mut sources);
        }
    }
    sources.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    assert!(sources.len() > 100, "there are more");
    sources
}

fn walk(workspace: &Path, folder: &Path, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // The modules of tests that have files of their own.
        if path.file_stem().is_some_and(|name| name == "tests") {
            continue;
        }
        if path.is_dir() {
            walk(workspace, &path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            read(workspace, &path, sources);
        }
    }
}

fn read(workspace: &Path, path: &Path, sources: &mut Vec<Source>) {
    let text = fs::read_to_string(path).unwrap();
    let path = path.strip_prefix(workspace).unwrap().to_str().unwrap().to_owned();
    sources.push(Source { path, text });
}
