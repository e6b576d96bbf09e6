//! Scopes, and how they are asked for.

use super::leak;
use crate::raw::Document;
use crate::scopes::{self, Scope as Declared};
use crate::span::Spanned;
use crate::{ScopeSet, Scopes};

/// `[scopes]`.
pub(super) fn scopes(document: &Document<'_>, declared: &[Declared<'_>]) -> Scopes {
    let standard = Scopes::STANDARD;
    let Some(written) = document.scopes.get() else { return standard };
    let separator =
        written.separator.get().map_or(standard.separator, |separator| leak::text(separator));
    let list = |list: Option<&Vec<Spanned<&str>>>| list.map_or(&[][..], |list| leak::texts(list));
    Scopes {
        separator,
        answer_separator: written
            .answer_separator
            .get()
            .map_or(separator, |separator| leak::text(separator)),
        encoding: written.encoding.or(standard.encoding),
        required: list(written.required.get()),
        default: list(written.default.get()),
        forbidden: list(written.forbidden.get()),
        implies: leak::list(
            written
                .implies
                .iter()
                .flat_map(|(scope, others)| others.iter().map(move |other| (scope, other)))
                .map(|(scope, other)| (leak::text(scope.value), leak::text(other.value)))
                .collect(),
        ),
        sets: leak::list(
            written
                .sets
                .iter()
                .map(|set| ScopeSet {
                    name: leak::text(set.name.value),
                    known: known(&scopes::of(set)),
                })
                .collect(),
        ),
        known: known(declared),
    }
}

fn known(declared: &[Declared<'_>]) -> &'static [&'static str] {
    leak::list(declared.iter().map(|scope| leak::text(&scope.value)).collect())
}
