//! From the text of a file to a provider.

use toml::de::DeTable;

use crate::bases::{self, Resolver};
use crate::layout::{Layout, without_mark};
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

/// A provider, and the files that it was read from.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The provider.
    pub provider: Provider,
    /// The file itself, its base, the base of that, and so on: what a build must watch.
    pub files: Vec<SourceFile>,
}

/// Reads a file's text into a provider, or says everything that is wrong with it.
///
/// The provider's `spec` is leaked, so that it is the same `'static` data that generated code holds
/// in a constant: a few kilobytes a file, and only when the file is right.
///
/// A file that says `extends` needs [`compile_with`]: this one knows no bases.
pub fn compile(source: &SourceFile) -> Result<Provider, Report> {
    compile_with(source, &|_| None).map(|compiled| compiled.provider)
}

/// The same for a file that may have bases; `base` finds one by the name that `extends` gives it.
///
/// What is wrong in a base is shown there. Either way all files that were read are known:
/// [`Compiled::files`], [`Report::files`].
pub fn compile_with(
    source: &SourceFile,
    base: &dyn Fn(&str) -> Option<SourceFile>,
) -> Result<Compiled, Report> {
    compile_and_look(source, base, &mut |_, _| {})
}

/// What sees a right file as it is written, beside what was made of it.
pub(crate) type Look<'l> = &'l mut dyn FnMut(&raw::Document<'_>, &Provider);

/// The same, and shows a right file to someone.
pub(crate) fn compile_and_look(
    source: &SourceFile,
    base: Resolver<'_>,
    look: Look<'_>,
) -> Result<Compiled, Report> {
    let mut errors = Errors::default();
    let text = without_mark(&source.text);
    let table = parse::parse(text, &mut errors);
    if table.as_ref().is_some_and(bases::extends) {
        return with_bases(source, base, look);
    }
    let mut names = Names::default();
    let provider = table.and_then(|table| provider(text, &table, 0, look, &mut names, &mut errors));
    match provider {
        Some(provider) => Ok(Compiled { provider, files: vec![source.clone()] }),
        None => Err(Report::new(&source.name, text, errors).with_names(names)),
    }
}

fn with_bases(source: &SourceFile, base: Resolver<'_>, look: Look<'_>) -> Result<Compiled, Report> {
    let mut errors = Errors::default();
    let chain = bases::chain(source, base);
    let mut layout = Layout::new(&chain.files);
    bases::link(&chain, &mut layout);
    let own = layout.pages().first().map_or(0, |page| page.range.start);
    let mut names = Names::default();
    let provider = bases::table(&chain, &layout, &mut errors)
        .and_then(|table| provider(layout.text(), &table, own, look, &mut names, &mut errors));
    match provider {
        Some(provider) => Ok(Compiled { provider, files: chain.files }),
        None => Err(Report::of(layout, errors).with_names(names)),
    }
}

/// From the table of a file to its provider. `own` is where the file itself begins in the text. `wrong` gets the names
/// of a file that is wrong.
fn provider(
    text: &str,
    table: &DeTable<'_>,
    own: usize,
    look: Look<'_>,
    wrong: &mut Names,
    errors: &mut Errors,
) -> Option<Provider> {
    let document = raw::read(text, table, own, errors)?;
    // What the file does not say, the base that is not read may.
    if document.misspelt.contains(&"extends") {
        return None;
    }
    let scopes = scopes::all(&document, errors);
    let names = check::check(&document, &scopes, errors);
    if !errors.is_empty() {
        *wrong = names;
        return None;
    }
    let provider = lower::lower(&document, &scopes, names);
    look(&document, &provider);
    Some(provider)
}
