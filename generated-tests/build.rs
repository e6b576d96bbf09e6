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
    needs();
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
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("Cargo says where"));
    write(&out.join("needs.rs"), &modules);
}

/// Only what changed, so that nothing is compiled anew for nothing.
fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|there| there == text) {
        return;
    }
    std::fs::write(path, text).expect("the output folder can be written");
}
