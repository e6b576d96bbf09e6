//! Where facts come from.

use super::Context;
use super::list::{NO_DOCUMENTS, UNCONFIRMED_ENDPOINT};
use crate::report::quote;

/// ```toml
/// # … neither `[documents]` nor `provider.docs`
/// ```
pub(super) fn no_documents(context: &mut Context<'_, '_>) {
    if !context.provider.docs.documents.is_empty() {
        return;
    }
    let Some(provider) = context.at(&["provider"]) else { return };
    let span = provider.key;
    context
        .warn(&NO_DOCUMENTS, span, "no document says that the provider is so")
        .label("neither `[documents]` nor `docs`")
        .help("add `docs = \"https://…\"` to `[provider]`");
}

/// ```toml
/// [unconfirmed]
/// "endpoints.token" = "no document names it"
/// ```
pub(super) fn unconfirmed_endpoints(context: &mut Context<'_, '_>) {
    for fact in &context.document.unconfirmed {
        let path = fact.path;
        let leads_there: Vec<_> = context
            .entries
            .iter()
            .filter(|entry| entry.is_url() && entry.path.join(".") == path.value)
            .map(|entry| entry.span)
            .collect();
        for endpoint in leads_there {
            context
                .found
                .warn(
                    &UNCONFIRMED_ENDPOINT,
                    endpoint,
                    format!("nobody states {}", quote(path.value)),
                )
                .label("sent here on a guess")
                .related(path.span, "not confirmed")
                .help(
                    "find a document that names it, or make it a variable that applications give",
                );
        }
    }
}
