//! The scopes a file declares, combined ones written out, in the file's order.

use std::borrow::Cow;

use crate::raw::{self, Document};
use crate::report::{Errors, quote};
use crate::span::{Given, Slot, Span, Spanned};

/// One scope.
pub(crate) struct Scope<'t> {
    pub(crate) value: Cow<'t, str>,
    pub(crate) span: Span,
    pub(crate) rust_name: Option<Spanned<&'t str>>,
    pub(crate) description: Option<&'t str>,
}

/// More than anyone could choose from; combinations grow fast.
const MOST: usize = 4096;

/// Every scope, as often as it is declared.
pub(crate) fn all<'t>(document: &Document<'t>, errors: &mut Errors) -> Vec<Scope<'t>> {
    let Some(scopes) = document.scopes.get() else { return Vec::new() };
    let mut all: Vec<_> = scopes.list.iter().map(listed).collect();
    if let Slot::Given(combine) = &scopes.combine {
        let combined = combined(combine, errors);
        let is_first = all.first().is_none_or(|first| combine.span.start < first.span.start);
        let place = if is_first { 0 } else { all.len() };
        all.splice(place..place, combined);
    }
    all
}

/// Every scope of a further list.
pub(crate) fn of<'t>(set: &raw::ScopeSet<'t>) -> Vec<Scope<'t>> {
    set.list.iter().map(listed).collect()
}

fn listed<'t>(scope: &raw::Scope<'t>) -> Scope<'t> {
    Scope {
        value: Cow::Borrowed(scope.value.value),
        span: scope.value.span,
        rust_name: scope
            .rust_name
            .given()
            .map(|given| Spanned { value: given.value, span: given.span }),
        description: scope.description.get().copied(),
    }
}

/// Every first part with every second part, and so on.
fn combined<'t>(combine: &Given<raw::Combine<'t>>, errors: &mut Errors) -> Vec<Scope<'t>> {
    let raw::Combine { parts, parts_span, separator } = &combine.value;
    let count = parts.iter().try_fold(1_usize, |count, list| count.checked_mul(list.len()));
    if count.is_none_or(|count| count > MOST) {
        errors
            .add(*parts_span, "these parts make too many scopes")
            .label(format!("more than {MOST}"))
            .help(format!("leave {} out to take any text as a scope", quote("scopes.combine")));
        return Vec::new();
    }
    let before = errors.count();
    for list in parts {
        crate::check::all_different(list, "part", errors);
    }
    if errors.count() > before {
        // Every scope made of such a part would be there twice as well: that is one mistake.
        return Vec::new();
    }
    let mut values = vec![(String::new(), *parts_span)];
    for (place, list) in parts.iter().enumerate() {
        let mut longer = Vec::with_capacity(values.len() * list.len());
        for (start, span) in &values {
            for part in list {
                let mut value = start.clone();
                if place > 0 {
                    value.push_str(separator);
                }
                value.push_str(part.value);
                // The first part stands for the whole: it is where a reader begins.
                longer.push((value, if place == 0 { part.span } else { *span }));
            }
        }
        values = longer;
    }
    values
        .into_iter()
        .map(|(value, span)| Scope {
            value: Cow::Owned(value),
            span,
            rust_name: None,
            description: None,
        })
        .collect()
}
