//! Fields that are an element of a list, or the answer itself.

use super::Answer;
use crate::FieldFrom;
use crate::check::Context;
use crate::element;
use crate::raw::{Field, FieldKind, numbered};
use crate::report::quote;
use crate::span::{Slot, Spanned};

/// ```toml
/// [calls.accounts.fields.api]
/// path = "accounts.*.href"
/// when = { "accounts.*.product" = "bc3" }
/// ```
pub(super) fn chosen(context: &mut Context<'_, '_>, field: &Field<'_>, answer: Answer) {
    if field.place.path.is_broken() {
        return;
    }
    // Of several none is an element.
    let Some(&path) = field.paths().first() else { return };
    // The name of a header has other rules.
    if field.place.from.or(FieldFrom::Answer) == FieldFrom::Header {
        return;
    }
    let Some((list, rest)) = element(path.value) else {
        of_no_element(context, field, path);
        return;
    };
    // What is wrong with where it begins has been said, and changes what conditions begin with.
    if context.errors.has(path.span) {
        return;
    }
    let name = quote(path.value);
    let help = format!("write the element's number: {}", quote(&numbered(path.value)));
    let refusal = if element(rest).is_some() {
        Some("`*` more than once")
    } else if answer == Answer::Callback {
        Some("a field of a callback has no conditions that choose")
    } else {
        None
    };
    if let Some(label) = refusal {
        context
            .error(path.span, format!("{name} is no element that can be chosen"))
            .label(label)
            .help(help);
        return;
    }
    let starred = starred(list);
    match &field.place.when {
        Slot::Missing => {
            context
                .error(path.span, format!("{name} does not say which element"))
                .label("`*` is the first for which a condition holds")
                .help(format!("add `when = {{ \"{starred}.…\" = … }}`; or {help}"));
        }
        Slot::Given(when) => {
            for condition in &when.value {
                let other = condition.path;
                let own = element(other.value).filter(|(of, _)| *of == list);
                if own.is_some_and(|(_, rest)| element(rest).is_none())
                    || context.errors.has(other.span)
                {
                    continue;
                }
                if let Some((_, rest)) = own {
                    let numbered = format!("{starred}.{}", numbered(rest));
                    context
                        .error(
                            other.span,
                            format!("{} says nothing of the element", quote(other.value)),
                        )
                        .label("`*` more than once")
                        .related(path.span, "the element")
                        .help(format!("write the inner element's number: {}", quote(&numbered)));
                    continue;
                }
                context
                    .error(
                        other.span,
                        format!("{} says nothing of the element", quote(other.value)),
                    )
                    .label("every condition is about what `*` stands for")
                    .related(path.span, "the element")
                    .help(format!("begin it with `{starred}.`"));
            }
        }
        Slot::Broken => {}
    }
}

/// ```toml
/// [calls.accounts.fields.api]
/// path = "accounts.0.href"
/// when = { "accounts.*.product" = "bc3" }
/// ```
fn of_no_element(context: &mut Context<'_, '_>, field: &Field<'_>, path: Spanned<&str>) {
    for condition in field.place.when.items() {
        let other = condition.path;
        let Some((list, _)) = element(other.value) else { continue };
        let starred = starred(list);
        context
            .error(
                other.span,
                format!("{} is about an element, and the field is none", quote(other.value)),
            )
            .label("`*` is the element that `path` takes")
            .related(path.span, "the field")
            .help(format!(
                "write `path = \"{starred}.…\"`, or {} here",
                quote(&numbered(other.value))
            ));
    }
}

/// The path of the chosen element of a list.
fn starred(list: &str) -> String {
    match list {
        "" | "/" => format!("{list}*"),
        _ => format!("{list}.*"),
    }
}

/// ```toml
/// [token.fields.all]
/// path = ""
/// ```
pub(super) fn whole(context: &mut Context<'_, '_>, field: &Field<'_>, answer: Answer) {
    let Some([path]) = field.place.path.get().map(Vec::as_slice) else { return };
    let is_whole = matches!(field.kind, None | Some(FieldKind::List(_) | FieldKind::Any));
    if !path.value.is_empty() || (answer == Answer::Call && is_whole) {
        return;
    }
    let error = context.error(path.span, "a path that leads nowhere");
    error.label("the empty path is the answer itself");
    error.related(field.name.span, "the field");
    error.help(if answer == Answer::Call {
        "only a list (`list = true`) or `type = \"any\"` is the answer itself: write the path of a member"
    } else {
        "only the answer of a call may be no object: write the path of a member"
    });
}
