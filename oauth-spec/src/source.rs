//! Files: the only place of this crate that reads the disk.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::parse;
use crate::report::{Errors, Report, quote, quote_all};
use crate::span::Span;
use crate::suggest;

/// A provider file: its text, and what it is called in messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// What it is called in messages.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// No provider says this much; something else was named by mistake.
const LARGEST: u64 = 1024 * 1024;

impl SourceFile {
    /// A text from elsewhere.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// Reads a file; in messages it is called by its path as given.
    pub fn read(path: &Path) -> Result<Self, Report> {
        Self::read_as(path, &path.display().to_string())
    }

    /// Reads a file that is called otherwise in messages: by a path from somewhere else.
    pub fn read_as(path: &Path, name: &str) -> Result<Self, Report> {
        let name = name.to_owned();
        if path.is_dir() {
            let help = "name a file in it, such as `acme.toml`".to_owned();
            let message = format!("{} is a folder", quote(&name));
            return Err(Report::without_text(&name, message, Some(help)));
        }
        let bytes = bytes(path).map_err(|error| unreadable(path, &name, &error))?;
        if bytes.len() as u64 > LARGEST {
            let message = format!("{} is larger than 1 MiB", quote(&name));
            let help = "a provider file has a few kilobytes; is this one?".to_owned();
            return Err(Report::without_text(&name, message, Some(help)));
        }
        let text = String::from_utf8(bytes)
            .map_err(|error| not_utf8(&name, error.as_bytes(), error.utf8_error().valid_up_to()))?;
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        if text.trim().is_empty() {
            let message = format!("{} is empty", quote(&name));
            return Err(Report::without_text(&name, message, Some(parse::LEAST.to_owned())));
        }
        Ok(Self { name, text })
    }
}

/// What is in a file, and one byte more than is taken.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file that is not there, or not for us.
fn unreadable(path: &Path, name: &str, error: &io::Error) -> Report {
    let (message, help) = match error.kind() {
        io::ErrorKind::NotFound => (format!("there is no file {}", quote(name)), near(path)),
        io::ErrorKind::PermissionDenied => (
            format!("{} may not be read", quote(name)),
            Some("let the user who builds read it".to_owned()),
        ),
        _ => (format!("{} cannot be read: {error}", quote(name)), None),
    };
    Report::without_text(name, message, help)
}

/// The name that was meant, or what there is in that folder.
fn near(path: &Path) -> Option<String> {
    const SHOWN: usize = 12;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let wanted = path.file_name()?.to_string_lossy().into_owned();
    let Ok(entries) = folder.read_dir() else {
        return Some(format!("there is no folder {}", quote(&folder.display().to_string())));
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "toml"))
        .collect();
    names.sort_unstable();
    let stem = |name: &str| name.strip_suffix(".toml").unwrap_or(name).to_owned();
    let stems: Vec<String> = names.iter().map(|name| stem(name)).collect();
    if let Some(near) = suggest::nearest(&stem(&wanted), stems.iter().map(String::as_str)) {
        return Some(format!("did you mean {}?", quote(&format!("{near}.toml"))));
    }
    if names.iter().any(|name| stem(name) == wanted) {
        return Some(format!("did you mean {}?", quote(&format!("{wanted}.toml"))));
    }
    let more = if names.len() > SHOWN { ", …" } else { "" };
    let list = quote_all(names.iter().take(SHOWN).map(String::as_str));
    Some(match list.as_str() {
        "" => "there is no `.toml` file in that folder".to_owned(),
        list => format!("in that folder: {list}{more}"),
    })
}

/// A file in another encoding, or no text at all.
fn not_utf8(name: &str, bytes: &[u8], valid: usize) -> Report {
    let byte = bytes.get(valid).copied().unwrap_or_default();
    let text = String::from_utf8_lossy(bytes);
    let line = bytes.iter().take(valid).filter(|byte| **byte == b'\n').count() + 1;
    let mut errors = Errors::default();
    // Up to the byte both texts are the same; in its place is one character of three bytes.
    let span = Span { start: valid, end: valid + char::REPLACEMENT_CHARACTER.len_utf8() };
    let error = errors.add(span, format!("{} is not UTF-8", quote(name)));
    error.label(format!("byte {byte:#04x} at offset {valid}, line {line}"));
    error.help(match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "this looks like UTF-16; save the file as UTF-8",
        _ => "save the file as UTF-8",
    });
    Report::new(name, &text, errors)
}
