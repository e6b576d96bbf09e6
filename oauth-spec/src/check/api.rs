//! `[api]`.

use super::Context;
use super::sources::{self, Step};
use crate::ExpirySignal;
use crate::span::Slot;

/// ```toml
/// [api]
/// authorization = "Bearer"
/// ```
pub(super) fn carries_the_token(context: &mut Context<'_, '_>) {
    let Some(api) = context.document.api.get() else { return };
    let Slot::Given(authorization) = &api.authorization else { return };
    let carries = |template: &crate::template::Template<'_>| {
        template.holes().any(|hole| hole.name == "access_token" || hole.name.starts_with("token."))
    };
    if carries(&authorization.value)
        || api.headers_broken
        || api.headers.iter().any(|header| carries(&header.value))
    {
        return;
    }
    let scheme = authorization.value.text.trim_end();
    let help = if scheme.contains('{') {
        "write `authorization = \"Bearer {access_token}\"`".to_owned()
    } else {
        format!("write `authorization = \"{scheme} {{access_token}}\"`")
    };
    context
        .error(authorization.span, "API calls without the token")
        .label("`{access_token}` is not in it")
        .help(help);
}

/// ```toml
/// [api]
/// expired = { status = 429 }
/// ```
pub(super) fn statuses(context: &mut Context<'_, '_>) {
    let Some(api) = context.document.api.get() else { return };
    if let Slot::Given(limits) = &api.rate_limited {
        for (place, status) in limits.value.iter().enumerate() {
            let earlier = limits.value.get(..place).unwrap_or_default();
            if let Some(first) = earlier.iter().find(|first| first.value == status.value) {
                context
                    .error(status.span, format!("the status {} is there twice", status.value))
                    .label("for the second time")
                    .related(first.span, "for the first time")
                    .help("leave one of them out");
            }
        }
    }
    let Slot::Given(expired) = &api.expired else { return };
    for words in [&expired.value.error, &expired.value.error_description] {
        if let Slot::Given(words) = words {
            super::all_different(&words.value, "word", context.errors);
        }
    }
    let (status, span) = match &expired.value.status {
        Slot::Given(status) => (status.value, status.span),
        Slot::Missing => (ExpirySignal::STANDARD.status[0], expired.key),
        Slot::Broken => return,
    };
    let Slot::Given(limits) = &api.rate_limited else {
        if status == 429 && api.rate_limited.is_missing() {
            context
                .error(span, "the status 429 means two things")
                .label("the token has expired")
                .help("write the statuses of too many calls: `rate_limited = [420]`");
        }
        return;
    };
    if let Some(same) = limits.value.iter().find(|limit| limit.value == status) {
        context
            .error(span, format!("the status {status} means two things"))
            .label("the token has expired")
            .related(same.span, "too many calls")
            .help("a status can mean one of them");
    }
}

/// Names in the headers of API calls.
pub(super) fn templates(context: &mut Context<'_, '_>) {
    let Some(api) = context.document.api.get() else { return };
    if let Some(template) = api.authorization.get() {
        sources::template(context, template, Step::API);
    }
    for header in &api.headers {
        sources::template(context, &header.value, Step::API);
    }
}
