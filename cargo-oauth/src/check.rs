//! `cargo oauth check`: everything that is wrong with TOML files.

use std::path::{Path, PathBuf};

use oauth_spec::SourceFile;

use crate::style::{BAD, GOOD, complain, mistake, report, say, styled};

/// Checks files and folders. Whether all of them are right.
pub(crate) fn run(paths: &[PathBuf]) -> bool {
    let mut files = Vec::new();
    let mut readable = true;
    for path in paths {
        match toml_files(path) {
            Ok(found) => files.extend(found),
            Err(message) => {
                mistake(message);
                readable = false;
            }
        }
    }
    let wrong = files.iter().filter(|file| !is_right(file)).count();
    if wrong > 0 {
        complain(format_args!("{} of {} checked", styled(BAD, format!("{wrong} wrong")), files.len()));
    }
    readable && wrong == 0
}

fn is_right(file: &Path) -> bool {
    match SourceFile::read(file).and_then(|source| oauth_spec::compile(&source)) {
        Ok(provider) => {
            let good = styled(GOOD, "right");
            say(format_args!("{good} {} ({})", file.display(), provider.spec.title));
            true
        }
        Err(problems) => {
            report(&problems);
            false
        }
    }
}

/// The file, or the `.toml` files of the folder, by name.
fn toml_files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path)
        .map_err(|error| format!("cannot read the folder `{}`: {error}", path.display()))?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .filter(|path| path.file_name().is_some_and(|name| name != "Cargo.toml"))
        .collect();
    files.sort_unstable();
    if files.is_empty() {
        return Err(format!("there is no `.toml` file in `{}`", path.display()));
    }
    Ok(files)
}
