//! Requests that share an address: which of those declared there one is, by what each declares.

use std::collections::BTreeSet;

use oauth_spec::{CallAuthentication, Method, Source};

use super::{Flow, Operation, Recipe, Says, Script, Wanted};
use crate::fault::Step;
use crate::http::Arrived;

/// What a request says, as far as it tells requests apart.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a> {
    pub(crate) arrived: &'a Arrived,
    /// Whether a parameter of that name has that value.
    pub(crate) says: Says<'a>,
    /// Whether there is a parameter of that name.
    pub(crate) has: &'a dyn Fn(&str) -> bool,
}

/// Which step a request belongs to, at an address that several share.
pub(crate) enum Told {
    Step(Step),
    /// Requests that differ in nothing, as messages call them.
    Alike(String, String),
}

/// A declared request that one may be.
struct Claim {
    step: Step,
    /// As messages call it.
    name: String,
    rank: Rank,
    /// What there is to tell it by: its method, whether it shows a token, its parameters.
    shape: (Method, bool, BTreeSet<(&'static str, Option<String>)>),
}

/// How well it fits: method and constants; how many constants; what else is there, less what is missing.
type Rank = (bool, usize, isize);

impl Script {
    /// The step that a request belongs to, if requests of several steps are declared for its address.
    pub(super) fn shared(&self, said: Said<'_>) -> Option<Told> {
        // The decision on the page of an authorization comes back to its address.
        let is_decision = said.arrived.method == "POST" && (said.has)("decision");
        let claims = self.claims(said);
        let first = claims.first()?.step;
        if claims.iter().all(|claim| claim.step == first) || is_decision {
            return None;
        }
        let best = claims.iter().map(|claim| claim.rank).max()?;
        let mut best = claims.iter().filter(|claim| claim.rank == best);
        let one = best.next()?;
        match best.find(|other| other.step != one.step) {
            None => one.rank.0.then_some(Told::Step(one.step)),
            Some(other) if one.shape == other.shape => {
                Some(Told::Alike(one.name.clone(), other.name.clone()))
            }
            Some(_) => None,
        }
    }

    fn claims(&self, said: Said<'_>) -> Vec<Claim> {
        let mut claims = Vec::new();
        for flow in self.flows.iter().filter(|flow| flow.place.is(said.arrived)) {
            claims.push(of_flow(flow, said));
        }
        let device =
            self.device.iter().map(|device| (Step::Device, "device_authorization", &device.recipe));
        let ciba =
            self.ciba.iter().map(|ciba| (Step::Backchannel, "backchannel_authentication", ciba));
        let tokens = self.recipes.iter().map(|each| (Step::Token, each.grant.name(), each));
        for (step, name, recipe) in device.chain(ciba).chain(tokens) {
            if recipe.place.is(said.arrived) {
                claims.push(of_recipe(step, name, recipe, said));
            }
        }
        let operations = [
            (Step::Revocation, "revocation", &self.revocation),
            (Step::Introspection, "introspection", &self.introspection),
        ];
        let operations = operations
            .into_iter()
            .filter_map(|(step, name, each)| Some((step, name, each.as_ref()?)));
        let calls = self.calls.iter().map(|each| (Step::Call, each.call.name, &each.operation));
        for (step, name, operation) in operations.chain(calls) {
            if operation.place.is(said.arrived) {
                claims.push(of_operation(step, name, operation, said));
            }
        }
        claims
    }
}

fn of_flow(flow: &Flow, said: Said<'_>) -> Claim {
    let wanted: Vec<_> = flow.parameters.iter().collect();
    let mut claim =
        claim((Step::Authorize, flow.kind.grant()), Method::Get, &wanted, &|_| false, said);
    // A pushed request and a signed one are named only, whatever else they are.
    let is_named = (said.has)("request_uri") || (said.has)("request");
    claim.rank.0 |= is_named && Method::Get.as_str() == said.arrived.method;
    claim
}

fn of_recipe(step: Step, name: &str, recipe: &Recipe, said: Said<'_>) -> Claim {
    let wanted: Vec<_> = recipe.parameters.iter().chain(&recipe.query).collect();
    let is_missed =
        |wanted: &Wanted| wanted.holes().into_iter().all(|source| recipe.requires(source));
    claim((step, name), recipe.method, &wanted, &is_missed, said)
}

fn of_operation(step: Step, name: &str, operation: &Operation, said: Said<'_>) -> Claim {
    let wanted: Vec<_> = operation.parameters.iter().collect();
    let mut claim = claim((step, name), operation.method, &wanted, &|_| true, said);
    let by_token = operation.authentication == CallAuthentication::AccessToken;
    let shows = by_token && shows_token(operation, said);
    let has_constants = wanted.iter().any(|wanted| wanted.constant().is_some());
    let says_all = !wanted.is_empty() && wanted.iter().all(|wanted| (said.has)(wanted.name));
    // A request that says nothing of it is none: it is something else, and wrong.
    claim.rank.0 &= shows || has_constants || says_all;
    claim.rank.2 += isize::from(shows);
    claim.shape.1 = by_token;
    claim
}

/// Whether a request shows a token as API calls do.
fn shows_token(operation: &Operation, said: Said<'_>) -> bool {
    let carriers = &operation.carriers;
    let in_header = carriers.headers.iter().any(|wanted| {
        let text = said.arrived.header(wanted.name);
        wanted.sends(Source::AccessToken)
            && text.is_some_and(|text| wanted.capture(text, None).is_some())
    });
    let mut parameters = carriers.query.iter().chain(&carriers.body);
    in_header
        || parameters.any(|wanted| wanted.sends(Source::AccessToken) && (said.has)(wanted.name))
}

/// What a request has of the parameters that one wants.
fn claim(
    (step, name): (Step, &str),
    method: Method,
    wanted: &[&Wanted],
    is_missed: &dyn Fn(&Wanted) -> bool,
    said: Said<'_>,
) -> Claim {
    let constants = || wanted.iter().filter_map(|each| Some((each.name, each.constant()?)));
    let says_all = constants().all(|(name, text)| (said.says)(name, &text));
    let others = || wanted.iter().filter(|each| each.constant().is_none());
    let there = others().filter(|each| (said.has)(each.name)).count();
    let missing = others().filter(|each| !(said.has)(each.name) && is_missed(each)).count();
    let score = isize::try_from(there).unwrap_or(0) - isize::try_from(missing).unwrap_or(0);
    let is_method = method.as_str() == said.arrived.method;
    Claim {
        step,
        name: name.to_owned(),
        rank: (is_method && says_all, constants().count(), score),
        shape: (method, false, wanted.iter().map(|each| (each.name, each.constant())).collect()),
    }
}
