//! The client registration endpoint (RFC 7591), and where registrations are managed (RFC 7592).

use oauth_spec::ClientAuthentication;
use serde_json::{Map, Value, json};

use super::refusal::Refusal;
use crate::compute::moment;
use crate::http::{Answer, Arrived};
use crate::register::Entry;
use crate::settings::{Client, client_id, own_problem_of};
use crate::world::World;

/// Makes a client, which is accepted from now on; or reads, changes or deletes one.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    let made_here = world.script.registration.as_ref().is_some_and(|place| place.is(arrived));
    let done = if made_here { register(world, arrived) } else { manage(world, arrived) };
    match done {
        Ok(answer) => answer,
        Err(refusal) => refusal.answer(world, world.spec.token.answer.format),
    }
}

fn register(world: &World, arrived: &Arrived) -> Result<Answer, Refusal> {
    if arrived.method != "POST" {
        return Err(Refusal::method("POST"));
    }
    if let Some(token) = &world.settings.initial_access_token
        && arrived.credentials("bearer") != Some(token)
    {
        return Err(unauthorized("The initial access token is missing or wrong"));
    }
    let (mut about, redirect_uris) = said(world, arrived)?;
    let short = |text: String| text.chars().take(12).collect::<String>();
    let id = client_id(world.spec, "registered", &short(world.random.text()));
    // A public client has one too, which nobody is told.
    let secret = format!("secret-{}+/%:&= ?", world.random.text());
    let token = format!("rat_{}", world.random.text());
    let at = format!("https://{}{}/{id}", arrived.host, arrived.path);
    about.insert("client_id".to_owned(), json!(id));
    about.insert("client_id_issued_at".to_owned(), json!(moment::unix(world.clock.now())));
    about.insert("registration_client_uri".to_owned(), json!(at));
    let about = with_secrets(about, &secret, &token);
    world.settings.registered.add(Client { id, secret }, redirect_uris, token, about.clone());
    Ok(Answer::json(201, &Value::Object(about)).no_store())
}

/// What belongs to whoever holds the registration's token (RFC 7592, 2).
fn manage(world: &World, arrived: &Arrived) -> Result<Answer, Refusal> {
    let id = arrived.path.rsplit('/').next().unwrap_or_default();
    let shown = arrived.credentials("bearer");
    let mut all = world.settings.registered.iter();
    let entry = all.find(|entry| entry.client.id == id && Some(entry.token.as_str()) == shown);
    let entry = entry.ok_or_else(gone)?;
    match arrived.method.as_str() {
        "GET" => Ok(Answer::json(200, &Value::Object(entry.about.clone())).no_store()),
        "PUT" => update(world, arrived, entry),
        "DELETE" => {
            if !entry.remove() {
                return Err(gone());
            }
            world.ledger().revoke_client(id);
            Ok(Answer::new(204, "application/json", "").no_store())
        }
        _ => Err(Refusal::method("GET, PUT, DELETE")),
    }
}

/// Replaces what the client has said; its token is another one from then on.
fn update(world: &World, arrived: &Arrived, entry: &Entry) -> Result<Answer, Refusal> {
    let (mut about, redirect_uris) = said(world, arrived)?;
    let Client { id, secret } = entry.client.clone();
    let own = |name: &str| about.get(name).and_then(Value::as_str);
    let wrong = |text: &str| Refusal::new("invalid_client_metadata", text);
    if own("client_id") != Some(&id) {
        return Err(wrong("`client_id` is not that of this registration"));
    }
    if own("client_secret").is_some_and(|said| said != secret) {
        return Err(wrong("A client does not choose its `client_secret`"));
    }
    for forbidden in ["registration_access_token", "registration_client_uri", "client_id_issued_at"]
    {
        if about.contains_key(forbidden) {
            return Err(wrong("What the provider has said of the registration came back"));
        }
    }
    for kept in ["client_id_issued_at", "registration_client_uri"] {
        about.extend(entry.about.get(kept).map(|value| (kept.to_owned(), value.clone())));
    }
    let token = format!("rat_{}", world.random.text());
    let about = with_secrets(about, &secret, &token);
    if !entry.remove() {
        return Err(gone());
    }
    world.settings.registered.add(Client { id, secret }, redirect_uris, token, about.clone());
    Ok(Answer::json(200, &Value::Object(about)).no_store())
}

/// A client that is gone is told so in no other way (RFC 7592, 2.1).
fn gone() -> Refusal {
    unauthorized("The registration's token is wrong")
}

fn unauthorized(text: &str) -> Refusal {
    let mut refusal = Refusal::new("invalid_token", text);
    refusal.status = 401;
    refusal.with_token_challenge("Bearer")
}

/// With the secrets of the registration, as far as it has any.
fn with_secrets(mut about: Map<String, Value>, secret: &str, token: &str) -> Map<String, Value> {
    about.insert("registration_access_token".to_owned(), json!(token));
    about.remove("client_secret");
    if about.get("token_endpoint_auth_method").is_none_or(|method| method != "none") {
        about.insert("client_secret".to_owned(), json!(secret));
        about.insert("client_secret_expires_at".to_owned(), json!(0));
    }
    about
}

/// What a client says of itself, and its redirect URIs, as far as this provider takes that.
fn said(world: &World, arrived: &Arrived) -> Result<(Map<String, Value>, Vec<String>), Refusal> {
    let wrong = |text: &str| Refusal::new("invalid_client_metadata", text);
    if arrived.media_type() != "application/json" {
        return Err(wrong("The request is not application/json"));
    }
    let mut about: Map<String, Value> = serde_json::from_slice(&arrived.body)
        .map_err(|_| wrong("The request is not a JSON object"))?;

    agrees(&about).map_err(|why| wrong(&why))?;
    let spec = world.spec;
    let redirect_uris = texts(&about, "redirect_uris").ok_or_else(|| {
        Refusal::new("invalid_redirect_uri", "`redirect_uris` is no list of texts")
    })?;
    let browser = spec.grants.authorization_code.is_some() || spec.grants.implicit.is_some();
    if redirect_uris.is_empty() && browser {
        return Err(Refusal::new("invalid_redirect_uri", "There are no `redirect_uris`"));
    }
    let schemes = spec.client.redirect_schemes;
    if let Some((uri, problem)) =
        redirect_uris.iter().find_map(|uri| Some((uri, own_problem_of(uri, schemes)?)))
    {
        let message = format!("The redirect URI `{uri}` is not taken: {problem}");
        return Err(Refusal::new("invalid_redirect_uri", message));
    }
    let method = about.get("token_endpoint_auth_method");
    // A way of the provider's own has no name that could be registered; where there is no other it goes without saying.
    let is_own = |way: &ClientAuthentication| matches!(way, ClientAuthentication::Declared(_));
    if method.is_none() && spec.client.authentication.iter().all(is_own) {
        return Ok((about, redirect_uris));
    }
    // RFC 7591, 2: the default of the standard, not of the declaration.
    let method = method.map_or(Some("client_secret_basic"), Value::as_str).unwrap_or_default();
    if spec.client.authentication.iter().all(|way| way.name() != method) {
        return Err(wrong("`token_endpoint_auth_method` is none that is offered"));
    }
    let method = method.to_owned();
    about.insert("token_endpoint_auth_method".to_owned(), json!(method));
    Ok((about, redirect_uris))
}

/// Whether what a client says goes together (RFC 7591, 2 and 2.1).
fn agrees(about: &Map<String, Value>) -> Result<(), String> {
    let list = |name: &str| texts(about, name).ok_or(format!("`{name}` is no list of texts"));
    let (mut grants, mut responses) = (list("grant_types")?, list("response_types")?);
    if !about.contains_key("grant_types") {
        grants.push("authorization_code".to_owned());
    }
    // A client that uses no browser asks for no response.
    let in_browser = |grant: &String| matches!(grant.as_str(), "authorization_code" | "implicit");
    let is_default = !about.contains_key("response_types") && grants.iter().any(in_browser);
    if is_default {
        responses.push("code".to_owned());
    }
    for kind in responses.iter().flat_map(|response| response.split(' ')) {
        let grant = match kind {
            "code" => "authorization_code",
            "token" | "id_token" => "implicit",
            _ => continue,
        };
        if !grants.iter().any(|own| own == grant) {
            let of = if is_default { ", which nobody has said," } else { "" };
            return Err(format!("`{kind}` in `response_types`{of} takes the grant `{grant}`"));
        }
    }
    if about.contains_key("jwks") && about.contains_key("jwks_uri") {
        return Err("There are keys in `jwks`, and at a `jwks_uri` as well".to_owned());
    }
    let signs = about.get("token_endpoint_auth_method").is_some_and(|it| it == "private_key_jwt");
    if signs && !about.contains_key("jwks") && !about.contains_key("jwks_uri") {
        return Err("`private_key_jwt` takes `jwks` or a `jwks_uri`".to_owned());
    }
    if about.get("scope").is_some_and(|scope| !scope.is_string()) {
        return Err("`scope` is no text".to_owned());
    }
    Ok(())
}

/// A list of texts; empty if it is not there, `None` if it is something else.
fn texts(about: &Map<String, Value>, name: &str) -> Option<Vec<String>> {
    match about.get(name) {
        None => Some(Vec::new()),
        Some(list) => list.as_array()?.iter().map(|it| it.as_str().map(str::to_owned)).collect(),
    }
}
