//! A template read backwards: from an arriving text to the values in it.

use oauth_spec::{Part, Source, Template};

use super::Values;
use crate::error::EmulatorError;

/// A template whose variables are in place, so that only what differs by request is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern(Vec<Piece>);

/// One piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Hole(Source),
}

impl Pattern {
    /// These pieces.
    pub(crate) fn of(pieces: Vec<Piece>) -> Self {
        Self(pieces)
    }

    /// Puts the variables in place.
    pub(crate) fn read(template: Template, values: &Values) -> Result<Self, EmulatorError> {
        let mut pieces = Vec::new();
        for part in template.parts() {
            let text = match part {
                Part::Value(Source::Variable(name)) => values.sent(name)?,
                Part::Value(source) => {
                    pieces.push(Piece::Hole(source));
                    continue;
                }
                Part::Text(text) => text,
            };
            match pieces.last_mut() {
                Some(Piece::Text(before)) => before.push_str(text),
                _ => pieces.push(Piece::Text(text.to_owned())),
            }
        }
        Ok(Self(pieces))
    }

    /// The text, if nothing is open.
    pub(crate) fn constant(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The value, if the pattern is that and nothing else.
    pub(crate) fn hole(&self) -> Option<Source> {
        match self.0.as_slice() {
            [Piece::Hole(source)] => Some(*source),
            _ => None,
        }
    }

    /// What is open, in order.
    pub(crate) fn holes(&self) -> impl Iterator<Item = Source> + '_ {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Hole(source) => Some(*source),
            Piece::Text(_) => None,
        })
    }

    /// The word that the pattern begins with, if a text and a space begin it.
    pub(crate) fn first_word(&self) -> Option<&str> {
        match self.0.first() {
            Some(Piece::Text(text)) => text.split_once(' ').map(|(word, _)| word),
            _ => None,
        }
    }

    /// Takes a text apart; `None` if it does not look like this.
    ///
    /// A value goes up to where the following text first occurs, the last one up to the end.
    pub(crate) fn capture(&self, text: &str) -> Option<Vec<(Source, String)>> {
        let mut found = Vec::new();
        let mut rest = text;
        for (index, piece) in self.0.iter().enumerate() {
            match piece {
                Piece::Text(expected) => rest = rest.strip_prefix(expected.as_str())?,
                Piece::Hole(source) => {
                    let value = match self.0.get(index + 1) {
                        None => rest,
                        Some(Piece::Text(next)) if index + 2 == self.0.len() => {
                            rest.strip_suffix(next.as_str())?
                        }
                        Some(Piece::Text(next)) => rest.get(..rest.find(next.as_str())?)?,
                        // Two values side by side cannot be told apart.
                        Some(Piece::Hole(_)) => return None,
                    };
                    found.push((*source, value.to_owned()));
                    rest = rest.get(value.len()..)?;
                }
            }
        }
        rest.is_empty().then_some(found)
    }

    /// The pattern as a declaration writes it.
    pub(crate) fn shown(&self) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Hole(source) => source.to_string(),
        });
        pieces.collect()
    }
}

#[cfg(test)]
mod tests {
    use oauth_spec::ProviderSpec;

    use super::*;

    static EMPTY: ProviderSpec = ProviderSpec::STANDARD;

    fn pattern(parts: &'static [Part]) -> Pattern {
        let values = Values::read(&EMPTY, None, &[]).expect("nothing to read");
        Pattern::read(Template::of(parts), &values).expect("no variables")
    }

    #[test]
    fn a_scheme_is_taken_off() {
        let found = pattern(&[Part::Text("OAuth2 "), Part::Value(Source::AccessToken)]);
        assert_eq!(
            found.capture("OAuth2 abc"),
            Some(vec![(Source::AccessToken, "abc".to_owned())])
        );
        assert_eq!(found.capture("Bearer abc"), None);
        assert_eq!(found.capture("oauth2 abc"), None);
        assert_eq!(found.shown(), "OAuth2 {access_token}");
        assert_eq!(found.first_word(), Some("OAuth2"));
    }

    #[test]
    fn two_values_are_told_apart_by_what_is_between() {
        const PARTS: &[Part] = &[
            Part::Value(Source::ClientId),
            Part::Text(":"),
            Part::Value(Source::ClientSecret),
            Part::Text("!"),
        ];
        let found = pattern(PARTS).capture("id:se:cret!!").expect("it looks like that");
        assert_eq!(
            found,
            [(Source::ClientId, "id".to_owned()), (Source::ClientSecret, "se:cret!".to_owned())]
        );
        assert_eq!(pattern(PARTS).capture("id"), None);
    }

    #[test]
    fn a_constant_is_only_itself() {
        let found = pattern(&[Part::Text("code")]);
        assert_eq!(found.constant(), Some("code"));
        assert_eq!(found.capture("code"), Some(Vec::new()));
        assert_eq!(found.capture("codes"), None);
    }
}
