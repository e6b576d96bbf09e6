//! `[scopes]`: values that can be told apart when they are joined, and what is said about them.

use crate::ScopeEncoding;
use crate::raw::{self, Document};
use crate::report::{Errors, quote};
use crate::scopes::{self, Scope};
use crate::span::{Slot, Span, Spanned};
use crate::suggest;

/// Every rule about scopes.
pub(super) fn all(document: &Document<'_>, declared: &[Scope<'_>], errors: &mut Errors) {
    let Slot::Given(written) = &document.scopes else { return };
    let written = &written.value;
    for scope in declared {
        value(written, &scope.value, scope.span, errors);
    }
    for set in &written.sets {
        for scope in scopes::of(set) {
            value(written, &scope.value, scope.span, errors);
        }
        set_is_asked_for(document, set, errors);
    }
    encoding(written, errors);
    let lists = [&written.required, &written.default, &written.forbidden];
    for list in lists.into_iter().filter_map(Slot::get) {
        super::all_different(list, "scope", errors);
    }
    for list in [&written.required, &written.default].into_iter().filter_map(Slot::get) {
        known(written, declared, list, errors);
    }
    forbidden(written, errors);
    implied(written, declared, errors);
}

/// ```toml
/// [scopes]
/// separator = ","
/// [scopes.list]
/// "user,read" = "…"
/// ```
fn value(written: &raw::Scopes<'_>, scope: &str, span: Span, errors: &mut Errors) {
    // Of a separator that is wrong nothing is known.
    let between = match &written.separator {
        Slot::Broken => None,
        separator => Some((separator, separator.or(" "))),
    };
    let in_answers = match &written.answer_separator {
        Slot::Given(given) => Some((&written.answer_separator, given.value)),
        Slot::Missing | Slot::Broken => None,
    };
    let mut separators = between.into_iter().chain(in_answers);
    if scope.trim().is_empty() {
        errors
            .add(span, "a scope without a name")
            .label("empty")
            .help("write the scope as it is sent, or remove it");
    } else if let Some((separator, _)) = separators.find(|(_, text)| scope.contains(text)) {
        let error = errors.add(span, format!("the scope {} has the separator in it", quote(scope)));
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
    } else if !scope.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
        errors
            .add(span, format!("{} cannot be a scope", quote(scope)))
            .label("characters that are not visible ASCII")
            .help("RFC 6749, 3.3 has visible ASCII characters only");
    }
}

/// ```toml
/// [scopes]
/// encoding = "raw"
/// ```
fn encoding(written: &raw::Scopes<'_>, errors: &mut Errors) {
    let Slot::Given(encoding) = &written.encoding else { return };
    if encoding.value != ScopeEncoding::Raw || written.separator.is_broken() {
        return;
    }
    // `+` is read as a space there, and that is what it is for.
    let stays = |c: char| c.is_ascii_alphanumeric() || "-._~!$'()*+,;:@/?".contains(c);
    let separator = written.separator.or(" ");
    let Some(wrong) = separator.chars().find(|c| !stays(*c)) else { return };
    let wrong = quote(&wrong.to_string());
    let error = errors.add(encoding.span, format!("{wrong} cannot stand in a URL as it is"));
    error.label("leaves the separator as it is");
    match &written.separator {
        Slot::Given(separator) => {
            error.related(separator.span, "the separator");
            error.help("write `encoding = \"percent\"`, or the separator that this provider uses");
        }
        _ => {
            error.help("write `encoding = \"percent\"`; scopes are joined by a space here");
        }
    }
}

/// Whether scopes are among those that the file lists, if it lists any.
fn known(
    written: &raw::Scopes<'_>,
    declared: &[Scope<'_>],
    scopes: &[Spanned<&str>],
    errors: &mut Errors,
) {
    for scope in scopes {
        if declared.is_empty() || written.combine.is_broken() {
            value(written, scope.value, scope.span, errors);
        } else if !declared.iter().any(|known| known.value == scope.value) {
            let known = || declared.iter().map(|known| &*known.value);
            let help = match suggest::nearest(scope.value, known()) {
                Some(near) => format!("did you mean {}?", quote(near)),
                None => "add it to `[scopes.list]`".to_owned(),
            };
            let message = format!("unknown scope {}", quote(scope.value));
            if errors.again(scope.span, &message, None) {
                continue;
            }
            errors.add(scope.span, message).label("not declared under `[scopes.list]`").help(help);
        }
    }
}

/// ```toml
/// [scopes]
/// required = ["openid"]
/// forbidden = ["openid"]
/// ```
fn forbidden(written: &raw::Scopes<'_>, errors: &mut Errors) {
    let Some(forbidden) = written.forbidden.get() else { return };
    let implied: Vec<_> = written.implies.iter().flat_map(|(_, others)| others).copied().collect();
    let lists = [
        (written.required.get(), "goes with every authorization"),
        (written.default.get(), "asked for when the application names none"),
        (Some(&implied), "granted with another"),
    ];
    for scope in forbidden {
        for (list, label) in lists {
            let list = list.map_or(&[][..], Vec::as_slice);
            if let Some(first) = list.iter().find(|other| other.value == scope.value) {
                errors
                    .add(
                        scope.span,
                        format!("the scope {} is both asked for and refused", quote(scope.value)),
                    )
                    .label("refused")
                    .related(first.span, label)
                    .help("leave one of them out");
            }
        }
    }
}

/// ```toml
/// [scopes.implies]
/// write = ["write"]
/// ```
fn implied(written: &raw::Scopes<'_>, declared: &[Scope<'_>], errors: &mut Errors) {
    for (scope, others) in &written.implies {
        known(written, declared, std::slice::from_ref(scope), errors);
        super::all_different(others, "scope", errors);
        known(written, declared, others, errors);
        if let Some(same) = others.iter().find(|other| other.value == scope.value) {
            errors
                .add(same.span, format!("{} implies itself", quote(scope.value)))
                .label("the same scope")
                .help("leave it out");
        }
    }
}

/// ```toml
/// [scopes.sets.user]
/// # … and no `{scopes.user}`
/// ```
fn set_is_asked_for(document: &Document<'_>, set: &raw::ScopeSet<'_>, errors: &mut Errors) {
    let Spanned { value: name, span } = set.name;
    if !super::variables::is_name(name) {
        errors
            .add(span, format!("{} cannot be the name of a list of scopes", quote(name)))
            .label("it stands in templates")
            .help("a lower-case letter, then letters, digits and `_`");
    } else if !document.source.contains(&format!("{{scopes.{name}}}")) {
        errors
            .add(span, format!("the scopes of {} are never asked for", quote(name)))
            .label("no template has them")
            .help(format!(
                "add a parameter to the authorization request, such as \
                `parameters = {{ {name}_scope = \"{{scopes.{name}}}\" }}`"
            ));
    }
}
