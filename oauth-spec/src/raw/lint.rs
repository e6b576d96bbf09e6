//! `[lint]`: what is doubtful in this file and meant all the same.

use super::Table;
use crate::lints::LINTS;
use crate::report::{Errors, quote};
use crate::schema;
use crate::span::Spanned;
use crate::suggest;

/// `allow = { name = "why" }`: the names of lints, each with a reason that nobody reads but people.
pub(super) fn allowed<'t>(root: &Table<'t, '_>, errors: &mut Errors) -> Vec<Spanned<&'t str>> {
    let mut allowed = Vec::new();
    root.read("lint", errors, |value, errors| {
        let table = value.closed(&schema::LINT, errors)?;
        table.read("allow", errors, |value, errors| {
            value.open(errors)?.each(errors, |value, errors| {
                let name = value.key;
                if !LINTS.iter().any(|lint| lint.name == name.value) {
                    let names = LINTS.iter().map(|lint| lint.name);
                    errors
                        .add(name.span, format!("unknown lint {}", quote(name.value)))
                        .label("no lint has this name")
                        .help(suggest::help(name.value, names, "lints"));
                } else if value.filled(errors).is_some() {
                    allowed.push(name);
                }
            });
            Some(())
        });
        Some(())
    });
    allowed
}
