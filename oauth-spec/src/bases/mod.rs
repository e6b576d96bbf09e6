//! `extends`: the file that another one is based on, and the files that that one is based on.

mod merge;
mod path;
mod rebase;

pub(crate) use path::at;

use toml::de::{DeTable, DeValue};

use crate::layout::{Layout, without_mark};
use crate::raw::{self, Path, Value};
use crate::report::{Errors, quote};
use crate::span::{Span, Spanned};
use crate::{SourceFile, parse};

/// Finds a base by the name that `extends` gives it.
pub(crate) type Resolver<'r> = &'r dyn Fn(&str) -> Option<SourceFile>;

/// More than anyone could follow.
const MOST: usize = 16;

/// A file with its bases, as far as they could be found.
pub(crate) struct Chain {
    /// The file itself, its base, the base of that, and so on.
    pub(crate) files: Vec<SourceFile>,
    /// Why there is no further one, if the last one wants one.
    end: End,
}

/// Why a chain of bases ends.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// The last file has no base, or cannot be understood well enough to know.
    Reached,
    /// Nobody knows the base of the last file.
    Unknown,
    /// The base of the last file is that one of the chain.
    Cycle(usize),
    /// There are too many.
    TooMany,
}

/// Finds the bases of a file.
pub(crate) fn chain(source: &SourceFile, resolve: Resolver<'_>) -> Chain {
    let mut files = vec![source.clone()];
    let mut names: Vec<String> = Vec::new();
    loop {
        let last = files.last().unwrap_or(source);
        let Some(name) = base_of(&last.text) else { return Chain { files, end: End::Reached } };
        // A base of the same name as one before has led here from there.
        let known = names.iter().position(|known| *known == name).map(|place| place + 1);
        if let Some(place) = known {
            return Chain { files, end: End::Cycle(place) };
        }
        let Some(base) = resolve(&name) else { return Chain { files, end: End::Unknown } };
        if let Some(place) = files.iter().position(|file| *file == base) {
            return Chain { files, end: End::Cycle(place) };
        }
        if files.len() > MOST {
            return Chain { files, end: End::TooMany };
        }
        names.push(name);
        files.push(base);
    }
}

/// What a text says its base is, if it is TOML and says so by the name of a provider: a path would lead
/// out of the folder.
fn base_of(text: &str) -> Option<String> {
    let (table, mistakes) = DeTable::parse_recoverable(without_mark(text));
    match table.get_ref().get(KEY)?.get_ref() {
        DeValue::String(name) if mistakes.is_empty() && raw::is_name(name) => {
            Some(name.to_string())
        }
        _ => None,
    }
}

/// The key that names the base.
const KEY: &str = "extends";

/// Whether a file has a base.
pub(crate) fn extends(table: &DeTable<'_>) -> bool {
    table.contains_key(KEY)
}

/// Notes in the layout which file is based on which.
pub(crate) fn link(chain: &Chain, layout: &mut Layout) {
    let links: Vec<_> = layout
        .pages()
        .iter()
        .enumerate()
        .filter_map(|(place, page)| {
            let text = layout.text_of(page);
            let (table, _) = DeTable::parse_recoverable(text);
            let value = table.get_ref().get(KEY)?;
            let span = rebase::span(value.span(), page.range.start);
            Some((place, Span::from(span), value.get_ref().as_str()?.to_owned()))
        })
        .collect();
    for (place, span, name) in links.into_iter().take(chain.files.len().saturating_sub(1)) {
        layout.link(place, span, &name);
    }
}

/// The table of a file with everything that it takes from its bases; nothing if that cannot be known.
pub(crate) fn table<'t>(
    chain: &Chain,
    layout: &'t Layout,
    errors: &mut Errors,
) -> Option<DeTable<'t>> {
    let mut tables = Vec::with_capacity(chain.files.len());
    for page in layout.pages() {
        let mut own = Errors::default();
        let table = parse::parse(layout.text_of(page), &mut own);
        errors.append(own, page.range.start);
        tables.push(rebase::table(table?, page.range.start));
    }
    let before = errors.count();
    for table in &tables {
        name(table, errors);
    }
    for (place, table) in tables.iter().enumerate().skip(1) {
        raw::schema_of_base(table, start(layout, place), errors);
    }
    end(chain, layout, &tables, errors);
    if errors.count() > before {
        return None;
    }
    let mut tables = tables.into_iter().rev();
    let furthest = tables.next()?;
    Some(tables.fold(furthest, |base, own| merge::files(base, own, errors)))
}

/// The first place of a file.
fn start(layout: &Layout, place: usize) -> Span {
    let start = layout.pages().get(place).map_or(0, |page| page.range.start);
    Span { start, end: start }
}

/// `extends = "name"`; anything else is reported.
fn name<'t>(table: &'t DeTable<'t>, errors: &mut Errors) {
    let Some((key, value)) = table.get_key_value(KEY) else { return };
    let key = Spanned { value: key.get_ref().as_ref(), span: key.span().into() };
    let path = Path { parent: Some(&Path::ROOT), key: key.value };
    let span = value.span().into();
    raw::name(Value { path, key, span, inner: value.get_ref() }, errors);
}

/// What is said of a base that is not there.
pub(crate) fn no_base(name: &str) -> String {
    format!("there is no base {}", quote(name))
}

/// Reports why the last file has no base although it wants one.
fn end(chain: &Chain, layout: &Layout, tables: &[DeTable<'_>], errors: &mut Errors) {
    let Some(last) = tables.last() else { return };
    let Some((key, value)) = last.get_key_value(KEY) else { return };
    let DeValue::String(base) = value.get_ref() else { return };
    let (key, span) = (Span::from(key.span()), Span::from(value.span()));
    match chain.end {
        End::Reached => {}
        End::Unknown => {
            errors.add(span, no_base(base)).label("no such provider").help(format!(
                "looked for {} in the folder of this file, then for {} in the catalogue",
                quote(&format!("{base}.toml")),
                quote(base)
            ));
        }
        End::Cycle(place) => {
            let error = errors.add(span, "a file that is based on itself");
            error.label(match layout.pages().get(place) {
                Some(page) if place + 1 == tables.len() => {
                    format!("this is {} again", quote(&page.name))
                }
                Some(page) => format!("leads back to {}", quote(&page.name)),
                None => "leads back to where it began".to_owned(),
            });
            error.help("a base cannot need the file that is based on it: remove one `extends`");
        }
        End::TooMany => {
            errors
                .add(key, "too many bases")
                .label(format!("the base of the {MOST}th"))
                .help("write what these files share into one base");
        }
    }
}
