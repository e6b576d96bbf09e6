//! The lines of a text, and places in them as people count.

use crate::report::Position;

/// Where the lines of a text begin.
pub(crate) struct Lines<'t> {
    pub(crate) text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(place, _)| place + 1)).collect();
        Self { text, starts }
    }

    /// The line that a place is on, from zero, and where that line begins.
    pub(crate) fn line(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        (line, self.starts.get(line).copied().unwrap_or(0))
    }

    /// The text of a line without its end.
    pub(crate) fn text(&self, line: usize) -> &'t str {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        line.strip_suffix('\r').unwrap_or(line)
    }

    /// A place as people count.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let (line, start) = self.line(offset);
        Position { line: line + 1, column: characters(self.text, start, offset) + 1 }
    }
}

/// How many characters are between two places.
pub(crate) fn characters(text: &str, start: usize, end: usize) -> usize {
    text.get(start..)
        .map_or(0, |rest| rest.char_indices().take_while(|(place, _)| start + place < end).count())
}
