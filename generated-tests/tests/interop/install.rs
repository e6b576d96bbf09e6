//! A kit with its packages: a copy in the build folder, so that the sources stay clean.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What is copied, what its packages are read from, and how they come.
pub(crate) struct Recipe {
    pub(crate) folder: &'static str,
    pub(crate) files: &'static [&'static str],
    pub(crate) lock: &'static str,
    pub(crate) commands: &'static [&'static str],
    pub(crate) needs: &'static str,
}

/// What was installed, and from which list.
const STAMP: &str = "installed.txt";

impl Recipe {
    /// The folder that the kit is started in.
    pub(crate) fn install(&self) -> Result<PathBuf, String> {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop");
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("interop");
        let kit = copy.join(self.folder);
        std::fs::create_dir_all(&kit).map_err(|error| error.to_string())?;
        let keys = ("test-keys.json".into(), copy.clone());
        let own = self.files.iter().chain([&self.lock]);
        let own = own.map(|file| (Path::new(self.folder).join(file), kit.clone()));
        for (file, folder) in std::iter::once(keys).chain(own) {
            let to = folder.join(file.file_name().unwrap());
            std::fs::copy(source.join(file), to).map_err(|error| error.to_string())?;
        }
        let wanted =
            std::fs::read_to_string(kit.join(self.lock)).map_err(|error| error.to_string())?;
        if std::fs::read_to_string(kit.join(STAMP)).is_ok_and(|there| there == wanted) {
            return Ok(kit);
        }
        for command in self.commands {
            self.run(command, &kit)?;
        }
        std::fs::write(kit.join(STAMP), wanted).map_err(|error| error.to_string())?;
        Ok(kit)
    }

    /// What cannot be started is installed anew the next time.
    pub(crate) fn forget(kit: &Path) {
        let _ = std::fs::remove_file(kit.join(STAMP));
    }

    fn run(&self, said: &str, folder: &Path) -> Result<(), String> {
        let mut words = said.split(' ');
        let output = Command::new(program(folder, words.next().unwrap_or_default()))
            .args(words)
            .current_dir(folder)
            .output()
            .map_err(|error| {
                format!("`{said}` cannot be started ({error}): install {}", self.needs)
            })?;
        if output.status.success() {
            return Ok(());
        }
        let why = String::from_utf8_lossy(&output.stderr);
        Err(format!("`{said}` failed: {why}\ninstall {}", self.needs))
    }
}

/// A program: one of the system, or a file of the kit.
pub(crate) fn program(kit: &Path, name: &str) -> PathBuf {
    if name.contains('/') { kit.join(name) } else { name.into() }
}
