//! Where the language has a key: for one that stands in another table.

use toml::de::DeValue;

use super::{FILE, Kind, RENAMED, Table};

/// A table of the language, and the way to it.
#[derive(Clone)]
pub(crate) struct Home {
    /// The keys that lead to it, as a file would have them; nothing where the author gives a name.
    steps: Vec<Option<&'static str>>,
    table: &'static Table,
    /// How many tables lie above it and the place that it is seen from.
    common: usize,
    /// How many steps it is away; tables that are much alike are nearer.
    pub(crate) distance: usize,
}

/// As many keys as two tables share that are much alike, and how much nearer that makes them.
const ALIKE: usize = 3;

/// The tables that have a key of that name, seen from this table at `here`: the nearest first. Not the other
/// form of the table itself.
pub(crate) fn homes(here: &[&str], from: &Table, name: &str) -> Vec<Home> {
    let mut found = Vec::new();
    let mut walk = Walk { here, from, name, above: Vec::new(), found: &mut found };
    walk.table(&FILE, &mut Vec::new(), 0);
    found
}

impl Home {
    /// Whether both are the same table.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.steps == other.steps && std::ptr::eq(self.table, other.table)
    }

    /// Whether it is the file itself.
    pub(crate) fn is_file(&self) -> bool {
        self.steps.is_empty()
    }

    /// The first key that leads to it.
    pub(crate) fn first(&self) -> Option<&'static str> {
        self.steps.first().copied().flatten()
    }

    /// The keys that lead down to it, if it lies below the place that it is seen from.
    pub(crate) fn below(&self, here: &[&str]) -> Option<&[Option<&'static str>]> {
        self.steps.get(self.common..).filter(|_| self.common == here.len())
    }

    /// Whether it lies in the file itself.
    pub(crate) fn is_of_the_file(&self) -> bool {
        self.steps.len() == 1
    }

    /// Whether its key of that name may have such a value.
    pub(crate) fn takes(&self, name: &str, value: &DeValue<'_>) -> bool {
        self.table.key(name).is_some_and(|key| fits(key.kind, value))
    }

    /// Its path; where both ways are the same, with the names that the author has given.
    pub(crate) fn path(&self, here: &[&str]) -> String {
        let own = here.iter().take(self.common).copied();
        let rest = self.steps.iter().skip(self.common).map(|step| step.unwrap_or("…"));
        own.chain(rest).collect::<Vec<_>>().join(".")
    }

    /// Its key of that name.
    pub(crate) fn key(&self, name: &str) -> Option<&'static str> {
        self.table.key(name).map(|key| key.name)
    }

    /// Whether a table stands at that key of it.
    pub(crate) fn holds_table(&self, name: &str) -> bool {
        self.table.key(name).is_some_and(|key| is_table(key.kind))
    }
}

/// A walk through the language, from the file down.
struct Walk<'w> {
    here: &'w [&'w str],
    from: &'w Table,
    name: &'w str,
    /// The tables above: those of fields are in themselves.
    above: Vec<&'static Table>,
    found: &'w mut Vec<Home>,
}

impl Walk<'_> {
    fn table(
        &mut self,
        table: &'static Table,
        steps: &mut Vec<Option<&'static str>>,
        common: usize,
    ) {
        if self.above.iter().any(|above| std::ptr::eq(*above, table)) {
            return;
        }
        let distance = self.here.len() + steps.len() - 2 * common;
        // What a parameter is called hardly anybody means who writes the parameter.
        let renames = std::ptr::eq(table, &raw const RENAMED);
        if table.key(self.name).is_some() && distance > 0 && !renames {
            let shared = table.names().filter(|name| self.from.key(name).is_some()).count();
            let nearer = if shared < ALIKE { 0 } else { ALIKE };
            let distance = distance.saturating_sub(nearer);
            let place = self.found.partition_point(|nearer| nearer.distance <= distance);
            self.found.insert(place, Home { steps: steps.clone(), table, common, distance });
        }
        self.above.push(table);
        for key in table.keys {
            self.key(Some(key.name), key.kind, table, steps, common);
        }
        if let Some(kind) = table.others {
            self.key(None, kind, table, steps, common);
        }
        self.above.pop();
    }

    fn key(
        &mut self,
        key: Option<&'static str>,
        kind: Kind,
        of: &'static Table,
        steps: &mut Vec<Option<&'static str>>,
        common: usize,
    ) {
        let next = self.here.get(common).filter(|_| common == steps.len());
        let is_next = next.is_some_and(|next| match key {
            Some(key) => key == *next,
            None => of.key(next).is_none(),
        });
        let common = common + usize::from(is_next);
        steps.push(key);
        for (table, is_named) in tables(kind) {
            if is_named {
                let named = usize::from(common == steps.len() && self.here.len() > common);
                steps.push(None);
                self.table(table, steps, common + named);
                steps.pop();
            } else {
                self.table(table, steps, common);
            }
        }
        steps.pop();
    }
}

/// The tables of the language that may stand at a place, and whether names of the author's own lead to them.
fn tables(kind: Kind) -> Vec<(&'static Table, bool)> {
    match kind {
        Kind::Table(table) => vec![(table, false)],
        Kind::Tables(table) => vec![(table, true)],
        Kind::Named(inner) => tables(*inner).into_iter().map(|(table, _)| (table, true)).collect(),
        Kind::OneOrMore(inner) => tables(*inner),
        Kind::Either(kinds) => kinds.iter().copied().flat_map(tables).collect(),
        _ => Vec::new(),
    }
}

/// Whether a table may stand at a place, with keys of the language or of the author's own.
fn is_table(kind: Kind) -> bool {
    match kind {
        Kind::Table(_) | Kind::Named(_) | Kind::Tables(_) => true,
        Kind::Either(kinds) => kinds.iter().any(|kind| is_table(*kind)),
        _ => false,
    }
}

/// Whether a value is of such a kind, as far as its type goes.
fn fits(kind: Kind, value: &DeValue<'_>) -> bool {
    match kind {
        Kind::Text
        | Kind::Template
        | Kind::Url
        | Kind::Words(_)
        | Kind::Zoned(_)
        | Kind::Duration => value.is_str(),
        Kind::Integer(..) => value.is_integer(),
        Kind::Boolean(_) => value.is_bool(),
        Kind::Literal => !value.is_table() && !value.is_array(),
        Kind::Any => true,
        Kind::List(_) => value.is_array(),
        Kind::OneOrMore(inner) => value.is_array() || fits(*inner, value),
        Kind::Either(kinds) => kinds.iter().any(|kind| fits(*kind, value)),
        Kind::Table(_) | Kind::Named(_) | Kind::Tables(_) => value.is_table(),
    }
}
