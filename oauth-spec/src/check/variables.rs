//! `[variables]` and `[environments]`.

use super::hosts::host_in;
use super::sources::is_standard;
use super::{Context, dots, urls};
use crate::hosts;
use crate::names::case;
use crate::pattern;
use crate::raw::{Variable, VariableKind, not_of_an_environment};
use crate::report::quote;
use crate::span::{Slot, Span, Spanned};
use crate::suggest;
use crate::template::{Hole, braced};

/// Whether a text can be the name of a variable: it is a Rust name and stands in templates.
pub(crate) fn is_name(text: &str) -> bool {
    case::is_snake(text) && !text.starts_with('_') && !case::is_never_raw(text)
}

/// ```toml
/// [variables.Host-Name]
/// [variables.client_id]
/// ```
pub(super) fn names(context: &mut Context<'_, '_>) {
    for variable in context.variables {
        let Spanned { value: name, span } = variable.name;
        if !is_name(name) {
            let better = case::snake(name).filter(|better| is_name(better) && better != name);
            context
                .error(span, format!("{} cannot be the name of a variable", quote(name)))
                .label("it becomes a name in Rust")
                .help(match better {
                    Some(better) => format!("write {}", quote(&better)),
                    None => "a lower-case letter, then letters, digits and `_`".to_owned(),
                });
        } else if is_taken(name) {
            context
                .error(span, format!("{} means something already", braced(name)))
                .label("a name that every template knows")
                .help("choose another name");
        } else if name == "description" {
            context
                .error(span, "an environment could not give a variable of that name a value")
                .label("`description` of an environment is its description")
                .help("choose another name");
        }
    }
}

/// Whether a template knows that name without anyone declaring it.
pub(super) fn is_taken(name: &str) -> bool {
    is_standard(name) || matches!(name, "callback" | "token")
}

/// ```toml
/// [variables.host]
/// type = "hostname"
/// default = "https://example.com"
/// ```
pub(super) fn defaults(context: &mut Context<'_, '_>) {
    for variable in context.variables {
        let Slot::Given(default) = &variable.default else { continue };
        let span = default.span;
        let holes = default.value.holes();
        if holes.is_empty() {
            let text = default.value.plain();
            fits(context, variable, Spanned { value: &text, span });
        }
        for hole in holes {
            made_of(context, variable, hole);
        }
    }
}

/// ```toml
/// [variables.issuer]
/// default = "https://{host}"
/// [variables.host]
/// ```
fn made_of(context: &mut Context<'_, '_>, variable: &Variable<'_>, hole: Hole<'_>) {
    if variable.values().is_some() {
        context
            .error(hole.span, "one of several values cannot be made of others")
            .label("in the default of an enum")
            .help("write one of its values");
        return;
    }
    let place = |name: &str| context.variables.iter().position(|it| it.name.value == name);
    let (own, other) = (place(variable.name.value), place(hole.name));
    let Some(other) = other else {
        let known = context.variables.iter().map(|variable| variable.name.value);
        let help = suggest::help(hole.name, known, "variables");
        context
            .error(hole.span, format!("no variable is called {}", braced(hole.name)))
            .label("a default is made of variables only")
            .help(help);
        return;
    };
    context.uses(hole.name);
    if own.is_some_and(|own| other >= own) {
        context
            .error(hole.span, format!("{} is not known yet", braced(hole.name)))
            .label("a default is made of variables above it")
            .help(if own == Some(other) {
                "write a text".to_owned()
            } else {
                format!("move `[variables.{}]` down", variable.name.value)
            });
    }
}

/// ```toml
/// [environments.test]
/// hots = "app.example.com"
/// ```
pub(super) fn environments(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Slot::Given(environments) = &document.environments else { return };
    if document.variables.is_broken() || context.is_misspelt("variables") {
        return;
    }
    if document.variables.is_missing() {
        context
            .error(environments.key, "environments give values to variables, and there are none")
            .label("nothing to give a value to")
            .help("add\n\n[variables.host]\ntype = \"hostname\"");
        return;
    }
    for environment in &environments.value {
        for (name, value) in &environment.values {
            let Some(variable) = context.variable(name.value) else {
                let known = || context.variables.iter().map(|variable| variable.name.value);
                let own = not_of_an_environment(name.value)
                    .filter(|_| suggest::nearest(name.value, known()).is_none());
                let help = own.unwrap_or_else(|| suggest::help(name.value, known(), "variables"));
                let message = format!("unknown variable {}", quote(name.value));
                if context.errors.again(name.span, &message, None) {
                    continue;
                }
                context
                    .error(name.span, message)
                    .label("not declared under `[variables]`")
                    .help(help);
                continue;
            };
            fits(context, variable, *value);
        }
    }
}

/// Whether a value is what its variable takes.
fn fits(context: &mut Context<'_, '_>, variable: &Variable<'_>, value: Spanned<&str>) {
    let (what, help) = match &variable.kind {
        Some(VariableKind::String) if dots::is_step(value.value) => (
            "a value that a client takes",
            "write another text: `.` and `..` are steps of a path".to_owned(),
        ),
        None | Some(VariableKind::String) => return fits_pattern(context, variable, value),
        Some(VariableKind::Label) => {
            if hosts::is_label(value.value) {
                return fits_pattern(context, variable, value);
            }
            ("a label", "one part of a host name: letters, digits and `-`".to_owned())
        }
        Some(VariableKind::Hostname) => {
            if hosts::is_host_name(value.value) {
                return fits_pattern(context, variable, value);
            }
            let help = host_in(value.value).map(|host| format!("write `\"{host}\"`"));
            let help = help.unwrap_or_else(|| "a host name, with a port if need be".to_owned());
            ("a hostname", help)
        }
        Some(VariableKind::Url) => {
            if urls::is_base(value.value) {
                return fits_pattern(context, variable, value);
            }
            ("a url", "an https URL without user, query and fragment; http for loopback".to_owned())
        }
        Some(VariableKind::Integer) => {
            // Only as it is written by everybody: not `+5`, not `007`.
            if value.value.parse::<i64>().is_ok_and(|number| number.to_string() == value.value) {
                return fits_pattern(context, variable, value);
            }
            (
                "an integer",
                "digits, without `+` and zeros before them: a whole number of 64 bits".to_owned(),
            )
        }
        Some(VariableKind::Enum(values) | VariableKind::Map { names: values, .. }) => {
            if values.iter().any(|known| known.value == value.value) {
                return;
            }
            let known = values.iter().map(|known| known.value);
            let help = name_of(variable, value.value)
                .unwrap_or_else(|| suggest::help(value.value, known, "values"));
            ("one of its values", help)
        }
    };
    let name = variable.name;
    context
        .error(value.span, format!("{} is not {what}", quote(value.value)))
        .label(format!("not a value for {}", quote(name.value)))
        .related(name.span, "the variable")
        .help(help);
}

/// What to write instead of a text that is sent for one of the values, and is not its name.
fn name_of(variable: &Variable<'_>, text: &str) -> Option<String> {
    let Some(VariableKind::Map { names, texts }) = &variable.kind else { return None };
    let (name, _) = names.iter().zip(texts).find(|(_, sent)| sent.value == text)?;
    Some(format!("write `\"{}\"`: this is the text that is sent for it", name.value.escape_debug()))
}

/// Whether a value is what its variable looks like.
fn fits_pattern(context: &mut Context<'_, '_>, variable: &Variable<'_>, value: Spanned<&str>) {
    let Slot::Given(pattern) = &variable.pattern else { return };
    if pattern::fits(pattern.value, value.value) {
        return;
    }
    context
        .error(value.span, format!("{} does not fit its pattern", quote(value.value)))
        .label(format!("not a value for {}", quote(variable.name.value)))
        .related(pattern.span, "the whole text must look like this")
        .help("correct one of them");
}

/// ```toml
/// [variables.region]
/// type = "enum"
/// values = ["us", "eu"]
/// pattern = "[a-z]+"
/// ```
pub(super) fn needless_patterns(context: &mut Context<'_, '_>) {
    for variable in context.variables {
        if let (Slot::Given(pattern), Some(_)) = (&variable.pattern, variable.values()) {
            context
                .error(pattern.key, "an enum has its values, and needs no pattern")
                .label("nothing would look at this")
                .related(variable.name.span, "the variable")
                .help("leave it out, or write another `type`");
        }
    }
}

/// ```toml
/// [variables.host]
/// type = "hostname"
/// # … and no `{host}`
/// ```
pub(super) fn unused(context: &mut Context<'_, '_>) {
    let is_clean = context.errors.is_empty();
    for (variable, used) in context.variables.iter().zip(context.used.clone()) {
        let name = variable.name;
        // A name that cannot be one has been reported, and nothing could use it.
        if !is_name(name.value) || is_taken(name.value) || name.value == "description" {
            continue;
        }
        // Where something else is wrong, the place that uses it may not have been understood.
        if used || (!is_clean && context.document.source.contains(&format!("{{{}}}", name.value))) {
            continue;
        }
        let is_inherited = name.span < context.document.start;
        // The name of a key that no template has to have: the application gives it.
        let is_given = name.value.contains("key") && signs_itself(context);
        let help = if is_given {
            "remove it: with `private_key_jwt` the application gives the key to the builder, `.client_key(…)`"
                .to_owned()
        } else if is_inherited {
            format!("take it away:\n\n[variables]\n{} = false", name.value)
        } else {
            format!("use it as {}, or remove it", braced(name.value))
        };
        let doubled = format!("{{{{{}}}}}", name.value);
        let written = context.document.source.find(&doubled);
        let error =
            context.error(name.span, format!("the variable {} is not used", quote(name.value)));
        error.label("no template has it").help(help);
        if let Some(start) = written {
            let place = Span { start, end: start + doubled.len() };
            error.related(place, "`{{` stands for a brace: this is a text");
        }
    }
}

/// Whether the client authenticates with a key of its own (RFC 7523).
fn signs_itself(context: &Context<'_, '_>) -> bool {
    context.document.ways().iter().any(|way| way.value == "private_key_jwt")
}
