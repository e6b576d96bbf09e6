//! `[lint] allow`: what the file means to say, and allowances for nothing.

use crate::Fix;
use crate::Report;
use crate::lints::UNUSED_ALLOWANCE;
use crate::report::{Errors, quote};
use crate::span::Span;

/// Takes away what is allowed, and says which allowances are needless. Those of bases may be for bases.
pub(super) fn apply(
    warnings: &mut Report,
    allowed: &[(String, Span)],
    text: &str,
    own: usize,
    is_own: impl Fn(Span) -> bool,
) -> Errors {
    let mut used = vec![false; allowed.len()];
    warnings.retain(|warning| {
        let name = warning.lint.map(|lint| lint.name);
        let place = allowed.iter().position(|(allowed, _)| Some(allowed.as_str()) == name);
        if let Some(used) = place.and_then(|place| used.get_mut(place)) {
            *used = true;
        }
        place.is_none()
    });
    let mut unused = Errors::default();
    for ((name, span), used) in allowed.iter().zip(used) {
        // Whether two files share an endpoint shows only when both are read.
        let is_of_several = name == crate::lints::SHARED_TOKEN_ENDPOINT.name;
        if used || is_of_several || !is_own(*span) {
            continue;
        }
        unused
            .warn(
                &UNUSED_ALLOWANCE,
                *span,
                format!("{} is allowed, and nothing of it is here", quote(name)),
            )
            .label("finds nothing in this file")
            .help("remove it")
            .fix_if(removal(text, *span, own));
    }
    unused
}

/// Takes out the allowance at that place.
fn removal(text: &str, key: Span, own: usize) -> Option<Fix> {
    let key = key.start.checked_sub(own)?..key.end.checked_sub(own)?;
    let (table, _) = toml::de::DeTable::parse_recoverable(text);
    let allow = table.get_ref().get("lint")?.get_ref().get("allow")?;
    let entry = allow.get_ref().as_table()?.iter().find(|(name, _)| name.span() == key)?;
    Fix::without(text, key, entry.1.span())
}
