//! Moves the places in a table: from those in its file to those in all files.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// A place, moved by so much.
pub(super) fn span(span: Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

/// A table with every place moved.
pub(super) fn table(table: DeTable<'_>, by: usize) -> DeTable<'_> {
    let mut moved = DeTable::new();
    for (key, inner) in table {
        let place = span(key.span(), by);
        moved.insert(Spanned::new(place, key.into_inner()), value(inner, by));
    }
    moved
}

fn value(spanned: Spanned<DeValue<'_>>, by: usize) -> Spanned<DeValue<'_>> {
    let place = span(spanned.span(), by);
    let moved = match spanned.into_inner() {
        DeValue::Table(inner) => DeValue::Table(table(inner, by)),
        DeValue::Array(array) => {
            let mut moved = DeArray::new();
            for item in array {
                moved.push(value(item, by));
            }
            DeValue::Array(moved)
        }
        simple => simple,
    };
    Spanned::new(place, moved)
}
