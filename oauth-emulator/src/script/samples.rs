//! The values that the provider gives for every declared field: samples, or what the caller says.

use std::collections::BTreeMap;

use oauth_spec::{Field, Part, ProviderSpec, Source, Template};
use serde_json::Value;

use super::Values;
use crate::error::EmulatorError;
use crate::sample;

/// Values by table and name, such as `callback.shop` or `calls.tenant.id`.
#[derive(Debug, Default)]
pub(crate) struct Samples(BTreeMap<String, Value>);

impl Samples {
    /// The value of a field of `callback`, `token`, `errors`, `id_token`, `userinfo`, `calls` or `consents`.
    pub(crate) fn value(&self, table: &str, name: &str) -> Option<&Value> {
        self.0.get(&format!("{table}.{name}"))
    }

    /// The same as a text.
    pub(crate) fn text(&self, table: &str, name: &str) -> Option<String> {
        self.value(table, name).map(sample::text)
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
        for field in fields {
            let given =
                given.iter().rev().find(|(key, _)| *key == format!("{table}.{}", field.name));
            let value = match given {
                Some((_, value)) => value.clone(),
                None => sample(field, values, client_id),
            };
            values.samples.put(&table, field.name, value);
        }
    }
    match given.iter().find(|(key, _)| !values.samples.0.contains_key(key)) {
        Some((key, _)) => {
            Err(EmulatorError::UnknownField { provider: spec.name, field: key.clone() })
        }
        None => Ok(()),
    }
}

fn sample(field: &Field, values: &Values, client_id: &str) -> Value {
    let expected = field.equals.and_then(|template| expected(template, values, client_id));
    expected.map_or_else(|| sample::field(field), Value::String)
}

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
