//! Ways to authenticate of the provider's own, read backwards.

use super::client::tells;
use super::ways::Declared;
use oauth_spec::Source;

use crate::compute::Draft;
use crate::http::Arrived;
use crate::script::Wanted;
use crate::serve::captured::{Captured, Reading};
use crate::serve::given::{Given, find};
use crate::serve::known::Known;
use crate::settings::Client;
use crate::world::World;

/// What became of looking for one way.
pub(super) enum Own<'world> {
    /// It is all there, and right.
    Client(&'world Client),
    /// Something of it is there, and wrong. A description.
    Wrong(String),
    /// Nothing of it is there.
    Absent,
}

/// Looks for a way to authenticate: everything of it must be there, and belong to one client.
pub(super) fn own<'world>(
    world: &'world World,
    arrived: &Arrived,
    given: &[Given],
    (headers, parameters): (&[Wanted], &[Wanted]),
    declared: &Declared<'_>,
) -> Own<'world> {
    let header = headers.iter().any(|wanted| arrived.headers.contains_key(wanted.name));
    // An identifier alone is what any way begins with, unless it is all that is declared: then the
    // connection shows the rest, as with mutual TLS.
    let identifier = world.spec.client.id_parameter;
    let alone = headers.is_empty() && parameters.iter().all(|wanted| wanted.name == identifier);
    let parameter = parameters
        .iter()
        .any(|wanted| (alone || wanted.name != identifier) && find(given, wanted.name).is_some());
    if headers.is_empty() && parameters.is_empty() {
        return nobody(world, arrived, given, declared);
    }
    if !header && !parameter {
        return Own::Absent;
    }
    let reading = Reading { required: &|_| true, scopes: world.spec.scopes.encoding };
    let mut captured = Captured::default();
    let read = captured
        .parameters(parameters, given, &reading)
        .and_then(|()| captured.headers(headers, arrived, &reading));
    if let Err(refusal) = read {
        return Own::Wrong(refusal.description);
    }
    let (captured, draft) = (&captured, &Draft::of(arrived));
    let carriers: &Vec<_> = &headers.iter().chain(parameters).collect();
    let of = |client| Known { world, client, captured, draft, carriers };
    // One that says nothing of the client is taken for any: the rest of the request tells.
    let says_nothing = carriers.iter().all(|wanted| wanted.holes().is_empty());
    let told = says_nothing || captured.0.iter().any(|(source, _)| tells(*source));
    let client = world.settings.all_clients().find(|client| of(client).wrong().is_none());
    if let Some(client) = client.filter(|_| told) {
        return Own::Client(client);
    }
    // What a computed credential should be made of, for the client that the request names.
    let id = find(given, identifier).map(|given| given.text.as_str());
    let id = id.or_else(|| captured.get(Source::ClientId));
    let named =
        id.and_then(|id| world.settings.client(id)).or_else(|| world.settings.clients.first());
    let hint = named.and_then(|client| {
        let (source, text) = of(client).wrong()?;
        Some(of(client).told(source, text))
    });
    Own::Wrong(format!("The client's credentials are wrong{}", hint.unwrap_or_default()))
}

/// A request that is to carry nothing of the client: it is taken for any, and must not carry something.
fn nobody<'world>(
    world: &'world World,
    arrived: &Arrived,
    given: &[Given],
    declared: &Declared<'_>,
) -> Own<'world> {
    let spec = &world.spec.client;
    let says = (arrived.headers.contains_key("authorization") && !declared.has_authorization())
        || [spec.id_parameter, spec.secret_parameter]
            .iter()
            .any(|name| find(given, name).is_some());
    match world.settings.clients.first() {
        Some(client) if !says => Own::Client(client),
        _ => Own::Wrong("The request carries credentials, and is to carry none".to_owned()),
    }
}
