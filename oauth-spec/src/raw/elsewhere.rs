//! Keys in the wrong table: a message says in which tables they belong.

use toml::de::DeValue;

use super::Value;
use super::meant::of_the_application;
use super::table::{Path, unknown};
use crate::report::{Errors, quote, quote_all};
use crate::schema::{GRANTS, Home, Table, homes};
use crate::span::Spanned;
use crate::suggest;

/// A home that is no further away was hardly meant by chance.
const NEAR: usize = 2;
/// As many keys as are listed beside a guess.
const FEW: usize = 8;

/// A key that the table does not have, and the tables that do.
pub(super) struct Stray<'t> {
    key: Spanned<&'t str>,
    value: &'t DeValue<'t>,
    homes: Vec<Home>,
    /// The name of the table that it may be meant as: one that is not there yet.
    near: Option<&'static str>,
}

impl<'t> Stray<'t> {
    /// A key of the table at that path.
    pub(super) fn new(
        key: Spanned<&'t str>,
        value: &'t DeValue<'t>,
        path: Path<'_>,
        known: &'static Table,
        free: &[&'static str],
    ) -> Self {
        let near = suggest::nearest(key.value, free.iter().copied());
        Self { key, value, homes: homes(&path.keys(), known, key.value), near }
    }

    /// Whether no table has such a key.
    pub(super) fn is_of_nobody(&self) -> bool {
        self.homes.is_empty()
    }

    /// Whether it can be meant as a key of that table.
    fn is_of(&self, home: &Home) -> bool {
        let same = self.homes.iter().any(|other| other.is(home));
        same && home.takes(self.key.value, self.value)
    }

    /// The table that it is most likely of.
    fn nearest(&self) -> Option<&Home> {
        let first = self.homes.first()?;
        let fits = |home: &&Home| home.takes(self.key.value, self.value);
        let fitting = self.homes.iter().find(fits);
        fitting.filter(|home| home.distance <= first.distance + 1).or(Some(first))
    }
}

/// Reports keys that the table at that path does not have and that are not slips of those that it has. What
/// it gives back are keys of the table that they mean, or that they are a part of: those are not missing.
pub(super) fn report(
    keys: Vec<Stray<'_>>,
    path: Path<'_>,
    known: &'static Table,
    errors: &mut Errors,
) -> Vec<&'static str> {
    let here = path.keys();
    let (strange, mut strays): (Vec<_>, Vec<_>) = keys.into_iter().partition(Stray::is_of_nobody);
    let mut meant = Vec::new();
    while let Some(home) = common(&strays) {
        let (group, rest): (Vec<_>, Vec<_>) =
            strays.into_iter().partition(|stray| stray.is_of(&home));
        strays = rest;
        let Some((first, others)) = group.split_first() else { break };
        let error = unknown(first.key, path, errors);
        for other in others {
            error.related(other.key.span, "nor is this one");
        }
        let names = quote_all(group.iter().map(|stray| stray.key.value));
        let mut help = match home.below(&here) {
            Some(_) => format!("{names} are keys of {}", place(&home, &here)),
            None if home.is_file() => {
                format!("{names} are keys of the file: write them above its first table")
            }
            None => {
                format!("{names} are keys of {}: they belong below its header", place(&home, &here))
            }
        };
        if known.keys.len() <= FEW {
            help = format!("{help}\nkeys here: {}", quote_all(known.names()));
        }
        error.help(help);
        meant.extend(missed(&home, first.key.value, &here, errors));
    }
    let (own, strange): (Vec<_>, Vec<_>) =
        strange.into_iter().partition(|stray| of_the_application(stray.key.value).is_some());
    for stray in own.into_iter().chain(strays) {
        if let Some(help) = of_the_application(stray.key.value) {
            unknown(stray.key, path, errors).help(help);
            continue;
        }
        meant.extend(alone(&stray, path, &here, known, errors));
    }
    meant.extend(of_nobody(&strange, path, known, errors));
    meant
}

/// Where a table belongs that stands among grants, if the language has one of that name.
pub(super) fn table(value: Value<'_, '_>, errors: &mut Errors) -> Option<String> {
    let mut here = value.path.keys();
    here.pop();
    let name = value.key.value;
    let homes = homes(&here, &GRANTS, name);
    let home = homes.iter().find(|home| home.holds_table(name) && value.is_table())?;
    missed(home, name, &here, errors);
    Some(if home.is_file() {
        at_the_top(home, name)
    } else {
        let path = quote(&format!("[{}]", home.path(&here)));
        format!("{} is a key of {path}", quote(name))
    })
}

/// The table that has most of the keys, if it has several: the nearest of those.
fn common(strays: &[Stray<'_>]) -> Option<Home> {
    let mut best: Option<(usize, &Home)> = None;
    for home in strays.iter().flat_map(|stray| &stray.homes) {
        let count = strays.iter().filter(|stray| stray.is_of(home)).count();
        let is_better = best.is_none_or(|(most, nearest)| {
            count > most || count == most && home.distance < nearest.distance
        });
        if count > 1 && is_better {
            best = Some((count, home));
        }
    }
    best.map(|(_, home)| home.clone())
}

/// A key that belongs to another table.
fn alone(
    stray: &Stray<'_>,
    path: Path<'_>,
    here: &[&str],
    known: &'static Table,
    errors: &mut Errors,
) -> Vec<&'static str> {
    let Stray { key, value, homes, near } = stray;
    let Some(nearest) = stray.nearest() else { return Vec::new() };
    let is_fit = nearest.takes(key.value, value);
    let same =
        |home: &&Home| home.distance == nearest.distance && home.takes(key.value, value) == is_fit;
    let ties: Vec<_> = homes.iter().filter(same).collect();
    let places: Vec<_> = ties.iter().take(2).map(|home| place(home, here)).collect();
    let mut help = if nearest.is_file() {
        at_the_top(nearest, key.value)
    } else {
        let more = if ties.len() > 2 { " and others" } else { "" };
        format!("{} is a key of {}{more}", quote(key.value), places.join(" and of "))
    };
    if let Some(file) = homes.iter().find(|home| home.is_file() && !nearest.is_file()) {
        help = format!("{help}; {}", at_the_top(file, key.value));
    }
    if let Some(near) = near {
        help = format!("did you mean {}?\n{help}", quote(near));
    } else if nearest.distance > NEAR || known.keys.len() <= FEW {
        help = format!("{help}\nkeys here: {}", quote_all(known.names()));
    }
    unknown(*key, path, errors).help(help);
    let mut meant = Vec::from_iter(*near);
    for home in ties {
        meant.extend(missed(home, key.value, here, errors));
    }
    meant
}

/// What a table is called, seen from another one.
fn place(home: &Home, here: &[&str]) -> String {
    match home.below(here) {
        Some(below) if !here.is_empty() => quote(&dotted(below)),
        _ => quote(&format!("[{}]", home.path(here))),
    }
}

fn at_the_top(file: &Home, name: &str) -> String {
    if file.holds_table(name) {
        format!("{} is a table of the file", quote(&format!("[{name}]")))
    } else {
        format!("{} stands at the top of the file, above its tables", quote(name))
    }
}

/// What is not missing where a key of that table stands elsewhere.
fn missed(home: &Home, name: &str, here: &[&str], errors: &mut Errors) -> Option<&'static str> {
    if let Some(below) = home.below(here) {
        return below.first().copied().flatten();
    }
    let table = if home.is_file() { home.key(name) } else { home.first() };
    if let Some(table) = table.filter(|_| home.is_file() || home.is_of_the_file()) {
        errors.stands_elsewhere(table);
    }
    None
}

/// Keys that no table has.
fn of_nobody(
    strange: &[Stray<'_>],
    path: Path<'_>,
    known: &'static Table,
    errors: &mut Errors,
) -> Vec<&'static str> {
    let (close, far): (Vec<_>, Vec<_>) = strange.iter().partition(|stray| stray.near.is_some());
    let mut meant = Vec::new();
    for stray in close {
        let Some(near) = stray.near else { continue };
        unknown(stray.key, path, errors).help(format!("did you mean {}?", quote(near)));
        meant.push(near);
    }
    // Several that are like nothing here: one mistake.
    if let Some((first, others)) = far.split_first() {
        let error = unknown(first.key, path, errors);
        for other in others {
            error.related(other.key.span, "nor is this one");
        }
        let mut help = format!("keys: {}", quote_all(known.names()));
        if known.key("fields").is_some() && far.iter().all(|stray| stray.value.is_table()) {
            let name = first.key.value;
            help = format!("write `fields.{name} = {{ … }}` for a field of your own\n{help}");
        }
        error.help(help);
    }
    meant
}

fn dotted(steps: &[Option<&'static str>]) -> String {
    steps.iter().map(|step| step.unwrap_or("…")).collect::<Vec<_>>().join(".")
}
