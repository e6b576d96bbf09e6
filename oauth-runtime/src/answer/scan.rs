//! The JSON that token endpoints send, read without detours: one line, texts without escapes, whole
//! numbers, objects.
//!
//! Whatever else there is, right or wrong, makes the scanner give up, and `serde_json` reads the answer
//! from the beginning: it alone decides what is JSON and what an error is. A test holds the two
//! against each other.

use std::fmt;

use memchr::memchr;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

/// Objects inside each other, at most.
const DEPTH: u8 = 8;

/// The scanner: what is left of the text, which begins with a value.
pub(super) struct Scan<'de> {
    text: &'de str,
    at: usize,
    depth: u8,
}

impl<'de> Scan<'de> {
    /// Gives up on escapes and control characters anywhere, line breaks included, so that a text in it ends
    /// with the next quote. One pass over everything is cheaper than a look at each text.
    pub(super) fn new(text: &'de str) -> Result<Self, GiveUp> {
        #[expect(
            clippy::needless_bitwise_bool,
            reason = "without an early end: many bytes at a time"
        )]
        let odd = |odd: bool, byte: u8| odd | (byte == b'\\') | (byte < b' ');
        if text.bytes().fold(false, odd) { Err(GiveUp) } else { Ok(Self { text, at: 0, depth: 0 }) }
    }

    /// Gives up unless nothing is left.
    pub(super) fn end(&mut self) -> Result<(), GiveUp> {
        if self.peek().is_none() { Ok(()) } else { Err(GiveUp) }
    }

    /// The next byte that is no space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if byte != b' ' {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Takes the next byte, which must be this one.
    #[inline]
    fn expect(&mut self, byte: u8) -> Result<(), GiveUp> {
        if self.peek() != Some(byte) {
            return Err(GiveUp);
        }
        self.at += 1;
        Ok(())
    }

    /// The text between this quote and the next.
    #[inline]
    fn string(&mut self) -> Result<&'de str, GiveUp> {
        let begin = self.at + 1;
        let length = memchr(b'"', &self.text.as_bytes()[begin..]).ok_or(GiveUp)?;
        self.at = begin + length + 1;
        // Quotes are ASCII, so they end and begin no other character.
        self.text.get(begin..begin + length).ok_or(GiveUp)
    }

    /// A whole number of at most 18 digits, as JSON writes it.
    fn number(&mut self) -> Result<u64, GiveUp> {
        let digits = &self.text.as_bytes()[self.at..];
        let (mut number, mut length) = (0, 0);
        for digit in
            digits.iter().map(|byte| byte.wrapping_sub(b'0')).take_while(|digit| *digit < 10)
        {
            number = number * 10 + u64::from(digit);
            length += 1;
            if length > 18 {
                return Err(GiveUp);
            }
        }
        self.at += length;
        let leads_with_zero = digits.first() == Some(&b'0') && length > 1;
        let ends = matches!(self.peek(), Some(b',' | b'}'));
        if ends && !leads_with_zero { Ok(number) } else { Err(GiveUp) }
    }

    /// A word such as `null`.
    fn word(&mut self, word: &str) -> Result<(), GiveUp> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(GiveUp);
        }
        self.at += word.len();
        if matches!(self.peek(), Some(b',' | b'}')) { Ok(()) } else { Err(GiveUp) }
    }
}

impl<'de> Deserializer<'de> for &mut Scan<'de> {
    type Error = GiveUp;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
        match self.peek() {
            Some(b'"') => visitor.visit_borrowed_str(self.string()?),
            Some(b'0'..=b'9') => visitor.visit_u64(self.number()?),
            Some(b'{') if self.depth < DEPTH => {
                self.at += 1;
                self.depth += 1;
                let value = visitor.visit_map(Members { scan: self, first: true })?;
                self.depth -= 1;
                Ok(value)
            }
            Some(b'n') => {
                self.word("null")?;
                visitor.visit_unit()
            }
            Some(b't') => {
                self.word("true")?;
                visitor.visit_bool(true)
            }
            Some(b'f') => {
                self.word("false")?;
                visitor.visit_bool(false)
            }
            _ => Err(GiveUp),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, _: V) -> Result<V::Value, GiveUp> {
        Err(GiveUp)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The members of an object.
struct Members<'a, 'de> {
    scan: &'a mut Scan<'de>,
    first: bool,
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = GiveUp;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, GiveUp> {
        let mut next = self.scan.peek();
        if next == Some(b'}') {
            self.scan.at += 1;
            return Ok(None);
        }
        if !std::mem::take(&mut self.first) {
            if next != Some(b',') {
                return Err(GiveUp);
            }
            self.scan.at += 1;
            next = self.scan.peek();
        }
        if next != Some(b'"') {
            return Err(GiveUp);
        }
        let key = self.scan.string()?;
        self.scan.expect(b':')?;
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, GiveUp> {
        seed.deserialize(&mut *self.scan)
    }
}

/// The scanner does not read this.
#[derive(Debug)]
pub(super) struct GiveUp;

impl fmt::Display for GiveUp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not simple")
    }
}

impl std::error::Error for GiveUp {}

impl serde::de::Error for GiveUp {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize as _;
    use serde_json::Value as Json;

    use super::*;

    fn scan(text: &str) -> Result<Json, GiveUp> {
        let mut scan = Scan::new(text)?;
        let json = Json::deserialize(&mut scan)?;
        scan.end()?;
        Ok(json)
    }

    const ANSWER: &str = " {\"a\" : \"b\u{e9}\", \"n\":28800,\"z\":0 , \"t\":true,\"f\":false,\"u\":null,\
                           \"o\":{\"x\":{}, \"y\":\"\"}} ";

    #[test]
    fn simple_answers_are_read() {
        assert_eq!(scan(ANSWER).unwrap(), serde_json::from_str::<Json>(ANSWER).unwrap());
    }

    #[test]
    fn what_is_read_is_read_as_serde_json_reads_it() {
        // Every way to cut the answer, and every byte of it replaced by each that means something.
        let mut texts: Vec<String> =
            (0..ANSWER.len()).filter_map(|end| ANSWER.get(..end).map(str::to_owned)).collect();
        for (index, character) in ANSWER.char_indices() {
            for new in " \t\u{b}\0\"\\{}[]:,0123-+.eEtfnu/'a\u{e9}\u{2028}".chars() {
                let (before, after) = (&ANSWER[..index], &ANSWER[index + character.len_utf8()..]);
                texts.push(format!("{before}{new}{after}"));
                texts.push(format!("{before}{new}{character}{after}"));
            }
        }
        let mut read = 0;
        for text in &texts {
            let Ok(json) = scan(text) else { continue };
            read += 1;
            let expected = serde_json::from_str::<Json>(text);
            assert_eq!(Some(json), expected.ok(), "{text}");
        }
        assert!(read > texts.len() / 10, "the test reads something: {read} of {}", texts.len());
    }

    #[test]
    fn what_is_not_simple_is_left_to_serde_json() {
        let digits = format!("{{\"a\":{}}}", "1".repeat(19));
        let deep = format!("{}{}", "{\"a\":".repeat(9), "1".repeat(9));
        for text in [
            "",
            "[]",
            "\"\\u0061\"",
            "{\"a\":[1]}",
            "{\"a\":-1}",
            "{\"a\":1.5}",
            "{\"a\":\"\\n\"}",
            &digits,
            &deep,
        ] {
            assert!(scan(text).is_err(), "{text}");
        }
    }
}
