//! Names of several parts, such as `{token.id}` and `{computed.proof}`: what declares them.

use super::sources::{given_by_a_grant, is_known, is_meaningful};
use super::step::Step;
use super::whereabouts::{known, known_in};
use super::{Context, clients};
use crate::raw::{Field, FieldKind, GrantKind};
use crate::reach;
use crate::report::quote;
use crate::suggest;
use crate::template::{Hole, braced};

/// `{token.name}` and `{callback.name}`.
pub(super) fn fields(context: &mut Context<'_, '_>, hole: Hole<'_>) {
    let document = context.document;
    let (table, name) = hole.name.split_once('.').unwrap_or((hole.name, ""));
    let fields = if table == "token" {
        document.token.get().map(|token| token.fields.as_slice())
    } else {
        document.callback.get().map(|callback| callback.fields.as_slice())
    };
    let is_broken = document.token.is_broken() && table == "token"
        || document.callback.is_broken() && table == "callback";
    if !is_broken {
        field(context, hole, name, table, fields.unwrap_or_default());
    }
}

/// A field that is used as a text.
fn field(
    context: &mut Context<'_, '_>,
    hole: Hole<'_>,
    name: &str,
    table: &str,
    fields: &[Field<'_>],
) {
    let Some(field) = fields.iter().find(|field| field.name.value == name) else {
        let names = fields.iter().map(|field| field.name.value);
        let label = format!("not declared under `[{table}.fields]`");
        let kind = match part_of_host(context.document.source, hole) {
            Some(kind) => format!("\ntype  = \"{kind}\"\nunder = [\"example.com\"]"),
            None => String::new(),
        };
        // What is deeper in the answer is a field of its own, with a path.
        let (declared, path) = match name.rsplit_once('.') {
            None => (name.to_owned(), String::new()),
            Some((_, last)) => {
                let is_free = fields.iter().all(|field| field.name.value != last);
                let own = if is_free { last.to_owned() } else { name.replace('.', "_") };
                (own, format!("\npath  = \"{name}\""))
            }
        };
        let mut declaration = format!("[{table}.fields.{declared}]{path}{kind}");
        if declared != name {
            let used = braced(&format!("{table}.{declared}"));
            declaration = format!("{declaration}\n\nand write {used} here");
        }
        missing(context, hole, table, name, names, &label, &declaration);
        return;
    };
    if matches!(field.kind, Some(FieldKind::List(_))) {
        context
            .error(hole.span, format!("{} is not a text", braced(hole.name)))
            .label("a list has no place in a template")
            .related(field.name.span, "the field")
            .help(
                "take one element as a field of its own: `path = \"shops.0.id\"`, or the one that a condition \
                 chooses: `path = \"shops.*.id\", when = { \"shops.*.active\" = true }`",
            );
    } else if matches!(field.kind, Some(FieldKind::Object(_) | FieldKind::Any | FieldKind::Token)) {
        context
            .error(hole.span, format!("{} is not a text", braced(hole.name)))
            .label("an object has no place in a template")
            .related(field.name.span, "the field")
            .help("take a field that is a string, a number, a boolean or an enum");
    }
}

/// What a field must be to stand where a template has that hole, in the host of an address or as its whole start: not
/// everything may.
fn part_of_host(source: &str, hole: Hole<'_>) -> Option<&'static str> {
    let before = source.get(..hole.span.start).unwrap_or_default();
    let text = before.rsplit(['"', '\'']).next().unwrap_or_default();
    let after = source.get(hole.span.end..).unwrap_or_default();
    match text.split_once("://") {
        Some((_, rest)) => (!rest.contains(['/', '?', '#'])).then_some("hostname"),
        None => (text.is_empty() && after.starts_with('/')).then_some("url"),
    }
}

/// `{calls.name.field}`.
pub(super) fn call_field(context: &mut Context<'_, '_>, hole: Hole<'_>, rest: &str) {
    let document = context.document;
    if document.calls.is_broken() {
        return;
    }
    let calls = document.calls.get().map_or(&[][..], Vec::as_slice);
    let (name, field_name) = rest.split_once('.').unwrap_or((rest, ""));
    let Some(call) = calls.iter().find(|call| call.name.value == name) else {
        let names = calls.iter().map(|call| call.name.value);
        let help = format!("[calls.{name}]\nwhen = \"connected\"");
        missing(context, hole, "calls", name, names, "not declared under `[calls]`", &help);
        return;
    };
    if field_name.is_empty() {
        context
            .error(hole.span, format!("{} is a call and no value", braced(hole.name)))
            .label("which of its fields")
            .related(call.name.span, "the call")
            .help(format!("write `{{calls.{name}.…}}` with the name of a field"));
        return;
    }
    if !call.fields.is_broken() {
        let fields = call.fields.get().map_or(&[][..], Vec::as_slice);
        field(context, hole, field_name, &format!("calls.{name}"), fields);
    }
}

/// `{grants.name}`: of a grant that needs nothing from the application.
pub(super) fn grant(context: &mut Context<'_, '_>, hole: Hole<'_>, name: &str) {
    if !context.knows_grants() {
        return;
    }
    let grants = context.grants;
    let Some(grant) = grants.iter().find(|grant| grant.name.value == name) else {
        let names = grants.iter().map(|grant| grant.name.value);
        let help = format!("[grants.{name}]");
        missing(context, hole, "grants", name, names, "not declared under `[grants]`", &help);
        return;
    };
    let needs = match grant.kind {
        GrantKind::ClientCredentials | GrantKind::Custom if !grant.after.is_missing() => {
            Some("it is asked for after another grant")
        }
        GrantKind::ClientCredentials | GrantKind::Custom => {
            let is_required = grant.parameters.iter().any(|own| own.required);
            is_required.then_some("a call must give its parameters")
        }
        GrantKind::AuthorizationCode | GrantKind::Implicit => Some("it needs a user in a browser"),
        GrantKind::Password => Some("it needs a user's password"),
        GrantKind::DeviceCode => Some("it needs a user at another screen"),
        GrantKind::Ciba => Some("it needs a user who agrees"),
        GrantKind::RefreshToken => Some("it needs a refresh token"),
        GrantKind::PersonalAccessToken => Some("its token is made by hand"),
    };
    if let Some(needs) = needs {
        context
            .error(hole.span, format!("{} cannot be asked for by itself", quote(name)))
            .label("just before this request")
            .related(grant.name.span, needs)
            .help("take a grant that needs nothing from the application, such as `client_credentials`");
    }
}

/// `{scopes.name}`.
pub(super) fn scope_set(context: &mut Context<'_, '_>, hole: Hole<'_>, name: &str) {
    let document = context.document;
    if document.scopes.is_broken() {
        return;
    }
    let scopes = document.scopes.get();
    let names: Vec<_> =
        scopes.into_iter().flat_map(|scopes| &scopes.sets).map(|set| set.name.value).collect();
    if !names.contains(&name) {
        let label = "not declared under `[scopes.sets]`";
        let help = format!("[scopes.sets.{name}]");
        missing(context, hole, "scopes", name, names.into_iter(), label, &help);
    }
}

/// `{computed.name}`: known where everything is known that it is made of.
pub(super) fn computed(context: &mut Context<'_, '_>, hole: Hole<'_>, name: &str, step: Step<'_>) {
    let document = context.document;
    context.used_names.insert(hole.name.to_owned());
    if document.computed.is_broken() {
        return;
    }
    let all = document.computed.get().map_or(&[][..], Vec::as_slice);
    if !all.iter().any(|computed| computed.name.value == name) {
        let names = all.iter().map(|computed| computed.name.value);
        let help = format!("[computed.{name}]");
        missing(context, hole, "computed", name, names, "not declared under `[computed]`", &help);
        return;
    }
    if step.everything || !context.knows_parameters() {
        return;
    }
    let step = Step { request: true, ..step };
    let is_missing = |inner: &Hole<'_>| {
        let is_named = context.variable(inner.name).is_some();
        let is_given = given_by_a_grant(context, inner.name) && !is_meaningful(inner.name);
        // What no computed value can be made of is said of that one.
        let is_possible = is_known(Step::COMPUTED, inner.name);
        (is_meaningful(inner.name) && is_possible && !is_known(step, inner.name))
            || (is_named && !step.variables)
            || (is_given && !step.call.contains(&inner.name))
    };
    let reached = reach::through_computed(document, reach::computed(document, name));
    let shown = reach::shown_by(document, name);
    // What a secret has signed shows nothing of it, wherever it goes.
    let is_key = |inner: &Hole<'_>| {
        inner.name == "client_secret" && !shown.iter().any(|it| it.span == inner.span)
    };
    let key = reached.iter().find(|inner| is_key(inner) && is_missing(inner)).copied();
    let wrong = reached.into_iter().find(|inner| is_missing(inner) && !is_key(inner));
    let Some(inner) = wrong else {
        if let Some(key) = key {
            clients::secret_of_nobody(context, key);
        }
        return;
    };
    let help = format!("{}\n{}", known_in(inner.name, step), known(context, step));
    context
        .error(hole.span, format!("{} is not known here", braced(hole.name)))
        .label(format!("{} does not know everything that it is made of", step.name))
        .related(inner.span, format!("not {}", braced(inner.name)))
        .help(help.trim_start());
}

/// A name of a family that nothing declares.
fn missing<'a>(
    context: &mut Context<'_, '_>,
    hole: Hole<'_>,
    family: &str,
    name: &str,
    names: impl Iterator<Item = &'a str> + Clone,
    label: &str,
    declaration: &str,
) {
    // It may be declared where the table's name is misspelt.
    if context.is_misspelt(family.split('.').next().unwrap_or("")) {
        return;
    }
    let message = format!("nothing is called {}", braced(hole.name));
    if context.errors.again(hole.span, &message, None) {
        return;
    }
    let help = match suggest::nearest(name, names) {
        Some(near) => {
            context.used_names.insert(format!("{family}.{near}"));
            let rest = hole.name.strip_prefix(family).unwrap_or("").trim_start_matches('.');
            let rest = rest.strip_prefix(name).unwrap_or("");
            format!("did you mean {}?", braced(&format!("{family}.{near}{rest}")))
        }
        None => format!("declare it:\n\n{declaration}"),
    };
    context.error(hole.span, message).label(label).help(help);
}
