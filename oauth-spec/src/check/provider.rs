//! `[provider]`, `[documents]`, `[seen]`, `[unconfirmed]`.

use toml::de::{DeTable, DeValue};

use super::{Context, twice};
use crate::bases;
use crate::report::quote;
use crate::suggest;

/// ```toml
/// [provider]
/// docs = "https://…"
/// [documents]
/// docs = { title = "…" }
/// ```
pub(super) fn document_named_twice(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Some(one) = document.provider.docs.given() else { return };
    if let Some(same) = document.documents.iter().find(|document| document.id.value == "docs") {
        twice(same.id, one.key, "document", context.errors);
    }
}

/// ```toml
/// [unconfirmed]
/// "endpoints.tokne" = "why"
/// ```
pub(super) fn facts_that_are_not_there(context: &mut Context<'_, '_>) {
    let document = context.document;
    for fact in document.seen.iter().chain(&document.unconfirmed) {
        let path = fact.path.value;
        if bases::at(document.table, path).is_some()
            || context.is_misspelt(path.split('.').next().unwrap_or(""))
            || path.starts_with("grants.") && !context.knows_parameters()
            || is_at_a_mistake(context, document.table, path)
        {
            continue;
        }
        let mut paths = Vec::new();
        all_paths(document.table, "", &mut paths);
        let near = suggest::nearest(fact.path.value, paths.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean {}?", quote(near)),
            None => {
                "write the path of a key that is there, such as `endpoints.token`, or remove it"
                    .to_owned()
            }
        };
        context
            .error(fact.path.span, format!("nothing is at {}", quote(fact.path.value)))
            .label("no such key in this file")
            .help(help);
    }
}

/// Whether a path leads to a key that may be misspelt, or through a value that is wrong: that has been reported.
fn is_at_a_mistake(context: &Context<'_, '_>, table: &DeTable<'_>, path: &str) -> bool {
    let mut keys = table.iter();
    let next = keys.find_map(|(key, value)| {
        let rest = path.strip_prefix(key.get_ref().as_ref())?.strip_prefix('.')?;
        Some((value, rest))
    });
    match next {
        Some((value, rest)) => match value.get_ref() {
            DeValue::Table(inner) => is_at_a_mistake(context, inner, rest),
            _ => context.errors.has(value.span().into()),
        },
        None => table.keys().any(|key| context.errors.has(key.span().into())),
    }
}

fn all_paths(table: &DeTable<'_>, prefix: &str, paths: &mut Vec<String>) {
    for (key, value) in table {
        let path = format!("{prefix}{}", key.get_ref());
        if path == "seen" || path == "unconfirmed" {
            continue;
        }
        if let DeValue::Table(inner) = value.get_ref() {
            all_paths(inner, &format!("{path}."), paths);
        }
        paths.push(path);
    }
}

/// ```toml
/// [seen]
/// "endpoints.token" = "a catalogue"
/// [unconfirmed]
/// "endpoints.token" = "nobody says it"
/// ```
pub(super) fn seen_and_unconfirmed(context: &mut Context<'_, '_>) {
    let document = context.document;
    for fact in &document.unconfirmed {
        let path = fact.path;
        let seen = document.seen.iter().find(|seen| seen.path.value == path.value);
        if let Some(seen) = seen {
            context
                .error(path.span, format!("{} is both seen and unconfirmed", quote(path.value)))
                .label("nobody states it")
                .related(seen.path.span, "a catalogue states it")
                .help("leave one of them out");
        }
    }
}
