//! Trips through the browser: to the consent page and back.

use oauth_emulator::{Decision, Step};
use oauth_runtime::{AnyProvider, Client, Error, Json, Pending};
use oauth_spec::{AuthorizationRequest, ProviderSpec, Source};

use super::item::pairs;
use super::stage::Stage;
use super::story::{Story, Told};
use super::{secrets, wire};

/// What the browser comes back with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// A code, in the query.
    Code,
    /// The token itself, in the fragment.
    Implicit,
}

/// A trip that has been made.
pub(super) struct Trip {
    /// The pending authorization, as it waited meanwhile: text in the user's session.
    pub(super) saved: String,
    pub(super) state: String,
    /// The whole URL that the browser came back to.
    pub(super) callback: String,
    /// Whether the callback says who answers (RFC 9207).
    pub(super) iss: bool,
}

impl Way {
    /// The grant's name in TOML.
    pub(super) fn grant(self) -> &'static str {
        match self {
            Self::Code => "authorization_code",
            Self::Implicit => "implicit",
        }
    }

    /// What the browser is sent away with, where the provider offers this.
    pub(super) fn request(self, spec: &ProviderSpec) -> Option<AuthorizationRequest> {
        match self {
            Self::Code => spec.grants.authorization_code.map(|grant| grant.authorization),
            Self::Implicit => spec.grants.implicit.map(|grant| grant.authorization),
        }
    }

    /// Lets the client judge a callback of a trip.
    pub(super) fn judge(
        self,
        client: &Client<AnyProvider>,
        trip: &Trip,
        callback: &str,
    ) -> Result<(), Error> {
        let pending = Pending::restore(&trip.saved)?;
        match self {
            Self::Code => client.accept(pending, callback).map(drop),
            Self::Implicit => client.accept_implicit(pending, callback).map(drop),
        }
    }
}

/// Goes to the consent page and back, without a word.
pub(super) async fn travel(
    story: &mut Story<'_>,
    stage: &Stage,
    way: Way,
    decision: Decision,
) -> Told<Trip> {
    let mut begin = match way {
        Way::Code => stage.client.authorize(),
        Way::Implicit => stage.client.implicit(),
    };
    let request = way.request(stage.spec);
    if request.is_some_and(|request| request.sends(Source::Scope)) {
        // Two are enough to show how they are joined.
        for scope in stage.spec.scopes.known.iter().take(2) {
            begin = begin.scope(scope.value);
        }
    }
    let pending = story.need("the authorization cannot begin", begin.begin())?;
    let saved = pending.save();
    story.masks.replace(pending.state(), "‹random›");
    let waiting = saved.parse::<Json>().ok();
    let verifier = waiting.as_ref().and_then(|saved| saved.get("verifier")?.as_str());
    story.masks.replace(verifier.unwrap_or_default(), "‹random›");
    let there = stage.emulator.browse(pending.url(), decision).await;
    let callback = story.need("the browser did not come back", there)?;
    let pairs = carried(way, &callback);
    secrets::of_pairs(&mut story.masks, stage, &pairs);
    let iss = stage.spec.endpoints.issuer.is_some() && pairs.iter().any(|(name, _)| name == "iss");
    Ok(Trip { saved, state: pending.state().to_owned(), callback, iss })
}

/// The same, told: where the browser was sent, and what it came back with.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage, way: Way) -> Told<Trip> {
    let trip = travel(story, stage, way, Decision::Allow).await?;
    if let Some(page) = stage.emulator.requests_to(Step::Authorize).first() {
        let sent = page.query_pairs();
        let declared = way.request(stage.spec).map(|request| request.parameters);
        for parameter in declared.unwrap_or_default() {
            let value = sent.iter().find(|(name, _)| name == parameter.name);
            if let (Some(Source::CodeChallenge), Some((_, value))) =
                (parameter.value.as_source(), value)
            {
                story.masks.replace(value, "‹S256 of the verifier›");
            }
        }
        story.sent(&page.method, &wire::address(page), &pairs(&sent));
    }
    let place = trip.callback.split(['?', '#']).next().unwrap_or_default();
    let user = stage.emulator.username();
    story.came(
        "GET",
        &format!("{place} ({user} allows it)"),
        &pairs(&carried(way, &trip.callback)),
    );
    Ok(trip)
}

/// The pairs that a callback carries.
fn carried(way: Way, callback: &str) -> Vec<(String, String)> {
    let mark = if way == Way::Code { '?' } else { '#' };
    let text = callback.split_once(mark).map(|(_, text)| text).unwrap_or_default();
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}
