//! Several files in one space of places: a place is two numbers, whatever file it is in.

use std::ops::Range;

use crate::SourceFile;
use crate::span::Span;

/// A file and its bases, laid out one after another: the furthest base first, the file itself last.
///
/// Places in a base come before those of the file, so that order in a table is: what the base says,
/// then what the file adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    text: String,
    pages: Vec<Page>,
}

/// One file in a [`Layout`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) range: Range<usize>,
    /// Where the file that this is the base of says so, and the name that it says.
    pub(crate) through: Option<(Span, String)>,
}

impl Layout {
    /// A single text.
    pub(crate) fn single(name: &str, text: &str) -> Self {
        let page = Page { name: name.to_owned(), range: 0..text.len(), through: None };
        Self { text: text.to_owned(), pages: vec![page] }
    }

    /// A file, its base, the base of that, and so on.
    pub(crate) fn new(files: &[SourceFile]) -> Self {
        let mut text = String::with_capacity(files.iter().map(|file| file.text.len() + 1).sum());
        let mut pages = Vec::with_capacity(files.len());
        for file in files.iter().rev() {
            if !pages.is_empty() {
                // The place after the last character of a file is still in that file.
                text.push('\n');
            }
            let start = text.len();
            text.push_str(without_mark(&file.text));
            pages.push(Page { name: file.name.clone(), range: start..text.len(), through: None });
        }
        pages.reverse();
        Self { text, pages }
    }

    /// Notes where a file says what its base is. `place` is the place of that file: 0 for the first.
    pub(crate) fn link(&mut self, place: usize, span: Span, base: &str) {
        if let Some(page) = self.pages.get_mut(place + 1) {
            page.through = Some((span, base.to_owned()));
        }
    }

    /// The texts of all files.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The files: the file itself, its base, the base of that, and so on.
    pub(crate) fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The text of a file.
    pub(crate) fn text_of(&self, page: &Page) -> &str {
        self.text.get(page.range.clone()).unwrap_or("")
    }

    /// Which file a place is in.
    pub(crate) fn page_at(&self, offset: usize) -> usize {
        self.pages
            .iter()
            .position(|page| (page.range.start..=page.range.end).contains(&offset))
            .unwrap_or(0)
    }
}

/// A text without the byte order mark that some editors begin it with.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
