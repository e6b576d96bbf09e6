//! From paths to files.

use std::path::{Path, PathBuf};

/// The file, or the `.toml` files of the folder, by name.
pub(super) fn toml_files(path: &Path) -> Result<Vec<PathBuf>, String> {
    let is_toml = |path: &Path| path.extension().is_some_and(|extension| extension == "toml");
    if !path.is_dir() {
        // A file that is not there is reported like any other mistake, with the names that come near.
        if is_toml(path) {
            return Ok(vec![path.to_owned()]);
        }
        if path.exists() {
            return Err(format!(
                "`{}` does not end in `.toml`, as provider files do",
                path.display()
            ));
        }
        // The other commands take names.
        let file = PathBuf::from(format!("{}.toml", path.display()));
        let meant = [Path::new("providers").join(&file), file];
        let help = match meant.iter().find(|file| file.is_file()) {
            Some(file) => format!("did you mean `{}`?", file.display()),
            None => "name `.toml` files, or folders of them; without any the folder `providers` is meant"
                .to_owned(),
        };
        return Err(format!(
            "there is neither a file nor a folder `{}`\n= help: {help}",
            path.display()
        ));
    }
    let unreadable = |error| format!("cannot read the folder `{}`: {error}", path.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        // In a crate's own folder the manifest is the one TOML file that is no provider.
        if is_toml(&file)
            && !file.is_dir()
            && file.file_name().is_some_and(|name| name != "Cargo.toml")
        {
            files.push(file);
        }
    }
    files.sort_unstable();
    if files.is_empty() {
        return Err(format!("there is no `.toml` file in the folder `{}`", path.display()));
    }
    Ok(files)
}
