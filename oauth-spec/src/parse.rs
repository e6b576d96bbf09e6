//! TOML: text to a table in which every key and value knows its place, or every syntax error.

mod brackets;

use brackets::unclosed;
use toml::de::{DeTable, DeValue};

use crate::report::{Errors, quote};
use crate::span::Span;
use crate::suggest;

/// The least file there is.
pub(crate) const LEAST: &str = "the least file is\n\n\
    schema = 1\n\n\
    [provider]\n\
    name = \"acme\"\n\n\
    [endpoints]\n\
    authorization = \"https://acme.example/oauth/authorize\"\n\
    token = \"https://acme.example/oauth/token\"\n\n\
    [grants.authorization_code]";

/// How many mistakes are looked at for a bracket that is not closed: the first one shows it.
const LOOKED_AT: usize = 64;

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
    for (count, mistake) in mistakes.into_iter().enumerate() {
        let span = Span::from(mistake.span().unwrap_or_default());
        // The parser goes on after a mistake; the first of a line is the one that was made.
        if line_end.is_some_and(|end| span.start < end) {
            continue;
        }
        let is_end = mistake.message().starts_with("unclosed");
        // Looking takes as long as the text is: what goes on for so long does not come from a bracket.
        if count < LOOKED_AT
            && let Some(bracket) = unclosed(text, span.start, is_end)
        {
            // Where a text in it does not end either, that has been said, and is the same slip.
            if !errors.has_from(bracket.start) {
                not_closed(text, bracket, span, errors);
            }
            // Whatever follows was read as part of it.
            break;
        }
        let rest = text.get(span.start..).unwrap_or("");
        line_end = Some(span.start + rest.find('\n').unwrap_or(rest.len()) + 1);
        syntax(text, &table, mistake.message(), span, errors);
    }
    None
}

/// One syntax error.
fn syntax(text: &str, table: &DeTable<'_>, message: &str, span: Span, errors: &mut Errors) {
    let written = text.get(span.start..span.end).unwrap_or("");
    if message == "duplicate key" {
        let before = brackets::line_before(text, span.start);
        let is_header = before.starts_with('[');
        let mut first = None;
        if is_header {
            first = same_header(text, span);
        } else {
            find_first(text, table, written, (before, span.start), &mut first);
        }
        let error = errors.add(span, format!("the key {} is there twice", quote(written)));
        error.label("for the second time");
        error.help(if is_header {
            "write all keys of a table below one header"
        } else {
            "leave one of them out"
        });
        if let Some(first) = first {
            error.related(first, "for the first time");
        }
        return;
    }
    let (message, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let boolean = suggest::slip(written, ["true", "false"]).map(|(_, name)| name);
    let message = match message {
        // The parser goes by the first letter, which says nothing of a word.
        "invalid float" | "invalid boolean"
            if boolean.is_none() && written.starts_with(char::is_alphabetic) =>
        {
            "string values must be quoted"
        }
        other => other,
    };
    let error = errors.add(span, format!("this is not TOML: {message}"));
    let (label, help) = match message {
        "string values must be quoted" if written.is_empty() => ("a value is missing", None),
        "string values must be quoted"
            if !written.contains(['"', '\'', '\n', '“', '”', '‘', '’']) =>
        {
            ("a text needs quotes", Some(format!("write `\"{written}\"`")))
        }
        "string values must be quoted" | "missing opening quote" => {
            ("a text needs quotes", Some("quotes are `\"` on both sides".to_owned()))
        }
        "invalid basic string" | "invalid literal string" => {
            ("the text does not end on its line", Some("add the quote that ends it".to_owned()))
        }
        "invalid unquoted key" if written == ":" => (
            "",
            Some(
                "write `=` between a key and its value; quote a key that has another character"
                    .to_owned(),
            ),
        ),
        "invalid unquoted key" => {
            ("", Some("quote a key that has another character: `\"user:read\"`".to_owned()))
        }
        "key with no value" => (
            "",
            Some(
                "write `key = value`; the name of a table stands in brackets: `[table]`".to_owned(),
            ),
        ),
        "missing escaped value" => {
            ("", Some("write `\\\\` for a backslash, or the text in single quotes".to_owned()))
        }
        "invalid boolean" => ("", boolean.map(|name| format!("write `{name}`"))),
        "unclosed table" | "unclosed array table" => {
            let header = brackets::line_before(text, span.start).trim();
            let end = if message == "unclosed table" { "]" } else { "]]" };
            ("", Some(format!("write `{}{end}`", header.trim_end_matches(']'))))
        }
        "unexpected key or value" => {
            ("", Some("write one key a line; only a comment follows a value: `# …`".to_owned()))
        }
        _ => ("", None),
    };
    if !label.is_empty() {
        error.label(label);
    } else if !expected.is_empty() {
        error.label(format!("expected {expected}"));
    }
    error.help_if(help);
}

/// A list or an inline table without its end.
fn not_closed(text: &str, bracket: Span, next: Span, errors: &mut Errors) {
    let (what, end) = match text.get(bracket.start..bracket.end) {
        Some("[") => ("list", ']'),
        _ => ("inline table", '}'),
    };
    errors
        .add(bracket, format!("this is not TOML: the {what} does not end"))
        .label("begins here")
        .related(next, "read as part of it")
        .help(format!("write `{end}` where it ends"));
}

/// An earlier line with the same table's name: the table that the parser gives has the later one.
fn same_header(text: &str, span: Span) -> Option<Span> {
    let start = text.get(..span.start)?.rfind('\n')? + 1;
    let header = text.get(start..)?.split_inclusive(']').next()?;
    let first = text.get(..start)?.rfind(header).filter(|_| !header.contains('\n'))?;
    let offset = first + (span.start - start);
    Some(Span { start: offset, end: offset + (span.end - span.start) })
}

/// The last key that is written so before that place: on a line that begins in the same way, or in an
/// inline table.
fn find_first(
    text: &str,
    table: &DeTable<'_>,
    written: &str,
    (before, place): (&str, usize),
    first: &mut Option<Span>,
) {
    for (key, value) in table {
        let span = Span::from(key.span());
        let is_same = text.get(span.start..span.end) == Some(written)
            && (before.contains('{') || brackets::line_before(text, span.start) == before);
        if is_same && span.end <= place && first.is_none_or(|found| found < span) {
            *first = Some(span);
        }
        if let DeValue::Table(inner) = value.get_ref() {
            find_first(text, inner, written, (before, place), first);
        }
    }
}
