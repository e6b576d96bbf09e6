//! Answers that are forms, which have no depth.

use super::Context;
use crate::AnswerFormat;
use crate::span::Slot;

/// ```toml
/// [token]
/// format = "form"
/// root   = "data"
/// ```
pub(super) fn root(context: &mut Context<'_, '_>) {
    let token = context.document.token.get().map(|token| &token.answer);
    let mut all: Vec<_> = token.map(|it| (&it.format, &it.root)).into_iter().collect();
    let mut inherited = Vec::new();
    for grant in context.grants {
        if let Some(own) = grant.request.get().and_then(|request| request.answer.get()) {
            // What it leaves out is as in `[token]`.
            match (&own.format, &own.root, token) {
                (Slot::Missing, root, Some(token)) if !root.is_missing() => {
                    all.push((&token.format, root));
                }
                (format, Slot::Missing, Some(token)) if !format.is_missing() => {
                    inherited.push((format, &token.root));
                }
                (format, root, _) => all.push((format, root)),
            }
        }
        if let Some(codes) = grant.device_answer.get() {
            all.push((&codes.format, &codes.root));
        }
    }
    let own = all.into_iter().map(|(format, root)| (format, root, false));
    for (format, root, is_inherited) in own.chain(inherited.into_iter().map(|(f, r)| (f, r, true)))
    {
        let (Slot::Given(format), Slot::Given(root)) = (format, root) else { continue };
        if format.value != AnswerFormat::Form || root.value.is_empty() {
            continue;
        }
        let (at, other, help) = if is_inherited {
            (format.span, (root.span, "the root"), "write `root = \"\"` beside it")
        } else {
            (root.span, (format.span, "a form"), "leave the root out")
        };
        context
            .error(at, "a form with a root, and a form has no depth")
            .label("nothing is in anything else there")
            .related(other.0, other.1)
            .help(help);
    }
}
