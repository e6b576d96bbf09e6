//! Signed requests: what they say is what is asked for, and nothing beside them (RFC 9101).

use std::time::UNIX_EPOCH;

use oauth_spec::RequestObject;
use serde_json::Value;

use crate::compute::{Draft, Scene, Token, name as jwt_name};
use crate::serve::given::{Given, find};
use crate::world::World;

/// Claims that are about the token.
const OWN: [&str; 6] = ["iss", "aud", "exp", "iat", "nbf", "jti"];
/// By how many seconds clocks may differ.
const LEEWAY: i64 = 60;

/// What a request says, taken out of its token if it comes in one; else what is wrong with that.
pub(super) fn opened(world: &World, raw: Vec<Given>) -> Result<Vec<Given>, String> {
    let grant = world.spec.grants.authorization_code;
    let Some(declared) = grant.and_then(|grant| grant.request_object) else { return Ok(raw) };
    let Some(request) = find(&raw, "request") else { return Ok(raw) };
    let token = Token::read(&request.text).ok_or("The request object is no signed token")?;
    let id = world.spec.client.id_parameter;
    let client = find(&raw, id).map(|given| given.text.as_str());
    let client =
        client.ok_or_else(|| format!("The parameter {id} is missing beside the object"))?;
    check(world, declared, &token, client)?;
    beside(&raw, &token)?;
    let said = token.claims.iter().filter(|(name, _)| !OWN.contains(&name.as_str()));
    Ok(said.flat_map(|(name, value)| given(name, value)).collect())
}

/// Whether what comes with the object says nothing else than it: nothing of that counts (RFC 9101, 6.3; OpenID
/// Connect Core, 6.1).
fn beside(raw: &[Given], token: &Token) -> Result<(), String> {
    if find(raw, "request_uri").is_some() {
        return Err("There are a `request` and a `request_uri` (RFC 9101, 5)".to_owned());
    }
    let contradicts = |one: &&Given| {
        let Some(claim) = token.claims.get(&one.name) else { return false };
        let said = given(&one.name, claim);
        // `openid` stands beside the object whatever is in it, so a part of what it says is no other thing.
        let has = |word| said.iter().any(|it| it.text.split(' ').any(|said| said == word));
        match one.name.as_str() {
            "scope" => !one.text.split(' ').all(has),
            _ => said.iter().all(|it| it.text != one.text),
        }
    };
    match raw.iter().find(contradicts) {
        Some(one) => Err(format!("`{}` says something else beside the request object", one.name)),
        None => Ok(()),
    }
}

/// A claim as the parameter that it stands for; a list of texts is several of them.
fn given(name: &str, value: &Value) -> Vec<Given> {
    match value {
        Value::Array(list) if list.iter().all(Value::is_string) => {
            list.iter().flat_map(|each| given(name, each)).collect()
        }
        value => vec![Given::pair((name.to_owned(), crate::sample::text(value)))],
    }
}

fn check(
    world: &World,
    declared: &RequestObject,
    token: &Token,
    client: &str,
) -> Result<(), String> {
    let header = |name: &str| token.header.get(name).and_then(Value::as_str);
    let claim = |name: &str| token.claims.get(name).and_then(Value::as_str);
    let scene = Scene {
        values: &world.script.values,
        client: world.settings.client(client),
        known: &[],
        draft: &Draft::default(),
        held: Vec::new(),
    };
    let filled = |template| scene.template(template);
    if header("alg") != Some(jwt_name(declared.algorithm)) {
        return Err("The request object is signed with another algorithm".to_owned());
    }
    if header("kid") != declared.key_id.and_then(filled).as_deref() {
        return Err("The request object names another key".to_owned());
    }
    let key = filled(declared.key).unwrap_or_default();
    if token.signed_by(declared.algorithm, &key) == Some(false) {
        return Err("The signature of the request object is wrong".to_owned());
    }
    if claim("iss") != Some(client) || claim(world.spec.client.id_parameter) != Some(client) {
        return Err("The request object is another client's".to_owned());
    }
    if claim("aud") != world.script.issuer.as_deref() {
        return Err("The request object is for somebody else".to_owned());
    }
    let now = world.clock.now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let now = i64::try_from(now).unwrap_or(i64::MAX);
    let at = |name: &str| token.claims.get(name).and_then(Value::as_i64);
    match (at("nbf"), at("iat"), at("exp")) {
        (Some(from), Some(_), Some(to))
            if from <= now + LEEWAY && now < to.saturating_add(LEEWAY) =>
        {
            let longest = i64::try_from(declared.lifetime).unwrap_or(i64::MAX);
            if to.saturating_sub(from) > longest {
                return Err("The request object is good for too long".to_owned());
            }
        }
        (Some(_), Some(_), Some(_)) => {
            return Err("The request object is out of its time".to_owned());
        }
        _ => return Err("The request object does not say when it is good".to_owned()),
    }
    if claim("jti").is_none_or(str::is_empty) {
        return Err("The request object has no `jti`".to_owned());
    }
    if ["request", "request_uri"].iter().any(|name| token.claims.contains_key(*name)) {
        return Err("A request object holds no other (RFC 9101, 4)".to_owned());
    }
    Ok(())
}
