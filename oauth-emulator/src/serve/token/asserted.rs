//! Clients that sign who they are (RFC 7523, 2.2 and 3; OpenID Connect Core, 9).

use oauth_spec::{Assertion, ClientAuthentication};
use serde_json::Value;

use super::declared::Own;
use crate::compute::{Draft, Scene, Token, moment};
use crate::http::Arrived;
use crate::serve::given::{Given, find};
use crate::settings::Client;
use crate::world::World;

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// By how many seconds a client's clock may be ahead.
const AHEAD: u64 = 60;
/// For how many seconds one may be good, where no more is declared: an hour is the most that servers take.
const LONGEST: u64 = 3600;

/// Looks for an assertion, and judges it.
pub(super) fn asserted<'world>(
    world: &'world World,
    arrived: &Arrived,
    given: &[Given],
    way: ClientAuthentication,
    declared: &Assertion,
) -> Own<'world> {
    let Some(text) = find(given, "client_assertion") else { return Own::Absent };
    let said = find(given, "client_assertion_type").map(|given| given.text.as_str());
    if said != Some(TYPE) {
        return Own::Wrong(format!("`client_assertion_type` must be `{TYPE}`"));
    }
    let Some(token) = Token::read(&text.text) else {
        return Own::Wrong("The assertion is no JWT".to_owned());
    };
    match judged(world, arrived, &token, way, declared) {
        Ok(client) => {
            let id = find(given, world.spec.client.id_parameter);
            if id.is_some_and(|id| id.text != client.id) {
                return Own::Wrong("`client_id` is not the `sub` of the assertion".to_owned());
            }
            Own::Client(client)
        }
        Err(problem) => Own::Wrong(problem),
    }
}

fn judged<'world>(
    world: &'world World,
    arrived: &Arrived,
    token: &Token,
    way: ClientAuthentication,
    declared: &Assertion,
) -> Result<&'world Client, String> {
    let text = |name: &str| token.claims.get(name).and_then(Value::as_str);
    let number = |name: &str| token.claims.get(name).and_then(Value::as_u64);
    let own = |name: &str| declared.claims.iter().any(|claim| claim.name == name);
    let subject = text("sub").ok_or("The assertion has no `sub`")?;
    // One that is declared says what is declared, whoever the client is.
    let client =
        if own("sub") { world.settings.clients.first() } else { world.settings.client(subject) };
    let client = client.ok_or_else(|| format!("There is no client `{subject}`"))?;
    if !own("iss") && text("iss") != Some(&client.id) {
        return Err("The `iss` of the assertion is not the client".to_owned());
    }
    let draft = Draft::of(arrived);
    let values = &world.script.values;
    let scene = Scene { values, client: Some(client), known: &[], draft: &draft, held: Vec::new() };
    if let Some(audience) = scene.template(declared.audience) {
        let said = token.claims.get("aud");
        let several = said.and_then(Value::as_array).into_iter().flatten();
        let mut all = said.into_iter().chain(several).filter_map(Value::as_str);
        if !all.clone().any(|one| one == audience) {
            return Err(format!("The `aud` of the assertion must be `{audience}`"));
        }
        // Whoever else gets it could use it here.
        if all.any(|one| one != audience) {
            return Err("The `aud` of the assertion is for others as well".to_owned());
        }
    }
    let now = moment::unix(world.clock.now());
    match number("exp") {
        None => return Err("The assertion has no `exp`".to_owned()),
        Some(exp) if exp <= now => return Err("The assertion has expired".to_owned()),
        // RFC 7523, 3.
        Some(exp) if exp > now + LONGEST.max(declared.lifetime) + AHEAD => {
            return Err("The assertion is good for too long".to_owned());
        }
        Some(_) => {}
    }
    if number("nbf").is_some_and(|nbf| nbf > now + AHEAD) {
        return Err("The assertion is not good yet".to_owned());
    }
    if number("iat").is_some_and(|iat| iat > now + AHEAD) {
        return Err("The assertion is from the future".to_owned());
    }
    if !scene.says(declared.header, &token.header) || !scene.says(declared.claims, &token.claims) {
        return Err("The assertion does not say what is declared".to_owned());
    }
    signed(world, token, client, way, declared)?;
    let id = text("jti").ok_or("The assertion has no `jti`")?;
    if !world.ledger().is_new(format!("assertion {} {id}", client.id)) {
        return Err("The assertion was used before".to_owned());
    }
    Ok(client)
}

fn signed(
    world: &World,
    token: &Token,
    client: &Client,
    way: ClientAuthentication,
    declared: &Assertion,
) -> Result<(), String> {
    let by_secret = way == ClientAuthentication::ClientSecretJwt;
    let algorithm = token.algorithm().filter(|it| it.has_shared_key() == by_secret);
    let algorithm = algorithm.ok_or_else(|| {
        let said = token.header.get("alg").and_then(Value::as_str).unwrap_or("nothing");
        format!("The assertion is signed with {said}, which is not for {}", way.name())
    })?;
    let wanted = declared.algorithm.filter(|it| it.has_shared_key() == by_secret);
    if wanted.is_some_and(|wanted| wanted != algorithm) {
        return Err("The assertion is signed with another algorithm than the declared".to_owned());
    }
    let is_right = if by_secret {
        token.verify(algorithm, client.secret.as_bytes()) == Some(true)
    } else {
        let keys = world.settings.keys_of(client);
        keys.is_none_or(|keys| keys.iter().any(|key| token.is_signed_by(key)))
    };
    if is_right { Ok(()) } else { Err("The signature of the assertion is wrong".to_owned()) }
}
