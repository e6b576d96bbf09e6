//! Templates as texts that hold marks where values go, to be cut up by what reads them next.

use oauth_spec::{Part, Source, Template, VariableKind};
use percent_encoding::utf8_percent_encode;

use super::pattern::{Pattern, Piece};
use super::{NOT_UNRESERVED, Values};
use crate::error::EmulatorError;

/// The first of the characters that stand for values: nobody writes them, they mean nothing.
const FIRST: u32 = 0xF_0000;

/// The values that are marked in a text, by number.
#[derive(Debug, Default)]
pub(crate) struct Marks(Vec<Source>);

impl Marks {
    /// The mark for a value.
    pub(crate) fn mark(&mut self, source: Source) -> char {
        let number = u32::try_from(self.0.len()).unwrap_or(0);
        self.0.push(source);
        char::from_u32(FIRST + number).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// A text with marks as a pattern.
    pub(crate) fn pattern(&self, text: &str) -> Pattern {
        let mut pieces = Vec::new();
        for character in text.chars() {
            let number = u32::from(character).checked_sub(FIRST);
            let source = number.and_then(|n| self.0.get(usize::try_from(n).ok()?));
            match (source, pieces.last_mut()) {
                (Some(source), _) => pieces.push(Piece::Hole(*source)),
                (None, Some(Piece::Text(before))) => before.push(character),
                (None, _) => pieces.push(Piece::Text(character.to_string())),
            }
        }
        Pattern::of(pieces)
    }
}

/// A URL: what is known is in place and encoded for it, the rest is marked.
pub(crate) fn url(
    template: Template,
    values: &Values,
    marks: &mut Marks,
) -> Result<String, EmulatorError> {
    let mut url = String::new();
    for part in template.parts() {
        match part {
            Part::Text(text) => url.push_str(text),
            Part::Value(Source::Variable(name)) => {
                let value = values.sent(name)?;
                match values.kind(name) {
                    Some(VariableKind::String | VariableKind::Enum(_)) => {
                        url.extend(utf8_percent_encode(value, NOT_UNRESERVED));
                    }
                    _ => url.push_str(value),
                }
            }
            // A host, or a whole URL, may come from the provider too.
            Part::Value(source) => match values.fixed(source) {
                Some(value) if url.is_empty() || url.ends_with("://") => url.push_str(&value),
                Some(value) => url.extend(utf8_percent_encode(&value, NOT_UNRESERVED)),
                None => url.push(marks.mark(source)),
            },
        }
    }
    Ok(url)
}
