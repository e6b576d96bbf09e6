//! What is wrong with a file, or doubtful: each with its place and a way out.

mod diagnostic;
mod errors;
mod fix;
mod quote;

use std::fmt;
use std::ops::Range;

pub use diagnostic::{Diagnostic, Level};
pub(crate) use errors::Errors;
pub use fix::Fix;
pub(crate) use quote::{quote, quote_all};

use crate::bases::no_base;
use crate::layout::Layout;
use crate::lines::Lines;
use crate::names::Names;
use crate::render::{self, Palette};
use crate::span::Span;

/// Every mistake in one file and its bases, sorted by position: those of the file itself first.
///
/// `Display` writes it as rustc would, without colour; [`Report::render`] takes a palette.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a report says what is wrong"]
pub struct Report {
    name: String,
    layout: Option<Layout>,
    diagnostics: Vec<Diagnostic>,
    names: Box<Names>,
}

/// A line and a column, both counted from one; the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A place in one of the files of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'r> {
    /// The file's name, as it was given.
    pub file: &'r str,
    /// Its first character.
    pub start: Position,
    /// What follows its last.
    pub end: Position,
}

impl Report {
    /// A report about a text.
    pub(crate) fn new(name: &str, text: &str, errors: Errors) -> Self {
        Self::of(Layout::single(name, text), errors)
    }

    /// A report about a file and its bases.
    pub(crate) fn of(layout: Layout, errors: Errors) -> Self {
        let mut diagnostics = errors.diagnostics;
        for diagnostic in &mut diagnostics {
            inherited(&layout, diagnostic);
        }
        diagnostics.sort_by_cached_key(|diagnostic| {
            let Range { start, end } = diagnostic.span;
            (layout.page_at(start), start, end, diagnostic.message.clone())
        });
        // What holds for several requests is looked at in each.
        diagnostics.dedup_by(|one, other| {
            one.span == other.span && one.message == other.message && one.related == other.related
        });
        let name = layout.pages().first().map(|page| page.name.clone()).unwrap_or_default();
        Self { name, layout: Some(layout), diagnostics, names: Box::default() }
    }

    /// A report about a file whose text is not there to be shown.
    pub(crate) fn without_text(name: &str, message: String, help: Option<String>) -> Self {
        let mut errors = Errors::default();
        errors.add(Span::default(), message).help = help;
        let diagnostics = errors.diagnostics;
        Self { name: name.to_owned(), layout: None, diagnostics, names: Box::default() }
    }

    /// The same about a file whose parts have these names.
    pub(crate) fn with_names(mut self, names: Names) -> Self {
        self.names = names.into();
        self
    }

    /// What the parts of a wrong file would be called in Rust, as far as it could be read: there may be fewer of them,
    /// or two the same.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The name of the file, as it was given.
    pub fn source_name(&self) -> &str {
        &self.name
    }

    /// The text of the file, if it could be read. Where it has bases, their texts stand before its own:
    /// every place of the report counts in all of them together.
    pub fn source_text(&self) -> Option<&str> {
        self.layout().map(Layout::text)
    }

    /// The names of the files that were read: the file itself, its base, the base of that, and so on.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let pages = self.layout().map_or(&[][..], Layout::pages);
        let names = pages.iter().map(|page| page.name.as_str());
        // A file that could not be read has been asked for all the same.
        names.chain(pages.is_empty().then_some(self.name.as_str()))
    }

    /// The name of the file that a mistake is in: that of a base, if the mistake is there.
    pub fn file(&self, diagnostic: &Diagnostic) -> &str {
        let layout = self.layout();
        let page =
            layout.and_then(|layout| layout.pages().get(layout.page_at(diagnostic.span.start)));
        page.map_or(&self.name, |page| &page.name)
    }

    /// Where everything that was read stands.
    pub(crate) fn layout(&self) -> Option<&Layout> {
        self.layout.as_ref()
    }

    /// The mistakes, sorted by position: at least one, unless these are the warnings of a right file.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Where a mistake begins in [its file](Self::file); nothing if it is about the file as a whole.
    pub fn position(&self, diagnostic: &Diagnostic) -> Option<Position> {
        self.place(&diagnostic.span).map(|place| place.start)
    }

    /// Where a place of this report is: of a [`Diagnostic::span`] or one of [`Diagnostic::related`](field@Diagnostic::related).
    pub fn place(&self, span: &Range<usize>) -> Option<Place<'_>> {
        let layout = self.layout()?;
        let page = layout.pages().get(layout.page_at(span.start))?;
        let lines = Lines::new(layout.text_of(page));
        let at = |offset: usize| {
            lines.position(offset.min(page.range.end).saturating_sub(page.range.start))
        };
        Some(Place { file: &page.name, start: at(span.start), end: at(span.end.max(span.start)) })
    }

    /// Where a change of the file itself is.
    pub fn place_of_fix(&self, fix: &Fix) -> Option<Place<'_>> {
        let own = self.layout()?.pages().first()?.range.start;
        self.place(&(fix.range.start + own..fix.range.end + own))
    }

    /// Adds what was meant to the mistake that a file `extends` a base which is not there: only who looks for bases knows
    /// their names.
    pub fn did_you_mean(&mut self, missing: &str, near: &str) {
        let message = no_base(missing);
        for diagnostic in self.diagnostics.iter_mut().filter(|it| it.message == message) {
            diagnostic.help = Some(format!("did you mean {}?", quote(near)));
        }
    }

    /// Keeps only what this says.
    #[cfg(feature = "lint")]
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.diagnostics.retain(keep);
    }

    /// Adds what was found later; what follows is sorted again.
    #[cfg(feature = "lint")]
    pub(crate) fn extend(&mut self, errors: Errors) {
        self.diagnostics.extend(errors.diagnostics);
        self.diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
    }

    /// One of the report's as text, in these colours; a warning as an error where it counts as one.
    pub fn render_one(&self, one: &Diagnostic, as_error: bool, palette: &Palette) -> String {
        let mut one = one.clone();
        if as_error {
            one.level = Level::Error;
        }
        let layout = self.layout.clone();
        let names = Box::default();
        Self { name: self.name.clone(), layout, diagnostics: vec![one], names }.render(palette)
    }

    /// The whole report as text, in these colours.
    pub fn render(&self, palette: &Palette) -> String {
        render::report(self, palette)
    }
}

/// Adds to a mistake in a base how it came into the file.
fn inherited(layout: &Layout, diagnostic: &mut Diagnostic) {
    let place = layout.page_at(diagnostic.span.start);
    for page in layout.pages().iter().take(place + 1).rev() {
        if let Some((span, base)) = &page.through {
            let label = format!("inherited through {}", quote(&format!("extends = \"{base}\"")));
            diagnostic.related(*span, label);
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(&Palette::PLAIN))
    }
}

impl std::error::Error for Report {}
