//! A crate's folder to generate in.

#![allow(dead_code, clippy::unwrap_used, reason = "parts of tests, and not each test uses all")]

use std::fs;
use std::path::{Path, PathBuf};

use oauth_codegen::{Build, Generated};

pub(crate) struct Folder(tempfile::TempDir);

/// A declaration that is right.
pub(crate) fn provider(name: &str, title: &str) -> String {
    format!(
        "schema = 1\n[provider]\nname = {name:?}\ntitle = {title:?}\n[endpoints]\n\
         token = \"https://case.example/token\"\n[grants.client_credentials]\n"
    )
}

impl Folder {
    /// With these files in `providers`: names and titles.
    pub(crate) fn with(providers: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::create_dir(folder.path("providers")).unwrap();
        for (name, title) in providers {
            folder.provider(name, title);
        }
        folder
    }

    /// Everything in `providers`.
    pub(crate) fn build(&self) -> Build {
        Build::new().root(self.0.path()).folder("providers").out_dir(self.out(""))
    }

    pub(crate) fn provider(&self, name: &str, title: &str) {
        self.write(&format!("providers/{name}.toml"), &provider(name, title));
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn out(&self, path: &str) -> PathBuf {
        self.path("out").join(path)
    }

    pub(crate) fn entry(&self) -> String {
        fs::read_to_string(self.out("oauth_providers.rs")).unwrap()
    }

    pub(crate) fn module(&self, name: &str) -> String {
        fs::read_to_string(self.out(&format!("oauth_providers/{name}.rs"))).unwrap()
    }

    /// The names of the modules' files.
    pub(crate) fn modules(&self) -> Vec<String> {
        let entries = fs::read_dir(self.out("oauth_providers")).unwrap();
        let mut names: Vec<_> = entries.map(|it| name(&it.unwrap().path())).collect();
        names.sort_unstable();
        names
    }

    /// The paths that were read, in this folder.
    pub(crate) fn read(&self, read: &[PathBuf]) -> Vec<String> {
        assert!(read.iter().all(|path| path.exists()), "{read:?}");
        let inside = |path: &PathBuf| path.strip_prefix(self.0.path()).unwrap().to_owned();
        read.iter().map(|path| inside(path).display().to_string()).collect()
    }

    /// Every file of the output folder with its text.
    pub(crate) fn output(&self) -> Vec<(PathBuf, String)> {
        let mut files = vec![self.out("oauth_providers.rs")];
        files.extend(self.modules().iter().map(|name| self.out("oauth_providers").join(name)));
        files.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
    }
}

/// The names of the files that were written.
pub(crate) fn written(generated: &Generated) -> Vec<String> {
    generated.written.iter().map(|path| name(path)).collect()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}
