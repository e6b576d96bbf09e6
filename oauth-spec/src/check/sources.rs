//! Names in templates: declared, and known to the step that uses them.

use super::Context;
use crate::lower::STANDARD_SOURCES;
use crate::raw::{Field, FieldKind, GrantKind};
use crate::report::{quote, quote_all};
use crate::suggest;
use crate::template::{Hole, Template, braced};

/// Something that is done, and what is known by then.
#[derive(Clone, Copy)]
pub(super) struct Step<'d> {
    /// As messages call it.
    pub(super) name: &'static str,
    /// The standard names that it knows.
    pub(super) knows: &'d [&'d str],
    /// The names that come with the call.
    pub(super) call: &'d [&'d str],
    /// Whether the callback has been read.
    pub(super) callback: bool,
    /// Whether there is a token.
    pub(super) token: bool,
}

impl Step<'_> {
    /// Before anything is asked for: only variables.
    pub(super) const ADDRESS: Self =
        Step { name: "a URL", knows: &[], call: &[], callback: false, token: false };
    /// Headers of every token request.
    pub(super) const EVERY_REQUEST: Self = Step {
        name: "every token request",
        knows: &["client_id", "client_secret"],
        ..Self::ADDRESS
    };
    /// An API call.
    pub(super) const API: Self = Step {
        name: "an API call",
        knows: &["access_token", "client_id"],
        token: true,
        ..Self::ADDRESS
    };
    /// A revocation.
    pub(super) const REVOCATION: Self = Step {
        name: "a revocation",
        knows: &["access_token", "refresh_token", "client_id", "client_secret"],
        token: true,
        ..Self::ADDRESS
    };

    /// The authorization request of a grant.
    pub(super) fn authorization(has_pkce: bool) -> Self {
        let knows: &[&str] = if has_pkce {
            &["client_id", "redirect_uri", "scope", "state", "code_challenge"]
        } else {
            &["client_id", "redirect_uri", "scope", "state"]
        };
        Step { name: "the authorization request", knows, ..Self::ADDRESS }
    }

    /// The token request of a grant.
    pub(super) fn request(kind: GrantKind, has_pkce: bool) -> Self {
        let (name, knows, call): (_, &[&str], &[&str]) = match kind {
            GrantKind::AuthorizationCode if has_pkce => (
                "the exchange of a code",
                &["code", "redirect_uri", "code_verifier", "client_id", "client_secret", "scope"],
                &[],
            ),
            GrantKind::AuthorizationCode => (
                "the exchange of a code",
                &["code", "redirect_uri", "client_id", "client_secret", "scope"],
                &[],
            ),
            GrantKind::Password => (
                "a password request",
                &["client_id", "client_secret", "scope"],
                &["username", "password"],
            ),
            GrantKind::RefreshToken => (
                "a refresh",
                &["refresh_token", "access_token", "client_id", "client_secret", "scope"],
                &[],
            ),
            _ => ("this token request", &["client_id", "client_secret", "scope"], &[]),
        };
        Step {
            name,
            knows,
            call,
            callback: kind == GrantKind::AuthorizationCode,
            token: kind == GrantKind::RefreshToken,
        }
    }
}

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

fn one(context: &mut Context<'_, '_>, hole: Hole<'_>, step: Step<'_>) {
    if step.knows.contains(&hole.name) || step.call.contains(&hole.name) {
        return;
    }
    if context.variable(hole.name).is_some() {
        context.uses(hole.name);
        return;
    }
    let document = context.document;
    if let Some(name) = hole.name.strip_prefix("token.") {
        if !step.token {
            unknown_here(context, hole, step);
        } else if !document.token.is_broken() {
            let fields = document.token.get().map_or(&[][..], |token| &token.fields);
            field(context, hole, name, "token", fields);
        }
    } else if let Some(name) = hole.name.strip_prefix("callback.") {
        if !step.callback {
            unknown_here(context, hole, step);
        } else if !document.callback.is_broken() {
            let fields = document.callback.get().map_or(&[][..], |callback| &callback.fields);
            field(context, hole, name, "callback", fields);
        }
    } else if STANDARD_SOURCES.iter().any(|(name, _)| *name == hole.name)
        || matches!(hole.name, "username" | "password")
    {
        unknown_here(context, hole, step);
    } else if !document.variables.is_broken() {
        undeclared(context, hole, step);
    }
}

/// A name that means something, but not here.
fn unknown_here(context: &mut Context<'_, '_>, hole: Hole<'_>, step: Step<'_>) {
    let help = known(context, step);
    let error = context.error(hole.span, format!("{} is not known here", braced(hole.name)));
    error.label(format!("{} has no such value", step.name)).help(help);
}

/// A name that means nothing.
fn undeclared(context: &mut Context<'_, '_>, hole: Hole<'_>, step: Step<'_>) {
    let variables = context.variables;
    let names = variables
        .iter()
        .map(|variable| variable.name.value)
        .chain(step.knows.iter().copied())
        .chain(step.call.iter().copied());
    let near = suggest::nearest(hole.name, names);
    let help = match near {
        Some(near) => format!("did you mean {}?", braced(near)),
        None => format!(
            "declare it:\n\n[variables.{}]\n\nor take what is known here\n{}",
            hole.name,
            known(context, step)
        ),
    };
    if let Some(near) = near {
        // One mistake, one message: the name that was meant is used.
        context.uses(near);
    }
    context
        .error(hole.span, format!("nothing is called {}", braced(hole.name)))
        .label("not declared under `[variables]`")
        .help(help);
}

/// `{token.name}` and `{callback.name}`.
fn field(
    context: &mut Context<'_, '_>,
    hole: Hole<'_>,
    name: &str,
    table: &'static str,
    fields: &[Field<'_>],
) {
    let Some(field) = fields.iter().find(|field| field.name.value == name) else {
        let help = match suggest::nearest(name, fields.iter().map(|field| field.name.value)) {
            Some(near) => format!("did you mean {}?", braced(&format!("{table}.{near}"))),
            None => format!("declare it:\n\n[{table}.fields.{name}]"),
        };
        context
            .error(hole.span, format!("nothing is called {}", braced(hole.name)))
            .label(format!("not declared under `[{table}.fields]`"))
            .help(help);
        return;
    };
    if matches!(field.kind, Some(FieldKind::Object(_) | FieldKind::Any | FieldKind::Token)) {
        context
            .error(hole.span, format!("{} is not a text", braced(hole.name)))
            .label("an object has no place in a template")
            .related(field.name.span, "the field")
            .help("take a field that is a string, a number, a boolean or an enum");
    }
}

/// What a step knows, in words.
fn known(context: &Context<'_, '_>, step: Step<'_>) -> String {
    let names = step.knows.iter().chain(step.call).copied();
    let variables = context.variables.iter().map(|variable| variable.name.value);
    let list = quote_all(names.chain(variables));
    if list.is_empty() {
        format!("{} knows variables only, and none are declared", step.name)
    } else {
        format!("{} knows {list}", step.name)
    }
}

/// A name in a template that stands for a variable, as a key or an encoding has it.
pub(super) fn variable_named(context: &mut Context<'_, '_>, name: &str, span: crate::span::Span) {
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
        .error(span, format!("nothing is called {}", quote(&format!("{{{name}}}"))))
        .label("not declared under `[variables]`")
        .help(help);
}
