//! Claims of ID tokens in two places.

use super::Context;
use super::entries::Entry;
use crate::lints::CLAIM_AS_FIELD;
use crate::report::quote;

/// ```toml
/// [id_token]
/// [token.fields.email]
/// from = "id_token"
/// ```
pub(super) fn as_fields(context: &mut Context<'_, '_>) {
    if context.provider.spec.id_token.is_none() {
        return;
    }
    let claims = context.entries.iter().filter(|entry| {
        matches!(entry.path.as_slice(), ["token", "fields", _, "from"])
            && entry.text() == Some("id_token")
    });
    for entry in claims {
        let ["token", "fields", name, _] = entry.path.as_slice() else { continue };
        // A request that is made of it takes fields only.
        let (whole, member) = (format!("{{token.{name}}}"), format!("{{token.{name}."));
        let is_hole = |text: &str| text.contains(&whole) || text.contains(&member);
        if context.entries.iter().filter_map(Entry::text).any(is_hole) {
            continue;
        }
        let path = context.at(&["token", "fields", name, "path"]).and_then(Entry::text);
        let claim = path.unwrap_or(name);
        let help = if claim == "sub" {
            "remove the field: `token.id_token_claims()` has it as `subject()`".to_owned()
        } else {
            format!("declare it as `[id_token.claims.{name}]` instead: `token.id_token_claims()`")
        };
        context
            .found
            .warn(&CLAIM_AS_FIELD, entry.span, format!("{} is a claim", quote(name)))
            .label("of an ID token that `[id_token]` verifies")
            .help(help);
    }
}
