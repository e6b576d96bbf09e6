//! What shows only when several files are read together.

use std::path::Path;

use super::Linted;
use crate::compile::Compiled;
use crate::lints::SHARED_TOKEN_ENDPOINT;
use crate::raw::is_name;
use crate::report::{Errors, quote};
use crate::{Provider, SourceFile, Template};

/// Adds to the warnings of each file what it has in common with others and should not. Two files of one folder that give
/// one module are a mistake, which no build script takes: [`Diagnostic::lint`](crate::Diagnostic::lint) is `None` then.
///
/// `catalogue` is what everybody has already and what nothing is said about; a file stands in the place of the one there
/// that has its name.
pub fn lint_together(all: &mut [Linted], catalogue: &[Compiled]) {
    for place in 0..all.len() {
        let Some(one) = all.get(place) else { continue };
        let found = [
            same_module(one, all, place),
            shared(one, all, place).or_else(|| known(one, all, catalogue)),
        ];
        if let Some(one) = all.get_mut(place) {
            for found in found.into_iter().flatten() {
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
    let (_, other) = all
        .iter()
        .enumerate()
        .find(|(index, other)| *index != place && is_shared(one, &other.provider, &other.files))?;
    let help = match base(one, other) {
        Some(base) => {
            format!("write `extends = \"{base}\"` and only what differs, or put both into one file")
        }
        None => "put both into one file".to_owned(),
    };
    warning(one, &other.provider, other.warnings.source_name(), help)
}

/// The same of what is there anyway.
fn known(one: &Linted, all: &[Linted], catalogue: &[Compiled]) -> Option<Errors> {
    let is_replaced = |name| all.iter().any(|other| other.provider.spec.name == name);
    let other = catalogue.iter().find(|other| {
        !is_replaced(other.provider.spec.name) && is_shared(one, &other.provider, &other.files)
    })?;
    let name = other.provider.spec.name;
    let help = format!(
        "take it as it is, `#[oauth_provider(\"{name}\")]`, or write `extends = \"{name}\"` and only what differs"
    );
    warning(one, &other.provider, &other.files.first()?.name, help)
}

/// Whether another provider has the same token endpoint, which the file says itself, and has no file in common with it.
fn is_shared(one: &Linted, other: &Provider, files: &[SourceFile]) -> bool {
    // With a variable in it two texts that are the same are two addresses.
    let address = |provider: &Provider| {
        provider.spec.endpoints.token.as_ref().and_then(Template::as_text).map(normal)
    };
    one.token.is_some()
        && address(&one.provider).is_some_and(|own| address(other) == Some(own))
        && !files.iter().any(|file| one.files.contains(file))
}

fn warning(one: &Linted, other: &Provider, file: &str, help: String) -> Option<Errors> {
    if one.allowed.iter().any(|name| name == SHARED_TOKEN_ENDPOINT.name) {
        return None;
    }
    let mut found = Errors::default();
    found
        .warn(
            &SHARED_TOKEN_ENDPOINT,
            one.token?,
            format!("{} has the same token endpoint", quote(other.spec.title)),
        )
        .label(format!("also in {}", quote(file)))
        .help(help);
    Some(found)
}

/// An address as everything that is the same there is written (RFC 3986, 6.2.2 and 6.2.3), without its query: servers
/// take the slash at its end or leave it out.
fn normal(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or(url);
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host.to_ascii_lowercase();
    let port = if scheme == "https" { ":443" } else { ":80" };
    let host = host.strip_suffix(port).unwrap_or(&host);
    format!("{scheme}://{host}{}", decoded(path.trim_end_matches('/')))
}

/// A path in which only that is percent-encoded which has to be.
fn decoded(path: &str) -> String {
    let mut parts = path.split('%');
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let code = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (code.map(char::from), part.get(2..)) {
            (Some(plain), Some(rest))
                if plain.is_ascii_alphanumeric() || matches!(plain, '-' | '.' | '_' | '~') =>
            {
                out.push(plain);
                out.push_str(rest);
            }
            (Some(_), Some(rest)) => {
                out.push('%');
                out.push_str(&part.get(..2).unwrap_or("").to_ascii_uppercase());
                out.push_str(rest);
            }
            _ => {
                out.push('%');
                out.push_str(part);
            }
        }
    }
    out
}

/// What the first would have to say to be based on the second: the name of its file, beside it.
fn base<'l>(one: &Linted, other: &'l Linted) -> Option<&'l str> {
    let own = Path::new(one.warnings.source_name());
    let base = Path::new(other.warnings.source_name());
    let name = base.file_stem()?.to_str()?;
    (own.parent() == base.parent() && is_name(name)).then_some(name)
}
