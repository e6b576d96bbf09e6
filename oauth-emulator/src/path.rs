//! Paths into JSON: names of members and numbers in lists, joined by dots.

use serde_json::{Map, Value};

/// What is at that path. A member whose whole name is the path goes first.
pub(crate) fn get<'value>(value: &'value Value, path: &str) -> Option<&'value Value> {
    if path.is_empty() {
        return Some(value);
    }
    if let Some(found) = value.get(path) {
        return Some(found);
    }
    path.split('.').try_fold(value, |value, step| match value {
        Value::Array(list) => list.get(step.parse::<usize>().ok()?),
        other => other.get(step),
    })
}

/// A path from the answer itself; one that does not begin with `/` goes from the root, if there is one.
pub(crate) fn below(root: &str, path: &str) -> String {
    match path.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None if root.is_empty() => path.to_owned(),
        None => format!("{root}.{path}"),
    }
}

/// Whether one of them leads to the other, or both are one: no text can be at both.
pub(crate) fn overlap(one: &str, other: &str) -> bool {
    let one = one.trim_start_matches('/').split('.');
    let other = other.trim_start_matches('/').split('.');
    one.zip(other).all(|(one, other)| one == other)
}

/// Puts something at that path and makes what leads there: a list where the path says a number. An address is the name
/// of one member, with dots in it.
pub(crate) fn put(value: &mut Value, path: &str, new: Value) {
    // Lists are for a handful of samples, whatever a path says.
    const LONGEST: usize = 100;
    let mut place = value;
    let separator = if path.contains("://") { "\0" } else { "." };
    for step in path.split(separator).filter(|step| !step.is_empty()) {
        let number = step.parse::<usize>().ok().filter(|number| *number < LONGEST);
        if let Some(number) = number.filter(|_| !place.is_object() || empty(place)) {
            if !place.is_array() {
                *place = Value::Array(Vec::new());
            }
            let Value::Array(list) = place else { return };
            while list.len() <= number {
                list.push(Value::Object(Map::new()));
            }
            let Some(next) = list.get_mut(number) else { return };
            place = next;
        } else {
            if !place.is_object() {
                *place = Value::Object(Map::new());
            }
            let Value::Object(members) = place else { return };
            place = members.entry(step).or_insert_with(|| Value::Object(Map::new()));
        }
    }
    match (place, new) {
        // Two paths may meet in one object.
        (Value::Object(there), Value::Object(new)) => there.extend(new),
        // Of a list, what is said of one element by itself counts.
        (there @ Value::Array(_), new @ Value::Array(_)) => fill(there, new),
        (place, new) => *place = new,
    }
}

/// Adds what is not there yet.
fn fill(there: &mut Value, new: Value) {
    match (there, new) {
        (Value::Array(there), Value::Array(new)) => {
            for (index, new) in new.into_iter().enumerate() {
                match there.get_mut(index) {
                    Some(there) => fill(there, new),
                    None => there.push(new),
                }
            }
        }
        (there, new @ Value::Array(_)) if empty(there) => *there = new,
        (Value::Object(there), Value::Object(new)) => {
            for (name, new) in new {
                match there.get_mut(&name) {
                    Some(there) => fill(there, new),
                    None => drop(there.insert(name, new)),
                }
            }
        }
        (there, new) if empty(there) => *there = new,
        _ => {}
    }
}

fn empty(value: &Value) -> bool {
    value.as_object().is_some_and(Map::is_empty)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_put_is_found() {
        let mut value = json!({});
        for (path, new) in [("a.b", json!(1)), ("a.c.1.d", json!("x")), ("e", json!({ "f": 2 }))] {
            put(&mut value, path, new.clone());
            assert_eq!(get(&value, path), Some(&new));
        }
        put(&mut value, "e", json!({ "g": 3 }));
        assert_eq!(
            value,
            json!({ "a": { "b": 1, "c": [{}, { "d": "x" }] }, "e": { "f": 2, "g": 3 } })
        );
        put(&mut value, "a.c", json!([{ "g": 1 }, { "d": "y", "g": 2 }, 3]));
        assert_eq!(value["a"]["c"], json!([{ "g": 1 }, { "d": "x", "g": 2 }, 3]));
        put(&mut value, "https://acme.example/roles", json!("x"));
        assert_eq!(value["https://acme.example/roles"], "x");
        let mut list = json!({});
        put(&mut list, "0.id", json!(7));
        assert_eq!(list, json!([{ "id": 7 }]));
        assert_eq!(get(&list, "1.id"), None);
        put(&mut list, "https://own.example/roles.1", json!("x"));
        assert_eq!(list, json!({ "https://own.example/roles.1": "x" }));
    }
}
