//! `[scopes]`: values that can be told apart when they are joined.

use crate::raw::Document;
use crate::report::{Errors, quote};
use crate::scopes::Scope;
use crate::span::Slot;

/// ```toml
/// [scopes]
/// separator = ","
/// [scopes.list]
/// "user,read" = "…"
/// ```
pub(super) fn values(document: &Document<'_>, scopes: &[Scope<'_>], errors: &mut Errors) {
    let Slot::Given(declared) = &document.scopes else { return };
    let separator = &declared.value.separator;
    for scope in scopes {
        if scope.value.trim().is_empty() {
            errors.add(scope.span, "a scope without a name").label("empty");
        } else if !separator.is_broken() && scope.value.contains(separator.or(" ")) {
            let error = errors.add(
                scope.span,
                format!("the scope {} has the separator in it", quote(&scope.value)),
            );
            error.label("would be read as two");
            match separator {
                Slot::Given(separator) => {
                    error.related(separator.span, "the separator");
                    error.help("write the separator that this provider uses");
                }
                _ => {
                    error.help(
                        "scopes are joined by a space; write them one a line, or another \
                        `separator` if this provider has one",
                    );
                }
            }
        } else if !scope.value.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
            errors
                .add(scope.span, format!("{} cannot be a scope", quote(&scope.value)))
                .label("characters that are not visible ASCII")
                .help("RFC 6749, 3.3 has visible ASCII characters only");
        }
    }
}
