//! `--fix`: the changes that need no thinking, made one after another.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use oauth_codegen::Found;
use oauth_spec::{Diagnostic, Linted, SourceFile};

use super::levels::Levels;
use crate::style::{GOOD, complain, styled};

/// More than any file has.
const MOST: usize = 1000;

/// Changes a file, if there is something to change, and says what. A file that is wrong stays as it is.
pub(super) fn file(path: &Path, levels: &Levels) -> Result<(), String> {
    let cannot = |error| format!("cannot change `{}`: {error}", path.display());
    let Ok(source) = SourceFile::read(path) else { return Ok(()) };
    let mut text = source.text.clone();
    let mut done = Vec::new();
    // One change can make another one right or needless, so that each is found anew. The last place of the file goes
    // first: so the lines that are said of the others are still those of the file as it was.
    while let Some((said, next)) = next(path, &source.name, &text, levels) {
        done.push(said);
        text = next;
        if done.len() == MOST {
            break;
        }
    }
    if done.is_empty() {
        return Ok(());
    }
    replace(path, &source.text, &text).map_err(cannot)?;
    for said in done.iter().rev() {
        complain(format_args!("{} {}: {said}", styled(GOOD, "fixed"), path.display()));
    }
    Ok(())
}

/// The last change that leaves a right file: what is said of it, and the text after it.
fn next(path: &Path, name: &str, text: &str, levels: &Levels) -> Option<(String, String)> {
    let linted = lint(path, name, text)?;
    let said = linted.warnings.diagnostics().iter().filter(|it| !levels.allows(it));
    said.rev().find_map(|it| {
        let after = it.fix.as_ref()?.apply(text)?;
        let is_right = after != text && lint(path, name, &after).is_some();
        is_right.then(|| (sentence(&linted, it), after))
    })
}

fn sentence(linted: &Linted, it: &Diagnostic) -> String {
    let line = linted.warnings.position(it).map_or(0, |position| position.line);
    let name = it.lint.map_or("", |lint| lint.name);
    let help = it.help.as_deref().unwrap_or("").lines().next().unwrap_or("");
    format!("line {line}, {}: {help} [{name}]", it.message)
}

fn lint(path: &Path, name: &str, text: &str) -> Option<Linted> {
    let source = Ok(SourceFile::new(name, text));
    Found { path: Some(path.to_owned()), source }.lint().ok()
}

/// Puts another text in the place of a file, as a whole or not at all.
fn replace(path: &Path, before: &str, after: &str) -> std::io::Result<()> {
    // A link goes on leading to its file.
    let path = &path.canonicalize()?;
    let bytes = fs::read(path)?;
    let mark = "\u{feff}".as_bytes();
    let (mark, rest) = match bytes.strip_prefix(mark) {
        Some(rest) => (mark, rest),
        None => (&[][..], &*bytes),
    };
    if rest != before.as_bytes() {
        return Err(std::io::Error::other("it has changed meanwhile"));
    }
    // Another file in its place would not ask.
    if fs::metadata(path)?.permissions().readonly() {
        return Err(std::io::Error::other("it is read-only"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let file = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let beside = folder.join(format!(".{file}.{}.tmp", std::process::id()));
    let written = write(&beside, &[mark, after.as_bytes()], path);
    let moved = written.and_then(|()| fs::rename(&beside, path));
    if moved.is_err() {
        let _ = fs::remove_file(&beside);
    }
    moved
}

fn write(path: &Path, parts: &[&[u8]], like: &Path) -> std::io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    for part in parts {
        file.write_all(part)?;
    }
    file.set_permissions(fs::metadata(like)?.permissions())?;
    file.sync_all()
}
