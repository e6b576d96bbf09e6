//! Text with holes: where a value comes from.

use std::fmt;

use super::TimeFormat;

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
    /// `{scopes.name}`: those of a further list, where `[scopes.sets.name]` declares it.
    ScopeSet(&'static str),
    /// The authorization details that are asked for, as JSON (RFC 9396, 2). No template has it: requests
    /// carry it where a scope would be, if the file declares types of them.
    AuthorizationDetails,
    /// The resources that the token is for (RFC 8707, 2), a parameter each. No template has it: requests of
    /// grants with `resource = true` carry it.
    Resource,
    /// `{state}`: a fresh random value for each authorization (RFC 6749, 10.12).
    State,
    /// `{nonce}`: a fresh random value for each authorization (OpenID Connect Core, 3.1.2.1).
    Nonce,
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
    /// `{id_token}`: the ID token at hand (OpenID Connect Core, 2).
    IdToken,
    /// The token that a request to the revocation or introspection endpoint is about. To be revoked is the
    /// refresh token if there is one, for all that came of it goes with it (RFC 7009, 2.1), else the access
    /// token; introspected is the access token. It is what the standard `token` holds, and has no name in TOML.
    TokenAtHand,
    /// `{name}` where `[variables.name]` declares it.
    Variable(&'static str),
    /// `{name}` where the grant's `parameters.name` declares it: given with the call.
    Parameter(&'static str),
    /// `{callback.name}` where `[callback.fields.name]` declares it.
    Callback(&'static str),
    /// `{token.name}` where `[token.fields.name]` declares it.
    Token(&'static str),
    /// `{calls.name.field}`, held here as `name.field`: what a call has read that was made when the
    /// token was obtained.
    Call(&'static str),
    /// `{grants.name}`: an access token that this grant, which needs nothing from the application, gives
    /// just before.
    Grant(&'static str),
    /// `{computed.name}` where `[computed.name]` declares it.
    Computed(&'static str),
    /// `{random}`: 128 random bits in base64url, the same everywhere in one request.
    Random,
    /// `{random.uuid}`: a random UUID (RFC 9562, 5.4), the same everywhere in one request.
    RandomUuid,
    /// `{time.unix}`, `{time.unix_ms}`, `{time.rfc3339}`: when the request is made, the same everywhere
    /// in it.
    Time(TimeFormat),
    /// `{request.method}`: of the request at hand, which is signed or whose signature is checked.
    Method,
    /// `{request.url}`: its URL, with the query.
    Url,
    /// `{request.path}`: the path of its URL.
    Path,
    /// `{request.target}`: the path, and `?` with the query if there is one (RFC 9112, 3.2.1).
    Target,
    /// `{request.query}`: its parameters as one text, written as the signature's `query` says.
    Query,
    /// `{request.body}`: its body, byte for byte.
    Body,
    /// `{request.header.name}`: one of its headers; the name in lower case.
    Header(&'static str),
    /// `{request.query.name}`: one parameter of its query.
    QueryParameter(&'static str),
    /// `{request.form.name}`: one parameter of its form body.
    FormParameter(&'static str),
    /// `{request.json.path}`: one member of its JSON body.
    JsonMember(&'static str),
    /// `{signature.key}`: another part of the text that holds the signature.
    SignaturePart(&'static str),
    /// `{secret}`: the webhook's secret.
    WebhookSecret,
    /// The assertion that a client signs to authenticate; it has no name in TOML, where
    /// `client.authentication` asks for it.
    ClientAssertion,
    /// The thumbprint of the key that tokens are bound to (RFC 9449, 10); it has no name in TOML, where
    /// `client.dpop` asks for it.
    DpopKey,
    /// `{claims.name}`: a claim of the ID token whose issuer is looked at.
    Claim(&'static str),
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
            Self::ScopeSet(name) => write!(formatter, "{{scopes.{name}}}"),
            Self::AuthorizationDetails => formatter.write_str("{authorization_details}"),
            Self::Resource => formatter.write_str("{resource}"),
            Self::State => formatter.write_str("{state}"),
            Self::Nonce => formatter.write_str("{nonce}"),
            Self::CodeChallenge => formatter.write_str("{code_challenge}"),
            Self::CodeVerifier => formatter.write_str("{code_verifier}"),
            Self::Code => formatter.write_str("{code}"),
            Self::AccessToken => formatter.write_str("{access_token}"),
            Self::RefreshToken => formatter.write_str("{refresh_token}"),
            Self::IdToken => formatter.write_str("{id_token}"),
            Self::TokenAtHand => formatter.write_str("{token}"),
            Self::Variable(name) | Self::Parameter(name) => write!(formatter, "{{{name}}}"),
            Self::Callback(name) => write!(formatter, "{{callback.{name}}}"),
            Self::Token(name) => write!(formatter, "{{token.{name}}}"),
            Self::Call(name) => write!(formatter, "{{calls.{name}}}"),
            Self::Grant(name) => write!(formatter, "{{grants.{name}}}"),
            Self::Computed(name) => write!(formatter, "{{computed.{name}}}"),
            Self::Random => formatter.write_str("{random}"),
            Self::RandomUuid => formatter.write_str("{random.uuid}"),
            Self::Time(TimeFormat::Unix) => formatter.write_str("{time.unix}"),
            Self::Time(TimeFormat::UnixMilliseconds) => formatter.write_str("{time.unix_ms}"),
            Self::Time(TimeFormat::Rfc3339) => formatter.write_str("{time.rfc3339}"),
            Self::Method => formatter.write_str("{request.method}"),
            Self::Url => formatter.write_str("{request.url}"),
            Self::Path => formatter.write_str("{request.path}"),
            Self::Target => formatter.write_str("{request.target}"),
            Self::Query => formatter.write_str("{request.query}"),
            Self::Body => formatter.write_str("{request.body}"),
            Self::Header(name) => write!(formatter, "{{request.header.{name}}}"),
            Self::QueryParameter(name) => write!(formatter, "{{request.query.{name}}}"),
            Self::FormParameter(name) => write!(formatter, "{{request.form.{name}}}"),
            Self::JsonMember(path) => write!(formatter, "{{request.json.{path}}}"),
            Self::SignaturePart(key) => write!(formatter, "{{signature.{key}}}"),
            Self::WebhookSecret => formatter.write_str("{secret}"),
            Self::DpopKey => formatter.write_str("{dpop_jkt}"),
            Self::ClientAssertion => formatter.write_str("{client_assertion}"),
            Self::Claim(name) => write!(formatter, "{{claims.{name}}}"),
        }
    }
}
