//! The values that the provider gives for every declared field: samples, or what the caller says.

use std::collections::BTreeMap;

use oauth_spec::{Condition, Field, FieldFrom, Part, ProviderSpec, Source, Template};
use serde_json::Value;

use super::{Values, alike};
use crate::elements::{decoys, part_of};
use crate::error::EmulatorError;
use crate::path;
use crate::sample;
use crate::sometimes::choose;

/// What the fields of all tables are.
#[derive(Debug, Default)]
pub(crate) struct Samples {
    /// Values by table and name, such as `callback.shop` or `calls.tenant.id`.
    values: BTreeMap<String, Value>,
    /// The same of fields that are a part of another, which is given: they are in answers with that one.
    parts: BTreeMap<String, Value>,
    /// By table what must hold so that the fields are there.
    conditions: Vec<(String, FieldFrom, Condition)>,
    /// By table where something stands that is given.
    given: Vec<(String, FieldFrom, &'static str)>,
}

impl Samples {
    /// The value that has a place of its own in answers, of a field of `callback`, `token`, `errors`, `id_token`,
    /// `userinfo`, `calls` or `consents`.
    pub(crate) fn value(&self, table: &str, name: &str) -> Option<&Value> {
        self.values.get(&format!("{table}.{name}"))
    }

    /// The value of a field, wherever it stands.
    pub(crate) fn told(&self, table: &str, name: &str) -> Option<&Value> {
        self.value(table, name).or_else(|| self.parts.get(&format!("{table}.{name}")))
    }

    /// The same as a text.
    pub(crate) fn text(&self, table: &str, name: &str) -> Option<String> {
        self.told(table, name).map(sample::text)
    }

    /// What stands in the first elements of lists of which a field is another, by path.
    pub(crate) fn decoys(
        &self,
        table: &str,
        from: FieldFrom,
        fields: &[Field],
    ) -> Vec<(String, Value)> {
        let mut decoys = decoys(fields, from, &|field| self.value(table, field.name).is_some());
        decoys.retain(|(path, _)| !self.is_given_above(table, from, path));
        decoys
    }

    /// Puts the fields of a table that come from there into a document, with what they depend on.
    pub(crate) fn put_into(
        &self,
        body: &mut Value,
        table: &str,
        from: FieldFrom,
        fields: &[Field],
    ) {
        let is_given = |field: &Field| self.is_given(table, field.from, field.path);
        let value =
            |field: &Field| self.value(table, field.name).filter(|_| field.from == from).cloned();
        sample::put_all(body, fields, &is_given, &value);
        self.conclude(body, table, from, fields);
    }

    /// Makes the conditions hold under which its fields are in a document.
    pub(crate) fn conclude(
        &self,
        body: &mut Value,
        table: &str,
        from: FieldFrom,
        fields: &[Field],
    ) {
        let conditions = self.conditions(table, from).copied();
        sample::conclude(body, conditions, self.decoys(table, from, fields));
    }

    /// What an answer must say so that it has the fields of a table that it has.
    pub(crate) fn conditions(
        &self,
        table: &str,
        from: FieldFrom,
    ) -> impl Iterator<Item = &Condition> {
        let all = self.conditions.iter().filter(move |each| each.0 == table && each.1 == from);
        // What is given says by itself what holds.
        let all = all.filter(move |each| !self.is_given_above(table, from, each.2.path));
        all.map(|(_, _, condition)| condition)
    }

    /// Where one field is a part of another that is not given, the larger one is what the answer has there.
    fn agree(&mut self, table: &str, fields: &[Field], is_given: &dyn Fn(&Field) -> bool) {
        let holds = |outer: &Field, inner: &Field| {
            sample::within(outer, inner).is_some() && self.value(table, inner.name).is_some()
        };
        let is_outer = |outer: &&Field| {
            let is_free = outer.from != FieldFrom::Header && !is_given(outer);
            is_free
                && self.value(table, outer.name).is_some()
                && fields.iter().any(|inner| holds(outer, inner))
        };
        let outer: Vec<&Field> = fields.iter().filter(is_outer).collect();
        for outer in outer {
            let mut body = Value::Object(serde_json::Map::new());
            self.put_into(&mut body, table, outer.from, fields);
            if let Some(whole) = path::get(&body, outer.path.trim_start_matches('/')).cloned() {
                self.put(table, outer.name, whole);
            }
        }
    }

    /// Whether the caller says what stands there.
    pub(crate) fn is_given(&self, table: &str, from: FieldFrom, path: &str) -> bool {
        self.given.iter().any(|it| it.0 == table && (it.1, it.2) == (from, path))
    }

    /// Whether a path leads into something that is given.
    fn is_given_above(&self, table: &str, from: FieldFrom, path: &str) -> bool {
        let mut given = self.given.iter().filter(|it| it.0 == table && it.1 == from);
        given.any(|it| sample::below(it.2, path).is_some())
    }

    pub(super) fn put(&mut self, table: &str, name: &str, value: Value) {
        self.values.insert(format!("{table}.{name}"), value);
    }
}

/// Gives every declared field a value. What one must be may depend on those before it.
pub(crate) fn fill(
    spec: &'static ProviderSpec,
    values: &mut Values,
    client_id: &str,
    given: &[(String, Value)],
) -> Result<(), EmulatorError> {
    let mut tables = vec![
        ("callback".to_owned(), spec.callback.fields),
        ("token".to_owned(), spec.token.fields),
        ("errors".to_owned(), spec.errors.fields),
        ("id_token".to_owned(), spec.id_token.map_or(&[], |id_token| id_token.claims)),
        ("userinfo".to_owned(), spec.userinfo.fields),
    ];
    let calls = spec.calls.iter();
    tables.extend(calls.map(|call| (format!("calls.{}", call.name), call.fields)));
    let consents = spec.consents.iter();
    tables.extend(consents.map(|each| (format!("consents.{}", each.name), each.fields)));
    for (table, fields) in tables {
        let given = |field: &Field| {
            let key = format!("{table}.{}", field.name);
            given.iter().rev().find(|(name, _)| *name == key).map(|(_, value)| value.clone())
        };
        let chosen = choose(fields, &|field| {
            let expected = || Some(Value::String(expected(field.equals?, values, client_id)?));
            given(field).or_else(|| field.when.is_empty().then(expected)?)
        });
        let is_given = |field: &Field| given(field).is_some();
        let all = fields.iter().filter(|field| is_given(field));
        values.samples.given.extend(all.map(|it| (table.clone(), it.from, it.path)));
        for field in fields {
            let key = || format!("{table}.{}", field.name);
            let outer = || fields.iter().filter(|outer| sample::within(outer, field).is_some());
            let part = |outer: &Field| Some((given(outer)?, outer.path));
            if let Some((whole, path)) = outer().find_map(part).filter(|_| !is_given(field)) {
                let part = part_of(&whole, path, field, chosen.has(field)).cloned();
                values.samples.parts.extend(part.map(|part| (key(), part)));
                continue;
            }
            if !chosen.has(field) {
                if is_given(field) {
                    return Err(EmulatorError::FieldElsewhere {
                        provider: spec.name,
                        field: key(),
                    });
                }
                continue;
            }
            let expected = || Some(Value::String(expected(field.equals?, values, client_id)?));
            // Two names for one place are told the same.
            let is_twin = |it: &&Field| {
                (it.from, it.path, it.kind) == (field.from, field.path, field.kind)
                    && chosen.has(it)
            };
            let twin = || {
                let mut twins = fields.iter().filter(is_twin);
                twins.find_map(|it| values.samples.value(&table, it.name).cloned())
            };
            let value =
                given(field).or_else(|| chosen.value(field)).or_else(expected).or_else(twin);
            values.samples.put(&table, field.name, value.unwrap_or_else(|| sample::field(field)));
        }
        let conditions = chosen.conditions().map(|(from, each)| (table.clone(), from, each));
        values.samples.conditions.extend(conditions);
        values.samples.agree(&table, fields, &is_given);
    }
    alike::agree(spec, &mut values.samples);
    match given.iter().find(|(key, _)| !values.samples.values.contains_key(key)) {
        Some((key, _)) => {
            Err(EmulatorError::UnknownField { provider: spec.name, field: key.clone() })
        }
        None => Ok(()),
    }
}

/// What a template gives that a field must be.
fn expected(template: Template, values: &Values, client_id: &str) -> Option<String> {
    let mut text = String::new();
    for part in template.parts() {
        match part {
            Part::Text(part) => text.push_str(part),
            Part::Value(Source::ClientId) => text.push_str(client_id),
            Part::Value(source) => text.push_str(&values.fixed(source)?),
        }
    }
    Some(text)
}
