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
        let table = fact.path.value.split('.').next().unwrap_or("");
        if bases::at(document.table, fact.path.value).is_some() || context.is_misspelt(table) {
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
