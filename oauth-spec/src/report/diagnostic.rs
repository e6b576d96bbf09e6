//! One thing that is wrong, or doubtful.

use std::ops::Range;

use super::Fix;
use crate::lints::Lint;
use crate::span::Span;

/// One mistake, or one warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub level: Level,
    /// The lint that has found it; none for a mistake.
    pub lint: Option<&'static Lint>,
    /// What is wrong: lower case, no full stop, the file's own words in backticks.
    pub message: String,
    /// What to write under the place; may be empty.
    pub label: String,
    /// The place, in bytes of [`Report::source_text`](super::Report::source_text).
    pub span: Range<usize>,
    /// Other places that have to do with it, each with its label.
    pub related: Vec<(Range<usize>, String)>,
    /// What to write instead; may have several lines.
    pub help: Option<String>,
    /// The change that does away with it, where no thinking is needed.
    pub fix: Option<Fix>,
}

/// How bad a [`Diagnostic`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Level {
    /// There is no provider as long as it stands.
    Error,
    /// There is a provider, and something about it is doubtful.
    Warning,
}

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

    /// Sets the change that does away with it.
    #[cfg(feature = "lint")]
    pub(crate) fn fix_if(&mut self, fix: Option<Fix>) -> &mut Self {
        self.fix = fix;
        self
    }

    /// Sets what to write instead, if there is something.
    pub(crate) fn help_if(&mut self, help: Option<String>) -> &mut Self {
        self.help = help;
        self
    }
}
