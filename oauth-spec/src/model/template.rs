//! Text with holes: where a value comes from.

use std::fmt;

/// Text made of literal parts and values, such as `https://{host}/oauth/token`.
///
/// There is no expression language: a template only puts values in places. How a value is encoded
/// follows from the place (a host, a path, a query parameter, a header), never from the template.
///
/// Make one with [`Template::of`], so that equal templates are equal values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// One part, as most templates are.
    One(Part),
    /// Any other number of parts.
    Many(&'static [Part]),
}

/// One part of a [`Template`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Text as it stands.
    Text(&'static str),
    /// A value, written `{source}` in TOML.
    Value(Source),
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// `{client_id}`: the client identifier (RFC 6749, 2.2).
    ClientId,
    /// `{client_secret}`: the client's secret (RFC 6749, 2.3.1).
    ClientSecret,
    /// `{redirect_uri}`: where the browser comes back to (RFC 6749, 3.1.2).
    RedirectUri,
    /// `{scope}`: the scopes asked for, joined as the provider wants them (RFC 6749, 3.3).
    Scope,
    /// `{state}`: a fresh random value for each authorization (RFC 6749, 10.12).
    State,
    /// `{code_challenge}`: made from the verifier with S256 (RFC 7636, 4.2).
    CodeChallenge,
    /// `{code_verifier}`: a fresh random value for each authorization (RFC 7636, 4.1).
    CodeVerifier,
    /// `{code}`: the authorization code from the callback (RFC 6749, 4.1.2).
    Code,
    /// `{access_token}`: the token at hand (RFC 6749, 1.4).
    AccessToken,
    /// `{refresh_token}`: the refresh token at hand (RFC 6749, 1.5).
    RefreshToken,
    /// `{name}` where `[variables.name]` declares it.
    Variable(&'static str),
    /// `{name}` where the grant's `parameters.name` declares it: given with the call.
    Parameter(&'static str),
    /// `{callback.name}` where `[callback.fields.name]` declares it.
    Callback(&'static str),
    /// `{token.name}` where `[token.fields.name]` declares it.
    Token(&'static str),
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
    pub const fn parts(&self) -> &[Part] {
        match self {
            Self::One(part) => std::slice::from_ref(part),
            Self::Many(parts) => parts,
        }
    }

    /// The text, if the template has no values in it.
    pub const fn as_text(&self) -> Option<&'static str> {
        match self {
            Self::One(Part::Text(text)) => Some(text),
            Self::Many([]) => Some(""),
            _ => None,
        }
    }

    /// The value, if the template is one value and nothing else.
    pub const fn as_source(&self) -> Option<Source> {
        match self {
            Self::One(Part::Value(source)) => Some(*source),
            _ => None,
        }
    }

    /// The values in the template, in order.
    pub fn sources(&self) -> impl Iterator<Item = Source> {
        self.parts().iter().filter_map(|part| match part {
            Part::Value(source) => Some(*source),
            Part::Text(_) => None,
        })
    }
}

/// As it is written in TOML.
impl fmt::Display for Template {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts().iter().try_for_each(|part| match part {
            Part::Text(text) => formatter.write_str(text),
            Part::Value(source) => source.fmt(formatter),
        })
    }
}

/// As it is written in TOML, with its braces.
impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClientId => formatter.write_str("{client_id}"),
            Self::ClientSecret => formatter.write_str("{client_secret}"),
            Self::RedirectUri => formatter.write_str("{redirect_uri}"),
            Self::Scope => formatter.write_str("{scope}"),
            Self::State => formatter.write_str("{state}"),
            Self::CodeChallenge => formatter.write_str("{code_challenge}"),
            Self::CodeVerifier => formatter.write_str("{code_verifier}"),
            Self::Code => formatter.write_str("{code}"),
            Self::AccessToken => formatter.write_str("{access_token}"),
            Self::RefreshToken => formatter.write_str("{refresh_token}"),
            Self::Variable(name) | Self::Parameter(name) => write!(formatter, "{{{name}}}"),
            Self::Callback(name) => write!(formatter, "{{callback.{name}}}"),
            Self::Token(name) => write!(formatter, "{{token.{name}}}"),
        }
    }
}
