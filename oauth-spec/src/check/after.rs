//! Grants that depend on others: `after`, `offline`, `same_token`.

use super::{Context, all_different};
use crate::raw::{Expiry, Grant, GrantKind};
use crate::report::quote;
use crate::span::{Slot, Span};
use crate::suggest;
use crate::{Renewal, Rotation};

/// ```toml
/// [grants.long_lived]
/// after = ["authorisation_code", "long_lived"]
/// ```
pub(super) fn after(context: &mut Context<'_, '_>) {
    let knows_grants = context.knows_grants();
    for grant in context.grants {
        let Slot::Given(after) = &grant.after else { continue };
        all_different(&after.value, "grant", context.errors);
        if after.value.is_empty() {
            context
                .error(after.span, "after no grant")
                .label("empty")
                .help("leave it out for a grant that the application asks for");
        }
        for name in &after.value {
            let other = context.grants.iter().find(|other| other.name.value == name.value);
            let Some(other) = other else {
                if !knows_grants {
                    continue;
                }
                let names = context.grants.iter().map(|other| other.name.value);
                let names: Vec<_> = names.filter(|name| *name != grant.name.value).collect();
                let help = suggest::help(name.value, names, "grants");
                context
                    .error(name.span, format!("unknown grant {}", quote(name.value)))
                    .label("not declared under `[grants]`")
                    .help(help);
                continue;
            };
            let wrong = if other.name.value == grant.name.value {
                Some("a grant after itself never ends")
            } else if reaches(context.grants, other, grant.name.value) {
                Some("grants after each other never end")
            } else if other.kind == GrantKind::PersonalAccessToken {
                Some("a token that is made by hand is not exchanged")
            } else if other.gives_no_access() {
                Some("an ID token alone is not exchanged")
            } else {
                None
            };
            if let Some(wrong) = wrong {
                let first = other.name.span;
                context
                    .error(name.span, wrong)
                    .label("after this")
                    .related(first, "the grant")
                    .help("name the grant whose token is exchanged");
            }
        }
        for parameter in &grant.parameters {
            context
                .error(parameter.name.span, "a parameter that nobody gives")
                .label("given with a call")
                .related(after.key, "and this grant follows another by itself")
                .help("declare a variable, or take a value of the answer: `{token.…}`");
        }
    }
}

/// Whether a grant comes after that one, at any distance.
fn reaches(grants: &[Grant<'_>], from: &Grant<'_>, name: &str) -> bool {
    let mut open = vec![from];
    let mut seen: Vec<&str> = Vec::new();
    while let Some(grant) = open.pop() {
        let Slot::Given(after) = &grant.after else { continue };
        for next in &after.value {
            if next.value == name {
                return true;
            }
            if !seen.contains(&next.value) {
                seen.push(next.value);
                open.extend(grants.iter().filter(|grant| grant.name.value == next.value));
            }
        }
    }
    false
}

/// ```toml
/// [grants.authorization_code]
/// offline = { scopes = ["offline_access"] }
/// # … and no `[grants.refresh_token]`
/// ```
pub(super) fn offline(context: &mut Context<'_, '_>) {
    if !context.knows_grants() {
        return;
    }
    let has_refresh = context.grant(GrantKind::RefreshToken).is_some();
    for grant in context.grants {
        let Slot::Given(offline) = &grant.offline else { continue };
        all_different(&offline.value.scopes, "scope", context.errors);
        if let Slot::Given(endless) = &offline.value.endless {
            endless_anyway(context, endless.key);
        } else if offline.value.endless.is_broken() {
            // What it asks for is not known.
        } else if !has_refresh {
            context
                .error(offline.key, "asking for a refresh token takes the refresh grant")
                .label("`[grants.refresh_token]` is missing")
                .help("add\n\n[grants.refresh_token]");
        } else if let Slot::Given(renew) = &grant.renew
            && renew.value == Renewal::None
        {
            context
                .error(offline.key, "asking for a refresh token that is never used")
                .label("what asks for it")
                .related(renew.span, "its tokens are not renewed")
                .help("leave one of them out");
        }
    }
}

/// ```toml
/// offline = { scopes = ["offline_access"], expiry = "never" }
/// [token]
/// expiry = "never"
/// ```
fn endless_anyway(context: &mut Context<'_, '_>, key: Span) {
    let Some(token) = context.document.token.get() else { return };
    let Slot::Given(expiry) = &token.answer.expiry else { return };
    if matches!(expiry.value, Expiry::Never) {
        context
            .error(key, "no token expires, whatever is asked for")
            .label("says nothing")
            .related(expiry.span, "never anyway")
            .help("leave one of them out");
    }
}

/// ```toml
/// [grants.refresh_token]
/// same_token = true
/// rotation = "always"
/// ```
pub(super) fn same_token(context: &mut Context<'_, '_>) {
    let Some(refresh) = context.grant(GrantKind::RefreshToken) else { return };
    let Slot::Given(same) = &refresh.same_token else { return };
    if !same.value {
        return;
    }
    if let Slot::Given(rotation) = &refresh.rotation
        && rotation.value == Rotation::Always
    {
        context
            .error(rotation.span, "an answer without a token holds no refresh token either")
            .label("another one with each refresh")
            .related(same.key, "the answer holds no token")
            .help("leave one of them out");
    }
    let lifetime = match &context.document.token {
        Slot::Given(token) if !token.value.lifetime.is_missing() => true,
        Slot::Given(_) | Slot::Missing => context.is_misspelt("token"),
        Slot::Broken => true,
    };
    if !lifetime {
        context
            .error(same.key, "the same token lives on, and nobody says for how long")
            .label("`token.lifetime` is missing")
            .help("add\n\n[token]\nlifetime = \"30d\"");
    }
}
