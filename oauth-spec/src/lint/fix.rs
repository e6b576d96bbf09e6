//! Changes of a file that need no thinking: a value replaced, a key taken out.

use std::ops::Range;

use crate::Fix;
use crate::span::Span;

impl Fix {
    /// What stands in quotes in that place is replaced, if it stands there letter for letter. `own` is
    /// where the file begins among all that were read.
    pub(super) fn value(whole: &str, span: Span, own: usize, old: &str, new: &str) -> Option<Self> {
        let written = whole.get(span.start..span.end)?;
        let start = span.start.checked_sub(own)?;
        let quotes = [1, 3].into_iter().find(|quotes| {
            written.get(*quotes..written.len().saturating_sub(*quotes)) == Some(old)
        })?;
        let from = start + quotes;
        Some(Self { range: from..from + old.len(), replacement: new.to_owned() })
    }

    /// A key is taken out of a file's text, with its line where it has one of its own.
    pub(super) fn without(text: &str, key: Range<usize>, value: Range<usize>) -> Option<Self> {
        let line = text.get(..key.start)?.rfind('\n').map_or(0, |place| place + 1);
        let before = text.get(line..key.start)?;
        let after = text.get(value.end..)?;
        let rest = after.split('\n').next()?;
        let is_dotted = |c: char| c.is_alphanumeric() || c.is_whitespace() || "._-\"'".contains(c);
        let ends = rest.trim_start().is_empty() || rest.trim_start().starts_with('#');
        if before.chars().all(is_dotted) && ends {
            let end = (value.end + rest.len() + 1).min(text.len());
            return Some(Self { range: line..end, replacement: String::new() });
        }
        let from = before.trim_end_matches(|c: char| is_dotted(c) && c != ' ').len() + line;
        let comma = after.trim_start();
        let range = if let Some(next) = comma.strip_prefix(',') {
            let next = next.trim_start_matches([' ', '\t']);
            from..text.len() - next.len()
        } else {
            let kept = text.get(..from)?.trim_end();
            kept.strip_suffix(',').unwrap_or(kept).len()..value.end
        };
        let (before, after) = (text.get(..range.start)?, text.get(range.end..)?);
        // The only one of its table: `{}` and not `{ }`.
        if let (true, Some(rest)) = (before.ends_with('{'), after.trim_start().strip_prefix('}')) {
            let end = text.len() - rest.len() - 1;
            return Some(Self { range: range.start..end, replacement: String::new() });
        }
        Some(Self { range, replacement: String::new() })
    }

    /// The header of an empty table is taken out, with the blank lines after it. Not one with comments
    /// below: they would be of the table before.
    pub(super) fn without_header(text: &str, header: Range<usize>) -> Option<Self> {
        let mut start = text.get(..header.start)?.rfind('\n').map_or(0, |place| place + 1);
        let after = text.get(header.start..)?;
        let mut end = header.start + after.split_inclusive('\n').next()?.len();
        for line in text.get(end..)?.split_inclusive('\n') {
            if !line.trim().is_empty() {
                break;
            }
            end += line.len();
        }
        let rest = text.get(end..)?;
        if rest.starts_with('#') {
            return None;
        }
        if rest.is_empty() {
            start = text.get(..start)?.trim_end().len();
            let line = if start == 0 { "" } else { "\n" };
            return Some(Self { range: start..end, replacement: line.to_owned() });
        }
        Some(Self { range: start..end, replacement: String::new() })
    }
}
