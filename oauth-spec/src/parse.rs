//! TOML: text to a table in which every key and value knows its place, or every syntax error.

use toml::de::{DeTable, DeValue};

use crate::report::{Errors, quote};
use crate::span::Span;

/// The least file there is.
pub(crate) const LEAST: &str = "the least file is\n\n\
    schema = 1\n\n\
    [provider]\n\
    name = \"acme\"\n\n\
    [endpoints]\n\
    authorization = \"https://acme.example/oauth/authorize\"\n\
    token = \"https://acme.example/oauth/token\"\n\n\
    [grants.authorization_code]";

/// The table of the whole file, or nothing if it is not TOML.
pub(crate) fn parse<'t>(text: &'t str, errors: &mut Errors) -> Option<DeTable<'t>> {
    let (table, mut mistakes) = DeTable::parse_recoverable(text);
    let table = table.into_inner();
    if mistakes.is_empty() {
        if table.is_empty() {
            errors.add(Span::default(), "the file declares nothing").help(LEAST);
            return None;
        }
        return Some(table);
    }
    mistakes.sort_by_key(|mistake| mistake.span().map_or(0, |span| span.start));
    let mut line_end = None;
    for mistake in mistakes {
        let span = Span::from(mistake.span().unwrap_or_default());
        // The parser goes on after a mistake; the first of a line is the one that was made.
        if line_end.is_some_and(|end| span.start < end) {
            continue;
        }
        let rest = text.get(span.start..).unwrap_or("");
        line_end = Some(span.start + rest.find('\n').map_or(rest.len(), |length| length + 1));
        syntax(text, &table, mistake.message(), span, errors);
    }
    None
}

/// One syntax error.
fn syntax(text: &str, table: &DeTable<'_>, message: &str, span: Span, errors: &mut Errors) {
    let written = text.get(span.start..span.end).unwrap_or("");
    if message == "duplicate key" {
        let error = errors.add(span, format!("the key {} is there twice", quote(written)));
        error.label("for the second time");
        let mut first = None;
        find_first(table, written, span.start, &mut first);
        if let Some(first) = first.or_else(|| same_header(text, span)) {
            error.related(first, "for the first time");
        }
        return;
    }
    let (message, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let error = errors.add(span, format!("this is not TOML: {message}"));
    if message == "string values must be quoted" {
        error.label("a text needs quotes");
        if !written.is_empty() && !written.contains(['"', '\'', '\n']) {
            error.help(format!("write `\"{written}\"`"));
        }
    } else if matches!(message, "invalid basic string" | "invalid literal string") {
        error.label("the text does not end on its line").help("add the quote that ends it");
    } else if !expected.is_empty() {
        error.label(format!("expected {expected}"));
        if message == "invalid unquoted key" && written == ":" {
            error.help(
                "write `=` between a key and its value; quote a key that has another character",
            );
        }
    }
}

/// An earlier line with the same table's name: the table that the parser gives has the later one.
fn same_header(text: &str, span: Span) -> Option<Span> {
    let start = text.get(..span.start)?.rfind('\n')? + 1;
    let header = text.get(start..)?.split_inclusive(']').next()?;
    if !header.trim_start().starts_with('[') || header.contains('\n') {
        return None;
    }
    let first = text.get(..start)?.rfind(header)?;
    let offset = first + (span.start - start);
    Some(Span { start: offset, end: offset + (span.end - span.start) })
}

/// The last key of that name before that place.
fn find_first(table: &DeTable<'_>, name: &str, before: usize, first: &mut Option<Span>) {
    for (key, value) in table {
        let span = Span::from(key.span());
        if key.get_ref() == name && span.end <= before && first.is_none_or(|found| found < span) {
            *first = Some(span);
        }
        if let DeValue::Table(inner) = value.get_ref() {
            find_first(inner, name, before, first);
        }
    }
}
