//! Who shows a good token?

use oauth_spec::{RepeatedParameters, Source};

use super::api::{comes_with, expired};
use super::captured::{Captured, Reading};
use super::certificate;
use super::dpop;
use super::given::{Given, settle};
use super::known::Known;
use super::refusal::Refusal;
use crate::compute::Draft;
use crate::http::{Answer, Arrived};
use crate::ledger::{AccessToken, Standing};
use crate::script::{Carriers, Wanted};
use crate::world::World;

/// Somebody who holds a good token.
#[derive(Debug)]
pub(super) struct Holder {
    pub(super) text: String,
    pub(super) token: AccessToken,
}

/// Reads and checks the token that a request shows, in its headers, its query or its body. `more` are
/// headers that this request carries in addition.
///
/// A header that is missing or written in another way is 400 and not 401: nothing is wrong with the
/// token, and a client that took it for an expired one would hide its own mistake.
pub(super) fn bearer(
    world: &World,
    arrived: &Arrived,
    carriers: &Carriers,
    (query, body): (&[Given], &[Given]),
    more: &[Wanted],
) -> Result<Holder, Answer> {
    let refuse = |refusal: Refusal| refusal.api_answer(world);
    // Without those of the body where there is none that is written so: it may be anything else.
    let body_wanted = if body.is_empty() { &[][..] } else { &carriers.body };
    let as_bound = dpop::as_bound(world, arrived);
    let read = |wanted: &[Wanted], required: &dyn Fn(Source) -> bool| {
        let arrived = as_bound.as_ref().unwrap_or(arrived);
        read(arrived, world, carriers, (query, body), wanted, required)
    };
    // First as tolerant as possible, to find out whose token it is.
    let fresh = |source: Source| {
        !matches!(source, Source::Callback(_) | Source::Token(_) | Source::Call(_))
    };
    let mut captured = read(body_wanted, &fresh).map_err(refuse)?;
    let beside = captured.get(Source::IdToken).and_then(|text| world.ledger().beside(text));
    let shown = captured.get(Source::AccessToken).map(str::to_owned).or(beside);
    let shown = shown.or_else(|| hidden(world, arrived, carriers, &captured));
    let shown = shown.or_else(|| of_account(world, carriers, &captured));
    let Some(text) = shown else {
        return Err(refuse(Refusal::request("Nothing that is declared carries the access token")));
    };
    captured.0.retain(|(source, _)| *source != Source::AccessToken);
    captured.0.push((Source::AccessToken, text.clone()));
    let token = match world.ledger().access(&text, world.clock.now()) {
        Standing::Good(token) => *token,
        Standing::Unknown => return Err(expired(world, "The access token is unknown")),
        Standing::Expired(_) => return Err(expired(world, "The access token has expired")),
        Standing::Revoked => return Err(expired(world, "The access token was revoked")),
    };
    let grant = token.given.grant;
    let all = |source: Source| {
        comes_with(grant, source)
            && world.script.values.gives(source)
            && !(carriers.early && matches!(source, Source::Call(_)))
    };
    read(body_wanted, &all).map_err(refuse)?;
    if let Some(client) = world.settings.client(&token.given.client_id) {
        let draft = Draft::of(arrived);
        let all: Vec<_> = carriers.all().chain(more).collect();
        let known = Known { world, client, captured: &captured, draft: &draft, carriers: &all };
        for wanted in carriers.headers.iter().chain(&carriers.query).chain(body_wanted) {
            let wrong = captured.0.iter().find(|(source, text)| {
                wanted.sends(*source) && known.is_right(*source, text) == Some(false)
            });
            if let Some((source, text)) = wrong {
                let (shown, told) = (wanted.shown(), known.told(*source, text));
                let message = format!("`{}` does not hold the right `{shown}`{told}", wanted.name);
                return Err(refuse(Refusal::request(message)));
            }
        }
    }
    let bound_to = &token.given.bound_to;
    let shown = dpop::of_token(world, arrived, &text, bound_to.key.as_deref())
        .and_then(|()| certificate::of_token(arrived, bound_to.certificate.as_deref()));
    if let Err(mut refusal) = shown {
        refusal.status = 401;
        return Err(refuse(refusal.with_token_challenge(&carriers.scheme)));
    }
    if let Some(grant) = token.provisional {
        let message = format!("This token is for the grant `{grant}` only");
        return Err(refuse(Refusal::request(message)));
    }
    Ok(Holder { text, token })
}

/// The access token that a computed value was made of: each that was given is tried.
fn hidden(
    world: &World,
    arrived: &Arrived,
    carriers: &Carriers,
    captured: &Captured,
) -> Option<String> {
    let (source, made) =
        captured.0.iter().find(|(source, _)| matches!(source, Source::Computed(_)))?;
    let texts = world.ledger().access_texts();
    let draft = &Draft::of(arrived);
    let carriers: &Vec<_> = &carriers.all().collect();
    texts.into_iter().find(|text| {
        let mut captured = Captured(captured.0.clone());
        captured.0.push((Source::AccessToken, text.clone()));
        let captured = &captured;
        world.settings.all_clients().any(|client| {
            let known = Known { world, client, captured, draft, carriers };
            known.is_right(*source, made) == Some(true)
        })
    })
}

/// The newest access token, where what came with it is shown instead: a key that its answer gave.
fn of_account(world: &World, carriers: &Carriers, captured: &Captured) -> Option<String> {
    let shows = |source| carriers.all().any(|wanted| wanted.sends(source));
    if shows(Source::AccessToken) || shows(Source::IdToken) {
        return None;
    }
    let came = |(source, _): &(Source, String)| matches!(source, Source::Token(_));
    captured.0.iter().find(|each| came(each))?;
    world.ledger().newest_text(&world.settings.only_client_id())
}

fn read(
    arrived: &Arrived,
    world: &World,
    carriers: &Carriers,
    (query, body): (&[Given], &[Given]),
    body_wanted: &[Wanted],
    required: &dyn Fn(Source) -> bool,
) -> Result<Captured, Refusal> {
    let reading = Reading { required, scopes: world.spec.scopes.encoding };
    let mut captured = Captured::default();
    captured.headers(&carriers.headers, arrived, &reading)?;
    for (wanted, given) in [(carriers.query.as_slice(), query), (body_wanted, body)] {
        let own = given.iter().filter(|given| wanted.iter().any(|each| each.name == given.name));
        // What the application itself sends is not looked at.
        let own = settle(own.cloned().collect(), RepeatedParameters::Refuse, &|name| {
            wanted.iter().filter(|each| each.name == name).count()
        })?;
        captured.parameters(wanted, &own, &reading)?;
    }
    Ok(captured)
}
