//! The requests that one call of a grant is, in order, read from the declaration.

use oauth_codegen::needed_grants;
use oauth_emulator::Step;
use oauth_spec::{Call, CallAuthentication, Expiry, ProviderSpec, TokenRequest};

use super::declared;

/// One request of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// A token request of that grant.
    Token(&'static str),
    /// The question until when the token is good.
    Introspection,
    /// A declared call.
    Call(&'static str),
}

impl Link {
    /// The step that it is for the emulator.
    pub(super) fn step(self) -> Step {
        match self {
            Self::Token(_) => Step::Token,
            Self::Introspection => Step::Introspection,
            Self::Call(_) => Step::Call,
        }
    }
}

/// The steps of one call of a grant, each of which goes well.
pub(super) fn steps(spec: &'static ProviderSpec, grant: &str) -> Vec<(Step, u16)> {
    of(spec, grant).into_iter().map(|link| (link.step(), 200)).collect()
}

/// The steps of a call of the API: the client may authenticate with a token that it asks for first.
pub(super) fn before_call(spec: &'static ProviderSpec, call: &Call) -> Vec<(Step, u16)> {
    let mut links = Vec::new();
    let request = TokenRequest::FORM;
    let way = declared::authentication(spec, &request);
    if call.authentication == CallAuthentication::Client {
        for needed in needed_grants(spec, &request, Some(way)) {
            add(spec, &mut links, needed);
        }
    }
    links.into_iter().map(|link| (link.step(), 200)).chain([(Step::Call, 200)]).collect()
}

/// Everything that one call of a grant sends.
pub(super) fn of(spec: &'static ProviderSpec, grant: &str) -> Vec<Link> {
    let mut links = Vec::new();
    if let Some(name) = name(spec, grant) {
        add(spec, &mut links, name);
    }
    follow(spec, &mut links, grant);
    links
}

/// What follows a grant: grants that exchange its token, when it expires, calls that belong to it.
pub(super) fn follow(spec: &'static ProviderSpec, links: &mut Vec<Link>, grant: &str) {
    let followers = spec.grants.followers(grant);
    for follower in &followers {
        add(spec, links, follower.name);
    }
    let last = followers.last().map_or(grant, |follower| follower.name);
    if spec.answer(last).expiry == Expiry::Introspection {
        links.push(Link::Introspection);
    }
    let connected = spec.calls.iter().filter(|call| call.follows(grant));
    links.extend(connected.map(|call| Link::Call(call.name)));
}

/// Whether a token that the provider takes for one of the first grant can be one of the second: of what follows the
/// first, or of a request that looks like the first one's.
pub(super) fn gives(spec: &'static ProviderSpec, first: &str, second: &str) -> bool {
    let alike = |link: &Link| matches!(link, Link::Token(name) if spec.sends_the_same(name, first));
    leads(spec, first, second) || of(spec, second).iter().any(alike)
}

fn leads(spec: &'static ProviderSpec, first: &str, second: &str) -> bool {
    let mut links = Vec::new();
    follow(spec, &mut links, first);
    first == second || links.iter().any(|link| matches!(link, Link::Token(name) if *name == second))
}

/// The token request of a grant, after those of the grants whose tokens it carries.
fn add(spec: &'static ProviderSpec, links: &mut Vec<Link>, grant: &'static str) {
    if let Some(request) = spec.grants.token_request(grant) {
        let way = declared::authentication(spec, &request);
        for needed in needed_grants(spec, &request, Some(way)) {
            if needed != grant && !links.contains(&Link::Token(needed)) {
                add(spec, links, needed);
            }
        }
    }
    links.push(Link::Token(grant));
}

/// The grant's name as the declaration holds it, if it has a token request.
fn name(spec: &'static ProviderSpec, grant: &str) -> Option<&'static str> {
    let mut names = spec.grants.named_token_requests().into_iter().map(|(name, _)| name);
    names.find(|name| *name == grant)
}
