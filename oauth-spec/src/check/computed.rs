//! `[computed]`: recipes that can be followed, without circles, and used somewhere.

use std::collections::HashSet;

use super::sources::{self, Step};
use super::{Context, digest};
use crate::Algorithm;
use crate::raw::{Computed, Digest, Encoding, Recipe};
use crate::reach;
use crate::report::quote;
use crate::span::Slot;
use crate::template::{Hole, braced};

/// ```toml
/// [computed.proof]
/// algorithm = "ed25519"
/// message = "{access_tokne}"
/// ```
pub(super) fn recipes(context: &mut Context<'_, '_>) {
    for computed in all(context) {
        for hole in reach::recipe(&computed.recipe) {
            sources::one(context, hole, Step::COMPUTED);
        }
        match &computed.recipe {
            Recipe::Digest { algorithm: word, digest } => {
                if word.is_broken() {
                    continue;
                }
                let algorithm = word.or(Algorithm::None);
                let span = word.given().map(|word| word.span);
                let shape = digest::Shape {
                    table: computed.name.span,
                    algorithm: Some(algorithm),
                    span,
                    has_key: false,
                    has_message: false,
                    is_received: false,
                };
                digest::check(context, digest, &shape, Step::COMPUTED);
                base_path(context, digest);
                digest::key_variables(context, &digest.key);
            }
            Recipe::Jwt(jwt) => {
                digest::key_variables(context, &jwt.key);
                made(context, jwt);
            }
            Recipe::Broken => {}
        }
    }
}

/// ```toml
/// [computed.sign]
/// message = "{request.path}"
/// base_path = "rest/"
/// ```
fn base_path(context: &mut Context<'_, '_>, digest: &Digest<'_>) {
    let Slot::Given(base) = &digest.base_path else { return };
    let text = base.value;
    if !text.starts_with('/') || text.ends_with('/') || text.contains(['?', '#', '{', '}']) {
        let path = text.trim_matches('/');
        context
            .error(base.span, format!("{} is not the beginning of a path", quote(text)))
            .label("from its first `/` up to the next")
            .help(match path.split(['?', '#', '{', '}']).next() {
                Some(path) if !path.is_empty() => format!("write `\"/{path}\"`"),
                _ => "write the path that the addresses have in common: `\"/rest\"`".to_owned(),
            });
        return;
    }
    let Slot::Given(message) = &digest.message else { return };
    let is_path = |hole: &Hole<'_>| matches!(hole.name, "request.path" | "request.target");
    if !message.value.template.holes().iter().any(is_path) {
        context
            .errors
            .add(base.key, "nothing is written without this")
            .label("no path is signed")
            .related(message.span, "neither `{request.path}` nor `{request.target}`")
            .help("leave it out");
    }
}

/// What whoever checks a webhook makes: digests, of what the request has and without the application's values.
///
/// ```toml
/// [webhooks.v1]
/// message = "{computed.token}"
/// [computed.token]
/// jwt = "HS256"
/// ```
pub(super) fn is_a_digest(context: &mut Context<'_, '_>, hole: Hole<'_>) {
    if context.errors.has(hole.span) {
        return;
    }
    let reached = reach::through_computed(context.document, vec![hole]);
    let names: Vec<_> =
        reached.iter().filter_map(|hole| hole.name.strip_prefix("computed.")).collect();
    for computed in all(context).iter().filter(|own| names.contains(&own.name.value)) {
        let (label, span) = match &computed.recipe {
            Recipe::Jwt(_) => ("a signed token", computed.name.span),
            Recipe::Digest { algorithm, .. } if algorithm.or(Algorithm::None).has_key() => {
                ("made with a key", computed.name.span)
            }
            Recipe::Digest { digest, .. } => match digest.encoding.get() {
                Some(Encoding::Variable(hole)) => ("written as the application says", hole.span),
                _ => continue,
            },
            Recipe::Broken => continue,
        };
        context
            .error(hole.span, format!("{} is not known here", braced(hole.name)))
            .label("whoever checks a webhook has the request and a secret")
            .related(span, label)
            .help("take a digest of what the request has: `algorithm = \"sha256\"`, `message = \"{request.body}\"`");
    }
}

fn all<'d, 't>(context: &Context<'d, 't>) -> &'d [Computed<'t>] {
    context.document.computed.get().map_or(&[], Vec::as_slice)
}

/// ```toml
/// [computed.assertion]
/// header = { alg = "none" }
/// claims = { exp = "{time.unix}" }
/// ```
fn made(context: &mut Context<'_, '_>, jwt: &crate::raw::Jwt<'_>) {
    let help = "`jwt` and `lifetime` say what it is";
    digest::already_made(context, &jwt.header, &["alg"], help);
    digest::already_made(context, &jwt.claims, &["iat", "exp", "jti"], help);
}

/// ```toml
/// [computed.a]
/// message = "{computed.b}"
/// [computed.b]
/// message = "{computed.a}"
/// ```
pub(super) fn circles(context: &mut Context<'_, '_>) {
    let mut reported = HashSet::new();
    for computed in all(context) {
        let start = computed.name.value;
        let own = format!("computed.{start}");
        let reached =
            reach::through_computed(context.document, reach::computed(context.document, start));
        let Some(back) = reached.iter().find(|hole| hole.name == own) else { continue };
        // Each circle once: everything on it is reached from here.
        if !reported.insert(start) {
            continue;
        }
        reported.extend(reached.iter().filter_map(|hole| hole.name.strip_prefix("computed.")));
        context
            .error(computed.name.span, format!("{} is made of itself", quote(start)))
            .label("a circle begins here")
            .related(back.span, format!("{} again", braced(&own)))
            .help("make it of something else");
    }
}

/// ```toml
/// [computed.proof]
/// # … and no `{computed.proof}`
/// ```
pub(super) fn unused(context: &mut Context<'_, '_>) {
    for computed in all(context) {
        let name = computed.name;
        let path = format!("computed.{}", name.value);
        let is_clean = context.errors.is_empty();
        let is_written = !is_clean && context.document.source.contains(&format!("{{{path}}}"));
        let is_broken = match &computed.recipe {
            Recipe::Digest { digest, .. } => digest.message.is_missing(),
            Recipe::Jwt(_) => false,
            Recipe::Broken => true,
        };
        // Where something else is wrong, the place that uses it may not have been understood.
        if context.used_names.contains(&path) || is_written || is_broken {
            continue;
        }
        context
            .error(name.span, format!("the computed value {} is not used", quote(name.value)))
            .label("no template has it")
            .help(format!("use it as {}, or remove it", braced(&path)));
    }
}

/// `[grants.a]` that takes `{grants.b}`, which takes `{grants.a}`.
pub(super) fn circles_of_grants(context: &mut Context<'_, '_>) {
    let names: Vec<_> = context.grants.iter().map(|grant| grant.name).collect();
    for name in names {
        let mut seen = HashSet::from([name.value]);
        let mut open = vec![name.value];
        while let Some(next) = open.pop() {
            let holes = taken_by(context, next);
            let own = format!("grants.{}", name.value);
            // What cannot be asked for at all has been reported.
            let is_back = |hole: &&Hole<'_>| hole.name == own && !context.errors.has(hole.span);
            if let Some(back) = holes.iter().find(is_back) {
                context
                    .error(name.span, format!("{} asks for its own token first", quote(name.value)))
                    .label("a circle begins here")
                    .related(back.span, format!("{} again", braced(back.name)))
                    .help("take the token of a grant that needs no other");
                break;
            }
            let grants = holes.iter().filter_map(|hole| hole.name.strip_prefix("grants."));
            open.extend(grants.filter(|grant| seen.insert(*grant)));
        }
    }
}

/// What the request of a grant is made of, its authentication included.
fn taken_by<'t>(context: &Context<'_, 't>, name: &str) -> Vec<Hole<'t>> {
    let document = context.document;
    let Some(grant) = context.grants.iter().find(|grant| grant.name.value == name) else {
        return Vec::new();
    };
    if !grant.kind.asks_token_endpoint() {
        return Vec::new();
    }
    let requests = [&grant.request, &document.token_request];
    let mut holes = Vec::new();
    for request in requests.into_iter().filter_map(Slot::get) {
        holes.append(&mut reach::request(request));
    }
    let ways = super::clients::of_grant(context, grant).unwrap_or_default();
    for method in document.methods() {
        if ways.iter().any(|way| way.value == method.name.value) {
            reach::add_parameters(&mut holes, &method.parameters);
            reach::add_headers(&mut holes, &method.headers);
        }
    }
    reach::through_computed(document, holes)
}
