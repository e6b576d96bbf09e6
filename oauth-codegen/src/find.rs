//! From what a caller writes to the file that is meant.

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use oauth_providers::CATALOGUE;
use oauth_spec::{Compiled, Provider, Report, SourceFile, compile_with};
#[cfg(feature = "lint")]
use oauth_spec::{Linted, lint};

/// A declaration that was found, or a file that is there and could not be read.
#[derive(Debug)]
pub struct Found {
    /// The file, for Cargo to watch; `None` for one of the catalogue.
    pub path: Option<PathBuf>,
    /// Its text, or what is wrong with it.
    pub source: Result<SourceFile, Report>,
}

impl Found {
    /// The provider that it declares. A base is a file of the same folder, else one of the catalogue; a
    /// file that extends its own name means the catalogue's.
    ///
    /// `read` gets the files of bases, for Cargo to watch, whether they are right or not.
    ///
    /// # Errors
    /// With everything that is wrong in the file or in its bases.
    pub fn compile(&self, read: &mut Vec<PathBuf>) -> Result<Provider, Report> {
        self.resolved(read, compile_with).map(|compiled| compiled.provider)
    }

    /// The same, and the files that it was read from.
    ///
    /// # Errors
    /// With everything that is wrong in the file or in its bases.
    pub fn compile_with_files(&self) -> Result<Compiled, Report> {
        self.resolved(&mut Vec::new(), compile_with)
    }

    /// The same, and what is doubtful about it.
    ///
    /// # Errors
    /// With everything that is wrong in the file or in its bases.
    #[cfg(feature = "lint")]
    pub fn lint(&self) -> Result<Linted, Report> {
        self.resolved(&mut Vec::new(), lint)
    }

    /// Gives the file to something that asks for bases.
    fn resolved<T>(
        &self,
        read: &mut Vec<PathBuf>,
        compile: impl FnOnce(&SourceFile, &dyn Fn(&str) -> Option<SourceFile>) -> Result<T, Report>,
    ) -> Result<T, Report> {
        let source = self.source.as_ref().map_err(Report::clone)?;
        let files = RefCell::new(Vec::new());
        let (unreadable, missing) = (Cell::new(None), Cell::new(None));
        let base = |name: &str| {
            let own = self.path.as_ref().map(|path| path.with_file_name(format!("{name}.toml")));
            let own = own.filter(|_| is_name(name));
            let is_itself = own.is_some() && own == self.path;
            let Some(own) = own.filter(|own| !is_itself && own.is_file()) else {
                let built_in = catalogue(name);
                if built_in.is_none() && is_itself {
                    // There is no other of that name: a circle.
                    return Some(source.clone());
                }
                if built_in.is_none() {
                    missing.set(Some(name.to_owned()));
                }
                return built_in?.source.ok();
            };
            let shown = Path::new(&source.name).with_file_name(format!("{name}.toml"));
            let read = SourceFile::read_as(&own, &shown.display().to_string());
            files.borrow_mut().push(own);
            read.map_err(|report| unreadable.set(Some(report))).ok()
        };
        let compiled = compile(source, &base);
        for file in files.into_inner() {
            if !read.contains(&file) {
                read.push(file);
            }
        }
        match unreadable.take() {
            Some(report) => Err(report),
            None => compiled.map_err(|mut report| {
                if let Some(missing) = missing.take() {
                    self.advise(&missing, &mut report);
                }
                report
            }),
        }
    }

    /// Says which base was meant, if one comes near.
    fn advise(&self, missing: &str, report: &mut Report) {
        let folder = self.path.as_deref().and_then(Path::parent);
        let own = folder.map(own_names).unwrap_or_default();
        let own = own.iter().map(String::as_str);
        let names =
            own.filter(|own| Some(*own) != self.stem()).chain(CATALOGUE.iter().map(|it| it.name));
        if let Some(near) = oauth_spec::nearest(missing, names) {
            report.did_you_mean(missing, near);
        }
    }

    /// The name of the file, which is no base of itself.
    fn stem(&self) -> Option<&str> {
        self.path.as_deref()?.file_stem()?.to_str()
    }
}

/// Finds a declaration.
///
/// A value that ends in `.toml` is a path in `folder`, which is the calling crate's. Any other is a
/// name: `providers/NAME.toml` in `folder`, then the built-in catalogue.
///
/// # Errors
/// If no file has that name: a sentence with the names that come near.
pub fn find(folder: &Path, value: &str) -> Result<Found, String> {
    if Path::new(value).extension().is_some_and(|extension| extension == "toml") {
        return Ok(read(folder, Path::new(value)));
    }
    let own = Path::new("providers").join(format!("{value}.toml"));
    if is_name(value) && folder.join(&own).exists() {
        return Ok(read(folder, &own));
    }
    catalogue(value).ok_or_else(|| unknown(folder, value))
}

/// A declaration of the built-in catalogue.
pub fn catalogue(name: &str) -> Option<Found> {
    let file = oauth_providers::find(name)?;
    let source = SourceFile::new(format!("{name}.toml (built in)"), file.text);
    Some(Found { path: None, source: Ok(source) })
}

pub(crate) fn read(folder: &Path, path: &Path) -> Found {
    let full = folder.join(path);
    let source = SourceFile::read_as(&full, &path.display().to_string());
    Found { path: full.is_file().then_some(full), source }
}

/// Whether it can be a provider's name, so that it may become part of a path.
fn is_name(value: &str) -> bool {
    !value.is_empty()
        && value
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}

/// More names than these help nobody.
const SHOWN: usize = 20;

pub(crate) fn unknown(folder: &Path, value: &str) -> String {
    let own = own_names(&folder.join("providers"));
    let mut names: Vec<&str> = own.iter().map(String::as_str).collect();
    names.extend(CATALOGUE.iter().map(|file| file.name));
    names.sort_unstable();
    names.dedup();
    let mut text = format!(
        "there is no provider `{value}`: neither `providers/{value}.toml` in this crate, nor one in \
         the built-in catalogue"
    );
    if is_name(value) && folder.join(format!("{value}.toml")).is_file() {
        let _ = write!(text, "\n= help: there is a file `{value}.toml` here: write `{value}.toml`");
        return text;
    }
    if let Some(near) = oauth_spec::nearest(value, names.iter().copied()) {
        let _ = write!(text, "\n= help: did you mean `{near}`?");
    } else {
        let more = if names.len() > SHOWN { ", …" } else { "" };
        names.truncate(SHOWN);
        let _ = write!(text, "\n= help: there are: {}{more}", names.join(", "));
    }
    text.push_str("\n= help: a path must end in `.toml`, such as `\"providers/acme.toml\"`");
    text
}

fn own_names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let is_toml = path.extension().is_some_and(|extension| extension == "toml");
            if is_toml { Some(path.file_stem()?.to_str()?.to_owned()) } else { None }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("secret.toml"), "").unwrap();
        std::fs::create_dir(folder.path().join("providers")).unwrap();
        assert!(find(folder.path(), "../secret").is_err());
    }

    #[test]
    fn an_unknown_name_is_answered_with_a_near_one() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("providers")).unwrap();
        std::fs::write(folder.path().join("providers/acme.toml"), "").unwrap();
        let error = find(folder.path(), "acne").unwrap_err();
        assert!(error.contains("did you mean `acme`?"), "{error}");
        assert!(find(folder.path(), "zzzzzzzz").unwrap_err().contains("there are: "));
    }

    #[test]
    fn a_base_that_is_misspelt_is_answered_with_a_near_one() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, base: &str| {
            let text = format!("schema = 1\nextends = {base:?}\n[provider]\nname = \"own\"\n");
            std::fs::write(folder.path().join(name), text).unwrap();
        };
        let said = |base: &str| {
            write("own.toml", base);
            read(folder.path(), Path::new("own.toml"))
                .compile(&mut Vec::new())
                .unwrap_err()
                .to_string()
        };
        assert!(said("podioo").contains("did you mean `podio`?"));
        write("zebra-crossing.toml", "podio");
        assert!(said("zebra-crosing").contains("did you mean `zebra-crossing`?"));
        // A file is no base of itself.
        assert!(said("owm").contains("looked for `owm.toml`"));
    }

    #[test]
    fn a_circle_through_the_file_itself_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, base: &str| {
            let text = format!("schema = 1\nextends = {base:?}\n[provider]\nname = \"own\"\n");
            std::fs::write(folder.path().join(format!("{name}.toml")), text).unwrap();
        };
        let compiled =
            |name: &str| read(folder.path(), Path::new(name)).compile(&mut Vec::new()).map(|_| ());
        write("itself", "itself");
        write("first", "second");
        write("second", "first");
        for (name, said) in [
            ("itself.toml", "this is `itself.toml` again"),
            ("first.toml", "leads back to `first.toml`"),
            ("second.toml", "leads back to `second.toml`"),
        ] {
            let report = compiled(name).unwrap_err().to_string();
            assert!(report.starts_with("error: a file that is based on itself"), "{report}");
            assert!(report.contains(said), "{report}");
        }
        // One of the catalogue's name means the catalogue's, also by way of another.
        let name = CATALOGUE[0].name;
        write(name, "between");
        write("between", name);
        assert_eq!(compiled(&format!("{name}.toml")), Ok(()));
    }

    #[test]
    fn a_file_beside_the_folder_of_providers_is_pointed_at() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("zzzzzzzz.toml"), "").unwrap();
        let error = find(folder.path(), "zzzzzzzz").unwrap_err();
        assert!(
            error.ends_with("there is a file `zzzzzzzz.toml` here: write `zzzzzzzz.toml`"),
            "{error}"
        );
        assert!(!error.contains("there are: "), "{error}");
    }

    #[test]
    fn the_crates_own_file_comes_before_the_catalogue() {
        let folder = tempfile::tempdir().unwrap();
        let name = CATALOGUE[0].name;
        assert!(find(folder.path(), name).unwrap().path.is_none());
        std::fs::create_dir(folder.path().join("providers")).unwrap();
        std::fs::write(folder.path().join(format!("providers/{name}.toml")), "own").unwrap();
        assert!(find(folder.path(), name).unwrap().path.is_some());
    }
}
