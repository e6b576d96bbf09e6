//! Every declaration that this crate has a generated module for: catalogue, providers, cases, needs.

#![allow(dead_code, clippy::unwrap_used, reason = "parts of tests, and not each test uses all")]

use std::fs;
use std::path::{Path, PathBuf};

use oauth_codegen::{CATALOGUE, Options};
use oauth_spec::{Provider, SourceFile};

/// The declarations of the catalogue, by name.
pub(crate) fn catalogue() -> Vec<(String, SourceFile)> {
    let file = |name: &str, text: &str| SourceFile::new(format!("{name}.toml"), text);
    CATALOGUE.iter().map(|it| (it.name.to_owned(), file(it.name, it.text))).collect()
}

/// The cases, by the name of their folder.
pub(crate) fn cases() -> Vec<(String, SourceFile)> {
    folders("cases")
}

/// The needs, by their ids.
pub(crate) fn needs() -> Vec<(String, SourceFile)> {
    folders("needs")
}

fn folders(path: &str) -> Vec<(String, SourceFile)> {
    let folders = entries(path).into_iter().filter(|path| path.is_dir());
    let name = |folder: &Path| folder.file_name().unwrap().to_str().unwrap().to_owned();
    folders.map(|folder| (name(&folder), source(&folder.join("provider.toml")))).collect()
}

/// All of them.
pub(crate) fn all() -> Vec<(String, SourceFile)> {
    let providers = entries("providers").into_iter().map(|path| (stem(&path), source(&path)));
    catalogue().into_iter().chain(providers).chain(cases()).chain(needs()).collect()
}

/// The one of that name.
pub(crate) fn named(name: &str) -> SourceFile {
    let found = all().into_iter().find(|(it, _)| it == name);
    found.expect("that name is in the catalogue or in a folder").1
}

/// The provider that it declares. Bases are those of the catalogue, and of `providers`.
pub(crate) fn provider(of: &SourceFile) -> Provider {
    let base = |name: &str| {
        let own = entries("providers").into_iter().find(|path| stem(path) == name);
        own.map(|path| source(&path)).or_else(|| oauth_codegen::catalogue(name)?.source.ok())
    };
    let compiled = oauth_spec::compile_with(of, &base);
    compiled.unwrap_or_else(|report| panic!("{report}")).provider
}

/// What is generated from it.
pub(crate) fn text(source: &SourceFile) -> String {
    oauth_codegen::text(&provider(source), &Options::default(), &source.name)
}

/// What is in a folder of this crate, by name.
pub(crate) fn entries(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut entries: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort_unstable();
    entries
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// Under its path in this crate, as everything that is written down must be.
fn source(path: &Path) -> SourceFile {
    let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
    SourceFile::read_as(path, name.to_str().unwrap()).unwrap_or_else(|report| panic!("{report}"))
}
