//! What shows only when several files are read together.

use std::path::Path;

use super::Linted;
use super::list::SHARED_TOKEN_ENDPOINT;
use crate::Template;
use crate::raw::is_name;
use crate::report::{Errors, quote};

/// Adds to the warnings of each file what it has in common with others and should not. Two files of one folder that give
/// one module are a mistake, which no build script takes: [`Diagnostic::lint`](crate::Diagnostic::lint) is `None` then.
pub fn lint_together(all: &mut [Linted]) {
    for place in 0..all.len() {
        for look in [same_module, shared] {
            let Some(found) = all.get(place).and_then(|one| look(one, all, place)) else {
                continue;
            };
            if let Some(one) = all.get_mut(place) {
                one.warnings.extend(found);
            }
        }
    }
}

/// Another file of the same folder whose module has the same name.
fn same_module(one: &Linted, all: &[Linted], place: usize) -> Option<Errors> {
    let folder =
        |linted: &Linted| Path::new(linted.warnings.source_name()).parent().map(Path::to_owned);
    let module = one.provider.names.module();
    let (_, other) = all.iter().enumerate().find(|(index, other)| {
        *index != place && other.provider.names.module() == module && folder(other) == folder(one)
    })?;
    let mut found = Errors::default();
    found
        .add(one.name, format!("two files of one folder give one module, {}", quote(module)))
        .label(format!("also in {}", quote(other.warnings.source_name())))
        .help("give one of them another `name` in `[provider]`");
    Some(found)
}

/// Another provider with the same token endpoint, unless one is the base of the other.
fn shared(one: &Linted, all: &[Linted], place: usize) -> Option<Errors> {
    let span = one.token?;
    if one.allowed.iter().any(|name| name == SHARED_TOKEN_ENDPOINT.name) {
        return None;
    }
    let endpoint = |linted: &Linted| linted.provider.spec.endpoints.token;
    // With a variable in it two texts that are the same are two addresses.
    let own = endpoint(one).as_ref().and_then(Template::as_text)?;
    let related = |other: &Linted| other.files.iter().any(|file| one.files.contains(file));
    let same = all.iter().enumerate().find(|(index, other)| {
        let text = endpoint(other).as_ref().and_then(Template::as_text);
        *index != place && text == Some(own) && !related(other)
    });
    let (_, other) = same?;
    let mut found = Errors::default();
    found
        .warn(
            &SHARED_TOKEN_ENDPOINT,
            span,
            format!("{} has the same token endpoint", quote(other.provider.spec.title)),
        )
        .label(format!("also in {}", quote(other.warnings.source_name())))
        .help(match base(one, other) {
            Some(base) => format!(
                "write `extends = \"{base}\"` and only what differs, or put both into one file"
            ),
            None => "put both into one file".to_owned(),
        });
    Some(found)
}

/// What the first would have to say to be based on the second: the name of its file, beside it.
fn base<'l>(one: &Linted, other: &'l Linted) -> Option<&'l str> {
    let own = Path::new(one.warnings.source_name());
    let base = Path::new(other.warnings.source_name());
    let name = base.file_stem()?.to_str()?;
    (own.parent() == base.parent() && is_name(name)).then_some(name)
}
