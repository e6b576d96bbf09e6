//! Token endpoints: from a POST to a token, or to what was wrong with it.

mod client;
mod grant;
mod identify;
mod issue;

use oauth_spec::{ParametersIn, Source};
use serde_json::{Map, Value};

use super::given::{Bag, Captured, Given, find, kind_name, place_name};
use super::refusal::Refusal;
use crate::http::{Answer, Arrived};
use crate::script::{Recipe, known_value};
use crate::settings::Client;
use crate::world::World;

pub(super) use client::authenticate;
pub(super) use grant::scopes;
pub(super) use issue::{Issue, fragment_pairs, issue};

/// Answers a token request.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    match exchange(world, arrived) {
        Ok(body) => Answer::json(200, &Value::Object(body)).no_store(),
        Err(refusal) => refusal.answer(world.spec),
    }
}

fn exchange(world: &World, arrived: &Arrived) -> Result<Map<String, Value>, Refusal> {
    if arrived.method != "POST" {
        return Err(Refusal::method("POST"));
    }
    let bag = Bag::read(arrived, world.spec.callback.repeated_parameters)?;
    let here: Vec<_> =
        world.script.recipes.iter().filter(|recipe| recipe.place.is(arrived)).collect();
    let recipe = identify::identify(&here, &bag)?;
    let bag = bag.without(&recipe.place.query);
    let given = in_place(world, recipe, &bag)?;
    let client = authenticate(world, arrived, given, &|name| recipe.names(name))?;
    unexpected(world, given, |name| recipe.names(name))?;
    kinds(recipe, given)?;
    let captured = Captured::read(&recipe.parameters, given, |source| recipe.requires(source))?;
    known(world, client, &captured)?;
    let headers = Captured::read_headers(&recipe.headers, arrived)?;
    known(world, client, &headers)?;
    grant::grant(world, client, recipe, &captured)
}

/// The parameters, if they stand where the declaration puts them.
fn in_place<'bag>(
    world: &World,
    recipe: &Recipe,
    bag: &'bag Bag,
) -> Result<&'bag [Given], Refusal> {
    let place = recipe.parameters_in;
    let grant = recipe.grant.name();
    if let Some(problem) = &bag.body_problem {
        let message = format!("{problem}; the parameters belong in {}", place_name(place));
        return Err(Refusal::request(message));
    }
    let belongs = |name: &str| recipe.names(name) || matches!(name, "client_id" | "client_secret");
    let mut strays = bag.elsewhere(place);
    if let Some((stray, there)) = strays.find(|(stray, _)| {
        world.settings.strict || belongs(&stray.name) && find(bag.at(place), &stray.name).is_none()
    }) {
        return Err(Refusal::request(format!(
            "`{}` came in {}; `{grant}` takes its parameters in {}",
            stray.name,
            place_name(there),
            place_name(place),
        )));
    }
    Ok(bag.at(place))
}

/// Refuses parameters that nobody declared, in strict mode.
///
/// A real server ignores them (RFC 6749, 3.2). Here the request is what is under test.
pub(super) fn unexpected(
    world: &World,
    given: &[Given],
    declared: impl Fn(&str) -> bool,
) -> Result<(), Refusal> {
    // What the client's credentials are about, `authenticate` has judged already.
    let credentials = |name: &str| matches!(name, "client_id" | "client_secret");
    let mut given = given.iter();
    match given.find(|each| !declared(&each.name) && !credentials(&each.name)) {
        Some(extra) if world.settings.strict => {
            Err(Refusal::request(format!("`{}` is not declared for this request", extra.name)))
        }
        _ => Ok(()),
    }
}

fn kinds(recipe: &Recipe, given: &[Given]) -> Result<(), Refusal> {
    for wanted in &recipe.parameters {
        let kind = recipe.kind(&wanted.pattern);
        if find(given, wanted.name).is_some_and(|given| !given.is(kind)) {
            let json = if recipe.parameters_in == ParametersIn::Json { " in JSON" } else { "" };
            return Err(Refusal::request(format!(
                "`{}` must be {}{json}",
                wanted.name,
                kind_name(kind)
            )));
        }
    }
    Ok(())
}

/// Checks what can be known before the grant is looked at.
fn known(world: &World, client: &Client, captured: &Captured) -> Result<(), Refusal> {
    for (source, text) in captured.all() {
        if known_value(world.spec, client, source, text) == Some(false) {
            return Err(match source {
                Source::ClientId | Source::ClientSecret => {
                    Refusal::client("The client's id or secret is wrong")
                }
                other => Refusal::grant(format!("`{other}` is not what was sent before")),
            });
        }
    }
    Ok(())
}
