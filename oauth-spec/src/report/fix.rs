//! How a file would be right, where that needs no thinking.

use std::ops::Range;

/// A change of a file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced, in bytes of the file itself, without a byte order mark.
    pub range: Range<usize>,
    /// What it is replaced by; empty where something is taken out.
    pub replacement: String,
}

impl Fix {
    /// The text after the change; nothing if the change is not of this text.
    pub fn apply(&self, text: &str) -> Option<String> {
        let before = text.get(..self.range.start)?;
        let after = text.get(self.range.end..)?;
        Some([before, &self.replacement, after].concat())
    }
}
