//! Typed fields of answers: of tokens, of errors, of callbacks.

use super::{Condition, Template};

/// A field that the standards do not know.
///
/// In a JSON answer it is a member, in a callback a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in the file and in templates.
    pub name: &'static str,
    /// Where it is: names of members and numbers in lists, joined by dots (`data.users.0.id`). `*` is the element
    /// of a list that `when` chooses, and the empty path is the answer itself.
    pub path: &'static str,
    /// Where else it may be, in this order: the first place of all at which something is counts.
    pub or: &'static [&'static str],
    /// What it is read from.
    pub from: FieldFrom,
    /// Its type.
    pub kind: FieldKind,
    /// What makes it be there, if that depends on other members: any of these, from where `path` goes. Where none
    /// holds it is not there, whatever stands at its path. Where `path` has a `*`, so have these, and the element is
    /// the first for which any of them holds.
    pub when: &'static [Condition],
    /// Whether an answer without it cannot be read; with `when`: where a condition holds, except for an element that
    /// is chosen: there must be one.
    pub required: bool,
    /// What it must be, if that is known beforehand.
    pub equals: Option<Template>,
    /// What a text must look like, if it is there: see [`crate::pattern`].
    pub pattern: Option<&'static str>,
}

/// What a [`Field`] is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldFrom {
    /// The answer itself.
    Answer,
    /// `access_token`: the claims of the access token, which is a JWT here; read and not verified.
    AccessToken,
    /// `id_token`: the claims of the ID token; it came straight from the provider over TLS.
    IdToken,
    /// `header`: the answer's header of that path.
    Header,
}

/// The type of a [`Field`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// `string`.
    String,
    /// `string` with `secret = true`: never printed, wiped when dropped.
    Secret,
    /// `integer`: a signed 64-bit number, also where the provider writes it as text.
    Integer,
    /// `number`: a 64-bit floating-point number.
    Number,
    /// `boolean`, also where the provider writes `"true"` or `"false"`.
    Boolean,
    /// `enum = […]`: one of these texts, or another that the file does not know.
    Enum(&'static [&'static str]),
    /// `object` with fields of its own.
    Object(&'static [Field]),
    /// `any`: JSON as it stands.
    Any,
    /// `label`: one part of a host name.
    Label,
    /// `hostname`: a host name, under one of these if there are any.
    Hostname(&'static [&'static str]),
    /// `url`: an https URL, with a host under one of these if there are any.
    Url(&'static [&'static str]),
    /// `token`: another token in the same answer, an object with the members of RFC 6749, 5.1.
    Token,
    /// `list = true`: any number of these. `null` is no element.
    List(&'static Self),
}

/// A path with a `*`: the path of the list, and the path in its elements.
pub fn element(path: &str) -> Option<(&str, &str)> {
    let mut at = usize::from(path.starts_with('/'));
    for step in path.get(at..)?.split('.') {
        if step == "*" {
            let (list, rest) = (path.get(..at)?, path.get(at + 1..)?);
            return Some((
                list.strip_suffix('.').unwrap_or(list),
                rest.strip_prefix('.').unwrap_or(rest),
            ));
        }
        at += step.len() + 1;
    }
    None
}

impl Field {
    /// A field of that kind that an answer may leave out.
    pub const fn new(name: &'static str, kind: FieldKind) -> Self {
        Self {
            name,
            path: name,
            or: &[],
            from: FieldFrom::Answer,
            kind,
            when: &[],
            required: false,
            equals: None,
            pattern: None,
        }
    }

    /// The same field, which every answer must have.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same field, at that path.
    #[must_use]
    pub const fn at(self, path: &'static str) -> Self {
        Self { path, ..self }
    }

    /// The same field, which may be at these paths too.
    #[must_use]
    pub const fn or(self, or: &'static [&'static str]) -> Self {
        Self { or, ..self }
    }

    /// Where it may be; the first path at which something is counts.
    pub fn paths(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.path).chain(self.or.iter().copied())
    }

    /// The same field, read from there.
    #[must_use]
    pub const fn from(self, from: FieldFrom) -> Self {
        Self { from, ..self }
    }

    /// The same field, which is there where any of these holds.
    #[must_use]
    pub const fn when(self, when: &'static [Condition]) -> Self {
        Self { when, ..self }
    }

    /// Whether every answer that can be read has it.
    pub const fn is_always_there(&self) -> bool {
        self.required && (self.when.is_empty() || self.is_chosen())
    }

    /// Whether its conditions choose an element of a list.
    pub const fn is_chosen(&self) -> bool {
        let path = self.path.as_bytes();
        let mut at = 0;
        while at < path.len() {
            if path[at] == b'*'
                && (at == 0 || matches!(path[at - 1], b'.' | b'/'))
                && (at + 1 == path.len() || path[at + 1] == b'.')
            {
                return true;
            }
            at += 1;
        }
        false
    }

    /// The same field, which must be that.
    #[must_use]
    pub const fn equals(self, value: Template) -> Self {
        Self { equals: Some(value), ..self }
    }

    /// The same field, whose text must fit that pattern.
    #[must_use]
    pub const fn pattern(self, pattern: &'static str) -> Self {
        Self { pattern: Some(pattern), ..self }
    }

    /// A text.
    pub const fn string(name: &'static str) -> Self {
        Self::new(name, FieldKind::String)
    }

    /// A text that must not be seen.
    pub const fn secret(name: &'static str) -> Self {
        Self::new(name, FieldKind::Secret)
    }

    /// A whole number.
    pub const fn integer(name: &'static str) -> Self {
        Self::new(name, FieldKind::Integer)
    }

    /// A number.
    pub const fn number(name: &'static str) -> Self {
        Self::new(name, FieldKind::Number)
    }

    /// A truth value.
    pub const fn boolean(name: &'static str) -> Self {
        Self::new(name, FieldKind::Boolean)
    }

    /// One of these texts.
    pub const fn choice(name: &'static str, texts: &'static [&'static str]) -> Self {
        Self::new(name, FieldKind::Enum(texts))
    }

    /// An object with fields of its own.
    pub const fn object(name: &'static str, fields: &'static [Field]) -> Self {
        Self::new(name, FieldKind::Object(fields))
    }

    /// Any number of these.
    pub const fn list(name: &'static str, kind: &'static FieldKind) -> Self {
        Self::new(name, FieldKind::List(kind))
    }

    /// JSON as it stands.
    pub const fn any(name: &'static str) -> Self {
        Self::new(name, FieldKind::Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_that_is_a_whole_step_is_an_element() {
        for (path, parts) in [
            ("accounts.*.href", Some(("accounts", "href"))),
            ("a.b.*", Some(("a.b", ""))),
            ("*", Some(("", ""))),
            ("*.id", Some(("", "id"))),
            ("/*.id", Some(("/", "id"))),
            ("/a.*.b.c", Some(("/a", "b.c"))),
            ("a.b*.c", None),
            ("a.**", None),
            ("", None),
        ] {
            assert_eq!(element(path), parts, "{path}");
            let field = Field::string("x").at(path);
            assert_eq!(field.is_chosen(), parts.is_some(), "{path}");
        }
    }
}
