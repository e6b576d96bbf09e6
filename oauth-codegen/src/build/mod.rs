//! The build script's door: find files, generate, write what changed, tell Cargo.

mod cargo;
mod input;
mod output;
mod parallel;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use oauth_spec::Report;

use crate::{Found, InvalidPath, Options, text};
use input::Input;
use output::deliver;

/// Generates a module for each TOML file in a folder of the crate: the one line of a build script.
///
/// The application then says `oauth_runtime::include_providers!();`.
///
/// The build script runs again when a file that it has read changes, or when anything in the folder does: that is how Cargo
/// sees files that come and go. What is the same stays as it was, so that nothing is compiled for it.
pub fn build(folder: impl AsRef<Path>) {
    Build::new().folder(folder).run();
}

/// The settings of a build script.
///
/// ```no_run
/// oauth_codegen::Build::new()
///     .folder("providers")
///     .catalogue("podio")
///     .derive("::core::cmp::PartialEq")
///     .run();
/// ```
#[derive(Debug, Default)]
#[must_use = "nothing happens before `run` or `generate`"]
pub struct Build {
    inputs: Vec<Input>,
    options: Options,
    invalid: Vec<InvalidPath>,
    root: Option<PathBuf>,
    out_dir: Option<PathBuf>,
}

/// What a build read and wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// The files and folders that were read: when one changes, the build must run again.
    pub read: Vec<PathBuf>,
    /// The files that were written because their text changed.
    pub written: Vec<PathBuf>,
    /// The file to include: it holds a module for each provider.
    pub entry: PathBuf,
}

/// Why a build wrote nothing. What it read is told all the same, so that it runs again after a repair.
#[derive(Debug)]
pub struct BuildError {
    /// The files and folders that were read.
    pub read: Vec<PathBuf>,
    /// Everything that is wrong, rendered, one text a file.
    pub messages: Vec<String>,
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.messages.join("\n"))
    }
}

impl std::error::Error for BuildError {}

impl Build {
    /// Nothing to generate yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Every `.toml` file in that folder of the crate.
    pub fn folder(mut self, folder: impl AsRef<Path>) -> Self {
        self.inputs.push(Input::Folder(folder.as_ref().to_owned()));
        self
    }

    /// That file of the crate.
    pub fn file(mut self, file: impl AsRef<Path>) -> Self {
        self.inputs.push(Input::File(file.as_ref().to_owned()));
        self
    }

    /// That provider of the built-in catalogue.
    pub fn catalogue(mut self, name: impl Into<String>) -> Self {
        self.inputs.push(Input::Catalogue(name.into()));
        self
    }

    /// Where the crate is; by default the current folder, which for a build script is the crate's.
    pub fn root(mut self, folder: impl AsRef<Path>) -> Self {
        self.root = Some(folder.as_ref().to_owned());
        self
    }

    /// Where to write; by default Cargo's `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.out_dir = Some(folder.as_ref().to_owned());
        self
    }

    /// A derive for every generated data type, as a path: see [`Options::derive`].
    pub fn derive(self, path: &str) -> Self {
        self.option(|options| options.derive(path))
    }

    /// A derive for one generated type: see [`Options::derive_for`].
    pub fn derive_for(self, type_name: &str, path: &str) -> Self {
        self.option(|options| options.derive_for(type_name, path))
    }

    /// Where the runtime is, if not at `::oauth_runtime`: see [`Options::runtime_path`].
    pub fn runtime_path(self, path: &str) -> Self {
        self.option(|options| options.runtime_path(path))
    }

    fn option(mut self, set: impl FnOnce(Options) -> Result<Options, InvalidPath>) -> Self {
        match set(self.options.clone()) {
            Ok(options) => self.options = options,
            Err(invalid) => self.invalid.push(invalid),
        }
        self
    }

    /// Generates, and tells Cargo what was read and what is wrong. If anything is wrong nothing is
    /// written, and Cargo fails the build after showing every message.
    ///
    /// A build script calls it once: modules that it did not make are removed.
    #[expect(clippy::print_stdout, reason = "a build script talks to Cargo on standard output")]
    pub fn run(self) {
        for line in cargo::instructions(&self.generate()) {
            println!("{line}");
        }
    }

    /// Generates and prints nothing.
    ///
    /// # Errors
    /// With everything that is wrong in any of the files; then nothing is written.
    pub fn generate(&self) -> Result<Generated, BuildError> {
        let mut read = Vec::new();
        let mut messages: Vec<String> =
            self.invalid.iter().map(|it| format!("error: {it}")).collect();
        let modules = self.modules(&mut read, &mut messages);
        // With mistakes elsewhere the type may be in a module that could not be made.
        if messages.is_empty() {
            messages.extend(self.derives_for_nothing(&modules));
        }
        let out_dir =
            self.out_dir.clone().or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from));
        if out_dir.is_none() {
            messages.push(
                "error: no folder to write to\n= help: call `out_dir(…)`; Cargo sets OUT_DIR for build \
                 scripts only"
                    .to_owned(),
            );
        }
        let (Some(out_dir), true) = (out_dir, messages.is_empty()) else {
            return Err(BuildError { read, messages });
        };
        match deliver(&out_dir, &modules) {
            Ok((entry, written)) => Ok(Generated { read, written, entry }),
            Err(error) => {
                let message = format!("error: cannot write to {}: {error}", out_dir.display());
                Err(BuildError { read, messages: vec![message] })
            }
        }
    }

    /// Complaints about `derive_for` with types that no module has.
    fn derives_for_nothing(&self, modules: &BTreeMap<String, String>) -> Vec<String> {
        let is_in = |text: &String, name: &str| {
            // A struct of one text has a parenthesis behind its name.
            let heads = [
                format!("pub struct {name} "),
                format!("pub struct {name}("),
                format!("pub enum {name} "),
            ];
            heads.iter().any(|head| text.contains(head))
        };
        let missing = self
            .options
            .named_types()
            .filter(|name| !modules.values().any(|text| is_in(text, name)));
        missing
            .map(|name| {
                format!(
                    "error: `derive_for` names the type `{name}`, and no generated module has one\n\
                     = help: `cargo oauth expand NAME` shows the types of a provider"
                )
            })
            .collect()
    }

    /// The text of each module, by name.
    fn modules(
        &self,
        read: &mut Vec<PathBuf>,
        messages: &mut Vec<String>,
    ) -> BTreeMap<String, String> {
        let root = self.root.clone().unwrap_or_default();
        let mut modules = BTreeMap::new();
        let mut origins: BTreeMap<String, String> = BTreeMap::new();
        let mut found = Vec::new();
        for input in &self.inputs {
            found.extend(input.find(&root, read, messages));
        }
        let mut all_bases = BTreeSet::new();
        let made = parallel::each(&found, |found| self.module(found));
        for (found, (module, bases)) in found.into_iter().zip(made) {
            all_bases.extend(bases);
            let ((name, text), source) = match (module, found.source) {
                (Ok(module), Ok(source)) => (module, source),
                (Err(report), _) | (_, Err(report)) => {
                    messages.push(report.to_string());
                    continue;
                }
            };
            if let Some(first) = origins.get(&name) {
                messages.push(format!(
                    "error: two providers give one module, `{name}`\n --> {first}\n --> {}\n = help: \
                     give one of them another name",
                    source.name
                ));
                continue;
            }
            modules.insert(name.clone(), text);
            origins.insert(name, source.name);
        }
        for path in &*read {
            all_bases.remove(path);
        }
        read.extend(all_bases);
        modules
    }

    /// The name and text of the module that a file gives, and the files of its bases.
    fn module(&self, found: &Found) -> (Result<(String, String), Report>, Vec<PathBuf>) {
        let mut bases = Vec::new();
        let module = found.compile(&mut bases).and_then(|provider| {
            let source = found.source.as_ref().map_err(Report::clone)?;
            let text = text(&provider, &self.options, &source.name);
            Ok((provider.names.module().to_owned(), text))
        });
        (module, bases)
    }
}
