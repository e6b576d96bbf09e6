//! Trips through the browser: to the consent page and back.

use oauth_emulator::{BrowseError, Decision, Recorded, Step};
use oauth_runtime::{AnyProvider, Client, Error, Json, Pending};
use oauth_spec::{
    AuthorizationRequest, CallbackFormat, Offline, ProviderSpec, ResponseMode, ScopeEncoding,
    Source,
};

use super::item::{Item, pairs};
use super::reading::text;
use super::stage::Stage;
use super::story::{Story, Told};
use super::wire::Exchange;
use super::{declared, sample, secrets, show, wire};

/// What the browser comes back with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// A code, in the query or in a document that the provider posts.
    Code,
    /// The token itself, in the fragment or in a form.
    Implicit,
}

/// Whether the implicit grant, if there is one, gives an access token.
pub(super) fn gives_access(spec: &ProviderSpec) -> bool {
    spec.grants.implicit.is_none_or(|grant| grant.gives_access())
}

/// A trip that has been made.
pub(super) struct Trip {
    /// The pending authorization, as it waited meanwhile: text in the user's session.
    pub(super) saved: String,
    pub(super) state: String,
    /// The whole URL that the browser came back to, or the document that was posted.
    pub(super) callback: String,
    /// Whether the callback says who answers (RFC 9207).
    pub(super) iss: bool,
    /// What was exchanged before the browser was sent away: the request, pushed.
    pushed: Vec<Exchange>,
    /// What the address has behind `#`, up to its query: no server ever sees it.
    route: String,
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

    /// How the answer comes back, where the declaration says it.
    pub(super) fn mode(self, spec: &ProviderSpec) -> Option<ResponseMode> {
        match self {
            Self::Code => spec.grants.authorization_code.and_then(|grant| grant.response_mode),
            Self::Implicit => spec.grants.implicit.and_then(|grant| grant.response_mode),
        }
    }

    /// Whether it comes back in the fragment of the redirect.
    fn is_in_fragment(self, spec: &ProviderSpec) -> bool {
        match self {
            Self::Code => {
                spec.grants.authorization_code.is_some_and(|grant| grant.answers_in_fragment())
            }
            Self::Implicit => self.mode(spec).is_none_or(ResponseMode::is_in_fragment),
        }
    }

    /// Whether it comes back as a document that the provider posts.
    pub(super) fn is_posted(self, spec: &ProviderSpec) -> bool {
        self == Self::Code && spec.callback.format == CallbackFormat::Json
    }

    /// Lets the client judge a callback of a trip.
    pub(super) async fn judge(
        self,
        client: &Client<AnyProvider>,
        trip: &Trip,
        callback: &str,
    ) -> Result<(), Error> {
        let pending = Pending::restore(&trip.saved)?;
        match self {
            Self::Code => client.accept_response(pending, callback).await.map(drop),
            Self::Implicit if gives_access(client.spec()) => {
                client.accept_implicit(pending, callback).map(drop)
            }
            Self::Implicit => client.accept_id_token(pending, callback).await.map(drop),
        }
    }
}

/// Goes to the consent page and back, without a word.
pub(super) async fn travel(
    story: &mut Story<'_>,
    stage: &Stage,
    client: &Client<AnyProvider>,
    way: Way,
    decision: Decision,
) -> Told<Trip> {
    let begun = begin(stage, client, way).await;
    let pushed = show::take(story, stage);
    let pending = story.need("the authorization cannot begin", begun)?;
    let saved = pending.save();
    story.masks.replace(pending.state(), "‹random›");
    let waiting = saved.parse::<Json>().ok();
    let verifier = waiting.as_ref().and_then(|saved| saved.get("verifier")?.as_str());
    story.masks.replace(verifier.unwrap_or_default(), "‹random›");
    let there = stage.emulator.browse(pending.url(), decision).await;
    let callback = story.need("the browser did not come back", there)?;
    let callback = if way.is_posted(stage.spec) {
        story.need("nothing was posted", posted(stage))?
    } else {
        callback
    };
    for page in stage.emulator.requests_to(Step::Authorize) {
        secrets::of_request(&mut story.masks, stage, &page);
    }
    let pairs = carried(stage, way, &callback);
    secrets::of_pairs(&mut story.masks, stage, &pairs);
    let iss = stage.spec.endpoints.issuer.is_some() && pairs.iter().any(|(name, _)| name == "iss");
    let route = route(pending.url());
    Ok(Trip { saved, state: pending.state().to_owned(), callback, iss, pushed, route })
}

/// The fragment of an address, with its mark.
fn route(url: &str) -> String {
    let fragment = url.split_once('#').map(|(_, fragment)| fragment.split('?').next());
    fragment.flatten().map_or_else(String::new, |route| format!("#{route}"))
}

/// Begins with everything that is declared: scopes, further scopes, parameters, a refresh token.
async fn begin(
    stage: &Stage,
    client: &Client<AnyProvider>,
    way: Way,
) -> Result<Pending<AnyProvider>, Error> {
    let mut begin = match way {
        Way::Code => client.authorize(),
        Way::Implicit => client.implicit(),
    };
    let request = way.request(stage.spec);
    if request.is_some_and(|request| request.sends(Source::Scope)) {
        // Two are enough to show how they are joined.
        for scope in declared::scopes(stage.spec).take(2) {
            begin = begin.scope(scope);
        }
    }
    for set in stage.spec.scopes.sets {
        let sends = request.is_some_and(|request| request.sends(Source::ScopeSet(set.name)));
        for scope in set.known.iter().take(2).filter(|_| sends) {
            begin = begin.scope_in(set.name, scope);
        }
    }
    if request.is_some_and(|request| request.sends(Source::AuthorizationDetails)) {
        for asked in sample::details(stage.spec) {
            begin = begin.authorization_detail_json(asked);
        }
    }
    if request.is_some_and(|request| request.sends(Source::Resource)) {
        begin =
            begin.resource("https://api.sample.example").resource("https://files.sample.example");
    }
    let offline = stage.spec.grants.authorization_code.and_then(|grant| grant.offline);
    if way == Way::Code {
        let values = sample::values(stage, way.grant());
        if !values.is_empty() {
            begin = begin.values(values);
        }
        if let Some(Offline { default: false, .. }) = offline {
            begin = begin.offline(true);
        }
    }
    if way == Way::Code && stage.spec.grants.authorization_code.is_some_and(|it| it.pushed) {
        return begin.push().await;
    }
    begin.begin()
}

/// The document that the provider has posted.
pub(super) fn posted(stage: &Stage) -> Result<String, String> {
    let posted = stage.emulator.posted_callback().ok_or("there is no document")?;
    String::from_utf8(posted.body).map_err(|error| error.to_string())
}

/// A callback of an authorization that the provider has started.
pub(super) fn started(stage: &Stage) -> Result<String, String> {
    let callback = stage.emulator.start_at_provider();
    let callback = callback.map_err(|error: BrowseError| error.to_string())?;
    if Way::Code.is_posted(stage.spec) { posted(stage) } else { Ok(callback) }
}

/// The same as [`travel`], told: where the browser was sent, and what it came back with.
pub(super) async fn tell(
    story: &mut Story<'_>,
    stage: &Stage,
    client: &Client<AnyProvider>,
    way: Way,
) -> Told<Trip> {
    let trip = travel(story, stage, client, way, Decision::Allow).await?;
    show::all(story, stage, &trip.pushed);
    if let Some(page) = stage.emulator.requests_to(Step::Authorize).first() {
        let address = wire::address(page) + &trip.route;
        story.sent(&page.method, &address, &asked(stage, way, page));
    }
    let user = stage.emulator.username();
    tell_back(story, stage, way, &trip.callback, &format!("{user} allows it"));
    Ok(trip)
}

/// What the browser was sent away with: scopes as they stand in the URL where they are written in a way of their own.
fn asked(stage: &Stage, way: Way, page: &Recorded) -> Vec<Item> {
    let is_scopes = |source| matches!(source, Source::Scope | Source::ScopeSet(_));
    let declared = way.request(stage.spec).map_or(&[][..], |request| request.parameters);
    let scopes = declared.iter().filter(|it| it.value.sources().any(is_scopes));
    let mut items = pairs(&page.query_pairs());
    let written = page.query.as_deref().unwrap_or_default();
    let written = written.split('&').filter(|pair| !pair.is_empty());
    for (item, pair) in items.iter_mut().zip(written) {
        if stage.spec.scopes.encoding != ScopeEncoding::Form
            && scopes.clone().any(|it| item.names(it.name))
            && let Some((_, raw)) = pair.split_once('=')
        {
            raw.clone_into(&mut item.value);
        }
    }
    items
}

/// Tells what came back.
pub(super) fn tell_back(story: &mut Story<'_>, stage: &Stage, way: Way, callback: &str, why: &str) {
    let items = pairs(&carried(stage, way, callback));
    if way.is_posted(stage.spec) {
        let there = stage.emulator.redirect_uri();
        return story.came("POST", &format!("{there} (as JSON; {why})"), &items);
    }
    if way.mode(stage.spec).is_some_and(ResponseMode::is_posted) {
        let there = stage.emulator.redirect_uri();
        return story.came("POST", &format!("{there} (as a form; {why})"), &items);
    }
    let place = callback.split(['?', '#']).next().unwrap_or_default();
    story.came("GET", &format!("{place} ({why})"), &items);
}

/// The pairs that a callback carries.
pub(super) fn carried(stage: &Stage, way: Way, callback: &str) -> Vec<(String, String)> {
    if way.is_posted(stage.spec) {
        let document = callback.parse::<Json>().ok();
        let members = document.as_ref().and_then(Json::as_object).into_iter().flatten();
        return members.map(|(name, value)| (name.clone(), text(value))).collect();
    }
    let mode = way.mode(stage.spec);
    let mark = if way.is_in_fragment(stage.spec) { '#' } else { '?' };
    let text = match callback.split_once(mark) {
        Some((_, text)) => text,
        // The body of a form.
        None if mode.is_some_and(ResponseMode::is_posted) => callback,
        None => "",
    };
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}
