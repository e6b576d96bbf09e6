//! Where lines end: Oppen's algorithm ("Prettyprinting", 1980).
//!
//! What is written comes as words, places where a line may end, and boxes around both. A box that fits into its
//! line stays in it; of one that does not, every place ends a line, or only those that must.

use std::fmt::{Display, Write as _};

use super::page::Page;

/// Wider than any line.
const ENDLESS: usize = 0xffff;
/// One step in, and one out.
pub(super) const IN: isize = 4;
pub(super) const OUT: isize = -4;

/// A place where a line may end.
#[derive(Clone, Copy, Default)]
pub(super) struct Break {
    /// Spaces if it does not.
    pub(super) blank: usize,
    /// How much further in the next line begins than others of its box.
    pub(super) offset: isize,
    /// What ends the line if it does.
    pub(super) before: &'static str,
    /// What begins the next line if it does.
    pub(super) after: &'static str,
    /// What is written if it does not.
    pub(super) otherwise: &'static str,
    /// Nothing comes of it at the end of a box.
    pub(super) inner: bool,
    /// No line ends here at all.
    pub(super) seam: bool,
}

enum Event {
    Word {
        from: usize,
        to: usize,
    },
    Break(Break),
    Begin {
        indent: isize,
        all: bool,
    },
    End,
    /// What must not stay in a line.
    Wide,
}

struct Entry {
    event: Event,
    /// Of a break or a box: where it begins; as soon as the next break comes, how far that is.
    size: usize,
}

/// What was written so far.
#[derive(Default)]
pub(super) struct Layout {
    /// The words, one behind the other.
    words: String,
    entries: Vec<Entry>,
    /// Breaks and boxes that do not know their size yet.
    open: Vec<usize>,
    /// The width of everything so far.
    total: usize,
}

impl Layout {
    pub(super) fn word(&mut self, word: &str) {
        let from = self.words.len();
        self.words.push_str(word);
        self.written(from);
    }

    pub(super) fn show(&mut self, word: &impl Display) {
        let from = self.words.len();
        let _ = write!(self.words, "{word}");
        self.written(from);
    }

    fn written(&mut self, from: usize) {
        let to = self.words.len();
        self.total += to - from;
        self.entries.push(Entry { event: Event::Word { from, to }, size: to - from });
    }

    /// A box of which all breaks end lines, or none.
    pub(super) fn all(&mut self, indent: isize) {
        self.begin(indent, true);
    }

    /// A box of which only those breaks end lines that must.
    pub(super) fn some(&mut self, indent: isize) {
        self.begin(indent, false);
    }

    fn begin(&mut self, indent: isize, all: bool) {
        self.open.push(self.entries.len());
        self.entries.push(Entry { event: Event::Begin { indent, all }, size: self.total });
    }

    /// The end of the last box that has none yet.
    pub(super) fn end(&mut self) {
        if let Some(Entry { event: Event::Break(last), .. }) = self.entries.last()
            && last.inner
        {
            self.total -= last.blank;
            self.entries.pop();
            self.open.pop();
        }
        self.open.push(self.entries.len());
        self.entries.push(Entry { event: Event::End, size: 0 });
    }

    /// The same for a box that is not to stay in its line if it is wider than that.
    pub(super) fn end_within(&mut self, width: usize) {
        let mut depth = 1;
        for &index in self.open.iter().rev() {
            let entry = &self.entries[index];
            match entry.event {
                Event::Begin { .. } => depth -= 1,
                Event::End => depth += 1,
                _ => {}
            }
            if depth == 0 {
                if self.total - entry.size > width {
                    self.entries.push(Entry { event: Event::Wide, size: ENDLESS });
                    self.total += ENDLESS;
                }
                break;
            }
        }
        self.end();
    }

    pub(super) fn place(&mut self, place: Break) {
        self.settle();
        self.open.push(self.entries.len());
        self.entries.push(Entry { event: Event::Break(place), size: self.total });
        self.total += place.blank;
    }

    /// A place without a space.
    pub(super) fn joint(&mut self) {
        self.place(Break::default());
    }

    /// A place with a space.
    pub(super) fn space(&mut self) {
        self.place(Break { blank: 1, ..Break::default() });
    }

    /// The end of a line, unless it is that of a box.
    pub(super) fn inner_line(&mut self) {
        self.place(Break { blank: ENDLESS, inner: true, ..Break::default() });
    }

    /// The end of a line.
    pub(super) fn line(&mut self) {
        self.place(Break { blank: ENDLESS, ..Break::default() });
    }

    /// A comma and a space; or behind the last element a comma if its line ends there.
    pub(super) fn comma(&mut self, is_last: bool) {
        if is_last {
            self.place(Break { before: ",", ..Break::default() });
        } else {
            self.word(",");
            self.space();
        }
    }

    /// What comes behind it does not count for whether what comes before it fits.
    pub(super) fn seam(&mut self) {
        self.place(Break { seam: true, ..Break::default() });
    }

    /// The line after the break that was just made begins further out.
    pub(super) fn outwards(&mut self) {
        if let Some(Entry { event: Event::Break(last), .. }) = self.entries.last_mut() {
            last.offset += OUT;
        }
    }

    /// What was open up to here has its size now: whether it fits is known at the next place.
    fn settle(&mut self) {
        let mut depth = 0;
        while let Some(&index) = self.open.last() {
            let entry = &mut self.entries[index];
            match entry.event {
                Event::Begin { .. } if depth == 0 => return,
                Event::Begin { .. } => depth -= 1,
                Event::End => {
                    depth += 1;
                    self.open.pop();
                    continue;
                }
                _ => {}
            }
            entry.size = self.total - entry.size;
            let is_break = matches!(entry.event, Event::Break(_));
            self.open.pop();
            if is_break && depth == 0 {
                return;
            }
        }
    }

    /// The text. Every line of it begins as far in as `margin` says, which takes nothing of its width.
    pub(super) fn print(mut self, margin: &str) -> String {
        self.settle();
        let mut page = Page::new(margin, self.words.len() * 2);
        for Entry { event, size } in &self.entries {
            match event {
                Event::Word { from, to } => page.word(&self.words[*from..*to]),
                Event::Break(place) => page.place(place, *size),
                Event::Begin { indent, all } => page.begin(*indent, *all, *size),
                Event::End => page.end(),
                Event::Wide => {}
            }
        }
        page.finish()
    }
}
