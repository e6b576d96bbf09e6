//! What is wrong with a file, or doubtful: each with its place and a way out.

use std::fmt;
use std::ops::Range;

use crate::layout::Layout;
use crate::lines::Lines;
use crate::lint::{Fix, Lint};
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
}

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
    /// The place, in bytes of [`Report::source_text`].
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

/// Collects what is wrong.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    diagnostics: Vec<Diagnostic>,
    /// Tables of the file some of which stands where it does not belong.
    elsewhere: Vec<&'static str>,
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
        Self { name, layout: Some(layout), diagnostics }
    }

    /// A report about a file whose text is not there to be shown.
    pub(crate) fn without_text(name: &str, message: String, help: Option<String>) -> Self {
        let mut errors = Errors::default();
        errors.add(Span::default(), message).help = help;
        Self { name: name.to_owned(), layout: None, diagnostics: errors.diagnostics }
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

    /// Keeps only what this says.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.diagnostics.retain(keep);
    }

    /// Adds what was found later; what follows is sorted again.
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
        Self { name: self.name.clone(), layout, diagnostics: vec![one] }.render(palette)
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
        push_quoted(&mut list, text);
    }
    list
}

fn push_quoted(list: &mut String, text: &str) {
    if !list.is_empty() {
        list.push_str(", ");
    }
    list.push_str(&quote(text));
}
