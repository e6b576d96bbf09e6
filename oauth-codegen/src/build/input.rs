//! What a build script names: folders, files, providers of the catalogue.

use std::path::{Path, PathBuf};

use super::parallel;
use crate::find::{self, Found};

/// One thing to generate from.
#[derive(Debug)]
pub(super) enum Input {
    Folder(PathBuf),
    File(PathBuf),
    Catalogue(String),
}

impl Input {
    /// What it names. `read` gets what Cargo must watch, `messages` what is wrong.
    pub(super) fn find(
        &self,
        root: &Path,
        read: &mut Vec<PathBuf>,
        messages: &mut Vec<String>,
    ) -> Vec<Found> {
        let found = match self {
            Self::Folder(folder) => find_all(root, folder, read, messages),
            Self::File(file) => vec![find::read(root, file)],
            Self::Catalogue(name) => {
                let found = find::catalogue(name);
                if found.is_none() {
                    messages.push(format!("error: {}", find::unknown(root, name)));
                }
                found.into_iter().collect()
            }
        };
        read.extend(found.iter().filter_map(|found| found.path.clone()));
        found
    }
}

/// Every `.toml` file of a folder, by name. The folder itself is watched, for files that come and go.
fn find_all(
    root: &Path,
    folder: &Path,
    read: &mut Vec<PathBuf>,
    messages: &mut Vec<String>,
) -> Vec<Found> {
    let full = root.join(folder);
    let entries = match std::fs::read_dir(&full) {
        Ok(entries) => entries,
        Err(error) => {
            messages.push(format!(
                "error: cannot read the folder `{}`: {error}\n= help: it is looked for in the crate's \
                 own folder",
                folder.display()
            ));
            return Vec::new();
        }
    };
    read.push(full);
    let mut names: Vec<_> = entries
        .flatten()
        .map(|entry| entry.file_name())
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "toml"))
        .collect();
    names.sort_unstable();
    if names.is_empty() {
        messages.push(format!("error: there is no `.toml` file in `{}`", folder.display()));
    }
    parallel::each(&names, |name| find::read(root, &folder.join(name)))
}
