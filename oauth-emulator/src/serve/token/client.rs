//! Client authentication (RFC 6749, 2.3), in any of the declared ways.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_spec::{ParameterKind, Source};
use percent_encoding::percent_decode_str;

use super::asserted::asserted;
use super::declared::{Own, own};
use crate::http::Arrived;
use crate::ledger::Bound;
use crate::script::Credential;
use crate::serve::captured::Captured;
use crate::serve::certificate;
use crate::serve::given::{Given, find};
use crate::serve::refusal::Refusal;
use crate::settings::Client;
use crate::world::World;

/// A client that has shown who it is.
#[derive(Debug)]
pub(crate) struct Authenticated<'world> {
    pub(crate) client: &'world Client,
    /// The thumbprint of the certificate that it has shown for that.
    pub(super) certificate: Option<String>,
}

impl Authenticated<'_> {
    /// What the tokens are bound to that it gets for a request.
    pub(super) fn bound(&self, captured: &Captured) -> Bound {
        let key = captured.get(Source::DpopKey).map(str::to_owned);
        Bound { key, certificate: self.certificate.clone() }
    }
}

/// The client that a request comes from, in whichever of the ways fits: two of them may look alike. `declared`
/// tells which parameters belong to the request itself, so that a `client_id` among them is no attempt to
/// authenticate.
pub(crate) fn authenticate<'world>(
    world: &'world World,
    arrived: &Arrived,
    given: &[Given],
    credentials: &[Credential],
    declared: &dyn Fn(&str) -> bool,
) -> Result<Authenticated<'world>, Refusal> {
    let mut wrong = None;
    for credential in credentials {
        let found = match credential {
            Credential::Declared { headers, parameters, .. } => {
                own(world, arrived, given, headers, parameters)
            }
            Credential::Assertion { way, declared } => {
                asserted(world, arrived, given, *way, declared)
            }
            _ => Own::Absent,
        };
        match found {
            Own::Client(client) => {
                only_way(world, client, credential.name())?;
                return Ok(Authenticated { client, certificate: None });
            }
            // Where nothing of the client is to be sent, the way has no name.
            Own::Wrong(message) if credential.name().is_empty() => wrong = Some(message),
            Own::Wrong(message) => wrong = Some(format!("{message} ({})", credential.name())),
            Own::Absent => {}
        }
    }
    let standard = standard(world, arrived, given, credentials, declared);
    // What came close to a way of the provider's own was meant for it.
    standard.map_err(|refusal| match wrong {
        Some(message) => {
            let tried = arrived.header("authorization").and_then(|value| scheme(value, "basic"));
            Refusal::client(message).with_basic_challenge(tried.is_some())
        }
        None => refusal,
    })
}

/// The same in one of the standard ways.
fn standard<'world>(
    world: &'world World,
    arrived: &Arrived,
    given: &[Given],
    credentials: &[Credential],
    declared: &dyn Fn(&str) -> bool,
) -> Result<Authenticated<'world>, Refusal> {
    let spec = &world.spec.client;
    let tried = arrived.header("authorization").and_then(|value| scheme(value, "basic"));
    let fail = |message: String| Refusal::client(message).with_basic_challenge(tried.is_some());
    let id = find(given, spec.id_parameter);
    if let Some(id) = id.filter(|id| spec.numeric_id && !id.is(ParameterKind::Integer)) {
        return Err(Refusal::request(format!("`{}` must be a whole number in JSON", id.name)));
    }
    let secret = find(given, spec.secret_parameter);

    let (method, id, secret) = match (tried, id, secret) {
        (Some(_), id, secret)
            if (id.is_some() && !declared(spec.id_parameter))
                || (secret.is_some() && !declared(spec.secret_parameter)) =>
        {
            // RFC 6749, 2.3: one method a request.
            return Err(Refusal::request(
                "The client authenticates with Basic and with parameters as well",
            ));
        }
        (Some(text), ..) => {
            let (id, secret) = decode(text)
                .ok_or_else(|| fail("The Basic credentials cannot be decoded".to_owned()))?;
            (Credential::Basic, id, Some(secret))
        }
        (None, Some(id), Some(secret)) => {
            (Credential::Post, id.text.clone(), Some(secret.text.clone()))
        }
        (None, Some(id), None) => {
            let shown = credentials.iter().find_map(|each| match each {
                Credential::Certificate(way) => Some(Credential::Certificate(*way)),
                _ => None,
            });
            // Where both are declared, a connection that could show one and does not is that of a public client.
            let is_public = world.tls.is_some()
                && arrived.certificate.is_none()
                && credentials.iter().any(|each| matches!(each, Credential::None));
            let client = world.settings.client(&id.text);
            let said = client.and_then(|client| world.settings.way_of(client));
            let shown = shown.filter(|_| !is_public && said != Some(Credential::None.name()));
            (shown.unwrap_or(Credential::None), id.text.clone(), None)
        }
        (None, None, _) => {
            return Err(fail(format!(
                "The client does not authenticate; declared is {}",
                names(credentials)
            )));
        }
    };
    if !credentials.iter().any(|each| each.name() == method.name()) {
        return Err(fail(format!(
            "The client authenticates with {}; declared is {}",
            method.name(),
            names(credentials)
        )));
    }
    let client = world.settings.client(&id);
    let unknown =
        || arrived.client_problem.clone().unwrap_or_else(|| format!("There is no client `{id}`"));
    let client = client.ok_or_else(|| fail(unknown()))?;
    only_way(world, client, method.name())
        .map_err(|refusal| refusal.with_basic_challenge(tried.is_some()))?;
    match secret {
        Some(secret) if secret != client.secret => Err(fail("The secret is wrong".to_owned())),
        _ => {
            let certificate = match method {
                Credential::Certificate(_) => certificate::of_client(world, arrived, client)?,
                _ => None,
            };
            Ok(Authenticated { client, certificate })
        }
    }
}

/// Refuses every way but the one that the document of a client names.
fn only_way(world: &World, client: &Client, said: &str) -> Result<(), Refusal> {
    match world.settings.way_of(client).filter(|own| *own != said) {
        Some(own) => Err(Refusal::client(format!(
            "The client authenticates with {said}; its document says {own}"
        ))),
        None => Ok(()),
    }
}

/// The ways to authenticate, as a declaration writes them.
fn names(credentials: &[Credential]) -> String {
    credentials.iter().map(Credential::name).collect::<Vec<_>>().join(", ")
}

/// Whether a value shows which client it is.
pub(super) fn tells(source: Source) -> bool {
    matches!(
        source,
        Source::ClientId | Source::ClientSecret | Source::Computed(_) | Source::Grant(_)
    )
}

/// What follows a scheme, whose case does not matter (RFC 9110, 11.1).
fn scheme<'header>(value: &'header str, scheme: &str) -> Option<&'header str> {
    let (word, rest) = value.split_once(' ')?;
    word.eq_ignore_ascii_case(scheme).then_some(rest.trim())
}

/// Basic credentials, each form-encoded before they were joined (RFC 6749, 2.3.1).
fn decode(credentials: &str) -> Option<(String, String)> {
    let bytes = STANDARD.decode(credentials).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((form_decode(id)?, form_decode(secret)?))
}

fn form_decode(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_is_form_decoded() {
        let credentials = STANDARD.encode("my+id:p%3Ass%2Bword%26");
        assert_eq!(decode(&credentials), Some(("my id".to_owned(), "p:ss+word&".to_owned())));
        assert_eq!(decode("?"), None);
        assert_eq!(decode(&STANDARD.encode("no colon")), None);
    }

    #[test]
    fn the_scheme_is_any_case() {
        assert_eq!(scheme("bAsIc abc", "basic"), Some("abc"));
        assert_eq!(scheme("Bearer abc", "basic"), None);
        assert_eq!(scheme("Basic", "basic"), None);
    }
}
