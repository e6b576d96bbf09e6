//! What a file says over what its base says: tables key by key, everything else as a whole.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::path;
use crate::report::{Errors, quote};

/// Tables of paths, and who states what is there.
const FACTS: [&str; 2] = ["seen", "unconfirmed"];

/// A file over its base.
pub(super) fn files<'t>(
    mut base: DeTable<'t>,
    mut own: DeTable<'t>,
    errors: &mut Errors,
) -> DeTable<'t> {
    base.remove("schema");
    base.remove("extends");
    match (base.get_mut("provider").map(Spanned::get_mut), own.contains_key("provider")) {
        (Some(DeValue::Table(provider)), true) => {
            provider.remove("name");
        }
        _ => {
            base.remove("provider");
        }
    }
    take_facts_away(&mut base, &mut own);
    let inherited = inherited_facts(&mut base, &own);
    let mut merged = tables(base, own, &mut Vec::new(), errors);
    // What the file took away needs no one to state it.
    let gone: Vec<_> =
        inherited.into_iter().filter(|path| path::at(&merged, path).is_none()).collect();
    for table in FACTS {
        if let Some(DeValue::Table(facts)) = merged.get_mut(table).map(Spanned::get_mut) {
            for path in &gone {
                facts.remove(path.as_str());
            }
        }
    }
    merged
}

/// Removes from both what the file takes away of the base's facts: `"token.expiry" = false`. That is done
/// first, because a fact about a key that is stated anew or taken away goes by itself.
fn take_facts_away(base: &mut DeTable<'_>, own: &mut DeTable<'_>) {
    for table in FACTS {
        let (Some(DeValue::Table(base)), Some(DeValue::Table(own))) =
            (base.get_mut(table).map(Spanned::get_mut), own.get_mut(table).map(Spanned::get_mut))
        else {
            continue;
        };
        let is_false = |why: &DeValue<'_>| matches!(why, DeValue::Boolean(false));
        let paths = own.iter().filter(|(_, why)| is_false(why.get_ref()));
        let paths: Vec<_> = paths.map(|(path, _)| path.get_ref().to_string()).collect();
        for path in paths {
            if base.remove(path.as_str()).is_some() {
                own.remove(path.as_str());
            }
        }
    }
}

/// Removes from the base what it says about facts that the file states itself; gives the other paths.
fn inherited_facts(base: &mut DeTable<'_>, own: &DeTable<'_>) -> Vec<String> {
    let mut inherited = Vec::new();
    let says = |path: &str| {
        let is_stated = path::at(own, path).is_some_and(|value| !value.is_table());
        let is_fact = |table: &str| {
            own.get(table)
                .and_then(|table| table.get_ref().as_table())
                .is_some_and(|facts| facts.contains_key(path))
        };
        is_stated || FACTS.into_iter().any(is_fact)
    };
    for table in FACTS {
        let Some(DeValue::Table(facts)) = base.get_mut(table).map(Spanned::get_mut) else {
            continue;
        };
        let paths: Vec<_> = facts.keys().map(|path| path.get_ref().to_string()).collect();
        for path in paths {
            if says(&path) {
                facts.remove(path.as_str());
            } else {
                inherited.push(path);
            }
        }
    }
    inherited
}

/// One table over another. `path` is where they are.
fn tables<'t>(
    mut base: DeTable<'t>,
    own: DeTable<'t>,
    path: &mut Vec<String>,
    errors: &mut Errors,
) -> DeTable<'t> {
    for (key, value) in own {
        let name = key.get_ref().to_string();
        path.push(name);
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        let name = keys.last().copied().unwrap_or("");
        let span = value.span();
        match value.into_inner() {
            DeValue::Boolean(false) if !path::takes_false(&keys) => {
                if base.remove(name).is_none() {
                    if path::is_known(&keys) && !path::is_json(&keys) {
                        nothing_to_take_away(&key, span, &keys, errors);
                    } else {
                        // A key that the language does not know stays, so that its reader says so.
                        base.insert(key, Spanned::new(span, DeValue::Boolean(false)));
                    }
                }
            }
            DeValue::Table(inner) if !path::is_one_value(&keys) => {
                let is_deep = keys.len() > 1;
                let (key, below) = match base.remove_entry(name) {
                    Some((first, below)) => match below.into_inner() {
                        // It keeps its place among its neighbours.
                        DeValue::Table(below) if is_deep => (first, below),
                        DeValue::Table(below) => (key, below),
                        _ => (key, DeTable::new()),
                    },
                    None => (key, DeTable::new()),
                };
                let merged = tables(below, inner, path, errors);
                base.insert(key, Spanned::new(span, DeValue::Table(merged)));
            }
            value => {
                // The key of a map stays what it was when its value is replaced.
                base.remove(name);
                base.insert(key, Spanned::new(span, value));
            }
        }
        path.pop();
    }
    base
}

fn nothing_to_take_away<T>(
    key: &Spanned<T>,
    span: std::ops::Range<usize>,
    path: &[&str],
    errors: &mut Errors,
) {
    let path = quote(&path.join("."));
    errors
        .add(span.into(), format!("the base has no {path} to take away"))
        .label("`false` takes away what the base says")
        .related(key.span().into(), "not in any base")
        .help("leave it out");
}
