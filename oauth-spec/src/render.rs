//! Reports as text: the line, a caret under the place, a way out.

use crate::layout::Layout;
use crate::lines::{Lines, characters};
use crate::report::{Diagnostic, Level, Report};

/// The colours of a report, as what a terminal takes before a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Before `error` and its carets.
    pub error: &'static str,
    /// Before `warning` and its carets.
    pub warning: &'static str,
    /// Before line numbers and their bars.
    pub gutter: &'static str,
    /// Before the message.
    pub emphasis: &'static str,
    /// Before `help`.
    pub help: &'static str,
    /// After each of them.
    pub reset: &'static str,
}

impl Palette {
    /// No colours.
    pub const PLAIN: Self =
        Self { error: "", warning: "", gutter: "", emphasis: "", help: "", reset: "" };

    /// The colours that rustc has.
    pub const ANSI: Self = Self {
        error: "\x1b[1;31m",
        warning: "\x1b[1;33m",
        gutter: "\x1b[1;34m",
        emphasis: "\x1b[1m",
        help: "\x1b[1;36m",
        reset: "\x1b[0m",
    };
}

impl Palette {
    /// The colour of something this bad.
    fn of(&self, diagnostic: &Diagnostic) -> &'static str {
        match diagnostic.level {
            Level::Error => self.error,
            Level::Warning => self.warning,
        }
    }
}

/// How wide a tab is drawn.
const TAB: usize = 4;
/// How much of a long line is shown.
const WIDTH: usize = 140;
/// How much of it before the place.
const BEFORE: usize = 60;

/// Whether a character would disturb a terminal instead of being seen.
pub(crate) fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// One place with its label, ready to be drawn under its line.
struct Mark<'d> {
    line: usize,
    /// Characters of the line before it, and under it.
    start: usize,
    length: usize,
    label: &'d str,
    is_primary: bool,
}

/// A file of a report.
struct Page<'r> {
    name: &'r str,
    /// Where its text begins among the texts of all files.
    start: usize,
    lines: Lines<'r>,
}

/// The whole report.
pub(crate) fn report(report: &Report, palette: &Palette) -> String {
    let mut out = String::new();
    let pages: Vec<_> = report.layout().map_or_else(Vec::new, |layout| {
        let pages = layout.pages().iter();
        pages
            .map(|page| Page {
                name: &page.name,
                start: page.range.start,
                lines: Lines::new(layout.text_of(page)),
            })
            .collect()
    });
    for (place, diagnostic) in report.diagnostics().iter().enumerate() {
        if place > 0 {
            out.push('\n');
        }
        head(&mut out, diagnostic, palette);
        if let Some(layout) = report.layout() {
            one(&mut out, layout, &pages, diagnostic, palette);
            continue;
        }
        let name = clean(report.source_name());
        push(&mut out, &[palette.gutter, " -->", palette.reset, " ", &name, "\n"]);
        if let Some(help) = &diagnostic.help {
            write_help(&mut out, 1, help, palette);
        }
    }
    out
}

/// `error: …`, `warning[name]: …`.
fn head(out: &mut String, diagnostic: &Diagnostic, palette: &Palette) {
    let Palette { emphasis, reset, .. } = palette;
    let word = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
    };
    let name = diagnostic.lint.map(|lint| format!("[{}]", lint.name)).unwrap_or_default();
    let message = clean(&diagnostic.message);
    let colour = palette.of(diagnostic);
    push(out, &[colour, word, &name, reset, emphasis, ": ", &message, reset, "\n"]);
}

fn one(
    out: &mut String,
    layout: &Layout,
    pages: &[Page<'_>],
    diagnostic: &Diagnostic,
    palette: &Palette,
) {
    let Palette { gutter, reset, .. } = palette;
    let here = Palette { error: palette.of(diagnostic), ..*palette };
    let marks = marks(layout, pages, diagnostic);
    let last = marks.iter().map(|(_, mark)| mark.line + 1).max().unwrap_or(1);
    let width = last.to_string().len();
    let indent = " ".repeat(width);
    let mut previous: Option<(usize, usize)> = None;
    for (place, mark) in &marks {
        let Some(page) = pages.get(*place) else { continue };
        let is_new = previous.is_none_or(|(page, _)| page != *place);
        if is_new {
            let head = marks.iter().filter(|(other, _)| other == place);
            let head = head.clone().find(|(_, mark)| mark.is_primary).or(head.clone().next());
            let (line, column) = head.map_or((1, 1), |(_, head)| (head.line + 1, head.start + 1));
            let arrow = if previous.is_none() { "-->" } else { ":::" };
            if previous.is_some() {
                push(out, &[&indent, gutter, " |", reset, "\n"]);
            }
            let at = format!("{}:{line}:{column}\n", clean(page.name));
            push(out, &[&indent, gutter, arrow, reset, " ", &at]);
            push(out, &[&indent, gutter, " |", reset, "\n"]);
        } else if previous.is_some_and(|(_, line)| line + 1 < mark.line) {
            push(out, &[gutter, "...", reset, "\n"]);
        }
        let shows_line = previous != Some((*place, mark.line));
        draw(out, &page.lines, mark, shows_line, width, &here);
        previous = Some((*place, mark.line));
    }
    let says = diagnostic.lint.map(|lint| lint.says);
    if diagnostic.help.is_some() || says.is_some() {
        push(out, &[&indent, gutter, " |", reset, "\n"]);
    }
    if let Some(says) = says.filter(|says| !says.is_empty()) {
        push(
            out,
            &[&indent, gutter, " = ", reset, palette.emphasis, "note", reset, ": ", says, "\n"],
        );
    }
    if let Some(help) = &diagnostic.help {
        write_help(out, width, help, palette);
    }
}

/// The places, each with the file it is in: those of the mistake's own file first, each file in order.
fn marks<'d>(
    layout: &Layout,
    pages: &[Page<'_>],
    diagnostic: &'d Diagnostic,
) -> Vec<(usize, Mark<'d>)> {
    let primary = (&diagnostic.span, &diagnostic.label, true);
    let related = diagnostic.related.iter().map(|(span, label)| (span, label, false));
    let own = layout.page_at(diagnostic.span.start);
    let mut marks: Vec<_> = std::iter::once(primary)
        .chain(related)
        .filter_map(|(span, label, is_primary)| {
            let place = layout.page_at(span.start);
            let page = pages.get(place)?;
            let lines = &page.lines;
            let span = span.start - page.start..span.end.max(span.start) - page.start;
            let (line, begin) = lines.line(span.start);
            let end = span.end.min(begin + lines.text(line).len()).max(span.start);
            let start = characters(lines.text, begin, span.start);
            let length = characters(lines.text, span.start, end).max(1);
            Some((place, Mark { line, start, length, label, is_primary }))
        })
        .collect();
    // From a base to what is based on it, as the notes lead.
    marks.sort_by_key(|(place, mark)| (*place != own, usize::MAX - place, mark.line, mark.start));
    marks
}

/// A line, if it is a new one, and a mark under it.
fn draw(
    out: &mut String,
    lines: &Lines<'_>,
    mark: &Mark<'_>,
    shows_line: bool,
    width: usize,
    palette: &Palette,
) {
    let Palette { gutter, reset, .. } = palette;
    let text = lines.text(mark.line);
    let is_long = text.chars().count() > WIDTH;
    let skipped = if is_long { mark.start.saturating_sub(BEFORE) } else { 0 };
    let mut shown = String::new();
    let (mut before, mut under) = (0, 0);
    if skipped > 0 {
        shown.push('…');
        before += 1;
    }
    for (place, character) in text.chars().enumerate().skip(skipped) {
        if place - skipped >= WIDTH {
            shown.push('…');
            break;
        }
        let columns = if character == '\t' { TAB } else { 1 };
        match character {
            '\t' => shown.push_str("    "),
            other if is_unprintable(other) => shown.push('\u{fffd}'),
            other => shown.push(other),
        }
        if place < mark.start {
            before += columns;
        } else if place < mark.start + mark.length {
            under += columns;
        }
    }
    // A place after the last character, where something is missing.
    let end = text.chars().count();
    before += mark.start.saturating_sub(end.max(skipped));
    if shows_line {
        let number = format!("{:>width$} |", mark.line + 1);
        let space = if shown.is_empty() { "" } else { " " };
        push(out, &[gutter, &number, reset, space, &shown, "\n"]);
    }
    let (sign, colour) = if mark.is_primary { ("^", palette.error) } else { ("-", *gutter) };
    let signs = sign.repeat(under.max(1));
    let space = if mark.label.is_empty() { "" } else { " " };
    push(
        out,
        &[
            gutter,
            &" ".repeat(width),
            " |",
            reset,
            " ",
            &" ".repeat(before),
            colour,
            &signs,
            space,
            &clean(mark.label),
            reset,
            "\n",
        ],
    );
}

/// `= help: …`; further lines begin under the first.
fn write_help(out: &mut String, width: usize, help: &str, palette: &Palette) {
    let indent = " ".repeat(width + 1);
    for (place, line) in help.lines().enumerate() {
        let line = clean(line);
        if place == 0 {
            let Palette { gutter, help, reset, .. } = palette;
            push(out, &[&indent, gutter, "= ", reset, help, "help", reset, ": ", &line, "\n"]);
        } else if line.is_empty() {
            out.push('\n');
        } else {
            push(out, &[&indent, "        ", &line, "\n"]);
        }
    }
}

fn push(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

/// A text without anything that a terminal would act on.
fn clean(text: &str) -> String {
    text.chars().map(|c| if is_unprintable(c) { '\u{fffd}' } else { c }).collect()
}
