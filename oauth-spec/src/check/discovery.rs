//! `[discovery]`: whose metadata it is, and what it is for.

use super::{Context, all_different};
use crate::span::Slot;

/// ```toml
/// [discovery]
/// # … and no `endpoints.issuer`
/// ```
pub(super) fn issuer(context: &mut Context<'_, '_>) {
    let Slot::Given(discovery) = &context.document.discovery else { return };
    if !context.states(|endpoints| endpoints.issuer.is_missing()) {
        context
            .error(discovery.key, "metadata of nobody")
            .label("there is no `endpoints.issuer`, which the document must name (RFC 8414, 3.3)")
            .help("add\n\n[endpoints]\nissuer = \"https://…\"");
    }
}

/// ```toml
/// [discovery]
/// kind = "openid"
/// url  = "https://acme.example/metadata"
/// ```
pub(super) fn needless(context: &mut Context<'_, '_>) {
    let Some(discovery) = context.document.discovery.get() else { return };
    if let (Slot::Given(kind), Slot::Given(url)) = (&discovery.kind, &discovery.url) {
        context
            .errors
            .add(kind.key, "a well-known address that is not asked")
            .label("chooses between well-known addresses")
            .related(url.span, "the document is here")
            .help("leave one of them out");
    }
    if let Slot::Given(ignore) = &discovery.ignore {
        all_different(&ignore.value, "member", context.errors);
    }
}
