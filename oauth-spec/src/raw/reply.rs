//! What a callback says and how: `format`, `code`, `state`, `error` of `[callback]`.

use super::refusal::{Code, codes, paths};
use super::{Table, Value, field_place, value};
use crate::CallbackFormat;
use crate::report::{Errors, quote};
use crate::schema;
use crate::span::{Slot, Spanned};

/// The keys of `[callback]` that say where the standard parameters are.
pub(crate) struct Reply<'t> {
    pub(crate) format: Slot<CallbackFormat>,
    pub(crate) code: Slot<&'t str>,
    pub(crate) state: Slot<State<'t>>,
    pub(crate) error: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) error_description: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) error_codes: Vec<Code<'t>>,
}

/// `state`: its name, and how it comes back.
#[derive(Clone, Copy)]
pub(crate) struct State<'t> {
    pub(crate) name: Option<Spanned<&'t str>>,
    pub(crate) usage: StateUsage,
}

/// `use`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StateUsage {
    Required,
    ProviderInitiated,
    RedirectUri,
}

pub(super) fn read<'t>(table: &Table<'t, '_>, errors: &mut Errors) -> Reply<'t> {
    const FORMATS: &[(&str, CallbackFormat)] =
        &[("query", CallbackFormat::Query), ("json", CallbackFormat::Json)];
    Reply {
        format: table.read("format", errors, |value, errors| value.choice(FORMATS, errors)),
        code: table.read("code", errors, field_place::path),
        state: table.read("state", errors, state),
        error: table.read("error", errors, paths),
        error_description: table.read("error_description", errors, paths),
        error_codes: table.read("error_codes", errors, codes).list(),
    }
}

/// A name, or `{ name = "…", use = "…" }`.
fn state<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<State<'t>> {
    const USES: &[(&str, StateUsage)] = &[
        ("required", StateUsage::Required),
        ("provider_initiated", StateUsage::ProviderInitiated),
        ("redirect_uri", StateUsage::RedirectUri),
    ];
    if !value.is_table() {
        let name = value::line(value, errors)?;
        if let Some((word, _)) = USES.iter().find(|(word, _)| *word == name) {
            errors
                .add(value.span, format!("{} is how `state` comes back, not its name", quote(word)))
                .label("would be the name of a parameter")
                .help(format!("write `state = {{ use = \"{word}\" }}`"));
            return None;
        }
        let name = Some(Spanned { value: name, span: value.span });
        return Some(State { name, usage: StateUsage::Required });
    }
    let table = value.closed(&schema::STATE, errors)?;
    let name = table.read("name", errors, value::line);
    let usage = table.read("use", errors, |value, errors| value.choice(USES, errors));
    if name.is_broken() || usage.is_broken() {
        return None;
    }
    let name = name.given().map(|name| Spanned { value: name.value, span: name.span });
    Some(State { name, usage: usage.or(StateUsage::Required) })
}
