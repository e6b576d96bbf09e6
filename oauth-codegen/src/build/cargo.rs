//! What a build script tells Cargo: what to watch, and what is wrong.

use super::{BuildError, Generated};

/// A line for each.
pub(super) fn instructions(result: &Result<Generated, BuildError>) -> Vec<String> {
    let (read, messages) = match result {
        Ok(generated) => (&generated.read, &[][..]),
        Err(error) => (&error.read, &error.messages[..]),
    };
    let watch = |path: String| format!("cargo::rerun-if-changed={path}");
    let mut lines: Vec<String> =
        read.iter().map(|path| watch(path.display().to_string())).collect();
    if lines.is_empty() {
        // Told nothing, Cargo would watch every file of the crate.
        lines.push(watch("Cargo.toml".to_owned()));
    }
    for (place, message) in messages.iter().enumerate() {
        // An empty line between the messages of two files.
        let gap = (place > 0).then_some("");
        lines.extend(gap.into_iter().chain(message.lines()).map(|it| format!("cargo::error={it}")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn what_was_read_is_watched() {
        let generated =
            |read: Vec<PathBuf>| Ok(Generated { read, written: Vec::new(), entry: PathBuf::new() });
        assert_eq!(
            instructions(&generated(vec!["providers".into(), "providers/acme.toml".into()])),
            ["cargo::rerun-if-changed=providers", "cargo::rerun-if-changed=providers/acme.toml"]
        );
        assert_eq!(instructions(&generated(Vec::new())), ["cargo::rerun-if-changed=Cargo.toml"]);
    }

    #[test]
    fn every_line_of_every_message_is_an_error() {
        let messages = vec!["error: one\n --> a.toml\n".to_owned(), "error: two".to_owned()];
        assert_eq!(
            instructions(&Err(BuildError { read: vec!["a.toml".into()], messages })),
            [
                "cargo::rerun-if-changed=a.toml",
                "cargo::error=error: one",
                "cargo::error= --> a.toml",
                "cargo::error=",
                "cargo::error=error: two"
            ]
        );
    }
}
