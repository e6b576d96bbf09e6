//! Findings for code hosts and editors: SARIF 2.1.0.

use std::fmt::Write as _;
use std::path::Path;

use oauth_spec::{Diagnostic, LINTS, Place, Report, VERSION};
use serde_json::{Map, Value, json};

use super::Checked;
use super::levels::Levels;
use crate::style::say;

/// The rule of everything that is wrong, whichever it is.
const MISTAKE: &str = "mistake";

pub(super) fn show(files: &[Checked], levels: &Levels) {
    say(format_args!("{:#}", log(files, levels)));
}

fn log(files: &[Checked], levels: &Levels) -> Value {
    let results: Vec<_> = files
        .iter()
        .flat_map(|file| file.said(levels).map(|it| result(file, it, levels)))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "cargo-oauth", "version": VERSION, "rules": rules() } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rules() -> Value {
    let mistake = json!({
        "id": MISTAKE,
        "shortDescription": { "text": "a mistake: there is no provider as long as it stands" },
        "defaultConfiguration": { "level": "error" },
    });
    let lints = LINTS.iter().map(|lint| {
        json!({
            "id": lint.name,
            "shortDescription": { "text": lint.about },
            "fullDescription": { "text": format!("{}: {}", lint.about, lint.says) },
            "help": { "text": lint.says },
            "defaultConfiguration": { "level": "warning" },
        })
    });
    std::iter::once(mistake).chain(lints).collect()
}

fn result(file: &Checked, it: &Diagnostic, levels: &Levels) -> Value {
    let report = file.report();
    let rule = it.lint.map_or(MISTAKE, |lint| lint.name);
    let index = it.lint.and_then(|lint| LINTS.iter().position(|known| *known == lint));
    let mut text = it.message.clone();
    for more in [&it.label, it.help.as_ref().unwrap_or(&String::new())] {
        if !more.is_empty() {
            text.push('\n');
            text.push_str(more);
        }
    }
    let mut result = Map::new();
    result.insert("ruleId".to_owned(), json!(rule));
    result.insert("ruleIndex".to_owned(), json!(index.map_or(0, |index| index + 1)));
    result.insert("level".to_owned(), json!(levels.word(it)));
    result.insert("message".to_owned(), json!({ "text": text }));
    let place = report.place(&it.span).map_or_else(|| whole(&file.path), physical);
    result.insert("locations".to_owned(), json!([{ "physicalLocation": place }]));
    let related: Vec<_> = related(report, it);
    if !related.is_empty() {
        result.insert("relatedLocations".to_owned(), json!(related));
    }
    if let Some(fix) = fix(report, it) {
        result.insert("fixes".to_owned(), json!([fix]));
    }
    Value::Object(result)
}

fn related(report: &Report, it: &Diagnostic) -> Vec<Value> {
    let related = it.related.iter().enumerate().filter_map(|(index, (span, label))| {
        let place = physical(report.place(span)?);
        Some(json!({ "id": index + 1, "message": { "text": label }, "physicalLocation": place }))
    });
    related.collect()
}

fn fix(report: &Report, it: &Diagnostic) -> Option<Value> {
    let fix = it.fix.as_ref()?;
    let place = report.place_of_fix(fix)?;
    let replacement = json!({
        "deletedRegion": region(place),
        "insertedContent": { "text": fix.replacement },
    });
    Some(json!({
        "description": { "text": it.help.as_deref().unwrap_or(&it.message) },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(place.file) },
            "replacements": [replacement],
        }],
    }))
}

fn physical(place: Place<'_>) -> Value {
    json!({ "artifactLocation": { "uri": uri(place.file) }, "region": region(place) })
}

fn region(place: Place<'_>) -> Value {
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    })
}

/// A file as a whole.
fn whole(path: &Path) -> Value {
    json!({ "artifactLocation": { "uri": uri(&path.display().to_string()) } })
}

/// A path as a URI reference (RFC 3986, 4.2).
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            b'\\' if cfg!(windows) => uri.push('/'),
            other => {
                let _ = write!(uri, "%{other:02X}");
            }
        }
    }
    uri
}
