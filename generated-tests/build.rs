//! The build script's door: the built-in catalogue, the declarations of this crate, and the cases.

use std::path::PathBuf;

fn main() {
    let mut build = oauth_codegen::Build::new().folder("providers");
    for file in oauth_codegen::CATALOGUE {
        build = build.catalogue(file.name);
    }
    for case in cases() {
        build = build.file(case.join("provider.toml"));
    }
    build.run();
}

/// The folder of each case, in the order of their names. The folder of all is watched for new ones.
fn cases() -> Vec<PathBuf> {
    println!("cargo::rerun-if-changed=cases");
    let folder = std::fs::read_dir("cases").expect("the cases lie beside this file");
    let mut cases: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
    cases.sort_unstable();
    cases
}
