//! Refusals: what tells them, and where their parts are.

use super::field::fields;
use super::leak;
use crate::raw::{self, Document};
use crate::span::Spanned;
use crate::{Condition, ErrorSpec, Literal, Test};

/// `[errors]`.
pub(super) fn errors(document: &Document<'_>) -> ErrorSpec {
    let standard = ErrorSpec::STANDARD;
    let Some(written) = document.errors.get() else { return standard };
    let paths = |paths: Option<&Vec<Spanned<&str>>>, standard| {
        paths.map_or(standard, |paths| leak::texts(paths))
    };
    ErrorSpec {
        when: match written.when.get() {
            None => standard.when,
            Some(when) => conditions(when),
        },
        code: paths(written.code.get(), standard.code),
        description: paths(written.description.get(), standard.description),
        uri: written.uri.get().map_or(standard.uri, |uri| leak::text(uri)),
        codes: codes(&written.codes),
        statuses: statuses(&written.statuses),
        text: written.text.get().copied(),
        fields: fields(&written.fields),
    }
}

/// The provider's codes, and those that they stand for.
pub(super) fn codes(written: &[raw::Code<'_>]) -> &'static [(&'static str, &'static str)] {
    let pairs = written.iter();
    leak::list(
        pairs.map(|code| (leak::text(code.own.value), leak::text(code.standard.value))).collect(),
    )
}

fn statuses(written: &[raw::StatusCode<'_>]) -> &'static [(u16, &'static str)] {
    let pairs = written.iter();
    leak::list(pairs.map(|it| (it.status, leak::text(it.standard.value))).collect())
}

/// Conditions of which any counts.
pub(super) fn conditions(written: &[raw::Condition<'_>]) -> &'static [Condition] {
    leak::list(written.iter().map(condition).collect())
}

pub(super) fn condition(written: &raw::Condition<'_>) -> Condition {
    Condition {
        path: leak::text(written.path.value),
        test: match written.test {
            raw::Test::Is(value) => Test::Is(literal(value)),
            raw::Test::IsNot(value) => Test::IsNot(literal(value)),
            raw::Test::Present => Test::Present,
        },
    }
}

fn literal(written: raw::Literal<'_>) -> Literal {
    match written {
        raw::Literal::Text(text) => Literal::Text(leak::text(text)),
        raw::Literal::Integer(integer) => Literal::Integer(integer),
        raw::Literal::Boolean(boolean) => Literal::Boolean(boolean),
    }
}
