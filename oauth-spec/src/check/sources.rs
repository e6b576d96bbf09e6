//! Names in templates: declared, and known to the step that uses them.

pub(super) use super::step::Step;
use super::variables::is_name;
use super::whereabouts::{family, known, known_in, meant};
use super::{Context, families};
use crate::names::case;
use crate::raw::{Content, is_of_connection};
use crate::span::Span;
use crate::suggest;
use crate::template::{Hole, Template, braced};
use crate::{Source, TimeFormat};

/// Looks at every name in a template.
///
/// ```toml
/// [api]
/// headers = { x = "{code}" }
/// ```
pub(super) fn template(context: &mut Context<'_, '_>, template: &Template<'_>, step: Step<'_>) {
    for hole in template.holes() {
        one(context, hole, step);
    }
}

/// Looks at every name in a value of a parameter.
pub(super) fn content(context: &mut Context<'_, '_>, value: &Content<'_>, step: Step<'_>) {
    for hole in value.holes() {
        one(context, hole, step);
    }
}

/// Looks at one name.
pub(super) fn one(context: &mut Context<'_, '_>, hole: Hole<'_>, step: Step<'_>) {
    if step.call.contains(&hole.name) {
        return;
    }
    if context.variable(hole.name).is_some() {
        context.uses(hole.name);
        if !step.variables {
            unknown_here(context, hole, step);
        }
        return;
    }
    if !is_meaningful(hole.name) {
        if step.everything && given_by_a_grant(context, hole.name) {
            return;
        }
        let may_be_a_variable =
            context.document.variables.is_broken() || context.is_misspelt("variables");
        if !may_be_a_variable && !context.may_be_given(hole.name) {
            undeclared(context, hole, step);
        }
        return;
    }
    if !is_known(step, hole.name) {
        unknown_here(context, hole, step);
        return;
    }
    match hole.name.split_once('.') {
        Some(("token" | "callback", _)) => families::fields(context, hole),
        Some(("calls", rest)) => families::call_field(context, hole, rest),
        Some(("grants", name)) => families::grant(context, hole, name),
        Some(("scopes", name)) => families::scope_set(context, hole, name),
        Some(("computed", name)) => families::computed(context, hole, name, step),
        _ => {}
    }
}

/// Whether the language gives a name a meaning, here or elsewhere.
pub(super) fn is_meaningful(name: &str) -> bool {
    const FAMILIES: &[&str] =
        &["token", "callback", "calls", "grants", "scopes", "computed", "signature", "claims"];
    const OF_REQUESTS: &[&str] = &["header", "query", "form", "json"];
    is_standard(name)
        || match name.split_once('.') {
            Some(("request", rest)) => rest
                .split_once('.')
                .is_some_and(|(of, rest)| OF_REQUESTS.contains(&of) && !rest.is_empty()),
            Some(("time", word)) => TimeFormat::from_word(word).is_some(),
            Some((family, rest)) => FAMILIES.contains(&family) && !rest.is_empty(),
            None => false,
        }
}

/// Whether it is a name of the language by itself, and not one of a family.
pub(super) fn is_standard(name: &str) -> bool {
    Source::NAMED.iter().any(|(standard, _)| *standard == name)
        || matches!(name, "username" | "password" | "device_code" | "user_code" | "auth_req_id")
}

/// Whether a step knows a name of the language.
pub(super) fn is_known(step: Step<'_>, name: &str) -> bool {
    if step.knows.contains(&name) || step.call.contains(&name) {
        return true;
    }
    match name.split_once('.').map_or(name, |(family, _)| family) {
        "request" if step.answer => name.starts_with("request.json."),
        // What is sent gets those of the connection after everything else.
        "request" => {
            step.request
                && (step.everything
                    || step.signature
                    || !header_of(name).is_some_and(is_of_connection))
        }
        "signature" => step.signature,
        "claims" => step.claims,
        "secret" => false,
        "computed" => step.common || step.digests,
        "random" | "time" => step.common,
        _ if step.everything => true,
        "token" => step.token,
        // Calls are made with a token that has been read.
        "calls" => step.token && !step.answer,
        "callback" => step.callback || step.token,
        "grants" => step.grants,
        "scopes" => step.scope_sets,
        _ => false,
    }
}

/// The header that a name stands for.
pub(super) fn header_of(name: &str) -> Option<&str> {
    name.strip_prefix("request.header.")
}

/// Whether a grant brings a value of that name: computed values may be made of it.
pub(super) fn given_by_a_grant(context: &Context<'_, '_>, name: &str) -> bool {
    let mut own = context.grants.iter().flat_map(|grant| &grant.parameters);
    own.any(|own| own.name.value == name)
}

/// A name that means something, but not here.
fn unknown_here(context: &mut Context<'_, '_>, hole: Hole<'_>, step: Step<'_>) {
    let help = format!("{}\n{}", known_in(hole.name, step), known(context, step));
    let error = context.error(hole.span, format!("{} is not known here", braced(hole.name)));
    // Some requests may have it, which do not matter for what stands in all of them.
    let label = match step.name.strip_prefix("every ") {
        Some(one) => format!("not every {one} has such a value"),
        None => format!("{} has no such value", step.name),
    };
    error.label(label).help(help.trim_start());
}

/// A name that means nothing.
fn undeclared(context: &mut Context<'_, '_>, hole: Hole<'_>, step: Step<'_>) {
    let message = format!("nothing is called {}", braced(hole.name));
    if context.errors.again(hole.span, &message, None) {
        return;
    }
    let near = meant(context, hole.name, step);
    let help = match &near {
        Some(near) => format!("did you mean {}?", braced(near)),
        None if step.part == Some("signature.…") && !hole.name.contains('.') => {
            format!(
                "write `{{signature.{}}}` for a part of the signature's text\n{}",
                hole.name,
                known(context, step)
            )
        }
        None if hole.name.contains('.') || !step.variables => {
            family(hole.name, step).unwrap_or_else(|| known(context, step))
        }
        None => {
            let name = case::snake(hole.name).filter(|name| is_name(name));
            let (write, name) = match &name {
                Some(name) if name != hole.name => {
                    (format!(", and write {}", braced(name)), &**name)
                }
                _ => (String::new(), hole.name),
            };
            let kind = step.kind.map(|kind| format!("\ntype = \"{kind}\"")).unwrap_or_default();
            format!(
                "declare it{write}:\n\n[variables.{name}]{kind}\n\nor take what is known here\n{}",
                known(context, step)
            )
        }
    };
    if let Some(near) = near {
        // One mistake, one message: the name that was meant is used.
        context.uses(&near);
        context.used_names.insert(near);
    }
    let label = match hole.name.split_once('.') {
        Some((family @ ("request" | "time" | "random"), _)) => format!("no value of `{family}`"),
        _ => "not declared under `[variables]`".to_owned(),
    };
    context.error(hole.span, message).label(label).help(help);
}

/// A name in a template that stands for a variable, as an encoding has it.
pub(super) fn variable_named(context: &mut Context<'_, '_>, name: &str, span: Span) {
    if context.document.variables.is_broken() {
        return;
    }
    let names = context.variables.iter().map(|variable| variable.name.value);
    let help = match suggest::nearest(name, names) {
        Some(near) => {
            context.uses(near);
            format!("did you mean {}?", braced(near))
        }
        None => format!("declare it:\n\n[variables.{name}]"),
    };
    context
        .error(span, format!("nothing is called {}", braced(name)))
        .label("not declared under `[variables]`")
        .help(help);
}
