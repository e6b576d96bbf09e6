//! What is wrong with a file: every mistake, each with its place and a way out.

use std::fmt;
use std::ops::Range;

use crate::render::{self, Palette};
use crate::span::Span;

/// Every mistake in one file, sorted by position.
///
/// `Display` writes it as rustc would, without colour; [`Report::render`] takes a palette.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a report says why there is no provider"]
pub struct Report {
    name: String,
    text: Option<String>,
    diagnostics: Vec<Diagnostic>,
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub level: Level,
    /// What is wrong: lower case, no full stop, the file's own words in backticks.
    pub message: String,
    /// What to write under the place; may be empty.
    pub label: String,
    /// The place, in bytes of the text.
    pub span: Range<usize>,
    /// Other places that have to do with it, each with its label.
    pub related: Vec<(Range<usize>, String)>,
    /// What to write instead; may have several lines.
    pub help: Option<String>,
}

/// How bad a [`Diagnostic`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Level {
    /// There is no provider as long as it stands.
    Error,
}

/// A line and a column, both counted from one; the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Collects what is wrong.
#[derive(Debug, Default)]
pub(crate) struct Errors(Vec<Diagnostic>);

impl Report {
    /// A report about a text.
    pub(crate) fn new(name: &str, text: &str, errors: Errors) -> Self {
        let mut diagnostics = errors.0;
        diagnostics.sort_by(|a, b| {
            (a.span.start, a.span.end, &a.message).cmp(&(b.span.start, b.span.end, &b.message))
        });
        Self { name: name.to_owned(), text: Some(text.to_owned()), diagnostics }
    }

    /// A report about a file whose text is not there to be shown.
    pub(crate) fn without_text(name: &str, message: String, help: Option<String>) -> Self {
        let mut errors = Errors::default();
        errors.add(Span::default(), message).help = help;
        Self { name: name.to_owned(), text: None, diagnostics: errors.0 }
    }

    /// The name of the file, as it was given.
    pub fn source_name(&self) -> &str {
        &self.name
    }

    /// The text of the file, if it could be read.
    pub fn source_text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The mistakes, sorted by position. There is at least one.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Where a mistake begins; nothing if it is about the file as a whole.
    pub fn position(&self, diagnostic: &Diagnostic) -> Option<Position> {
        let text = self.text.as_deref()?;
        Some(render::Lines::new(text).position(diagnostic.span.start))
    }

    /// The whole report as text, in these colours.
    pub fn render(&self, palette: &Palette) -> String {
        render::report(self, palette)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(&Palette::PLAIN))
    }
}

impl std::error::Error for Report {}

impl Diagnostic {
    /// Sets what is written under the place.
    pub(crate) fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = label.into();
        self
    }

    /// Adds another place.
    pub(crate) fn related(&mut self, span: Span, label: impl Into<String>) -> &mut Self {
        self.related.push((span.into(), label.into()));
        self
    }

    /// Sets what to write instead.
    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Sets what to write instead, if there is something.
    pub(crate) fn help_if(&mut self, help: Option<String>) -> &mut Self {
        self.help = help;
        self
    }
}

impl Errors {
    /// Adds a mistake; what it returns takes the label, other places and the help.
    pub(crate) fn add(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let place = self.0.len();
        self.0.push(Diagnostic {
            level: Level::Error,
            message: message.into(),
            label: String::new(),
            span: span.into(),
            related: Vec::new(),
            help: None,
        });
        &mut self.0[place]
    }

    /// How many there are so far.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The user's own text in backticks, on one line and without anything a terminal would act on.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('`');
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            quoted.push('…');
            break;
        }
        match character {
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other if render::is_unprintable(other) => quoted.push('\u{fffd}'),
            other => quoted.push(other),
        }
    }
    quoted.push('`');
    quoted
}

/// Several of them, as a list in words.
pub(crate) fn quote_all<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut list = String::new();
    for text in texts {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(&quote(text));
    }
    list
}
