//! Applications outside of the workspace, built by Cargo as a user's would be.
//!
//! They stay in Cargo's folder for such things, and share a target folder there: what they depend on is
//! built once, not once a run.

#![allow(dead_code, clippy::unwrap_used, reason = "parts of tests, and not each test uses all")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub(crate) struct Application {
    name: String,
    folder: PathBuf,
}

/// What Cargo and the application said.
pub(crate) struct Said {
    pub(crate) is_success: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Application {
    /// An empty application with these lines in its manifest, after the package.
    pub(crate) fn new(name: &str, manifest: &str) -> Self {
        let folder = scratch().join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        let application = Self { name: name.to_owned(), folder };
        let package =
            format!("[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n");
        let profile = "[profile.dev]\ndebug = false\n";
        let manifest = format!("{package}\n[workspace]\n\n{manifest}\n{profile}");
        application.write("Cargo.toml", &manifest);
        // The versions that the workspace is tested with.
        fs::copy(workspace().join("Cargo.lock"), application.folder.join("Cargo.lock")).unwrap();
        application
    }

    /// Writes a file of it.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Removes a file of it.
    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.folder.join(path)).unwrap();
    }

    /// `cargo build`, or another command, in its folder.
    pub(crate) fn cargo(&self, command: &str) -> Said {
        let mut cargo = Command::new(env!("CARGO"));
        // The workspace's tests have fetched everything that an application needs.
        cargo.args([command, "--offline", "--color=never", "--target-dir"]).arg(target());
        Said::from(cargo.current_dir(&self.folder).output().unwrap())
    }

    /// What it prints. Cargo builds it before, if it has to.
    pub(crate) fn run(&self) -> Said {
        let said = self.cargo("run");
        assert!(said.is_success, "{}", said.stderr);
        assert!(!said.stderr.contains("warning"), "{}", said.stderr);
        said
    }

    /// Whether Cargo compiled it.
    pub(crate) fn is_compiled(&self, said: &Said) -> bool {
        said.stderr.contains(&format!("Compiling {} ", self.name))
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            is_success: output.status.success(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }
}

/// The folder of the workspace.
pub(crate) fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Where applications are, and stay.
pub(crate) fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("applications")
}

/// Where they are built.
pub(crate) fn target() -> PathBuf {
    scratch().join("target")
}
