//! Collects what is wrong while a file is read and checked.

use std::ops::Range;

use super::{Diagnostic, Level};
#[cfg(feature = "lint")]
use crate::lints::Lint;
use crate::span::Span;

/// Collects what is wrong.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Tables of the file some of which stands where it does not belong.
    elsewhere: Vec<&'static str>,
}

impl Errors {
    /// Adds a mistake; what it returns takes the label, other places and the help.
    pub(crate) fn add(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let place = self.diagnostics.len();
        self.diagnostics.push(Diagnostic {
            level: Level::Error,
            lint: None,
            message: message.into(),
            label: String::new(),
            span: span.into(),
            related: Vec::new(),
            help: None,
            fix: None,
        });
        &mut self.diagnostics[place]
    }

    /// Adds a warning.
    #[cfg(feature = "lint")]
    pub(crate) fn warn(
        &mut self,
        lint: &'static Lint,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let diagnostic = self.add(span, message);
        diagnostic.level = Level::Warning;
        diagnostic.lint = Some(lint);
        diagnostic
    }

    /// Adds what was found in a text that begins at that place.
    pub(crate) fn append(&mut self, other: Self, start: usize) {
        let moved = |span: &Range<usize>| span.start + start..span.end + start;
        self.diagnostics.extend(other.diagnostics.into_iter().map(|mut diagnostic| {
            diagnostic.span = moved(&diagnostic.span);
            for (span, _) in &mut diagnostic.related {
                *span = moved(span);
            }
            diagnostic
        }));
    }

    /// The one that was added last.
    #[cfg(feature = "lint")]
    pub(crate) fn last(&mut self) -> Option<&mut Diagnostic> {
        self.diagnostics.last_mut()
    }

    /// Adds a place to a mistake that has been made before, if it has: with that message and about that place.
    pub(crate) fn again(&mut self, span: Span, message: &str, about: Option<Span>) -> bool {
        let about = about.map(Range::from);
        let same = self.diagnostics.iter_mut().find(|diagnostic| {
            let first = diagnostic.related.first().map(|(place, _)| place);
            diagnostic.message == message && (about.is_none() || first == about.as_ref())
        });
        let Some(same) = same else { return false };
        if same.span != Range::from(span) {
            same.related(span, "here too");
        }
        true
    }

    /// Whether something is wrong at that very place.
    pub(crate) fn has(&self, span: Span) -> bool {
        let span = Range::from(span);
        self.diagnostics.iter().any(|diagnostic| {
            diagnostic.span == span || diagnostic.related.iter().any(|(place, _)| *place == span)
        })
    }

    /// Whether something is wrong at that place or behind it.
    pub(crate) fn has_from(&self, start: usize) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.span.start >= start)
    }

    /// Remembers that something of that table of the file stands elsewhere: it is not missing.
    pub(crate) fn stands_elsewhere(&mut self, table: &'static str) {
        self.elsewhere.push(table);
    }

    /// The tables of the file of which something stands elsewhere.
    pub(crate) fn elsewhere(&self) -> &[&'static str] {
        &self.elsewhere
    }

    /// How many there are so far.
    pub(crate) fn count(&self) -> usize {
        self.diagnostics.len()
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }
}
