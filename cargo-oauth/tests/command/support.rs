//! Running the command.

use std::path::Path;
use std::process::Command;

/// How a run ended, and what it said.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs `cargo oauth …` in a folder, as in a pipe.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    run_with(folder, arguments, &[])
}

/// The same in a folder where nothing is.
pub(crate) fn run(arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    run_in(folder.path(), arguments)
}

/// The same with variables of the environment.
pub(crate) fn run_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-oauth"));
    command.arg("oauth").args(arguments).current_dir(folder);
    // Whatever the terminal says that the tests run in.
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM"] {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied());
    let output = command.output().expect("the command runs");
    Run {
        code: output.status.code().expect("no signal"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

impl Run {
    /// Everything that was said, for a snapshot.
    pub(crate) fn transcript(&self) -> String {
        let Self { code, out, err } = self;
        format!("exit code: {code}\n\nstdout:\n{out}\nstderr:\n{err}")
    }

    /// Nothing that was said has colours in it.
    pub(crate) fn assert_plain(&self) {
        assert!(!self.out.contains('\u{1b}'), "{}", self.out);
        assert!(!self.err.contains('\u{1b}'), "{}", self.err);
    }
}
