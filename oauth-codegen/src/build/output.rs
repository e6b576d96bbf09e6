//! The output folder: a file for each module, and one that includes them all.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::write::write_if_changed;

/// Writes the modules and the file that includes them, and removes modules of files that are gone.
pub(super) fn deliver(
    out_dir: &Path,
    modules: &BTreeMap<String, String>,
) -> std::io::Result<(PathBuf, Vec<PathBuf>)> {
    let folder = out_dir.join("oauth_providers");
    std::fs::create_dir_all(&folder)?;
    let mut written = Vec::new();
    let mut files = BTreeSet::new();
    let mut index = String::from("// Made by oauth-codegen: the providers of this crate.\n");
    for (name, text) in modules {
        let file = format!("{}.rs", plain(name));
        let path = folder.join(&file);
        if write_if_changed(&path, text)? {
            written.push(path);
        }
        let _ = writeln!(index, "include!(\"oauth_providers/{file}\");");
        files.insert(OsString::from(file));
    }
    let entry = out_dir.join("oauth_providers.rs");
    if write_if_changed(&entry, &index)? {
        written.push(entry.clone());
    }
    for old in std::fs::read_dir(&folder)?.flatten() {
        if !files.contains(&old.file_name()) {
            std::fs::remove_file(old.path())?;
        }
    }
    Ok((entry, written))
}

/// A module's name as a file's.
fn plain(module: &str) -> &str {
    module.strip_prefix("r#").unwrap_or(module)
}
