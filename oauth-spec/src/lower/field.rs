//! Fields: what they hold, where they are, what they must be.

use super::leak;
use super::refusal::conditions;
use super::template::{Call, template};
use crate::raw::{self, FieldKind as Written};
use crate::span::Spanned;
use crate::{Field, FieldFrom, FieldKind};

/// Fields of one table.
pub(super) fn fields(written: &[raw::Field<'_>]) -> &'static [Field] {
    leak::list(written.iter().map(field).collect())
}

fn field(written: &raw::Field<'_>) -> Field {
    let name = leak::text(written.name.value);
    let place = &written.place;
    let from = place.from.or(FieldFrom::Answer);
    let lowered = |path: &Spanned<&str>| match from {
        // Names of headers are the same in upper and lower case.
        FieldFrom::Header => leak::text(&path.value.to_ascii_lowercase()),
        _ => leak::text(path.value),
    };
    let paths: Vec<_> = place.path.items().iter().map(lowered).collect();
    let (path, or) = paths.split_first().map_or((name, &[][..]), |(first, or)| (*first, or));
    Field {
        path,
        or: leak::list(or.to_vec()),
        from,
        when: place.when.get().map_or(&[], |when| conditions(when)),
        required: written.required,
        equals: place.equals.get().map(|value| template(value, Call::Nothing)),
        pattern: place.pattern.get().map(|pattern| leak::text(pattern)),
        ..Field::new(name, kind(written.kind.as_ref()))
    }
}

fn kind(written: Option<&Written<'_>>) -> FieldKind {
    match written {
        None | Some(Written::Any) => FieldKind::Any,
        Some(Written::String) => FieldKind::String,
        Some(Written::Secret) => FieldKind::Secret,
        Some(Written::Integer) => FieldKind::Integer,
        Some(Written::Number) => FieldKind::Number,
        Some(Written::Boolean) => FieldKind::Boolean,
        Some(Written::Enum(values)) => FieldKind::Enum(leak::texts(values)),
        Some(Written::Object(inner)) => FieldKind::Object(fields(inner)),
        Some(Written::Label) => FieldKind::Label,
        Some(Written::Hostname(under)) => FieldKind::Hostname(leak::texts(under)),
        Some(Written::Url(under)) => FieldKind::Url(leak::texts(under)),
        Some(Written::Token) => FieldKind::Token,
        Some(Written::List(element)) => FieldKind::List(leak::one(kind(Some(element)))),
    }
}
