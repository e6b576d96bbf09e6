//! `timestamp` and `replay_id` of signatures: read from what was received, and the time from what is signed.

use super::Context;
use super::signature::holes;
use super::sources::{self, Step};
use crate::raw::{Canonical, Place, Signature, SignatureAlgorithm, Syntax};
use crate::reach;
use crate::span::Spanned;
use crate::template::{Hole, braced};

/// The beginnings of names of what was received.
const RECEIVED: &[&str] = &[
    "request.header.",
    "request.query.",
    "request.form.",
    "request.json.",
    "signature.",
    "token.",
];

/// ```toml
/// timestamp = { value = "request.body", max_age = "1m" }
/// replay_id = "client_id"
/// ```
pub(super) fn all(context: &mut Context<'_, '_>, signature: &Signature<'_>, step: Step<'_>) {
    let time = signature.timestamp.get().and_then(|time| time.value.get());
    for (hole, what) in [(time, "a time"), (signature.replay_id.get(), "the id of a delivery")] {
        let Some(hole) = hole else { continue };
        let before = context.errors.count();
        sources::one(context, *hole, step);
        let is_received = RECEIVED.iter().any(|of| hole.name.starts_with(of));
        if !is_received && context.errors.count() == before {
            context
                .error(hole.span, format!("{} is not {what}", braced(hole.name)))
                .label(format!("{what} is one part of what was received"))
                .help("such as `request.header.x-timestamp`, `request.query.t` or `signature.t`");
        }
        if context.errors.count() > before {
            return;
        }
    }
    if let Some(time) = time {
        is_signed(context, signature, *time);
    }
}

/// ```toml
/// message = "{request.body}"
/// timestamp = { value = "request.header.x-timestamp", max_age = "5m" }
/// ```
fn is_signed(context: &mut Context<'_, '_>, signature: &Signature<'_>, time: Hole<'_>) {
    let digest = &signature.digest;
    // A JWT holds what it signs, and of what is wrong nothing is known.
    let is_unknown = !matches!(signature.algorithm.get(), Some(SignatureAlgorithm::Digest(_)))
        || digest.message.is_broken()
        || digest.key.is_broken()
        || digest.query.is_broken()
        || signature.syntax.is_broken()
        || signature.place.is_broken()
        || holes(signature).iter().any(|hole| context.errors.has(hole.span));
    if is_unknown {
        return;
    }
    let has_payload = matches!(signature.syntax.get(), Some(Syntax::Payload));
    let mut signed = reach::through_computed(context.document, holes(signature));
    if digest.message.is_missing() && has_payload {
        signed.push(Hole { name: "signature.payload", span: time.span });
    }
    let only = digest.query.get();
    if signed.iter().any(|hole| covers(context, hole.name, time.name, only)) {
        return;
    }
    let at = digest.message.given().map_or(signature.table, |message| message.span);
    let is_there = matches!(signature.place.get(), Some(Place::Query(name)) if time.name == format!("request.query.{name}"));
    let help = if is_there {
        "take another value: this one is the signature itself".to_owned()
    } else {
        format!("put {} into the message, or leave `timestamp` out", braced(time.name))
    };
    context
        .error(time.span, "the time is not signed")
        .label("anyone could change it")
        .related(at, "what is signed")
        .help(help);
}

/// Whether what is signed under one name holds what stands under another.
fn covers(
    context: &Context<'_, '_>,
    signed: &str,
    time: &str,
    query: Option<&Canonical<'_>>,
) -> bool {
    if signed == time {
        return true;
    }
    let part = time.strip_prefix("request.").and_then(|rest| rest.split_once('.'));
    let Some((family, name)) = part else { return field_covers(context, signed, time) };
    match (signed, family) {
        ("request.url", "query") | ("request.body", "form" | "json") => true,
        ("request.query", "query" | "form") => query.is_none_or(|query| keeps(query, name)),
        _ => false,
    }
}

/// A field of the answer is signed as the member that it is read from.
fn field_covers(context: &Context<'_, '_>, signed: &str, time: &str) -> bool {
    let (Some(name), Some(path)) =
        (time.strip_prefix("token."), signed.strip_prefix("request.json."))
    else {
        return false;
    };
    let Some(token) = context.document.token.get() else { return true };
    let root = token.answer.root.or("");
    token.fields.iter().any(|field| {
        // One that may be elsewhere may not be signed there.
        let [Spanned { value: own, .. }] = field.paths() else { return false };
        let own = *own;
        let is_same = own == path || own.strip_prefix('/') == Some(path);
        let below = path.strip_prefix(root).and_then(|path| path.strip_prefix('.'));
        field.name.value == name && (is_same || below == Some(own))
    })
}

/// Whether a parameter is among those that are written into the text.
fn keeps(query: &Canonical<'_>, name: &str) -> bool {
    let is = |pattern: &str| match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == pattern,
    };
    let is_removed =
        query.remove.get().is_some_and(|names| names.iter().any(|one| one.value == name));
    let is_kept = query.only.get().is_none_or(|names| names.iter().any(|one| is(one.value)));
    is_kept && !is_removed
}
