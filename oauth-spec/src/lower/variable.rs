//! Variables: what may stand in them.

use super::leak;
use super::template::{Call, template};
use crate::raw::{Document, VariableKind as Written};
use crate::{Variable, VariableKind};

/// `[variables]`.
pub(super) fn variables(document: &Document<'_>) -> &'static [Variable] {
    let variables = document.variables.items().iter();
    leak::list(
        variables
            .map(|variable| Variable {
                name: leak::text(variable.name.value),
                kind: variable.kind.as_ref().map_or(VariableKind::String, kind),
                default: variable.default.get().map(|default| template(default, Call::Nothing)),
                pattern: variable.pattern.get().map(|pattern| leak::text(pattern)),
            })
            .collect(),
    )
}

fn kind(written: &Written<'_>) -> VariableKind {
    match written {
        Written::String => VariableKind::String,
        Written::Integer => VariableKind::Integer,
        Written::Label => VariableKind::Label,
        Written::Hostname => VariableKind::Hostname,
        Written::Url => VariableKind::Url,
        Written::Enum(values) => VariableKind::Enum(leak::texts(values)),
        Written::Map { names, texts } => {
            let pairs = names.iter().zip(texts);
            VariableKind::Map(leak::list(
                pairs
                    .map(|(name, text)| (leak::text(name.value), leak::text(text.value)))
                    .collect(),
            ))
        }
    }
}
