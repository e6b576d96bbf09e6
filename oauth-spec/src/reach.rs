//! What a template uses in the end: its own names, and those of the computed values in it.

use std::collections::HashSet;

use crate::raw::{Document, Grant, Recipe, Request};
use crate::span::Slot;
use crate::template::{Hole, Template};

/// These names, each followed by what it is computed from, at any depth. Circles end where they began.
pub(crate) fn through_computed<'t>(
    document: &Document<'t>,
    holes: impl IntoIterator<Item = Hole<'t>>,
) -> Vec<Hole<'t>> {
    let mut open: Vec<Hole<'t>> = holes.into_iter().collect();
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

/// The names that a computed value is made from.
pub(crate) fn computed<'t>(document: &Document<'t>, name: &str) -> Vec<Hole<'t>> {
    let mut all = document.computed.get().into_iter().flatten();
    all.find(|computed| computed.name.value == name)
        .map(|computed| recipe(&computed.recipe))
        .unwrap_or_default()
}

/// The names in a recipe.
pub(crate) fn recipe<'t>(recipe: &Recipe<'t>) -> Vec<Hole<'t>> {
    let mut holes = Vec::new();
    match recipe {
        Recipe::Digest { digest, .. } => {
            holes.extend(digest.key.get().into_iter().flat_map(Template::holes));
            let message = digest.message.get();
            holes.extend(message.into_iter().flat_map(|message| message.template.holes()));
        }
        Recipe::Jwt(jwt) => {
            holes.extend(jwt.key.get().into_iter().flat_map(Template::holes));
            for member in jwt.header.iter().chain(&jwt.claims) {
                holes.extend(member.value.holes());
            }
        }
        Recipe::Broken => {}
    }
    holes
}

/// The names of everything in a request that the file says.
pub(crate) fn request<'t>(request: &Request<'t>) -> Vec<Hole<'t>> {
    let parameters = request.parameters.iter().chain(&request.query);
    let mut holes: Vec<_> = parameters.flat_map(|own| own.value.holes()).collect();
    holes.extend(request.headers.iter().flat_map(|header| header.value.holes()));
    holes.extend(request.endpoint.get().into_iter().flat_map(Template::holes));
    holes
}

/// What the application may give to a grant and no request of it mentions: it is sent by its own name.
pub(crate) fn sent_by_themselves<'t>(document: &Document<'t>, grant: &Grant<'t>) -> Vec<&'t str> {
    let requests = [&grant.authorization_request, &grant.request];
    let mut holes: Vec<_> = requests.into_iter().filter_map(Slot::get).flat_map(request).collect();
    if let Some(offline) = grant.offline.get() {
        holes.extend(offline.parameters.iter().flat_map(|own| own.value.holes()));
    }
    let used = through_computed(document, holes);
    let own = grant.parameters.iter().map(|own| own.name.value);
    own.filter(|name| !used.iter().any(|hole| hole.name == *name)).collect()
}
