//! Lines, once it is known which of their places end one.

use super::layout::Break;

/// Columns of a line.
const WIDTH: usize = 89;
/// What is left of a line at least, however far in it begins.
const LEAST: usize = 60;
const SPACES: &str = "                                                                ";

/// A box that is being printed.
struct Open {
    fits: bool,
    all: bool,
    /// Where lines began outside of it.
    indent: usize,
}

/// Lines, as far as they are written.
pub(super) struct Page<'a> {
    out: String,
    margin: &'a str,
    /// What is left of the line.
    space: usize,
    indent: usize,
    /// Spaces that are to be written before the next word.
    blanks: usize,
    /// Nothing is in the line yet.
    at_start: bool,
    boxes: Vec<Open>,
}

impl<'a> Page<'a> {
    pub(super) fn new(margin: &'a str, capacity: usize) -> Self {
        Self {
            out: String::with_capacity(capacity),
            margin,
            space: WIDTH,
            indent: 0,
            blanks: 0,
            at_start: true,
            boxes: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    pub(super) fn word(&mut self, word: &str) {
        if self.at_start {
            self.out.push_str(self.margin);
            self.at_start = false;
        }
        while self.blanks > 0 {
            let now = self.blanks.min(SPACES.len());
            self.out.push_str(&SPACES[..now]);
            self.blanks -= now;
        }
        self.out.push_str(word);
        self.space = self.space.saturating_sub(word.len());
    }

    pub(super) fn begin(&mut self, indent: isize, all: bool, size: usize) {
        let fits = size <= self.space;
        self.boxes.push(Open { fits, all, indent: self.indent });
        if !fits {
            self.indent = self.indent.saturating_add_signed(indent);
        }
    }

    pub(super) fn end(&mut self) {
        if let Some(open) = self.boxes.pop() {
            self.indent = open.indent;
        }
    }

    pub(super) fn place(&mut self, place: &Break, size: usize) {
        let stays = place.seam
            || self.boxes.last().is_some_and(|open| open.fits || (!open.all && size <= self.space));
        if stays {
            self.blanks += place.blank;
            self.space = self.space.saturating_sub(place.blank);
            if !place.otherwise.is_empty() {
                self.out.push_str(place.otherwise);
                self.space = self.space.saturating_sub(place.otherwise.len());
            }
            return;
        }
        if !place.before.is_empty() {
            self.word(place.before);
        }
        self.out.push('\n');
        self.at_start = true;
        self.blanks = self.indent.saturating_add_signed(place.offset);
        self.space = WIDTH.saturating_sub(self.blanks).max(LEAST);
        if !place.after.is_empty() {
            self.word(place.after);
        }
    }
}
