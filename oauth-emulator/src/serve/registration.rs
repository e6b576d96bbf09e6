//! The client registration endpoint (RFC 7591).

use serde_json::{Map, Value, json};

use super::refusal::Refusal;
use crate::compute::moment;
use crate::http::{Answer, Arrived};
use crate::settings::{Client, problem_of};
use crate::world::World;

/// Makes a client, which is accepted from now on.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    match register(world, arrived) {
        Ok(answer) => answer,
        Err(refusal) => refusal.answer(world, world.spec.token.answer.format),
    }
}

fn register(world: &World, arrived: &Arrived) -> Result<Answer, Refusal> {
    if arrived.method != "POST" {
        return Err(Refusal::method("POST"));
    }
    if let Some(token) = &world.settings.initial_access_token
        && arrived.header("authorization") != Some(&format!("Bearer {token}"))
    {
        let text = "The initial access token is missing or wrong";
        let mut refusal = Refusal::new("invalid_token", text);
        refusal.status = 401;
        return Err(refusal.with_token_challenge("Bearer"));
    }
    let wrong = |text: &str| Refusal::new("invalid_client_metadata", text);
    if arrived.media_type() != "application/json" {
        return Err(wrong("The request is not application/json"));
    }
    let mut about: Map<String, Value> = serde_json::from_slice(&arrived.body)
        .map_err(|_| wrong("The request is not a JSON object"))?;

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
        redirect_uris.iter().find_map(|uri| Some((uri, problem_of(uri, schemes)?)))
    {
        let message = format!("The redirect URI `{uri}` is not taken: {problem}");
        return Err(Refusal::new("invalid_redirect_uri", message));
    }
    // RFC 7591, 2: the default of the standard, not of the declaration.
    let method = about.get("token_endpoint_auth_method");
    let method = method.map_or(Some("client_secret_basic"), Value::as_str).unwrap_or_default();
    if spec.client.authentication.iter().all(|way| way.name() != method) {
        return Err(wrong("`token_endpoint_auth_method` is none that is offered"));
    }
    let is_public = method == "none";
    let method = method.to_owned();

    let short = |text: String| text.chars().take(12).collect::<String>();
    let id = format!("registered-{}", short(world.random.text()));
    // A public client has one too, which nobody is told.
    let secret = format!("secret-{}+/%:&= ?", world.random.text());
    let client = Client { id: id.clone(), secret: secret.clone() };
    world.settings.registered.add(client, redirect_uris);
    about.insert("token_endpoint_auth_method".to_owned(), json!(method));
    about.insert("client_id".to_owned(), json!(id));
    about.insert("client_id_issued_at".to_owned(), json!(moment::unix(world.clock.now())));
    if !is_public {
        about.insert("client_secret".to_owned(), json!(secret));
        about.insert("client_secret_expires_at".to_owned(), json!(0));
    }
    Ok(Answer::json(201, &Value::Object(about)).no_store())
}

/// A list of texts; empty if it is not there, `None` if it is something else.
fn texts(about: &Map<String, Value>, name: &str) -> Option<Vec<String>> {
    match about.get(name) {
        None => Some(Vec::new()),
        Some(list) => list.as_array()?.iter().map(|it| it.as_str().map(str::to_owned)).collect(),
    }
}
