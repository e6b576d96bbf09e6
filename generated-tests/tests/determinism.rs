//! The same file gives the same bytes: on every run, every machine, and however the file was saved.

mod declarations;

use std::path::Path;

use declarations::{all, named, text};
use oauth_spec::SourceFile;

fn with(source: &SourceFile, text: String) -> SourceFile {
    SourceFile::new(source.name.clone(), text)
}

#[test]
fn twice_in_a_process() {
    for (name, source) in all() {
        assert_eq!(text(&source), text(&source), "{name}");
    }
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    for (name, source) in all() {
        let expected = text(&source);
        let crlf = with(&source, source.text.replace('\n', "\r\n"));
        assert_eq!(text(&crlf), expected, "{name} with CRLF");
        let bom = with(&source, format!("\u{feff}{}", source.text));
        assert_eq!(text(&bom), expected, "{name} with a BOM");
    }
}

/// The file with its tables the other way round. Those that begin with the same word stay together and
/// in order: between scopes, environments, parameters and fields, order means something.
fn turned_round(text: &str) -> String {
    let mut head = String::new();
    let mut groups: Vec<(&str, String)> = Vec::new();
    let mut current = None;
    for line in text.split_inclusive('\n') {
        let header = line.strip_prefix('[').and_then(|rest| rest.split(['.', ']']).next());
        if let Some(word) = header
            && groups.iter().all(|(known, _)| *known != word)
        {
            groups.push((word, String::new()));
        }
        // A table may be gone on with after others.
        current = header.or(current);
        match groups.iter_mut().find(|(word, _)| Some(*word) == current) {
            Some((_, group)) => group.push_str(line),
            None => head.push_str(line),
        }
    }
    groups.iter().rev().fold(head, |text, (_, group)| text + group)
}

#[test]
fn the_order_of_tables_changes_nothing() {
    for (name, source) in all() {
        let turned = turned_round(&source.text);
        assert_ne!(turned, source.text, "{name}");
        assert_eq!(text(&with(&source, turned)), text(&source), "{name}");
    }
}

#[test]
fn the_order_of_scopes_shows_in_the_scopes_only() {
    let source = named("standard");
    let (read, write) = ("read  = \"Read\"\n", "write = \"Write\"\n");
    let turned = source.text.replace(&format!("{read}{write}"), &format!("{write}{read}"));
    assert_ne!(turned, source.text);
    let (expected, turned) = (text(&source), text(&with(&source, turned)));
    assert_ne!(turned, expected);
    for (one, other) in expected.lines().zip(turned.lines()).filter(|(one, other)| one != other) {
        let is_scope = |line: &str| line.to_lowercase().contains("read") || line.contains("rite");
        assert!(is_scope(one) && is_scope(other), "{one}\n{other}");
    }
}

#[test]
fn no_path_of_this_machine_is_in_a_text() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, source) in all() {
        let absolute = here.join(&source.name).display().to_string();
        let text = text(&SourceFile::new(absolute, source.text));
        assert!(!text.contains(here.parent().unwrap().to_str().unwrap()), "{name}");
        assert!(!text.contains('\r'), "{name}");
        assert!(text.ends_with("}\n"), "{name}");
    }
}
