//! One value of the file, read as what the language wants there.

use std::borrow::Cow;

use toml::de::{DeArray, DeValue};

use super::Path;
use super::written::{kind, plain, written};
use crate::report::{Errors, quote};
use crate::span::{Span, Spanned};
use crate::suggest;
use crate::template::{self, Template};

/// A value that is being read.
#[derive(Clone, Copy)]
pub(crate) struct Value<'t, 'p> {
    pub(crate) path: Path<'p>,
    pub(crate) key: Spanned<&'t str>,
    pub(crate) span: Span,
    pub(crate) inner: &'t DeValue<'t>,
}

// The same as functions, for tables to read their keys with.

/// [`Value::text`].
pub(crate) fn text<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    value.text(errors)
}

/// [`Value::filled`].
pub(crate) fn filled<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    value.filled(errors)
}

/// [`Value::line`].
pub(crate) fn line<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    value.line(errors)
}

/// [`Value::boolean`].
pub(crate) fn boolean(value: Value<'_, '_>, errors: &mut Errors) -> Option<bool> {
    value.boolean(errors)
}

impl<'t> Value<'t, '_> {
    /// A text.
    pub(crate) fn text(self, errors: &mut Errors) -> Option<&'t str> {
        match self.inner {
            DeValue::String(text) => Some(text),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) => {
                let written = plain(self.inner);
                self.wrong("a string", errors, &format!("write `\"{written}\"`"))
            }
            DeValue::Datetime(date) => {
                self.wrong("a string", errors, &format!("write `\"{date}\"`"))
            }
            DeValue::Array(_) | DeValue::Table(_) => {
                self.wrong("a string", errors, "write one text in quotes")
            }
        }
    }

    /// A text that says something.
    pub(crate) fn filled(self, errors: &mut Errors) -> Option<&'t str> {
        let text = self.text(errors)?;
        if text.trim().is_empty() {
            errors
                .add(self.span, format!("{} is empty", quote_path(self.path)))
                .label("nothing here")
                .help("write what belongs there, or remove the key");
            return None;
        }
        Some(text)
    }

    /// A text on one line that says something, for a place on the wire or in a heading.
    pub(crate) fn line(self, errors: &mut Errors) -> Option<&'t str> {
        let text = self.filled(errors)?;
        visible(text, self.span, errors).then_some(text)
    }

    /// The same, or `false` for nothing.
    pub(crate) fn line_or_false<T>(
        self,
        help: &str,
        of: fn(Option<&'t str>) -> T,
        errors: &mut Errors,
    ) -> Option<T> {
        match self.inner {
            DeValue::Boolean(false) => Some(of(None)),
            DeValue::Boolean(true) => self.wrong("a string or `false`", errors, help),
            _ => self.line(errors).map(|line| of(Some(line))),
        }
    }

    /// A template.
    pub(crate) fn template(self, source: &str, errors: &mut Errors) -> Option<Template<'t>> {
        let text = self.text(errors)?;
        visible(text, self.span, errors)
            .then(|| template::parse(source, text, self.span, errors))
            .flatten()
    }

    /// A template of an address, which a number in quotes is not.
    pub(crate) fn address(self, source: &str, errors: &mut Errors) -> Option<Template<'t>> {
        if !matches!(self.inner, DeValue::String(_)) {
            return self.wrong("a string", errors, "write an address in quotes: `\"https://…\"`");
        }
        self.template(source, errors)
    }

    /// A template without the whole file at hand: the value itself knows whether it stands there letter
    /// for letter.
    pub(crate) fn template_in_place(self, errors: &mut Errors) -> Option<Template<'t>> {
        let text = self.text(errors)?;
        let length = self.span.end.saturating_sub(self.span.start);
        let quotes = [1, 3].into_iter().find(|quotes| length == text.len() + 2 * quotes);
        let start = match self.inner {
            DeValue::String(Cow::Borrowed(_)) => quotes.map(|quotes| self.span.start + quotes),
            _ => None,
        };
        visible(text, self.span, errors)
            .then(|| template::parse_at(text, self.span, start, errors))
            .flatten()
    }

    /// A boolean.
    pub(crate) fn boolean(self, errors: &mut Errors) -> Option<bool> {
        match self.inner {
            DeValue::Boolean(value) => Some(*value),
            DeValue::String(text) if text == "true" || text == "false" => {
                self.wrong("a boolean", errors, &format!("write `{text}` without quotes"))
            }
            _ => self.wrong("a boolean", errors, "write `true` or `false`"),
        }
    }

    /// An integer.
    pub(crate) fn integer(self, errors: &mut Errors) -> Option<i64> {
        match self.inner {
            DeValue::Integer(integer) => {
                let value = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
                if value.is_none() {
                    errors
                        .add(self.span, format!("{} does not fit 64 bits", quote(integer.as_str())))
                        .label("too large")
                        .help("write a smaller number");
                }
                value
            }
            DeValue::String(text) if text.parse::<i64>().is_ok() => {
                self.wrong("an integer", errors, &format!("write `{text}` without quotes"))
            }
            _ => self.wrong("an integer", errors, "write a whole number, without quotes"),
        }
    }

    /// An integer as a text, as everybody writes it: not `+5`, not `0x10`.
    pub(crate) fn digits(self, errors: &mut Errors) -> Option<&'t str> {
        let number = self.integer(errors)?.to_string();
        let text = match self.inner {
            DeValue::Integer(integer) => integer.as_str(),
            _ => "",
        };
        if text == number {
            return Some(text);
        }
        self.wrong("an integer in plain digits", errors, &format!("write `{number}`"))
    }

    /// One of these words.
    pub(crate) fn choice<T: Copy>(self, words: &[(&str, T)], errors: &mut Errors) -> Option<T> {
        let mut names = Vec::with_capacity(words.len());
        for (word, _) in words {
            names.push(*word);
        }
        let place = self.word(&names, errors)?;
        words.get(place).map(|(_, value)| *value)
    }

    /// Which of these words it is.
    fn word(self, words: &[&str], errors: &mut Errors) -> Option<usize> {
        let DeValue::String(text) = self.inner else {
            let no = words.iter().find(|word| matches!(**word, "none" | "never"));
            let help = match (self.inner, no) {
                (DeValue::Boolean(false), Some(no)) => format!("write `\"{no}\"`"),
                _ => suggest::help("", words.iter().copied(), "values"),
            };
            return self.wrong("a string", errors, &help);
        };
        let found = words.iter().position(|word| word == text);
        if found.is_none() {
            let help = suggest::help(text, words.iter().copied(), "values");
            self.unknown(text, errors, &help);
        }
        found
    }

    /// A word that the language does not have there; the help says which it has.
    pub(crate) fn unknown(self, text: &str, errors: &mut Errors, help: &str) {
        errors
            .add(self.span, format!("unknown value {}", quote(text)))
            .label(format!("not a value of {}", quote_path(self.path)))
            .help(help);
    }

    /// A list, read value by value; those that are wrong are reported and left out. Of a list in which all
    /// are wrong nothing is known: one without any is the author's own.
    pub(crate) fn list<T>(
        self,
        what: &str,
        errors: &mut Errors,
        mut read: impl FnMut(Value<'t, '_>, &mut Errors) -> Option<T>,
    ) -> Option<Vec<Spanned<T>>> {
        let array = self.array(what, errors)?;
        let mut values = Vec::with_capacity(array.len());
        for item in array {
            let span = item.span().into();
            let value = Value { path: self.path, key: self.key, span, inner: item.get_ref() };
            if let Some(value) = read(value, errors) {
                values.push(Spanned { value, span });
            }
        }
        (array.is_empty() || !values.is_empty()).then_some(values)
    }

    fn array(self, what: &str, errors: &mut Errors) -> Option<&'t DeArray<'t>> {
        let help = match self.inner {
            DeValue::Array(array) => return Some(array),
            DeValue::Table(_) => "write a list in brackets: `[…]`".to_owned(),
            value => format!("write `[{}]`", written(value)),
        };
        self.wrong(what, errors, &help)
    }

    /// The value is not what the language wants there; the help says what to write.
    pub(crate) fn wrong<T>(self, wanted: &str, errors: &mut Errors, help: &str) -> Option<T> {
        self.refuse(wanted, errors, help);
        None
    }

    fn refuse(self, wanted: &str, errors: &mut Errors, help: &str) {
        errors
            .add(self.span, format!("{} must be {wanted}", quote_path(self.path)))
            .label(format!("this is {}", kind(self.inner)))
            .help(help);
    }
}

/// A path as messages have it.
pub(crate) fn quote_path(path: Path<'_>) -> String {
    quote(&path.to_string())
}

/// Whether a text has no control characters, which would break out of a header or a line.
pub(crate) fn visible(text: &str, span: Span, errors: &mut Errors) -> bool {
    let Some(control) = text.chars().find(|character| character.is_control()) else {
        return true;
    };
    errors
        .add(span, format!("a control character, U+{:04X}", u32::from(control)))
        .label(if matches!(control, '\r' | '\n') {
            "a line break in this value"
        } else {
            "in this value"
        })
        .help("write the value on one line, without control characters");
    false
}
