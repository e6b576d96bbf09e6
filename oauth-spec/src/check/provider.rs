//! `[provider]`, `[documents]`, `[unconfirmed]`.

use toml::de::{DeTable, DeValue};

use super::{Context, twice};
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
pub(super) fn unconfirmed_that_is_not_there(context: &mut Context<'_, '_>) {
    let document = context.document;
    for fact in &document.unconfirmed {
        if is_there(document.table, fact.path.value) {
            continue;
        }
        let mut paths = Vec::new();
        all_paths(document.table, "", &mut paths);
        let near = suggest::nearest(fact.path.value, paths.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean {}?", quote(near)),
            None => "write the path of a key with dots, such as `endpoints.token`".to_owned(),
        };
        context
            .error(fact.path.span, format!("nothing is at {}", quote(fact.path.value)))
            .label("no such key in this file")
            .help(help);
    }
}

/// Whether a path leads to a key. Keys may have dots in them, so every way is tried.
fn is_there(table: &DeTable<'_>, path: &str) -> bool {
    table.iter().any(|(key, value)| {
        let Some(rest) = path.strip_prefix(key.get_ref().as_ref()) else { return false };
        rest.is_empty()
            || rest.strip_prefix('.').is_some_and(|rest| match value.get_ref() {
                DeValue::Table(inner) => is_there(inner, rest),
                _ => false,
            })
    })
}

fn all_paths(table: &DeTable<'_>, prefix: &str, paths: &mut Vec<String>) {
    for (key, value) in table {
        let path = format!("{prefix}{}", key.get_ref());
        if path == "unconfirmed" {
            continue;
        }
        if let DeValue::Table(inner) = value.get_ref() {
            all_paths(inner, &format!("{path}."), paths);
        }
        paths.push(path);
    }
}
