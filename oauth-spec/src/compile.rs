//! From the text of a file to a provider.

use crate::report::Errors;
use crate::{Docs, Names, ProviderSpec, Report, SourceFile, check, lower, parse, raw, scopes};

/// A provider as its file declares it: the behaviour, and beside it what is for people and for Rust.
#[derive(Debug, Clone)]
pub struct Provider {
    /// What the provider wants.
    pub spec: &'static ProviderSpec,
    /// What the file says to people.
    pub docs: Docs,
    /// What its parts are called in Rust.
    pub names: Names,
}

/// Reads a file's text into a provider, or says everything that is wrong with it.
///
/// The provider's `spec` is leaked, so that it is the same `'static` data that generated code holds
/// in a constant: a few kilobytes a file, and only when the file is right.
pub fn compile(source: &SourceFile) -> Result<Provider, Report> {
    let mut errors = Errors::default();
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let table = parse::parse(text, &mut errors);
    let provider = table.and_then(|table| {
        let document = raw::read(text, &table, &mut errors)?;
        let scopes = scopes::all(&document, &mut errors);
        let names = check::check(&document, &scopes, &mut errors);
        errors.is_empty().then(|| lower::lower(&document, &scopes, names))
    });
    provider.ok_or_else(|| Report::new(&source.name, text, errors))
}
