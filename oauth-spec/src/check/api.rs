//! `[api]`.

use super::Context;
use super::sources::{self, Step};
use crate::ExpirySignal;
use crate::raw::Authorization;
use crate::reach;
use crate::report::quote;
use crate::span::{Slot, Spanned};
use crate::template::Hole;

/// ```toml
/// [api]
/// authorization = "Bearer"
/// ```
pub(super) fn carries_the_token(context: &mut Context<'_, '_>) {
    let Some(api) = context.document.api.get() else { return };
    let Slot::Given(authorization) = &api.authorization else { return };
    let document = context.document;
    let is_token = |hole: &Hole<'_>| {
        matches!(hole.name, "access_token" | "id_token") || hole.name.starts_with("token.")
    };
    // What is made of the token shows that somebody has it.
    let carries = |holes: Vec<Hole<'_>>| {
        reach::is_unclear(document, &holes)
            || reach::through_computed(document, holes).iter().any(is_token)
    };
    let mut all = reach::template(authorization.value.header());
    reach::add_headers(&mut all, &api.headers);
    reach::add_parameters(&mut all, &api.query);
    reach::add_parameters(&mut all, &api.body);
    if api.broken || !context.knows_all(&all) || carries(all) {
        return;
    }
    let (label, help) = match authorization.value.header() {
        None => (
            "no header, and no parameter that holds it",
            "add `query = { access_token = \"{access_token}\" }`".to_owned(),
        ),
        Some(template) if matches!(template.text, "none" | "false") => (
            "the text of a header",
            "write `authorization = false`, and say where the token goes: \
             `query = { access_token = \"{access_token}\" }`"
                .to_owned(),
        ),
        // Only a name can stand before the token.
        Some(template) if template.text.contains(['{', '/', ':']) => (
            "`{access_token}` is not in it",
            "write `authorization = \"Bearer {access_token}\"`".to_owned(),
        ),
        Some(template) => (
            "`{access_token}` is not in it",
            format!("write `authorization = \"{} {{access_token}}\"`", template.text.trim_end()),
        ),
    };
    context.error(authorization.span, "API calls without the token").label(label).help(help);
}

/// ```toml
/// [api]
/// expired = { status = 429 }
/// ```
pub(super) fn statuses(context: &mut Context<'_, '_>) {
    let Some(api) = context.document.api.get() else { return };
    if let Slot::Given(limits) = &api.rate_limited {
        different(context, &limits.value);
    }
    let Slot::Given(expired) = &api.expired else { return };
    for words in [&expired.value.error, &expired.value.error_description] {
        if let Slot::Given(words) = words {
            super::all_different(&words.value, "word", context.errors);
        }
    }
    let is_empty = |slot: &Slot<Vec<Spanned<&str>>>| slot.get().is_some_and(Vec::is_empty);
    let alone = is_empty(&expired.value.error)
        && (expired.value.error_description.is_missing()
            || is_empty(&expired.value.error_description));
    let standard = ExpirySignal::STANDARD.status.iter();
    let statuses: Vec<_> = match &expired.value.status {
        Slot::Given(statuses) => {
            different(context, &statuses.value);
            statuses.value.clone()
        }
        Slot::Missing => {
            standard.map(|status| Spanned { value: *status, span: expired.key }).collect()
        }
        Slot::Broken => return,
    };
    for Spanned { value: status, span } in statuses {
        if status < 300 && !tells_refusals(context) {
            context
                .error(span, format!("the status {status} is that of a success"))
                .label("would refuse every good answer")
                .help("say what makes an answer a refusal all the same: `[errors]` with `when`");
        } else if status < 300 && alone {
            context
                .error(span, format!("the status {status} alone tells no expired token"))
                .label("every refusal may have it")
                .help("say which of them means it: name the codes in `error`, or words in `error_description`");
        }
        let Slot::Given(limits) = &api.rate_limited else {
            if status == 429 && api.rate_limited.is_missing() {
                context
                    .error(span, "the status 429 means two things")
                    .label("the token has expired")
                    .help("write the statuses of too many calls: `rate_limited = [420]`");
            }
            continue;
        };
        if let Some(same) = limits.value.iter().find(|limit| limit.value == status) {
            context
                .error(span, format!("the status {status} means two things"))
                .label("the token has expired")
                .related(same.span, "too many calls")
                .help("a status can mean one of them");
        }
    }
}

/// Whether something besides the status makes an answer a refusal.
fn tells_refusals(context: &Context<'_, '_>) -> bool {
    match &context.document.errors {
        Slot::Given(errors) if !errors.value.when.is_missing() => true,
        Slot::Given(_) | Slot::Missing => context.is_misspelt("errors"),
        Slot::Broken => true,
    }
}

/// Reports every status that is there twice.
pub(super) fn different(context: &mut Context<'_, '_>, statuses: &[Spanned<u16>]) {
    for (place, status) in statuses.iter().enumerate() {
        let earlier = statuses.get(..place).unwrap_or_default();
        if let Some(first) = earlier.iter().find(|first| first.value == status.value) {
            context
                .error(status.span, format!("the status {} is there twice", status.value))
                .label("for the second time")
                .related(first.span, "for the first time")
                .help("leave one of them out");
        }
    }
}

/// ```toml
/// [api]
/// form = { access_token = "{access_token}" }
/// query = { access_token = "{access_token}" }
/// ```
pub(super) fn added_twice(context: &mut Context<'_, '_>) {
    let Some(api) = context.document.api.get() else { return };
    for parameter in &api.body {
        let name = parameter.name;
        if let Some(first) = api.query.iter().find(|first| first.name.value == name.value) {
            context
                .error(name.span, format!("{} goes with every call twice", quote(name.value)))
                .label("in the body")
                .related(first.name.span, "in the query")
                .help("leave one of them out");
        }
    }
}

/// Names in the headers and parameters of API calls.
pub(super) fn templates(context: &mut Context<'_, '_>) {
    let Some(api) = context.document.api.get() else { return };
    if let Some(template) = api.authorization.get().and_then(Authorization::header) {
        sources::template(context, template, Step::API);
    }
    for header in &api.headers {
        sources::template(context, &header.value, Step::API);
    }
    for parameter in api.query.iter().chain(&api.body) {
        sources::content(context, &parameter.value, Step::API);
    }
}
