//! Whatever stands in a file, reading it ends in a provider or in a report.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::path::Path;

use oauth_spec::{Palette, SourceFile, compile};

/// The texts of all cases, right and wrong, with their names.
fn texts(folders: &[&str]) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for folder in folders {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            texts.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    texts.sort();
    texts
}

/// Reads a text and writes out what is said about it.
fn read(text: &str) {
    if let Err(report) = compile(&SourceFile::new("acme.toml", text)) {
        assert!(!report.diagnostics().is_empty());
        let plain = report.to_string();
        assert!(plain.starts_with("error: "));
        assert!(!plain.contains('\r') && !plain.contains('\u{1b}'), "{plain:?}");
        let coloured = report.render(&Palette::ANSI);
        assert!(coloured.len() > plain.len());
        for diagnostic in report.diagnostics() {
            let position = report.position(diagnostic).unwrap();
            assert!(position.line >= 1 && position.column >= 1);
            assert!(!diagnostic.message.is_empty());
        }
    }
}

/// A small generator of numbers, the same on every machine (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap()
    }
}

#[test]
fn files_that_end_too_soon() {
    for (_, text) in texts(&["valid"]) {
        // Of a long file not every end: it would take the square of its length.
        let step = 1 + text.len() / 1500;
        for (end, _) in text.char_indices().step_by(step) {
            read(&text[..end]);
        }
    }
}

#[test]
fn files_with_changed_bytes() {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let inserts: &[&str] = &[
        "\"", "'", "[", "]", "{", "}", "=", ".", ",", "\n", "\r", "\t", "#", "é", "\u{202e}", "\0",
        "\u{1}", "{}", "{a}", "[[x]]", "\"\"\"", "1e9", "-1", "0x", "%", "://", "@", "\\", "self",
    ];
    for (_, text) in texts(&["valid", "invalid"]) {
        for _ in 0..60 {
            let mut bytes = text.clone().into_bytes();
            for _ in 0..=numbers.below(4) {
                let place = numbers.below(bytes.len());
                match numbers.below(4) {
                    0 => bytes[place] = u8::try_from(numbers.below(256)).unwrap(),
                    1 => {
                        bytes.remove(place);
                    }
                    2 => {
                        let insert = inserts[numbers.below(inserts.len())];
                        bytes.splice(place..place, insert.bytes());
                    }
                    _ => {
                        let end = (place + numbers.below(40)).min(bytes.len());
                        let copy = bytes[place..end].to_vec();
                        let to = numbers.below(bytes.len());
                        bytes.splice(to..to, copy);
                    }
                }
            }
            read(&String::from_utf8_lossy(&bytes));
        }
    }
}

#[test]
fn files_with_lines_left_out() {
    for (_, text) in texts(&["valid"]) {
        let lines: Vec<_> = text.lines().collect();
        for left_out in 0..lines.len() {
            let kept: Vec<_> = lines
                .iter()
                .enumerate()
                .filter(|(line, _)| *line != left_out)
                .map(|(_, text)| *text)
                .collect();
            read(&kept.join("\n"));
        }
    }
}

#[test]
fn values_of_every_type_in_every_place() {
    let values = [
        "1",
        "1.5",
        "true",
        "\"\"",
        "\"x\"",
        "\"{x}\"",
        "[]",
        "[[]]",
        "[1, \"a\"]",
        "{}",
        "{ a = 1 }",
        "1979-05-27",
    ];
    for (_, text) in texts(&["valid"]) {
        let lines: Vec<_> = text.lines().collect();
        for (changed, line) in lines.iter().enumerate() {
            let Some((key, _)) = line.split_once('=') else { continue };
            for value in values {
                let mut lines = lines.clone();
                let line = format!("{key}= {value}");
                lines[changed] = &line;
                read(&lines.join("\n"));
            }
        }
    }
}

#[test]
fn files_that_go_deep_or_wide() {
    let deep = "fields.a.".repeat(2_000);
    read(&format!("schema = 1\n[provider]\nname = \"a\"\n[token]\n{deep}type = \"any\"\n"));
    let deep = "a.".repeat(2_000);
    read(&format!(
        "schema = 1\n[token_request]\nheaders.{deep}b = 1\n[grants.a]\nrequest.parameters.{deep}b = 1\n"
    ));
    let circle: Vec<_> = (0..500)
        .map(|n| format!("[computed.c{n}]\nmessage = \"{{computed.c{}}}\"", (n + 1) % 500))
        .collect();
    read(&format!("schema = 1\n[provider]\nname = \"a\"\n{}", circle.join("\n")));
    let after: Vec<_> = (0..300)
        .map(|n| format!("[grants.g{n}]\ngrant_type = false\nafter = [\"g{}\"]", (n + 1) % 300))
        .collect();
    read(&format!("schema = 1\n[provider]\nname = \"a\"\n{}", after.join("\n")));
    read(&format!("schema = 1\n[token.fields]\na = {}1{}", "{ b = ".repeat(500), "}".repeat(500)));
    read(&format!("x = {}", "[".repeat(50_000)));
    let many: Vec<_> = (0..5_000).map(|n| format!("\"s{n}\" = \"\"")).collect();
    read(&format!("schema = 1\n[scopes.list]\n{}", many.join("\n")));
    let parts = format!("[{}]", "[\"a\", \"b\", \"c\"],".repeat(500));
    read(&format!("schema = 1\n[scopes.combine]\nparts = {parts}\n"));
    read(&format!("schema = 1\nx = \"{}\"\n", "é".repeat(100_000)));
}
