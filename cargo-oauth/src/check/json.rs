//! Findings for programs: one JSON document. Its members stay as they are; others may be added.

use oauth_spec::{Diagnostic, Place, Position, Report};
use serde_json::{Value, json};

use super::Checked;
use super::levels::Levels;
use crate::style::say;

/// The version of the document's form.
const VERSION: u32 = 1;

pub(super) fn show(files: &[Checked], levels: &Levels) {
    let all = || files.iter().flat_map(|file| file.said(levels));
    let count = |word| all().filter(|it| levels.word(it) == word).count();
    let document = json!({
        "version": VERSION,
        "errors": count("error"),
        "warnings": count("warning"),
        "files": files.iter().map(|file| self::file(file, levels)).collect::<Vec<_>>(),
    });
    say(format_args!("{document:#}"));
}

fn file(file: &Checked, levels: &Levels) -> Value {
    let provider = file.result.as_ref().ok().map(|linted| linted.provider.spec);
    let needed = provider.map(|spec| spec.needed_features().map(|(feature, _)| feature.name()));
    let said = file.said(levels).map(|it| diagnostic(file.report(), it, levels));
    json!({
        "path": file.path.display().to_string(),
        "name": provider.map(|spec| spec.name),
        "title": provider.map(|spec| spec.title),
        "features": needed.map(Iterator::collect::<Vec<_>>),
        "diagnostics": said.collect::<Vec<_>>(),
    })
}

fn diagnostic(report: &Report, it: &Diagnostic, levels: &Levels) -> Value {
    let related = it
        .related
        .iter()
        .map(|(span, label)| json!({ "label": label, "place": report.place(span).map(place) }));
    let fix = it.fix.as_ref().map(|fix| {
        json!({
            "start": fix.range.start,
            "end": fix.range.end,
            "replacement": fix.replacement,
        })
    });
    json!({
        "level": levels.word(it),
        "lint": it.lint.map(|lint| lint.name),
        "message": it.message,
        "label": it.label,
        "place": report.place(&it.span).map(place),
        "related": related.collect::<Vec<_>>(),
        "note": it.lint.map(|lint| lint.says),
        "help": it.help,
        "fix": fix,
    })
}

fn place(place: Place<'_>) -> Value {
    json!({ "file": place.file, "start": position(place.start), "end": position(place.end) })
}

fn position(position: Position) -> Value {
    json!({ "line": position.line, "column": position.column })
}
