//! What goes to the terminal, and in which colours.
//!
//! `anstream` takes the colours out again where nobody sees them: in a pipe, in a file, with `NO_COLOR`.

use std::io::{ErrorKind, Result, Write};
use std::sync::OnceLock;

use anstyle::{AnsiColor, Style};
use oauth_spec::{Palette, Report};

/// Headings.
pub(crate) const HEADING: Style = AnsiColor::Cyan.on_default().bold();
/// What went well.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
/// What went wrong.
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
/// What is said beside the matter.
pub(crate) const QUIET: Style = Style::new().dimmed();
/// Names.
pub(crate) const STRONG: Style = Style::new().bold();
/// What is sent.
pub(crate) const WIRE: Style = AnsiColor::Blue.on_default();

/// Text in a style.
pub(crate) fn styled(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}

/// `1 flow`, `2 flows`.
pub(crate) fn count(number: impl std::fmt::Display, what: &str) -> String {
    let number = number.to_string();
    let plural = if number == "1" { "" } else { "s" };
    format!("{number} {what}{plural}")
}

/// Why something could not be written, the first time.
static LOST: OnceLock<String> = OnceLock::new();

/// A line for whoever asked.
pub(crate) fn say(text: impl std::fmt::Display) {
    written(writeln!(anstream::stdout(), "{text}"));
}

/// A line about what went wrong.
pub(crate) fn complain(text: impl std::fmt::Display) {
    written(writeln!(anstream::stderr(), "{text}"));
}

/// Remembers that something was lost. Whoever has closed a pipe has read enough, and has lost nothing.
pub(crate) fn written(result: Result<()>) {
    if let Err(error) = result
        && error.kind() != ErrorKind::BrokenPipe
    {
        let _ = LOST.set(error.to_string());
    }
}

/// Why not everything that was said could be written, if so.
pub(crate) fn lost() -> Option<&'static str> {
    written(std::io::stdout().flush());
    LOST.get().map(String::as_str)
}

/// A report, as rustc would show it.
pub(crate) fn report(report: &Report) {
    complain(report.render(&Palette::ANSI).trim_end());
    complain("");
}

/// Any other mistake.
pub(crate) fn mistake(text: impl std::fmt::Display) {
    // What follows the first line is help, and stands below it.
    let text = text.to_string().replace('\n', "\n  ");
    complain(format_args!("{}: {text}", styled(BAD, "error")));
}
