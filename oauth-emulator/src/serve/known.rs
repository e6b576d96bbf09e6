//! What can be known about a value before the request is acted on.

use std::time::SystemTime;

use oauth_spec::Source;

use super::captured::Captured;
use super::refusal::Refusal;
use crate::compute::{Draft, Scene, is_fresh};
use crate::http::Arrived;
use crate::ledger::Standing;
use crate::script::Wanted;
use crate::settings::Client;
use crate::world::World;

/// A request, and the client that it may come from.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) world: &'a World,
    pub(crate) client: &'a Client,
    pub(crate) captured: &'a Captured,
    pub(crate) draft: &'a Draft,
    /// What carries its values.
    pub(crate) carriers: &'a [&'a Wanted],
}

impl<'a> Known<'a> {
    /// Whether a text is right for its source; `None` where that is not known beforehand.
    ///
    /// A computed value is made again and compared; a signature is verified. One whose private key is not known here,
    /// or that is made of something that the request does not show, is judged by its form and its claims only.
    pub(crate) fn is_right(self, source: Source, text: &str) -> Option<bool> {
        let Self { world, client, .. } = self;
        let values = &world.script.values;
        let clocks = [world.clock.now(), SystemTime::now()];
        match source {
            Source::ClientId => Some(client.id == text),
            Source::ClientSecret => Some(client.secret == text),
            // What no answer has nobody can know.
            Source::Callback(_) | Source::Token(_) | Source::Call(_) => {
                Some(values.fixed(source).is_some_and(|expected| expected == text))
            }
            Source::Computed(name) => {
                self.scene(source).is_computed(values.computed(name)?, text, &clocks)
            }
            Source::Grant(name) => {
                let standing = world.ledger().access(text, world.clock.now());
                let Standing::Good(token) = standing else { return Some(false) };
                let given = &token.given;
                let is_of_grant =
                    given.grant == name || world.spec.sends_the_same(given.grant, name);
                Some(is_of_grant && given.client_id == client.id)
            }
            fresh => is_fresh(fresh, text, &clocks),
        }
    }

    /// The first value that is wrong.
    pub(crate) fn wrong(self) -> Option<(Source, &'a str)> {
        let mut all = self.captured.0.iter().map(|(source, text)| (*source, text.as_str()));
        all.find(|(source, text)| self.is_right(*source, text) == Some(false))
    }

    /// What is said of a value that is wrong beside that it is: of a computed one what it should be made of.
    pub(crate) fn told(self, source: Source, text: &str) -> String {
        let Source::Computed(name) = source else { return String::new() };
        let computed = self.world.script.values.computed(name);
        computed.and_then(|computed| self.scene(source).told(computed, text)).unwrap_or_default()
    }

    /// What a computed value is made of: the request, without what holds it, itself or in another.
    fn scene(self, source: Source) -> Scene<'a> {
        let values = &self.world.script.values;
        let holds = |wanted: &&&Wanted| {
            wanted.holes().into_iter().any(|hole| hole == source || values.is_made_of(hole, source))
        };
        let held = self.carriers.iter().filter(holds).map(|wanted| wanted.name).collect();
        let Self { client, captured, draft, .. } = self;
        Scene { values, client: Some(client), known: &captured.0, draft, held }
    }
}

/// Refuses the first value that is wrong.
pub(crate) fn check(
    world: &World,
    client: &Client,
    captured: &Captured,
    arrived: &Arrived,
    carriers: &[&Wanted],
) -> Result<(), Refusal> {
    let draft = &Draft::of(arrived);
    let known = Known { world, client, captured, draft, carriers };
    let Some((source, text)) = known.wrong() else { return Ok(()) };
    Err(match source {
        Source::ClientId | Source::ClientSecret => {
            Refusal::client("The client's id or secret is wrong")
        }
        Source::Computed(_) => {
            let told = known.told(source, text);
            Refusal::request(format!("`{source}` is not what it should be made of{told}"))
        }
        Source::Random | Source::RandomUuid => {
            Refusal::request(format!("`{source}` is not written as it should be"))
        }
        Source::Time(_) => {
            Refusal::request(format!("`{source}` is not now, or not written as it should be"))
        }
        other => Refusal::grant(format!("`{other}` is not what was sent before")),
    })
}

/// Refuses a client that has registered itself for other grants (RFC 7591, 2).
pub(crate) fn may_use(world: &World, client: &Client, grant: &str) -> Result<(), Refusal> {
    if world.settings.may_use(client, grant) {
        return Ok(());
    }
    let message = format!("The client has registered itself for other grants than `{grant}`");
    Err(Refusal::new("unauthorized_client", message))
}

/// Refuses a client that has registered itself for other response types (RFC 7591, 2).
pub(crate) fn may_ask_for(world: &World, client: &Client, kind: &str) -> Result<(), Refusal> {
    if world.settings.may_ask_for(client, kind) {
        return Ok(());
    }
    let message =
        format!("The client has registered itself for other response types than `{kind}`");
    Err(Refusal::new("unauthorized_client", message))
}

/// Refuses scopes that a client has not registered itself for (RFC 7591, 2).
pub(crate) fn may_ask(world: &World, client: &Client, scopes: &[String]) -> Result<(), Refusal> {
    let Some(own) = world.settings.scopes_of(client) else { return Ok(()) };
    match scopes.iter().find(|scope| own.split(' ').all(|own| own != *scope)) {
        Some(other) => {
            let message = format!("The client has registered itself without the scope `{other}`");
            Err(Refusal::new("invalid_scope", message))
        }
        None => Ok(()),
    }
}
