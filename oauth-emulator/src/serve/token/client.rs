//! Client authentication (RFC 6749, 2.3), in any of the declared ways.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_spec::{ParameterKind, Source};
use percent_encoding::percent_decode_str;

use super::asserted::asserted;
use super::declared::{Own, own};
use super::ways::{self, Declared};
use crate::documents::is_document;
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
    /// The thumbprint of the certificate that it has shown for that, or beside it.
    pub(super) certificate: Option<String>,
    /// Whether it only says its name.
    pub(super) is_public: bool,
}

impl Authenticated<'_> {
    /// Whether it only says its name where it could show more.
    pub(in crate::serve) fn only_says_its_name(&self, ways: &[Credential]) -> bool {
        self.is_public && ways.iter().any(|way| !matches!(way, Credential::None))
    }

    /// What the tokens are bound to that it gets for a request.
    pub(super) fn bound(&self, captured: &Captured) -> Bound {
        let key = captured.get(Source::DpopKey).map(str::to_owned);
        Bound { key, certificate: self.certificate.clone() }
    }
}

/// The client that a request comes from, and the certificate that it shows where every client shows one.
pub(crate) fn authenticate<'world>(
    world: &'world World,
    arrived: &Arrived,
    given: &[Given],
    credentials: &[Credential],
    declared: &Declared<'_>,
) -> Result<Authenticated<'world>, Refusal> {
    let found = identify(world, arrived, given, credentials, declared)?;
    let certificate = match found.certificate {
        None if world.spec.client.certificate => {
            certificate::of_client(world, arrived, found.client)?
        }
        shown => shown,
    };
    Ok(Authenticated { certificate, ..found })
}

/// Whom a request names, in whichever of the ways fits: two of them may look alike.
fn identify<'world>(
    world: &'world World,
    arrived: &Arrived,
    given: &[Given],
    credentials: &[Credential],
    declared: &Declared<'_>,
) -> Result<Authenticated<'world>, Refusal> {
    let (mut wrong, mut twice) = (None, None);
    for credential in credentials {
        let found = match credential {
            Credential::Declared { headers, parameters, .. } => {
                own(world, arrived, given, (headers, parameters), declared)
            }
            Credential::Assertion { way, declared } => {
                asserted(world, arrived, given, *way, declared)
            }
            _ => Own::Absent,
        };
        match found {
            Own::Client(client) => match ways::only(world, arrived, given, credential, declared) {
                Ok(()) => {
                    only_way(world, client, credential.name(), credentials)?;
                    return Ok(Authenticated { client, certificate: None, is_public: false });
                }
                // Another one may be meant, which this is a part of.
                Err(refusal) => twice = Some(refusal),
            },
            // Where nothing of the client is to be sent, the way has no name.
            Own::Wrong(message) if credential.name().is_empty() => wrong = Some(message),
            Own::Wrong(message) => wrong = Some(format!("{message} ({})", credential.name())),
            Own::Absent => {}
        }
    }
    let standard = standard(world, arrived, given, credentials, declared);
    // What came close to a way of the provider's own was meant for it.
    standard.map_err(|refusal| match (twice, wrong) {
        (Some(refusal), _) => refusal,
        // It has come as far as to be told what is beside it.
        (None, Some(_)) if refusal.code == "invalid_request" => refusal,
        (None, Some(message)) => {
            let tried = arrived.credentials("basic").is_some();
            Refusal::client(message).with_basic_challenge(tried)
        }
        (None, None) => refusal,
    })
}

/// The same in one of the standard ways.
fn standard<'world>(
    world: &'world World,
    arrived: &Arrived,
    given: &[Given],
    credentials: &[Credential],
    declared: &Declared<'_>,
) -> Result<Authenticated<'world>, Refusal> {
    let spec = &world.spec.client;
    // What is declared for the request itself says nothing of the client.
    let tried = arrived.credentials("basic").filter(|_| !declared.has_authorization());
    let fail = |message: String| Refusal::client(message).with_basic_challenge(tried.is_some());
    let id = find(given, spec.id_parameter);
    if let Some(id) = id.filter(|id| spec.numeric_id && !id.is(ParameterKind::Integer)) {
        return Err(Refusal::request(format!("`{}` must be a whole number in JSON", id.name)));
    }
    let secret = find(given, spec.secret_parameter);

    let (method, id, secret) = match (tried, id, secret) {
        (Some(_), id, secret)
            if (id.is_some() && !(declared.parameter)(spec.id_parameter))
                || (secret.is_some() && !(declared.parameter)(spec.secret_parameter)) =>
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
    ways::only(world, arrived, given, &method, declared)?;
    let client = world.settings.client(&id);
    let unknown =
        || arrived.client_problem.clone().unwrap_or_else(|| format!("There is no client `{id}`"));
    let client = client.ok_or_else(|| fail(unknown()))?;
    only_way(world, client, method.name(), credentials)
        .map_err(|refusal| refusal.with_basic_challenge(tried.is_some()))?;
    match secret {
        Some(secret) if secret != client.secret => Err(fail("The secret is wrong".to_owned())),
        _ => {
            let certificate = match method {
                Credential::Certificate(_) => certificate::of_client(world, arrived, client)?,
                _ => None,
            };
            let is_public = matches!(method, Credential::None);
            Ok(Authenticated { client, certificate, is_public })
        }
    }
}

/// Refuses every way but the one that a client has said of itself, where a request takes that.
fn only_way(
    world: &World,
    client: &Client,
    way: &str,
    credentials: &[Credential],
) -> Result<(), Refusal> {
    let own = world.settings.way_of(client).filter(|own| *own != way);
    match own.filter(|own| credentials.iter().any(|each| each.name() == *own)) {
        Some(own) => {
            let place = if is_document(client) { "document" } else { "registration" };
            Err(Refusal::client(format!(
                "The client authenticates with {way}; its {place} says {own}"
            )))
        }
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
}
