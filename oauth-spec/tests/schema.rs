//! The tables of the language and the reader of files say the same.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::collections::BTreeSet;

use oauth_spec::schema::{FILE, Kind, Table};
use oauth_spec::{Diagnostic, SourceFile, compile};

/// Every place of the language: its path in a file, and what may stand there.
fn places() -> Vec<(String, Kind)> {
    let mut places = Vec::new();
    table("", &FILE, &mut Vec::new(), &mut places);
    places
}

fn table(
    path: &str,
    this: &'static Table,
    above: &mut Vec<&'static str>,
    places: &mut Vec<(String, Kind)>,
) {
    if above.contains(&this.about) {
        return;
    }
    above.push(this.about);
    for key in this.keys {
        let path =
            if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        places.push((path.clone(), key.kind));
        inner(&path, key.kind, above, places);
    }
    if let Some(others) = this.others {
        inner(&format!("{path}.x"), others, above, places);
    }
    above.pop();
}

fn inner(path: &str, kind: Kind, above: &mut Vec<&'static str>, places: &mut Vec<(String, Kind)>) {
    match kind {
        Kind::Table(this) => table(path, this, above, places),
        Kind::Tables(this) => table(&format!("{path}.x"), this, above, places),
        Kind::Named(kind) => inner(&format!("{path}.x"), *kind, above, places),
        Kind::OneOrMore(kind) => inner(path, *kind, above, places),
        Kind::Either(kinds) => kinds.iter().for_each(|kind| inner(path, *kind, above, places)),
        _ => {}
    }
}

/// The words that may stand there, and whether they stand in a list.
fn words(kind: Kind) -> Option<(&'static [&'static str], bool)> {
    match kind {
        Kind::Words(words) => Some((words, false)),
        Kind::List(kind) => words(*kind).map(|(words, _)| (words, true)),
        Kind::Either(kinds) => kinds.iter().find_map(|kind| words(*kind)),
        _ => None,
    }
}

/// What is said about a file in which this stands at that path.
fn said(path: &str, value: &str) -> Vec<Diagnostic> {
    let line = match path.strip_prefix("computed.x.") {
        // With `jwt` it is another table.
        Some("lifetime" | "header" | "claims") => {
            format!("computed.x.jwt = \"ES256\"\n{path} = {value}")
        }
        _ => format!("{path} = {value}"),
    };
    let schema = if path == "schema" { "" } else { "schema = 1\n" };
    match compile(&SourceFile::new("a.toml", format!("{schema}{line}\n"))) {
        Ok(_) => Vec::new(),
        Err(report) => report.diagnostics().to_vec(),
    }
}

#[test]
fn every_key_is_read() {
    for (path, _) in places() {
        // Nothing of the language is a date.
        let said = said(&path, "1979-05-27");
        let is_said = |said: &Diagnostic| {
            said.message.contains(" must be ") && !said.message.starts_with("unknown key")
        };
        assert!(said.iter().any(is_said), "nobody reads `{path}`: {said:#?}");
    }
}

#[test]
fn every_word_is_known() {
    for (path, kind) in places() {
        let Some((words, is_list)) = words(kind) else { continue };
        let write = |word: &str| if is_list { format!("[{word:?}]") } else { format!("{word:?}") };
        for word in words {
            let unknown = said(&path, &write(word));
            let unknown = unknown.iter().find(|said| said.message.starts_with("unknown value"));
            assert!(unknown.is_none(), "`{path}` does not know {word:?}: {unknown:#?}");
        }
        let wrong = said(&path, &write("quux"));
        let wrong = wrong.iter().find(|said| said.message.starts_with("unknown value"));
        let help = wrong.and_then(|said| said.help.as_deref()).unwrap_or("");
        let list = help.strip_prefix("values: ").unwrap_or_default();
        let known: BTreeSet<_> = list
            .split(", or ")
            .next()
            .unwrap()
            .split(", ")
            .map(|word| word.trim_matches('`'))
            .collect();
        assert_eq!(known, words.iter().copied().collect(), "the words of `{path}`");
    }
}
