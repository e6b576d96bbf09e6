//! What a template uses in the end: its own names, and those of the computed values in it.

use std::collections::HashSet;

use crate::Algorithm;
use crate::raw::{Call, Document, Grant, Header, Jwt, Parameter, Recipe, Request};
use crate::span::Slot;
use crate::template::{Hole, Template};

/// These names, each followed by what it is computed from, at any depth. Circles end where they began.
pub(crate) fn through_computed<'t>(document: &Document<'t>, holes: Vec<Hole<'t>>) -> Vec<Hole<'t>> {
    let mut open = holes;
    open.reverse();
    let mut seen = HashSet::new();
    let mut reached = Vec::new();
    while let Some(hole) = open.pop() {
        reached.push(hole);
        if let Some(name) = hole.name.strip_prefix("computed.")
            && seen.insert(name)
        {
            let from = open.len();
            open.extend(computed(document, name));
            open[from..].reverse();
        }
    }
    reached
}

/// The names that a computed value shows something of, at any depth: all that it is made from, but for what
/// is only in the key of something keyed. That cannot be told from the outcome.
pub(crate) fn shown_by<'t>(document: &Document<'t>, name: &str) -> Vec<Hole<'t>> {
    let mut open = vec![name];
    let mut seen = HashSet::new();
    let mut reached = Vec::new();
    while let Some(name) = open.pop() {
        if !seen.insert(name) {
            continue;
        }
        let mut all = document.computed.items().iter();
        let Some(computed) = all.find(|computed| computed.name.value == name) else { continue };
        let holes = match &computed.recipe {
            Recipe::Digest { algorithm, digest } if algorithm.or(Algorithm::None).has_key() => {
                digest.message.get().map_or_else(Vec::new, |message| message.template.holes())
            }
            Recipe::Jwt(jwt) => members(jwt),
            other => recipe(other),
        };
        open.extend(holes.iter().filter_map(|hole| hole.name.strip_prefix("computed.")));
        reached.extend(holes);
    }
    reached
}

fn members<'t>(jwt: &Jwt<'t>) -> Vec<Hole<'t>> {
    let members = jwt.header.iter().chain(&jwt.claims);
    members.flat_map(|member| member.value.holes()).collect()
}

/// The names that a computed value is made from.
pub(crate) fn computed<'t>(document: &Document<'t>, name: &str) -> Vec<Hole<'t>> {
    let mut all = document.computed.items().iter();
    all.find(|computed| computed.name.value == name)
        .map(|computed| recipe(&computed.recipe))
        .unwrap_or_default()
}

/// Whether one of these is a computed value that is wrong: then nobody knows what it is made of.
pub(crate) fn is_unclear(document: &Document<'_>, holes: &[Hole<'_>]) -> bool {
    document.computed.items().iter().any(|computed| {
        let is_wrong = match &computed.recipe {
            Recipe::Digest { digest, .. } => digest.message.is_broken() || digest.key.is_broken(),
            Recipe::Jwt(jwt) => jwt.unclear || jwt.key.is_broken(),
            Recipe::Broken => true,
        };
        let is_it =
            |hole: &Hole<'_>| hole.name.strip_prefix("computed.") == Some(computed.name.value);
        is_wrong && holes.iter().any(is_it)
    })
}

/// The names in a recipe.
pub(crate) fn recipe<'t>(recipe: &Recipe<'t>) -> Vec<Hole<'t>> {
    let mut holes = Vec::new();
    match recipe {
        Recipe::Digest { digest, .. } => {
            add(&mut holes, &digest.key);
            if let Some(message) = digest.message.get() {
                holes.append(&mut message.template.holes());
            }
        }
        Recipe::Jwt(jwt) => {
            add(&mut holes, &jwt.key);
            holes.append(&mut members(jwt));
        }
        Recipe::Broken => {}
    }
    holes
}

/// The names of everything in a request that the file says.
pub(crate) fn request<'t>(request: &Request<'t>) -> Vec<Hole<'t>> {
    let mut holes = Vec::new();
    add_parameters(&mut holes, &request.parameters);
    add_parameters(&mut holes, &request.query);
    add_headers(&mut holes, &request.headers);
    add(&mut holes, &request.authorization);
    add(&mut holes, &request.endpoint);
    holes
}

/// The names of everything in a call.
pub(crate) fn call<'t>(call: &Call<'t>) -> Vec<Hole<'t>> {
    let mut holes = Vec::new();
    add_parameters(&mut holes, &call.parameters);
    add_headers(&mut holes, &call.headers);
    add(&mut holes, &call.url);
    add(&mut holes, &call.authorization);
    holes
}

/// The names in a template that may not be there.
pub(crate) fn template<'t>(template: Option<&Template<'t>>) -> Vec<Hole<'t>> {
    template.map_or_else(Vec::new, Template::holes)
}

/// Adds those of a template.
pub(crate) fn add<'t>(holes: &mut Vec<Hole<'t>>, slot: &Slot<Template<'t>>) {
    holes.append(&mut template(slot.get()));
}

/// Adds those of parameters.
pub(crate) fn add_parameters<'t>(holes: &mut Vec<Hole<'t>>, parameters: &[Parameter<'t>]) {
    for parameter in parameters {
        holes.append(&mut parameter.value.holes());
    }
}

/// Adds those of headers.
pub(crate) fn add_headers<'t>(holes: &mut Vec<Hole<'t>>, headers: &[Header<'t>]) {
    for header in headers {
        holes.append(&mut header.value.holes());
    }
}

/// What the application may give to a grant and no request of it mentions: it is sent by its own name.
pub(crate) fn sent_by_themselves<'t>(document: &Document<'t>, grant: &Grant<'t>) -> Vec<&'t str> {
    let mut holes = Vec::new();
    for own in [&grant.authorization_request, &grant.request].into_iter().filter_map(Slot::get) {
        holes.append(&mut request(own));
    }
    add_parameters(&mut holes, grant.offline_parameters());
    let used = through_computed(document, holes);
    let own = grant.parameters.iter().map(|own| own.name.value);
    own.filter(|name| !used.iter().any(|hole| hole.name == *name)).collect()
}
