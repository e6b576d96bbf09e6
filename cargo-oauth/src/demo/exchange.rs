//! A token request and its answer, both checked against the declaration.

use oauth_runtime::{AnyProvider, Token, TokenCall};
use oauth_spec::{ClientAuthentication, Expiry, Renewal, Source, TokenRequest, Variant};
use url::Url;

use super::declared::{self, span};
use super::facts::Facts;
use super::show;
use super::stage::Stage;
use super::story::{Story, Told};
use super::wire::{Exchange, chain};

/// Sends a call, and tells what went out and what came back.
pub(super) async fn token(
    story: &mut Story<'_>,
    stage: &Stage,
    grant: &str,
    call: TokenCall<AnyProvider>,
    variant: Option<&Variant>,
) -> Told<Token<AnyProvider>> {
    let outcome = call.send().await;
    let exchanges = show::take(story, stage);
    for exchange in &exchanges {
        show::request(story, stage, exchange);
        show::answer(story, exchange);
    }
    let token = story.need("the token request failed", outcome)?;
    let [exchange] = exchanges.as_slice() else {
        let all = chain(&exchanges);
        return story.need("there should have been one request", Err(all));
    };
    let request = declared::request(stage, grant).map(|plain| declared::varied(plain, variant));
    let facts = sent(stage, exchange, request.as_ref());
    story.step(&received(stage, exchange, &token, facts))?;
    Ok(token)
}

/// Whether the request was written as declared. That it held nothing undeclared the emulator has
/// seen to, which would have refused it.
fn sent(stage: &Stage, exchange: &Exchange, declared: Option<&TokenRequest>) -> Facts {
    let way = authentication(exchange);
    let sent = show::parameters(&exchange.request).map(|(place, _)| place);
    let form = sent.map_or("without parameters", declared::place);
    let mut facts = Facts::of(format!("accepted: exactly what is declared, {form}")).unless(
        !stage.spec.authentication.contains(&way),
        format!("the client authenticated with {way:?}, which is not declared"),
    );
    let Some(declared) = declared else { return facts };
    facts = facts.unless(
        sent.is_some_and(|place| place != declared.parameters_in),
        format!("it was sent {form}, not {}", declared::place(declared.parameters_in)),
    );
    if declared.sends(Source::CodeVerifier) {
        facts = facts.and(true, "the PKCE verifier fits", "");
    }
    if let Some(endpoint) = declared::endpoint(stage, declared) {
        let there = place(&exchange.address()) == place(&endpoint);
        facts = facts.unless(!there, format!("it went to {}, not {endpoint}", exchange.address()));
    }
    facts
}

/// Whether the token says what the answer says.
fn received(stage: &Stage, exchange: &Exchange, token: &Token<AnyProvider>, facts: Facts) -> Facts {
    let brought = |name: &str, value: Option<&str>| {
        exchange.member(name).as_ref().and_then(|member| member.as_str()) == value
    };
    let facts = facts
        .unless(exchange.status() != 200, format!("the status was {}", exchange.status()))
        .unless(
            !brought("access_token", Some(token.access_token().expose())),
            "the access token is not the answer's",
        );
    let facts = lifetime(stage, exchange, token, facts);
    let renewable = declared::renewal(stage, token.grant()) == Renewal::RefreshToken;
    facts.unless(renewable && token.refresh_token().is_none(), "there is no refresh token")
}

fn lifetime(stage: &Stage, exchange: &Exchange, token: &Token<AnyProvider>, facts: Facts) -> Facts {
    let left = token.expires_at().and_then(|at| at.duration_since(stage.now()).ok());
    let told = exchange.member("expires_in").and_then(|seconds| seconds.as_u64());
    match (stage.spec.token.expiry, left) {
        (Expiry::Never, left) => facts.and(
            left.is_none(),
            "the token never expires",
            "the token expires, though it is declared not to",
        ),
        (Expiry::ExpiresIn, Some(left)) => facts.and(
            told.or(stage.spec.token.lifetime) == Some(left.as_secs()),
            format!("the token lives {}", span(left)),
            format!("the token lives {}, and the answer said {told:?} s", span(left)),
        ),
        (Expiry::ExpiresIn, None) => facts.and(
            told.is_none() && stage.spec.token.lifetime.is_none(),
            "how long the token lives nobody says",
            "the answer says when the token expires, and the token does not",
        ),
    }
}

/// Host and path of an address, written as a URL parser writes them.
fn place(address: &str) -> Option<(String, String)> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?.to_owned();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    Some((host + &port, url.path().to_owned()))
}

/// How the client authenticated.
fn authentication(exchange: &Exchange) -> ClientAuthentication {
    let request = &exchange.request;
    let basic = request.header("authorization").is_some_and(|value| value.starts_with("Basic "));
    let parameters = show::parameters(request).map(|(_, items)| items).unwrap_or_default();
    if basic {
        ClientAuthentication::ClientSecretBasic
    } else if parameters.iter().any(|item| item.name.contains("client_secret")) {
        ClientAuthentication::ClientSecretPost
    } else {
        ClientAuthentication::None
    }
}
