//! Where the values of templates come from, and their names.

use std::borrow::Cow;
use std::fmt;

use super::TimeFormat;

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
    /// `{time.unix}`, `{time.unix_ms}`, `{time.rfc3339}`, `{time.date_time+08:00}`: when the request is made, the same everywhere
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
    /// `{request.query}`: the parameters of its URL as one text, written as the `query` of the signature or the
    /// computed value says; of a form that was received, those of the form.
    Query,
    /// `{request.parameters}`: all its parameters, those of the query and then those of a form or the members of
    /// a JSON body, written in the same way.
    Parameters,
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

impl Source {
    /// Whether it is a secret by the standards, whatever a file calls it: who has it is taken for the client or the
    /// user. Of what a file declares (parameters, fields, variables) the declaration says it.
    pub const fn is_secret(self) -> bool {
        matches!(
            self,
            Self::ClientSecret
                | Self::WebhookSecret
                | Self::AccessToken
                | Self::RefreshToken
                | Self::IdToken
                | Self::TokenAtHand
                | Self::Code
                | Self::CodeVerifier
                | Self::Grant(_)
        )
    }

    /// The names that mean the same in every file.
    pub const NAMED: &'static [(&'static str, Self)] = &[
        ("client_id", Self::ClientId),
        ("client_secret", Self::ClientSecret),
        ("redirect_uri", Self::RedirectUri),
        ("scope", Self::Scope),
        ("state", Self::State),
        ("nonce", Self::Nonce),
        ("code_challenge", Self::CodeChallenge),
        ("code_verifier", Self::CodeVerifier),
        ("code", Self::Code),
        ("access_token", Self::AccessToken),
        ("refresh_token", Self::RefreshToken),
        ("id_token", Self::IdToken),
        ("random", Self::Random),
        ("random.uuid", Self::RandomUuid),
        ("time.unix", Self::Time(TimeFormat::Unix)),
        ("time.unix_ms", Self::Time(TimeFormat::UnixMilliseconds)),
        ("time.rfc3339", Self::Time(TimeFormat::Rfc3339)),
        ("time.date_time", Self::Time(TimeFormat::DateTime(0))),
        ("request.method", Self::Method),
        ("request.url", Self::Url),
        ("request.path", Self::Path),
        ("request.target", Self::Target),
        ("request.query", Self::Query),
        ("request.parameters", Self::Parameters),
        ("request.body", Self::Body),
        ("secret", Self::WebhookSecret),
    ];

    /// Those that no file can name.
    const UNNAMED: &'static [(&'static str, Self)] = &[
        ("authorization_details", Self::AuthorizationDetails),
        ("resource", Self::Resource),
        ("token", Self::TokenAtHand),
        ("dpop_jkt", Self::DpopKey),
        ("client_assertion", Self::ClientAssertion),
    ];

    /// The value of that name in a [`super::Template::Written`]: the names of TOML, and `variables.name` and
    /// `parameters.name`, which TOML tells apart by what the file declares.
    pub fn from_name(name: &'static str) -> Option<Self> {
        let mut known = Self::NAMED.iter().chain(Self::UNNAMED);
        if let Some((_, source)) = known.find(|(known, _)| *known == name) {
            return Some(*source);
        }
        let mut families = FAMILIES.iter();
        families.find_map(|(start, make)| name.strip_prefix(start).map(make)).or_else(|| {
            let format = TimeFormat::from_word(name.strip_prefix(TIME)?)?;
            Some(Self::Time(format))
        })
    }

    /// The name that [`Source::from_name`] reads: its beginning, and the end that the file decides.
    pub fn name(&self) -> (&'static str, Cow<'static, str>) {
        if let Some((start, end)) = self.in_family() {
            return (start, end.into());
        }
        if let Self::Time(format) = self {
            return (TIME, format.to_string().into());
        }
        let mut known = Self::NAMED.iter().chain(Self::UNNAMED);
        (known.find(|(_, known)| known == self).map_or("", |(name, _)| name), "".into())
    }
}

/// The beginning of the names of times.
const TIME: &str = "time.";

/// The beginnings of names whose end the file or the request decides.
macro_rules! families {
    ($($start:literal $variant:ident,)+) => {
        const FAMILIES: &[(&str, fn(&'static str) -> Source)] =
            &[$(($start, Source::$variant)),+];

        impl Source {
            fn in_family(&self) -> Option<(&'static str, &'static str)> {
                match self {
                    $(Self::$variant(name) => Some(($start, name)),)+
                    _ => None,
                }
            }
        }
    };
}

families! {
    "variables." Variable,
    "parameters." Parameter,
    "scopes." ScopeSet,
    "callback." Callback,
    "token." Token,
    "calls." Call,
    "grants." Grant,
    "computed." Computed,
    "request.header." Header,
    "request.query." QueryParameter,
    "request.form." FormParameter,
    "request.json." JsonMember,
    "signature." SignaturePart,
    "claims." Claim,
}

/// As it is written in TOML, with its braces.
impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = match self {
            Self::Variable(name) | Self::Parameter(name) => ("", Cow::from(*name)),
            _ => self.name(),
        };
        write!(formatter, "{{{start}{end}}}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_as_what_it_names() {
        for (name, source) in Source::NAMED.iter().chain(Source::UNNAMED) {
            assert_eq!(Source::from_name(name), Some(*source));
            let (start, end) = source.name();
            assert_eq!(format!("{start}{end}"), *name);
            assert_eq!(source.to_string(), format!("{{{name}}}"));
        }
        for (start, make) in FAMILIES {
            let name = format!("{start}x.y").leak();
            assert_eq!(Source::from_name(name), Some(make("x.y")));
            assert_eq!(make("x.y").name(), (*start, "x.y".into()));
        }
        let time = Source::from_name("time.date_time+08:00").unwrap();
        assert_eq!(time, Source::Time(TimeFormat::DateTime(480)));
        assert_eq!(time.to_string(), "{time.date_time+08:00}");
        assert_eq!(Source::from_name("time.date_time+8"), None);
        assert_eq!(Source::from_name("host"), None);
        assert_eq!(Source::Variable("host").to_string(), "{host}");
    }
}
