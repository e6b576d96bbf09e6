//! Fields that an answer has only where other members say so: which of them it has, and what it says then.

use oauth_spec::{Condition, Field, FieldFrom, FieldKind, Test};
use serde_json::Value;

use crate::path;
use crate::sample;
use crate::serve::write;

/// One set of fields that an answer can have at once.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    there: Vec<&'static str>,
    /// What stands where conditions look, and the condition that wants it so.
    said: Vec<(FieldFrom, &'static str, Value, Option<Condition>)>,
}

/// Chooses among the fields of one table: those that are always there, and of the others each that fits
/// those before it. `given` are the values that are fixed; fields with one go first.
pub(crate) fn choose(fields: &'static [Field], given: &dyn Fn(&Field) -> Option<Value>) -> Chosen {
    let mut chosen = Chosen::default();
    for field in fields.iter().filter(|field| field.when.is_empty()) {
        chosen.there.push(field.name);
        chosen.said.extend(given(field).map(|value| (field.from, field.path, value, None)));
    }
    let sometimes = fields.iter().filter(|field| !field.when.is_empty());
    let (wanted, others): (Vec<&Field>, Vec<&Field>) =
        sometimes.partition(|field| given(field).is_some());
    for field in wanted.into_iter().chain(others) {
        if chosen.admits(field, fields) {
            chosen.there.push(field.name);
        }
    }
    chosen
}

impl Chosen {
    /// Whether the answer has that field.
    pub(crate) fn has(&self, field: &Field) -> bool {
        self.there.contains(&field.name)
    }

    /// What a field must say that is always there, so that those that depend on it are.
    pub(crate) fn value(&self, field: &Field) -> Option<Value> {
        self.at(field.from, field.path).filter(|_| field.when.is_empty()).cloned()
    }

    /// The conditions that must hold.
    pub(crate) fn conditions(self) -> impl Iterator<Item = (FieldFrom, Condition)> {
        self.said.into_iter().filter_map(|(from, _, _, condition)| Some((from, condition?)))
    }

    /// What is said at a path: by itself, or as a part of something larger that is given.
    fn at(&self, from: FieldFrom, path: &str) -> Option<&Value> {
        let beside = || self.said.iter().filter(|said| said.0 == from);
        let exact = beside().find(|said| said.1 == path).map(|said| &said.2);
        exact.or_else(|| {
            let parts = beside().filter(|said| said.3.is_none());
            let mut parts = parts.filter_map(|said| Some((&said.2, sample::below(said.1, path)?)));
            parts.next().map(|(whole, rest)| path::get(whole, rest).unwrap_or(&Value::Null))
        })
    }

    /// Whether one of a field's conditions holds, or can be made to, in an answer of that table.
    fn admits(&mut self, field: &Field, fields: &[Field]) -> bool {
        let at = |condition: &Condition| self.at(field.from, condition.path);
        let met = |it: &Condition| at(it).is_some_and(|value| write::is_met(it.test, value));
        if field.when.iter().any(met) {
            return true;
        }
        let Some(open) = field.when.iter().find(|it| at(it).is_none()) else { return false };
        let there = fields
            .iter()
            .find(|it| it.when.is_empty() && it.from == field.from && it.path == open.path);
        let value = there.and_then(|it| typed(it, open.test));
        let value = value.unwrap_or_else(|| write::meeting(open.test));
        self.said.push((field.from, open.path, value, Some(*open)));
        true
    }
}

/// A value of the field's own type that meets a test, if its sample or one of its words does.
fn typed(field: &Field, test: Test) -> Option<Value> {
    let words = match field.kind {
        FieldKind::Enum(words) => words,
        _ => &[],
    };
    let words = words.iter().map(|word| Value::from(*word));
    std::iter::once(sample::field(field)).chain(words).find(|value| write::is_met(test, value))
}

#[cfg(test)]
mod tests {
    use oauth_spec::Literal;
    use serde_json::json;

    use super::*;

    const fn kind(name: &'static str) -> Condition {
        Condition { path: "kind", test: Test::Is(Literal::Text(name)) }
    }

    static FIELDS: [Field; 4] = [
        Field::string("user").at("id").when(&[kind("user")]),
        Field::string("app").at("id").when(&[kind("app"), kind("bot")]),
        Field::choice("kind", &["bot", "app", "user"]),
        Field::string("email").when(&[kind("user")]),
    ];

    fn there(given: &[(&str, &str)]) -> (Vec<&'static str>, Option<Value>) {
        let given = |field: &Field| {
            given.iter().find(|(name, _)| *name == field.name).map(|(_, value)| json!(value))
        };
        let chosen = choose(&FIELDS, &given);
        let names = FIELDS.iter().filter(|field| chosen.has(field)).map(|field| field.name);
        (names.collect(), chosen.value(&FIELDS[2]))
    }

    #[test]
    fn what_is_there_at_once_agrees() {
        assert_eq!(there(&[]), (vec!["user", "kind", "email"], Some(json!("user"))));
        assert_eq!(there(&[("app", "7")]), (vec!["app", "kind"], Some(json!("app"))));
        assert_eq!(there(&[("kind", "bot")]), (vec!["app", "kind"], Some(json!("bot"))));
        assert_eq!(there(&[("kind", "other")]), (vec!["kind"], Some(json!("other"))));
    }

    #[test]
    fn what_others_depend_on_keeps_its_type() {
        static COUNTED: [Field; 4] = [
            Field::integer("seats").required(),
            Field::choice("plan", &["free", "team"]),
            Field::string("owner").when(&[Condition { path: "seats", test: Test::Present }]),
            Field::string("bill")
                .when(&[Condition { path: "plan", test: Test::IsNot(Literal::Text("free")) }]),
        ];
        let chosen = choose(&COUNTED, &|_| None);
        assert!(COUNTED.iter().all(|field| chosen.has(field)));
        assert!(chosen.value(&COUNTED[0]).unwrap().is_i64());
        assert_eq!(chosen.value(&COUNTED[1]), Some(json!("team")));
    }
}
