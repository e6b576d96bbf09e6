//! Templates as they are written: text with `{names}` in it, each with its place.

use crate::report::{Errors, quote};
use crate::span::Span;

/// A template before anyone asked what its names mean.
#[derive(Debug, Clone)]
pub(crate) struct Template<'t> {
    /// The whole value.
    pub(crate) span: Span,
    pub(crate) text: &'t str,
    pub(crate) parts: Vec<Part<'t>>,
}

/// One part of a template.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part<'t> {
    /// Text as it stands; two in a row where `{{` or `}}` stood for a brace.
    Text(&'t str),
    /// `{name}`.
    Hole(Hole<'t>),
}

/// `{name}` in a template.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hole<'t> {
    pub(crate) name: &'t str,
    /// The name with its braces.
    pub(crate) span: Span,
}

impl<'t> Template<'t> {
    /// The names in it.
    pub(crate) fn holes(&self) -> Vec<Hole<'t>> {
        let mut holes = Vec::new();
        for part in &self.parts {
            if let Part::Hole(hole) = part {
                holes.push(*hole);
            }
        }
        holes
    }

    /// The one hole that it is, if it is nothing else.
    pub(crate) fn whole(&self) -> Option<Hole<'t>> {
        match self.parts.as_slice() {
            [Part::Hole(hole)] => Some(*hole),
            _ => None,
        }
    }

    /// The text of one without names: `{{` is a brace in it.
    pub(crate) fn plain(&self) -> String {
        let texts = self.parts.iter().map(|part| match part {
            Part::Text(text) => text,
            Part::Hole(_) => "",
        });
        texts.collect()
    }

    /// Whether that name is in it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.holes().iter().any(|hole| hole.name == name)
    }
}

/// Takes a value apart. `source` is the whole file: it tells whether a place in the value is the same
/// place in the file, which it is unless the value has escapes in it.
pub(crate) fn parse<'t>(
    source: &str,
    value: &'t str,
    span: Span,
    errors: &mut Errors,
) -> Option<Template<'t>> {
    parse_at(value, span, start(source, value, span), errors)
}

/// The same where it is known at which place of the file the value begins, if it stands there letter for
/// letter.
pub(crate) fn parse_at<'t>(
    value: &'t str,
    span: Span,
    start: Option<usize>,
    errors: &mut Errors,
) -> Option<Template<'t>> {
    if !value.contains(['{', '}']) {
        let parts = if value.is_empty() { Vec::new() } else { vec![Part::Text(value)] };
        return Some(Template { span, text: value, parts });
    }
    let place = Place { whole: span, start };
    let mut parts = Vec::new();
    let mut right = true;
    let mut rest = 0;
    let bytes = value.as_bytes();
    while let Some(brace) = find(bytes, rest) {
        let doubled = bytes.get(brace) == bytes.get(brace + 1);
        let kept = brace + usize::from(doubled);
        if kept > rest {
            parts.push(Part::Text(&value[rest..kept]));
        }
        if doubled {
            rest = brace + 2;
            continue;
        }
        let opening = bytes[brace] == b'{';
        let end = bytes.iter().skip(brace + 1).position(|byte| matches!(byte, b'{' | b'}'));
        match end.map(|length| brace + 1 + length) {
            Some(end) if opening && bytes[end] == b'}' => {
                let hole = Hole { name: &value[brace + 1..end], span: place.of(brace, end + 1) };
                right &= named(&hole, errors);
                parts.push(Part::Hole(hole));
                rest = end + 1;
            }
            _ => {
                stray(place.of(brace, brace + 1), opening, errors);
                return None;
            }
        }
    }
    if rest < value.len() {
        parts.push(Part::Text(&value[rest..]));
    }
    right.then_some(Template { span, text: value, parts })
}

/// The next brace from there on.
fn find(bytes: &[u8], from: usize) -> Option<usize> {
    let found = bytes.iter().skip(from).position(|byte| matches!(byte, b'{' | b'}'))?;
    Some(from + found)
}

/// `{}`, `{ host }`, `{a + b}`: not names.
fn named(hole: &Hole<'_>, errors: &mut Errors) -> bool {
    let is_name = |character: char| !character.is_whitespace() && !character.is_control();
    if !hole.name.is_empty() && hole.name.chars().all(is_name) {
        return true;
    }
    let trimmed = hole.name.trim();
    let error = errors.add(hole.span, "a template has only names in braces");
    if trimmed.is_empty() {
        error.label("no name").help("write `{{` and `}}` where braces are meant");
    } else if trimmed.chars().all(is_name) {
        error.label("spaces beside the name").help(format!("write {}", braced(trimmed)));
    } else {
        error
            .label("not a name")
            .help("there are no expressions; write `{{` and `}}` where braces are meant");
    }
    false
}

/// `{host`, `host}`.
fn stray(span: Span, opening: bool, errors: &mut Errors) {
    let (label, help) = if opening {
        ("this brace is not closed", "write `{{` where a brace is meant")
    } else {
        ("this brace was not opened", "write `}}` where a brace is meant")
    };
    errors.add(span, "braces in a template come in pairs").label(label).help(help);
}

/// The name as a template has it.
pub(crate) fn braced(name: &str) -> String {
    quote(&format!("{{{name}}}"))
}

/// Where a part of a value stands in the file.
struct Place {
    whole: Span,
    /// Where the value begins, if it stands in the file letter for letter.
    start: Option<usize>,
}

/// Where a value begins in the file, if it stands there letter for letter.
fn start(source: &str, value: &str, whole: Span) -> Option<usize> {
    let written = source.get(whole.start..whole.end).unwrap_or("");
    let offset = [1, 3]
        .into_iter()
        .find(|quotes| written.get(*quotes..written.len().saturating_sub(*quotes)) == Some(value));
    offset.map(|offset| whole.start + offset)
}

impl Place {
    fn of(&self, start: usize, end: usize) -> Span {
        match self.start {
            Some(first) => Span { start: first + start, end: first + end },
            None => self.whole,
        }
    }
}
