//! The build script's door: the built-in catalogue, the declarations of this crate, the cases, the needs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    let mut build = oauth_codegen::Build::new().folder("providers");
    for file in oauth_codegen::CATALOGUE {
        build = build.catalogue(file.name);
    }
    for folder in folders("cases").into_iter().chain(folders("needs")) {
        build = build.file(folder.join("provider.toml"));
    }
    build.run();
    modules();
    needs();
}

/// The names of the modules that were made, for a test that looks at every one.
fn modules() {
    let folder = out().join("oauth_providers");
    // It is not there when the first build found a mistake; Cargo then goes no further.
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let text = std::fs::read_to_string(entry.path()).expect("it has just been written");
            let (_, rest) = text.split_once("\npub mod ")?;
            Some(rest.split_once(" {")?.0.to_owned())
        })
        .collect();
    names.sort_unstable();
    write(&out().join("modules.rs"), &format!("modules! {{ {} }}\n", names.join(" ")));
}

/// The folders in a folder, by name. The folder itself is watched for new ones.
fn folders(path: &str) -> Vec<PathBuf> {
    println!("cargo::rerun-if-changed={path}");
    let entries = std::fs::read_dir(path).expect("the folder lies beside this file");
    let mut folders: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort_unstable();
    folders
}

/// The tests of the needs, each beside its declaration, as modules of one test program.
fn needs() {
    let here = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("Cargo says where"));
    let mut modules = String::new();
    for folder in folders("needs") {
        let test = here.join(&folder).join("test.rs");
        println!("cargo::rerun-if-changed={}", test.display());
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a name in ASCII");
        if test.exists() {
            let module = name.replace('.', "_");
            // As a Rust text, whatever is in it.
            let path = test.to_str().expect("a path in UTF-8");
            writeln!(modules, "#[path = {path:?}]\nmod {module};").expect("a text can be written");
        }
    }
    write(&out().join("needs.rs"), &modules);
}

fn out() -> PathBuf {
    PathBuf::from(std::env::var_os("OUT_DIR").expect("Cargo says where"))
}

/// Only what changed, so that nothing is compiled anew for nothing.
fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|there| there == text) {
        return;
    }
    std::fs::write(path, text).expect("the output folder can be written");
}
