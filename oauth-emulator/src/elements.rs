//! Fields that are an element of a list, which conditions choose: here they have a place, and before them stands an
//! element for which no condition holds, so that a client that takes the first one is found out.

use oauth_spec::{Call, Condition, Field, FieldFrom, FieldKind, ProviderSpec, Test, element};
use serde_json::Value;

use crate::path;
use crate::sample;
use crate::serve::write::{self, is_met};

/// The declaration with a number for every `*`.
pub(crate) fn numbered(spec: &'static ProviderSpec) -> &'static ProviderSpec {
    let claims = spec.id_token.map_or(&[][..], |id_token| id_token.claims);
    let mut tables = vec![spec.token.fields, spec.errors.fields, claims, spec.userinfo.fields];
    tables.extend(spec.calls.iter().map(|call| call.fields));
    if !tables.into_iter().any(has_some) {
        return spec;
    }
    let mut whole = *spec;
    whole.token.fields = table(spec.token.fields);
    whole.errors.fields = table(spec.errors.fields);
    whole.userinfo.fields = table(spec.userinfo.fields);
    if let Some(id_token) = &mut whole.id_token {
        id_token.claims = table(id_token.claims);
    }
    let calls = spec.calls.iter().map(|call| Call { fields: table(call.fields), ..*call });
    // Declarations live as long as the program; this is one more of them, once a start.
    whole.calls = Vec::leak(calls.collect());
    Box::leak(Box::new(whole))
}

fn has_some(fields: &[Field]) -> bool {
    fields.iter().any(|field| {
        field.is_chosen()
            || match field.kind {
                FieldKind::Object(inner) | FieldKind::List(&FieldKind::Object(inner)) => {
                    has_some(inner)
                }
                _ => false,
            }
    })
}

fn table(fields: &'static [Field]) -> &'static [Field] {
    // Fields with the same conditions are in the same element.
    let mut seats: Vec<(FieldFrom, &str, &[Condition])> = Vec::new();
    let numbered = fields.iter().map(|field| {
        let field = Field { kind: kind(field.kind), ..*field };
        let Some((list, _)) = element(field.path) else { return field };
        let seat = (field.from, list, field.when);
        if !seats.contains(&seat) {
            seats.push(seat);
        }
        let beside = seats.iter().filter(|other| (other.0, other.1) == (seat.0, seat.1));
        let number = 1 + beside.take_while(|other| **other != seat).count();
        let when = field.when.iter().map(|it| Condition { path: at(it.path, number), ..*it });
        Field { path: at(field.path, number), when: Vec::leak(when.collect()), ..field }
    });
    Vec::leak(numbered.collect())
}

fn kind(kind: FieldKind) -> FieldKind {
    match kind {
        FieldKind::Object(fields) => FieldKind::Object(table(fields)),
        FieldKind::List(element) => FieldKind::List(Box::leak(Box::new(self::kind(*element)))),
        kind => kind,
    }
}

/// The path with that number for its `*`.
fn at(path: &'static str, number: usize) -> &'static str {
    let Some((list, rest)) = element(path) else { return path };
    let dot = if list.is_empty() || list.ends_with('/') { "" } else { "." };
    let rest = if rest.is_empty() { String::new() } else { format!(".{rest}") };
    String::leak(format!("{list}{dot}{number}{rest}"))
}

/// What stands in the first elements of the lists in which these fields are chosen, by path. `has` says which
/// fields the answer has.
pub(crate) fn decoys(
    fields: &[Field],
    from: FieldFrom,
    has: &dyn Fn(&Field) -> bool,
) -> Vec<(String, Value)> {
    let is_declared = |path: &str| fields.iter().any(|it| it.from == from && it.path == path);
    let mut found = Vec::new();
    for field in fields.iter().filter(|field| field.from == from && has(field)) {
        let Some(seat) = seat(field) else { continue };
        found.push((seat.first(field.path), sample::another(field)));
        let others =
            fields.iter().filter(|other| self::seat(other).is_some_and(|it| it.list == seat.list));
        let negated = others.flat_map(|other| other.when).any(|it| !matches!(it.test, Test::Is(_)));
        for condition in field.when {
            // What is not there meets no test at all.
            let wrong = if negated { Value::Null } else { write::missing(condition.test) };
            found.push((seat.first(condition.path), wrong));
        }
    }
    found.retain(|(path, _)| !is_declared(path));
    found
}

/// What a value that is given at `outer` has as that field: of the first element for which a condition of the
/// field's holds, where it is an element of a list, and else at its own path.
/// `is_there`: whether the conditions of one hold that is not.
pub(crate) fn part_of<'v>(
    given: &'v Value,
    outer: &str,
    field: &Field,
    is_there: bool,
) -> Option<&'v Value> {
    let at = |path: &str| path::get(given, sample::below(outer, path)?);
    let list = seat(field).and_then(|seat| {
        let inside = if seat.list.is_empty() { "" } else { seat.list.strip_suffix('.')? };
        let path = if inside == outer { "" } else { sample::below(outer, inside)? };
        Some((seat, path::get(given, path)?.as_array()?))
    });
    let Some((seat, list)) = list else { return at(field.path).filter(|_| is_there) };
    let is_it = |item: &&Value| {
        let holds =
            |it: &Condition| seat.within(item, it.path).is_some_and(|at| is_met(it.test, at));
        field.when.iter().any(holds)
    };
    seat.within(list.iter().find(is_it)?, field.path)
}

/// A place in a list that is not the first one.
#[derive(Clone, Copy)]
struct Seat<'a> {
    list: &'a str,
    /// The list and the number.
    length: usize,
}

impl Seat<'_> {
    /// The same path in the first element.
    fn first(self, path: &str) -> String {
        format!("{}0{}", self.list, path.get(self.length..).unwrap_or_default())
    }

    /// What an element has at that path.
    fn within<'v>(self, element: &'v Value, path: &str) -> Option<&'v Value> {
        path::get(element, path.get(self.length..)?.trim_start_matches('.'))
    }
}

/// The element that a field is in, and all its conditions are about.
fn seat(field: &Field) -> Option<Seat<'_>> {
    let mut start = usize::from(field.path.starts_with('/'));
    for step in field.path.get(start..)?.split('.') {
        let length = start + step.len();
        let place = field.path.get(..length)?;
        let is_about = |it: &Condition| {
            let rest = it.path.strip_prefix(place);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let is_later = step.parse::<usize>().is_ok_and(|number| number > 0);
        if is_later && !field.when.is_empty() && field.when.iter().all(is_about) {
            return Some(Seat { list: field.path.get(..start)?, length });
        }
        start = length + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use oauth_spec::{Literal, Test};
    use serde_json::json;

    use super::*;

    const BC3: [Condition; 1] =
        [Condition { path: "accounts.*.product", test: Test::Is(Literal::Text("bc3")) }];
    const OWN: [Condition; 1] =
        [Condition { path: "*.kind", test: Test::IsNot(Literal::Integer(1)) }];

    #[test]
    fn who_takes_the_first_element_is_found_out() {
        static FIELDS: [Field; 4] = [
            Field::string("href").at("accounts.*.href").when(&BC3),
            Field::integer("id").at("accounts.*.id").when(&BC3),
            Field::string("own").at("*.name").when(&OWN),
            Field::string("first").at("0.name"),
        ];
        let fields = table(&FIELDS);
        assert_eq!(fields[0].path, "accounts.1.href");
        assert_eq!((fields[2].path, fields[2].when[0].path), ("1.name", "1.kind"));
        let decoys = decoys(fields, FieldFrom::Answer, &|_| true);
        let expected = [
            ("accounts.0.href", json!("other-href")),
            ("accounts.0.product", json!("not-bc3")),
            ("accounts.0.id", json!(4712)),
            ("accounts.0.product", json!("not-bc3")),
            // What the file says of the first element stays.
            ("0.kind", Value::Null),
        ];
        assert_eq!(decoys, expected.map(|(path, value)| (path.to_owned(), value)));
    }
}
