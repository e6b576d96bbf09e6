//! `[authorization_details]`: what is sent, and who asks for it.

use super::Context;
use crate::raw::{Field, FieldKind, GrantKind};
use crate::report::quote;
use crate::span::Slot;

/// ```toml
/// [authorization_details.payment]
/// fields.amount = { path = "data.amount" }
/// fields.type   = {}
/// ```
pub(super) fn fields(context: &mut Context<'_, '_>) {
    for detail in context.document.authorization_details.items() {
        if detail.name.value.trim().is_empty() {
            context
                .error(detail.name.span, "authorization details without a type")
                .label("empty")
                .help("the key is the `type` that is sent (RFC 9396, 2)");
        }
        let fields = detail.fields.get().map_or(&[][..], Vec::as_slice);
        for field in fields.iter().filter(|field| field.name.value == "type") {
            context
                .error(field.name.span, "`type` is the table's own name")
                .label("would be there twice")
                .help("leave it out");
        }
        all(context, fields);
    }
}

fn all(context: &mut Context<'_, '_>, fields: &[Field<'_>]) {
    for field in fields {
        let place = &field.place;
        let keys = [
            key(&place.path, "path"),
            key(&place.from, "from"),
            key(&place.when, "when"),
            key(&place.equals, "equals"),
            key(&place.pattern, "pattern"),
        ];
        for (name, span) in keys.into_iter().flatten() {
            context
                .error(span, format!("authorization details have no {}", quote(name)))
                .label("they are sent as they are declared")
                .help("leave it out");
        }
        match field.kind.as_ref().map(FieldKind::element) {
            Some(FieldKind::Token) => {
                context
                    .error(field.name.span, "a token among authorization details")
                    .label("they are sent before there is one")
                    .help("write `type = \"object\"` or `type = \"any\"`");
            }
            Some(FieldKind::Object(inner)) => all(context, inner),
            _ => {}
        }
    }
}

fn key<T>(slot: &Slot<T>, name: &'static str) -> Option<(&'static str, crate::span::Span)> {
    match slot {
        Slot::Given(given) => Some((name, given.key)),
        _ => None,
    }
}

/// ```toml
/// [authorization_details.payment]
/// [grants.personal_access_token]
/// ```
pub(super) fn of_nobody(context: &mut Context<'_, '_>) {
    let Slot::Given(details) = &context.document.authorization_details else { return };
    let asks = context.grants.iter().any(|grant| {
        !matches!(grant.kind, GrantKind::RefreshToken | GrantKind::PersonalAccessToken)
            && grant.after.is_missing()
    });
    if !asks && context.knows_grants() {
        context
            .error(details.key, "authorization details, and no grant that asks for any")
            .label("nothing sends them")
            .help("add a grant that does, such as\n\n[grants.authorization_code]");
    }
}
