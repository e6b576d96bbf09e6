//! Requests about a token: who asks, and which token it is about.

use oauth_spec::{CallAuthentication, ParametersIn, Source};

use super::bag::Bag;
use super::bearer::{Holder, bearer};
use super::captured::{Captured, Reading};
use super::given::{kinds, place_name};
use super::known;
use super::refusal::Refusal;
use super::token::{Declared, authenticate, no_body, unexpected};
use crate::http::{Answer, Arrived};
use crate::script::{Operation, credential_times};
use crate::settings::Client;
use crate::world::World;

/// A request in good order.
#[derive(Debug)]
pub(super) struct Request<'world> {
    /// Who asks, if that is known.
    pub(super) client: Option<&'world Client>,
    /// Whether nothing but its name says who asks, where more could.
    pub(super) is_public: bool,
    /// The token that it names, or else the one that it shows.
    pub(super) token: Option<String>,
}

/// Reads a request, or says what is wrong with it.
pub(super) fn read<'world>(
    world: &'world World,
    arrived: &Arrived,
    operation: &Operation,
) -> Result<Request<'world>, Answer> {
    let format = world.spec.token.answer.format;
    let refuse = |refusal: Refusal| refusal.answer(world, format);
    if arrived.method != operation.method.as_str() {
        return Err(refuse(Refusal::method(operation.method.as_str())));
    }
    let shows_token = operation.authentication == CallAuthentication::AccessToken;
    let carried = |name: &str, place: ParametersIn| {
        let list = match place {
            ParametersIn::Query => &operation.carriers.query,
            place if place == operation.carriers.body_in => &operation.carriers.body,
            _ => return false,
        };
        shows_token && list.iter().any(|wanted| wanted.name == name)
    };
    let place = operation.parameters_in;
    let bag = Bag::read(arrived).without(&operation.place);
    let bag = bag
        .settle(world.spec.callback.repeated_parameters, &|name| {
            let own = operation.parameters.iter().filter(|wanted| wanted.name == name).count();
            own.max(credential_times(&operation.credentials, name))
        })
        .map_err(refuse)?;
    if let Some(problem) = &bag.body_problem {
        let message = format!("{problem}; the parameters belong in {}", place_name(place));
        return Err(refuse(Refusal::request(message)));
    }
    if let Some((stray, _)) = bag.elsewhere(place).find(|(each, at)| !carried(&each.name, *at)) {
        let message = format!("`{}` does not stand in {}", stray.name, place_name(place));
        return Err(refuse(Refusal::request(message)));
    }
    let given = bag.at(place);
    let declared = |name: &str| operation.names(name) || carried(name, place);
    let mut is_public = false;
    let (client, shown) = match operation.authentication {
        CallAuthentication::Client => {
            let own = Declared { parameter: &declared, headers: &operation.headers };
            let by = authenticate(world, arrived, given, &operation.credentials, &own);
            let by = by.map_err(refuse)?;
            is_public = by.only_says_its_name(&operation.credentials);
            (Some(by.client), None)
        }
        CallAuthentication::AccessToken => {
            let given = (bag.at(ParametersIn::Query), bag.at(operation.carriers.body_in));
            let Holder { text, token } =
                bearer(world, arrived, &operation.carriers, given, &operation.headers)?;
            (world.settings.client(&token.given.client_id), Some(text))
        }
        CallAuthentication::None => (None, None),
    };
    let credentials = match operation.authentication {
        CallAuthentication::Client => operation.credentials.as_slice(),
        _ => &[],
    };
    unexpected(world, given, credentials, declared).map_err(refuse)?;
    let is_carried = shows_token && place == operation.carriers.body_in;
    let carriers = if is_carried { operation.carriers.body.len() } else { 0 };
    let in_body = match place {
        ParametersIn::Query => 0,
        _ => given.len() + operation.parameters.len() + carriers,
    };
    no_body(world, arrived, in_body).map_err(refuse)?;
    kinds(&operation.parameters, given, &|wanted| wanted.kind).map_err(refuse)?;
    // A value of a callback or an answer that this token came without is left out.
    let required = |source: Source| {
        !matches!(
            source,
            Source::Callback(_)
                | Source::Token(_)
                | Source::Call(_)
                | Source::IdToken
                | Source::RefreshToken
        )
    };
    let reading = Reading { required: &required, scopes: world.spec.scopes.encoding };
    let mut captured = capture(arrived, operation, given, &reading).map_err(refuse)?;
    if let Some(shown) = shown.as_ref().filter(|_| captured.get(Source::AccessToken).is_none()) {
        captured.0.push((Source::AccessToken, shown.clone()));
    }
    let named = [Source::TokenAtHand, Source::AccessToken, Source::RefreshToken]
        .into_iter()
        .find_map(|source| captured.get(source));
    // An account may be named instead, by what came with its token.
    let account = |(source, _): &(Source, String)| {
        matches!(source, Source::Callback(_) | Source::Token(_) | Source::Call(_))
    };
    let of_account = || {
        let client = client.or(world.settings.clients.first())?;
        captured.0.iter().any(account).then(|| world.ledger().newest_text(&client.id)).flatten()
    };
    let token = named.map(str::to_owned).or_else(of_account);
    let owner = || {
        let ledger = world.ledger();
        let owner = ledger.owner(token.as_deref()?)?.0.to_owned();
        world.settings.client(&owner)
    };
    let named = captured.get(Source::ClientId).and_then(|id| world.settings.client(id));
    let client = client.or(named).or_else(owner).or(world.settings.clients.first());
    if let Some(client) = client {
        let carriers: Vec<_> = operation.parameters.iter().chain(&operation.headers).collect();
        known::check(world, client, &captured, arrived, &carriers).map_err(refuse)?;
    }
    Ok(Request { client, is_public, token })
}

fn capture(
    arrived: &Arrived,
    operation: &Operation,
    given: &[super::given::Given],
    reading: &Reading<'_>,
) -> Result<Captured, Refusal> {
    let mut captured = Captured::default();
    captured.add("the address", operation.place.values(arrived).unwrap_or_default())?;
    captured.parameters(&operation.parameters, given, reading)?;
    captured.headers(&operation.headers, arrived, reading)?;
    Ok(captured)
}
