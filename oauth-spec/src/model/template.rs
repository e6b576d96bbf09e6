//! Text with holes: where a value comes from.

/// Text made of literal parts and values, such as `https://{host}/oauth/token`.
///
/// There is no expression language: a template only puts values in places. How a value is encoded
/// follows from the place (a host, a path, a query parameter, a header), never from the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template(pub &'static [Part]);

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
    /// The text, if the template has no values in it.
    pub const fn as_text(&self) -> Option<&'static str> {
        match self.0 {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The value, if the template is one value and nothing else.
    pub const fn as_source(&self) -> Option<Source> {
        match self.0 {
            [Part::Value(source)] => Some(*source),
            _ => None,
        }
    }

    /// The values in the template, in order.
    pub fn sources(&self) -> impl Iterator<Item = Source> + use<> {
        self.0.iter().filter_map(|part| match part {
            Part::Value(source) => Some(*source),
            Part::Text(_) => None,
        })
    }
}
