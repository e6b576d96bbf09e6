//! Token endpoints: from a request to a token, or to what was wrong with it.

mod after;
mod asserted;
mod client;
mod code;
mod declared;
mod device;
pub(crate) mod exchange;
mod grant;
mod identify;
mod issue;
mod members;
mod public;
mod refresh;
mod scopes;
mod ways;

use oauth_spec::{AnswerFormat, ParametersIn, Source};
use serde_json::Value;

use super::bag::Bag;
use super::captured::{Captured, Reading};
use super::dpop;
use super::given::{Given, find, kinds, place_name, times};
use super::identity;
use super::known;
use super::refusal::Refusal;
use super::write;
use crate::fault::DpopFault;
use crate::http::{Answer, Arrived};
use crate::path;
use crate::script::{Credential, Recipe, credential_times};
use crate::settings::Client;
use crate::world::World;

pub(super) use client::{Authenticated, authenticate};
pub(super) use code::challenge_problem;
pub(super) use issue::{Issue, front_id_token, issue};
pub(super) use scopes::{other_scopes, required as required_scopes, scopes};
pub(super) use ways::Declared;

/// Answers a token request.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    let here: Vec<_> =
        world.script.recipes.iter().filter(|recipe| recipe.place.is(arrived)).collect();
    let mut format = here.first().map_or(AnswerFormat::Json, |recipe| recipe.answer.format);
    match exchange(world, arrived, &here, &mut format) {
        Ok(issued) => {
            let mut answer = write::answer(format, 200, &issued.body).no_store();
            for (name, value) in &issued.headers {
                answer = answer.with_text(name, value);
            }
            answer
        }
        Err(refusal) => refusal.at_token_endpoint(world, format),
    }
}

fn exchange(
    world: &World,
    arrived: &Arrived,
    here: &[&Recipe],
    format: &mut AnswerFormat,
) -> Result<issue::Issued, Refusal> {
    let taken = take_for(world, arrived, here, format)?;
    let mut issued = grant::grant(world, &taken.by, taken.recipe, &taken.captured)?;
    let written = taken.recipe.answer;
    let at = |member: &str| path::below(written.root, member);
    if arrived.dpop_fault == Some(DpopFault::Bearer) {
        world.ledger().unbind(issued.family);
        path::put(&mut issued.body, &at(written.token_type), Value::from("bearer"));
    }
    let id_token = path::get(&issued.body, &at(written.id_token)).and_then(Value::as_str);
    if let Some(text) = id_token.map(str::to_owned) {
        let text = identity::spoiled(world, text, arrived.id_token_fault, Some(taken.by.client));
        path::put(&mut issued.body, &at(written.id_token), Value::String(text));
    }
    Ok(issued)
}

/// A request in good order.
pub(super) struct Taken<'world> {
    pub(super) by: Authenticated<'world>,
    recipe: &'world Recipe,
    pub(super) captured: Captured,
}

/// Reads a request that is one of these, or says what is wrong with it.
pub(super) fn take<'world>(
    world: &'world World,
    arrived: &Arrived,
    here: &[&'world Recipe],
) -> Result<Taken<'world>, Refusal> {
    take_for(world, arrived, here, &mut AnswerFormat::Json)
}

/// The same; how the answer is written is told before the rest is looked at.
fn take_for<'world>(
    world: &'world World,
    arrived: &Arrived,
    here: &[&'world Recipe],
    format: &mut AnswerFormat,
) -> Result<Taken<'world>, Refusal> {
    let here: Vec<_> = {
        let method = here.iter().filter(|recipe| recipe.method.as_str() == arrived.method);
        let fitting: Vec<_> = method.copied().collect();
        if fitting.is_empty() {
            let mut methods: Vec<_> = here.iter().map(|recipe| recipe.method.as_str()).collect();
            methods.dedup();
            return Err(Refusal::method(&methods.join(", ")));
        }
        fitting
    };
    let bag = Bag::read(arrived);
    let recipe = identify::identify(&here, &bag)?;
    *format = recipe.answer.format;
    let bag =
        bag.without(&recipe.place).settle(world.spec.callback.repeated_parameters, &|name| {
            times(recipe.all(), name).max(credential_times(&recipe.credentials, name))
        })?;
    let given = in_place(world, recipe, &bag)?;
    let own = Declared { parameter: &|name| recipe.names(name), headers: &recipe.headers };
    let by = authenticate(world, arrived, given, &recipe.credentials, &own)?;
    if let Some(name) = recipe.grant.registered() {
        known::may_use(world, by.client, name)?;
    }
    let query = recipe.parameters_in == ParametersIn::Query;
    unexpected(world, given, &recipe.credentials, |name| {
        recipe.names(name) || query && recipe.names_in_query(name)
    })?;
    let in_body = given.len() + recipe.parameters.len();
    no_body(world, arrived, if query { 0 } else { in_body })?;
    kinds(&recipe.parameters, given, &|wanted| recipe.kind(wanted))?;
    let required = |source| recipe.requires(source) && world.script.values.gives(source);
    let reading = Reading { required: &required, scopes: world.spec.scopes.encoding };
    let mut captured = Captured::default();
    captured.add("the address", recipe.place.values(arrived).unwrap_or_default())?;
    captured.parameters(&recipe.parameters, given, &reading)?;
    captured.parameters(&recipe.query, bag.at(ParametersIn::Query), &reading)?;
    captured.headers(&recipe.headers, arrived, &reading)?;
    let by = Authenticated { client: holder(world, recipe, &captured).unwrap_or(by.client), ..by };
    let all: Vec<_> = recipe.all().collect();
    known::check(world, by.client, &captured, arrived, &all)?;
    public::verifier(world, recipe, &by, arrived, given, &captured)?;
    let key = dpop::of_request(world, arrived, by.client)?;
    captured.0.extend(key.map(|key| (Source::DpopKey, key)));
    Ok(Taken { by, recipe, captured })
}

/// Who holds the token that is shown: where the request is to say nothing of the client, that does.
fn holder<'world>(
    world: &'world World,
    recipe: &Recipe,
    captured: &Captured,
) -> Option<&'world Client> {
    let is_silent = recipe.credentials.iter().all(|way| way.name().is_empty());
    let mut shown = [Source::AccessToken, Source::RefreshToken].into_iter();
    let shown = shown.find_map(|source| captured.get(source)).filter(|_| is_silent)?;
    let id = world.ledger().owner(shown)?.0.to_owned();
    world.settings.client(&id)
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
    let belongs = |name: &str| {
        recipe.names(name)
            || recipe.credentials.iter().any(|each| each.names(&world.spec.client, name))
    };
    let mut strays = bag.elsewhere(place);
    if let Some((stray, there)) = strays.find(|(stray, there)| {
        if *there == ParametersIn::Query && recipe.names_in_query(&stray.name) {
            return false;
        }
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

/// Refuses a body that holds nothing and for which nothing is declared, in strict mode: `{}` is a body too, and with a
/// content type nothing is one that cannot be read.
///
/// `in_body` is how many parameters were there and could have been.
pub(super) fn no_body(world: &World, arrived: &Arrived, in_body: usize) -> Result<(), Refusal> {
    let is_typed = arrived.headers.contains_key("content-type");
    let problem = match (in_body, arrived.body.is_empty()) {
        _ if !world.settings.strict => return Ok(()),
        (0, false) => "This request has a body, and nothing is declared that stands in one",
        (0, true) if is_typed => "This request has a Content-Type, and no body",
        (_, true) if arrived.media_type() == "application/json" => {
            "Nothing at all is no JSON: without a value for any parameter the body is `{}`"
        }
        _ => return Ok(()),
    };
    Err(Refusal::request(problem))
}

/// Refuses parameters that nobody declared, in strict mode.
///
/// A real server ignores them (RFC 6749, 3.2). Here the request is what is under test.
pub(super) fn unexpected(
    world: &World,
    given: &[Given],
    credentials: &[Credential],
    declared: impl Fn(&str) -> bool,
) -> Result<(), Refusal> {
    // What the client's credentials are about, `authenticate` has judged already.
    let credential =
        |name: &str| credentials.iter().any(|each| each.names(&world.spec.client, name));
    let mut given = given.iter();
    match given.find(|each| !declared(&each.name) && !credential(&each.name)) {
        Some(extra) if world.settings.strict => {
            Err(Refusal::request(format!("`{}` is not declared for this request", extra.name)))
        }
        _ => Ok(()),
    }
}
