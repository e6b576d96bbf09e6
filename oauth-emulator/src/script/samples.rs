//! The values that the provider gives for every declared field: samples, or what the caller says.

use std::collections::BTreeMap;

use oauth_spec::{Condition, Field, FieldFrom, FieldKind, Part, ProviderSpec, Source, Template};
use serde_json::Value;

use super::Values;
use crate::elements::decoys;
use crate::error::EmulatorError;
use crate::path;
use crate::sample;
use crate::serve::write;
use crate::sometimes::choose;

/// Values by table and name, such as `callback.shop` or `calls.tenant.id`, and by table what must hold so that
/// these are there.
#[derive(Debug, Default)]
pub(crate) struct Samples(BTreeMap<String, Value>, Vec<(String, FieldFrom, Condition)>);

impl Samples {
    /// The value of a field of `callback`, `token`, `errors`, `id_token`, `userinfo`, `calls` or `consents`.
    pub(crate) fn value(&self, table: &str, name: &str) -> Option<&Value> {
        self.0.get(&format!("{table}.{name}"))
    }

    /// The same as a text.
    pub(crate) fn text(&self, table: &str, name: &str) -> Option<String> {
        self.value(table, name).map(sample::text)
    }

    /// What stands in the first elements of lists of which a field is another, by path.
    pub(crate) fn decoys(
        &self,
        table: &str,
        from: FieldFrom,
        fields: &[Field],
    ) -> Vec<(String, Value)> {
        decoys(fields, from, &|field| self.value(table, field.name).is_some())
    }

    /// Puts the fields of a table that come from there into a document, with what they depend on.
    pub(crate) fn put_into(
        &self,
        body: &mut Value,
        table: &str,
        from: FieldFrom,
        fields: &[Field],
    ) {
        for field in fields.iter().filter(|field| field.from == from) {
            if let Some(value) = self.value(table, field.name) {
                path::put(body, field.path.trim_start_matches('/'), value.clone());
            }
        }
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
        for condition in self.conditions(table, from) {
            write::hold(condition, body);
        }
        for (path, decoy) in self.decoys(table, from, fields) {
            path::put(body, path.trim_start_matches('/'), decoy);
        }
    }

    /// What an answer must say so that it has the fields of a table that it has.
    pub(crate) fn conditions(
        &self,
        table: &str,
        from: FieldFrom,
    ) -> impl Iterator<Item = &Condition> {
        let all = self.1.iter().filter(move |each| each.0 == table && each.1 == from);
        all.map(|(_, _, condition)| condition)
    }

    /// Where one field is a part of another, the larger one is what the answer has there.
    fn agree(&mut self, table: &str, fields: &[Field]) {
        let holds = |outer: &Field, inner: &Field| {
            let rest = inner.path.strip_prefix(outer.path);
            let is_below = rest.is_some_and(|rest| rest.starts_with('.') || outer.path.is_empty());
            outer.from == inner.from && outer.name != inner.name && is_below
        };
        for outer in fields.iter().filter(|outer| fields.iter().any(|inner| holds(outer, inner))) {
            if outer.from == FieldFrom::Header || self.value(table, outer.name).is_none() {
                continue;
            }
            let mut body = Value::Object(serde_json::Map::new());
            self.put_into(&mut body, table, outer.from, fields);
            if let Some(whole) = path::get(&body, outer.path).cloned() {
                self.put(table, outer.name, whole);
            }
        }
    }

    fn put(&mut self, table: &str, name: &str, value: Value) {
        self.0.insert(format!("{table}.{name}"), value);
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
        for field in fields {
            if !chosen.has(field) {
                if given(field).is_some() {
                    let field = format!("{table}.{}", field.name);
                    return Err(EmulatorError::FieldElsewhere { provider: spec.name, field });
                }
                continue;
            }
            let expected = || Some(Value::String(expected(field.equals?, values, client_id)?));
            let value = given(field).or_else(|| chosen.value(field)).or_else(expected);
            values.samples.put(&table, field.name, value.unwrap_or_else(|| sample::field(field)));
        }
        let conditions = chosen.conditions().map(|(from, each)| (table.clone(), from, each));
        values.samples.1.extend(conditions);
        for field in fields.iter().filter(|field| field.kind == FieldKind::Any) {
            if given(field).is_none()
                && let Some(made) = made(&values.samples, &table, fields, field)
            {
                values.samples.put(&table, field.name, made);
            }
        }
        values.samples.agree(&table, fields);
    }
    match given.iter().find(|(key, _)| !values.samples.0.contains_key(key)) {
        Some((key, _)) => {
            Err(EmulatorError::UnknownField { provider: spec.name, field: key.clone() })
        }
        None => Ok(()),
    }
}

/// What is in a field of any kind that others lead into: those, and what must hold so that they are there. Nothing
/// if none does.
fn made(samples: &Samples, table: &str, fields: &[Field], field: &Field) -> Option<Value> {
    samples.value(table, field.name)?;
    let mut made = Value::Object(serde_json::Map::new());
    let mut is_empty = true;
    for other in fields {
        let Some(path) = sample::within(field, other) else { continue };
        let Some(value) = samples.value(table, other.name) else { continue };
        path::put(&mut made, path, value.clone());
        is_empty = false;
    }
    for condition in samples.conditions(table, field.from) {
        let inside =
            condition.path.strip_prefix(field.path).and_then(|path| path.strip_prefix('.'));
        if let Some(path) = inside {
            write::hold_at(path, condition.test, &mut made);
        }
    }
    (!is_empty).then_some(made)
}

/// What a template gives that a field must be.
fn expected(template: Template, values: &Values, client_id: &str) -> Option<String> {
    let mut text = String::new();
    for part in template.parts() {
        match part {
            Part::Text(part) => text.push_str(part),
            Part::Value(Source::ClientId) => text.push_str(client_id),
            Part::Value(source) => text.push_str(&values.fixed(*source)?),
        }
    }
    Some(text)
}
