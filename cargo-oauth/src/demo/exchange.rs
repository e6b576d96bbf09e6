//! A token request and its answer, both checked against the declaration.

use std::time::Duration;

use oauth_emulator::Step;
use oauth_runtime::{AnyProvider, Error, Json, Token, TokenCall};
use oauth_spec::{ClientAuthentication, Expiry, Renewal, Source, TokenRequest, Variant};
use serde_json::Map;
use url::Url;

use super::browser::Way;
use super::chain::{self, Link};
use super::declared::{self, span};
use super::facts::Facts;
use super::reading::{Reading, shown, text};
use super::show;
use super::stage::Stage;
use super::story::{Story, Told};
use super::wire::{Exchange, chain as told, steps};

/// Whether all was asked for that can be, as the demo does wherever it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    All,
    /// The provider has begun.
    Nothing,
}

/// The lifetime of tokens whose answers tell one, where the declaration does not.
const LIFETIME: u64 = 3600;

/// Sends a call, and tells what went out and what came back.
pub(super) async fn token(
    story: &mut Story<'_>,
    stage: &Stage,
    grant: &str,
    call: TokenCall<AnyProvider>,
    variant: Option<&Variant>,
) -> Told<Token<AnyProvider>> {
    received_token(story, stage, grant, call.send().await, variant)
}

/// The same of an authorization that the provider has started.
pub(super) async fn unasked_token(
    story: &mut Story<'_>,
    stage: &Stage,
    grant: &str,
    call: TokenCall<AnyProvider>,
) -> Told<Token<AnyProvider>> {
    judged(story, stage, (grant, Asked::Nothing), call.send().await, None)
}

/// The same with the outcome of a call that has been sent.
pub(super) fn received_token(
    story: &mut Story<'_>,
    stage: &Stage,
    grant: &str,
    outcome: Result<Token<AnyProvider>, Error>,
    variant: Option<&Variant>,
) -> Told<Token<AnyProvider>> {
    judged(story, stage, (grant, Asked::All), outcome, variant)
}

fn judged(
    story: &mut Story<'_>,
    stage: &Stage,
    (grant, asked): (&str, Asked),
    outcome: Result<Token<AnyProvider>, Error>,
    variant: Option<&Variant>,
) -> Told<Token<AnyProvider>> {
    let exchanges = show::take(story, stage);
    show::all(story, stage, &exchanges);
    // The provider's keys have been shown, and are no link of the chain.
    let exchanges = show::but_keys(exchanges);
    let what = match &outcome {
        // Its text says that there is a token, and which step after it failed.
        Err(Error::Unfinished(_)) => "what belongs to the token failed",
        _ => "the token request failed",
    };
    let token = story.need(what, outcome)?;
    let links = chain::of(stage.spec, grant);
    if steps(&exchanges) != chain::steps(stage.spec, grant) {
        let all = told(&exchanges);
        let expected: Vec<String> = links.iter().map(|link| link.step().to_string()).collect();
        let expected = format!("the requests should have been: {}", expected.join(", "));
        return story.need(&expected, Err(all));
    }
    let of =
        |link: &Link| links.iter().position(|each| each == link).and_then(|at| exchanges.get(at));
    let main = links.iter().find(|link| matches!(link, Link::Token(name) if *name == grant));
    let mut facts = Facts::default();
    if let Some(exchange) = main.and_then(of) {
        let request = stage.spec.grants.token_request(grant);
        let request = request.map(|plain| declared::varied(plain, variant));
        facts = sent(stage, exchange, request.as_ref());
    }
    story.step(&received(stage, (grant, asked), (&links, &exchanges), &token, facts))?;
    Ok(token)
}

/// Whether the request was written as declared. That it held nothing undeclared the emulator has
/// seen to, which would have refused it.
fn sent(stage: &Stage, exchange: &Exchange, declared: Option<&TokenRequest>) -> Facts {
    let sent = show::parameters(&exchange.request).map(|(place, _)| place);
    let form = sent.map_or("without parameters", declared::place);
    let facts = Facts::of(format!("accepted: exactly what is declared, {form}"));
    let Some(declared) = declared else { return facts };
    let way = declared::authentication(stage.spec, declared);
    // Without parameters there is no body, and a query that it has beside them is all there is.
    let is_bare = declared.parameters.is_empty() && exchange.request.body.is_empty();
    let mut facts = facts
        .unless(
            !authenticates(stage, exchange, way),
            format!("the client did not authenticate with `{}`", way.name()),
        )
        .unless(
            sent.is_some_and(|place| place != declared.parameters_in) && !is_bare,
            format!("it was sent {form}, not {}", declared::place(declared.parameters_in)),
        );
    if declared.sends(Source::CodeVerifier) {
        let verified = show::parameters(&exchange.request).is_some_and(|(_, items)| {
            let sends = |source| {
                declared.parameters.iter().find(move |it| it.value.as_source() == Some(source))
            };
            let name = sends(Source::CodeVerifier).map_or("", |parameter| parameter.name);
            items.iter().any(|item| item.names(name))
        });
        if verified {
            facts = facts.and(true, "the PKCE verifier fits", "");
        }
    }
    if let Some(endpoint) = declared::endpoint(stage, declared) {
        let there = place(&exchange.address()) == place(&endpoint);
        facts = facts.unless(!there, format!("it went to {}, not {endpoint}", exchange.address()));
    }
    facts
}

/// Whether the token says what the answers say.
fn received(
    stage: &Stage,
    (grant, asked): (&str, Asked),
    (links, exchanges): (&[Link], &[Exchange]),
    token: &Token<AnyProvider>,
    facts: Facts,
) -> Facts {
    let last = links.iter().rposition(|link| link.step() == Step::Token);
    let written = last.and_then(|at| match links.get(at) {
        Some(Link::Token(name)) => Some((*name, exchanges.get(at)?)),
        _ => None,
    });
    let Some((name, exchange)) = written else { return facts };
    let answer = *stage.spec.answer(name);
    let body = exchange.answer.as_ref().map(|answer| answer.body.as_slice()).unwrap_or_default();
    let reading = Reading::of(answer, body);
    let brought = reading.as_ref().and_then(Reading::access_token);
    let same = grant == "refresh_token"
        && stage.spec.grants.refresh_token.is_some_and(|grant| grant.same_token);
    let mut facts = facts.unless(
        !same && brought != Some(token.access_token().expose()),
        "the access token is not the answer's",
    );
    facts = lifetime(stage, (answer.expiry, asked), token, facts);
    let followed: Vec<&str> = links
        .iter()
        .filter_map(|link| match link {
            Link::Token(name) if *name != grant && last.is_some() => Some(*name),
            _ => None,
        })
        .collect();
    if !followed.is_empty() {
        facts = facts.and(true, format!("with `{}`", followed.join("`, `")), "");
    }
    for link in links {
        if let Link::Call(name) = link {
            facts = read(stage, name, token.call_members(name), facts);
        }
    }
    let renewable = declared::renewal(stage, token.grant()) == Renewal::RefreshToken
        && declared::takes_refresh_token(stage);
    facts.unless(renewable && token.refresh_token().is_none(), "there is no refresh token")
}

/// Whether a call has read what the provider has told.
pub(super) fn read(
    stage: &Stage,
    name: &str,
    members: Option<&Map<String, Json>>,
    facts: Facts,
) -> Facts {
    let Some(fields) = stage.spec.call(name).map(|call| call.fields) else { return facts };
    let mut facts = facts;
    let mut names = Vec::new();
    for field in fields {
        let told = stage.emulator.field(&format!("calls.{name}.{}", field.name));
        let read = members.and_then(|members| members.get(field.name));
        facts = facts.unless(
            told.as_ref().map(text) != read.map(text),
            format!(
                "the call `{name}` has read {} as `{}`, not {}",
                shown(read),
                field.name,
                shown(told.as_ref())
            ),
        );
        // Some are there only sometimes.
        names.extend(told.map(|_| field.name));
    }
    match names.as_slice() {
        [] => facts.and(true, format!("the call `{name}` was made"), ""),
        names => facts.and(true, format!("`{name}` has told `{}`", names.join("`, `")), ""),
    }
}

fn lifetime(
    stage: &Stage,
    (expiry, asked): (Expiry, Asked),
    token: &Token<AnyProvider>,
    facts: Facts,
) -> Facts {
    let left = token.expires_at().and_then(|at| at.duration_since(stage.now()).ok());
    let lifetime = stage.spec.token.lifetime.map(Duration::from_secs);
    let code = stage.spec.grants.authorization_code.filter(|_| token.grant() == Way::Code.grant());
    let endless = code.and_then(|grant| grant.offline).is_some_and(|offline| offline.endless);
    let endless = endless && asked == Asked::All;
    let expected = match expiry {
        _ if endless => None,
        Expiry::Never => None,
        Expiry::Lifetime => lifetime,
        _ => lifetime.or(Some(Duration::from_secs(LIFETIME))),
    };
    let told = |left: Option<Duration>| match left {
        Some(left) => format!("the token lives {}", span(left)),
        None if endless || expiry == Expiry::Never => "the token never expires".to_owned(),
        None => "how long the token lives nobody says".to_owned(),
    };
    facts.and(
        left == expected,
        told(left),
        format!("{}, but it should be: {}", told(left), told(expected)),
    )
}

/// Host and path of an address, written as a URL parser writes them.
fn place(address: &str) -> Option<(String, String)> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?.to_owned();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    Some((host + &port, url.path().to_owned()))
}

/// Whether the client authenticated in that way.
fn authenticates(stage: &Stage, exchange: &Exchange, way: ClientAuthentication) -> bool {
    let request = &exchange.request;
    let basic = request.header("authorization").is_some_and(|value| value.starts_with("Basic "));
    let parameters = show::parameters(request).map(|(_, items)| items).unwrap_or_default();
    let has = |name: &str| parameters.iter().any(|item| item.names(name));
    match way {
        ClientAuthentication::ClientSecretBasic => basic,
        ClientAuthentication::ClientSecretPost => has(stage.spec.client.secret_parameter),
        ClientAuthentication::ClientSecretJwt | ClientAuthentication::PrivateKeyJwt => {
            has("client_assertion")
        }
        ClientAuthentication::None
        | ClientAuthentication::TlsClientAuth
        | ClientAuthentication::SelfSignedTlsClientAuth => !basic,
        ClientAuthentication::Declared(declared) => {
            declared.headers.iter().all(|header| request.header(header.name).is_some())
                && declared.parameters.iter().all(|parameter| has(parameter.name))
        }
    }
}
