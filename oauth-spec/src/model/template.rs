//! Text with holes: values and the text around them.

use std::fmt;
use std::slice;

use super::Source;

/// Text made of literal parts and values, such as `https://{host}/oauth/token`.
///
/// There is no expression language: a template only puts values in places. How a value is encoded
/// follows from the place (a host, a path, a query parameter, a header), never from the template.
///
/// Templates with the same parts are equal, however they are written.
#[derive(Debug, Clone, Copy)]
pub enum Template {
    /// One part, as most templates are.
    One(Part),
    /// Any other number of parts.
    Many(&'static [Part]),
    /// The same as one text, with [`Source::from_name`]'s names in braces, as generated code has it: shorter
    /// to read, and to compile. Braces that hold no such name are text.
    Written(&'static str),
}

/// One part of a [`Template`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Text as it stands.
    Text(&'static str),
    /// A value, written `{source}` in TOML.
    Value(Source),
}

/// The parts of a [`Template`], in order.
#[derive(Debug, Clone)]
pub struct Parts(Rest);

#[derive(Debug, Clone)]
enum Rest {
    Parts(slice::Iter<'static, Part>),
    One(Option<Part>),
    Written(&'static str),
}

impl Iterator for Parts {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        match &mut self.0 {
            Rest::Parts(parts) => parts.next().copied(),
            Rest::One(part) => part.take(),
            Rest::Written("") => None,
            Rest::Written(rest) => {
                let (part, after) = first(rest);
                *rest = after;
                Some(part)
            }
        }
    }
}

/// The first part of a written template, and what follows it.
fn first(text: &'static str) -> (Part, &'static str) {
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        let Some(close) = text[open..].find('}').map(|at| open + at) else { break };
        if let Some(source) = Source::from_name(&text[open + 1..close]) {
            return match open {
                0 => (Part::Value(source), &text[close + 1..]),
                _ => (Part::Text(&text[..open]), &text[open..]),
            };
        }
        from = open + 1;
    }
    (Part::Text(text), "")
}

impl Template {
    /// These parts.
    pub const fn of(parts: &'static [Part]) -> Self {
        match parts {
            [part] => Self::One(*part),
            parts => Self::Many(parts),
        }
    }

    /// A text and nothing else.
    pub const fn text(text: &'static str) -> Self {
        Self::One(Part::Text(text))
    }

    /// A value and nothing else.
    pub const fn value(source: Source) -> Self {
        Self::One(Part::Value(source))
    }

    /// The parts.
    pub fn parts(&self) -> Parts {
        Parts(match self {
            Self::One(part) => Rest::One(Some(*part)),
            Self::Many(parts) => Rest::Parts(parts.iter()),
            Self::Written(text) => Rest::Written(text),
        })
    }

    /// Its one part, if it has one: what is done often need not read a text for it.
    #[must_use]
    pub fn simplified(self) -> Self {
        let mut parts = self.parts();
        match (parts.next(), parts.next()) {
            (Some(part), None) => Self::One(part),
            (None, _) => Self::text(""),
            _ => self,
        }
    }

    /// The text, if the template has no values in it.
    pub fn as_text(&self) -> Option<&'static str> {
        match self.simplified() {
            Self::One(Part::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The value, if the template is one value and nothing else.
    pub fn as_source(&self) -> Option<Source> {
        match self.simplified() {
            Self::One(Part::Value(source)) => Some(source),
            _ => None,
        }
    }

    /// The values in the template, in order.
    pub fn sources(&self) -> impl Iterator<Item = Source> + use<> {
        self.parts().filter_map(|part| match part {
            Part::Value(source) => Some(source),
            Part::Text(_) => None,
        })
    }
}

impl PartialEq for Template {
    fn eq(&self, other: &Self) -> bool {
        self.parts().eq(other.parts())
    }
}

impl Eq for Template {}

/// As it is written in TOML.
impl fmt::Display for Template {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts().try_for_each(|part| match part {
            Part::Text(text) => formatter.write_str(text),
            Part::Value(source) => source.fmt(formatter),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_template_has_the_same_parts() {
        let cases: [(&str, &[Part]); 6] = [
            ("", &[]),
            ("text", &[Part::Text("text")]),
            ("{client_id}", &[Part::Value(Source::ClientId)]),
            (
                "https://{variables.shop}.example/{token.id}",
                &[
                    Part::Text("https://"),
                    Part::Value(Source::Variable("shop")),
                    Part::Text(".example/"),
                    Part::Value(Source::Token("id")),
                ],
            ),
            ("{state}{nonce}", &[Part::Value(Source::State), Part::Value(Source::Nonce)]),
            (
                "{\"a\": {state}} {",
                &[Part::Text("{\"a\": "), Part::Value(Source::State), Part::Text("} {")],
            ),
        ];
        for (text, parts) in cases {
            assert_eq!(Template::Written(text), Template::of(parts), "{text}");
            assert!(Template::Written(text).parts().eq(parts.iter().copied()), "{text}");
        }
        assert_ne!(Template::Written("{state}"), Template::text("{state}"));
        assert_eq!(Template::Written("text").as_text(), Some("text"));
        assert_eq!(Template::Written("{code}").as_source(), Some(Source::Code));
        assert_eq!(Template::Written("a{code}").as_source(), None);
    }
}
