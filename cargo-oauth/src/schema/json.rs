//! The language as JSON Schema (draft 07, which editors of TOML understand).

use oauth_spec::schema::{FILE, Key, Kind, PROVIDER, Table};
use serde_json::{Map, Value, json};

/// The schema, formatted for people too.
pub(crate) fn schema() -> String {
    format!("{:#}", value())
}

/// The schema.
pub(crate) fn value() -> Value {
    let mut definitions = Definitions::default();
    let root = definitions.table(&FILE);
    let Value::Object(mut schema) = root else { return root };
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!("OAuth provider, schema 1"));
    schema.insert("definitions".to_owned(), Value::Object(definitions.written));
    Value::Object(schema)
}

/// Tables that are referred to, each written once: one of them holds itself.
#[derive(Default)]
struct Definitions {
    known: Vec<(*const Table, String)>,
    written: Map<String, Value>,
}

impl Definitions {
    /// A reference to a table, which is written if it is new.
    fn reference(&mut self, table: &'static Table) -> Value {
        let found = self.known.iter().find(|(known, _)| std::ptr::eq(*known, table));
        let name = if let Some((_, name)) = found {
            name.clone()
        } else {
            let name = format!("{}-{}", self.known.len() + 1, slug(table.about));
            self.known.push((table, name.clone()));
            let written = removable(self.table(table));
            self.written.insert(name.clone(), written);
            name
        };
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    fn table(&mut self, table: &'static Table) -> Value {
        let mut properties = Map::new();
        for key in table.keys {
            properties.insert(key.name.to_owned(), self.key(key));
        }
        let required: Vec<_> =
            table.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        let others = table.others.map_or(Value::Bool(false), |kind| self.kind(kind));
        let mut schema = json!({
            "type": "object",
            "description": table.about,
            "properties": properties,
            "additionalProperties": others,
        });
        // A file that extends another leaves to it what else would be required: no false alarms.
        let is_own = [&FILE, &PROVIDER].into_iter().any(|own| std::ptr::eq(own, table));
        if is_own && !required.is_empty() {
            schema["required"] = json!(required);
        }
        schema
    }

    fn key(&mut self, key: &'static Key) -> Value {
        let about = match key.default {
            "" => key.about.to_owned(),
            default => format!("{}; default: {default}", key.about),
        };
        let mut schema = removable(self.kind(key.kind));
        schema["description"] = json!(about);
        schema
    }

    fn kind(&mut self, kind: Kind) -> Value {
        match kind {
            Kind::Text | Kind::Template => json!({ "type": "string" }),
            Kind::Url => json!({ "type": "string", "pattern": "^(https?://|\\{)" }),
            Kind::Words(words) => json!({ "enum": words }),
            Kind::Integer(i64::MIN, i64::MAX) => json!({ "type": "integer" }),
            Kind::Zoned(word) => {
                let pattern = format!("^{word}[+-][0-9]{{2}}:[0-9]{{2}}$");
                json!({ "type": "string", "pattern": pattern })
            }
            Kind::Integer(least, most) => {
                json!({ "type": "integer", "minimum": least, "maximum": most })
            }
            Kind::Boolean(None) => json!({ "type": "boolean" }),
            Kind::Boolean(Some(only)) => json!({ "const": only }),
            Kind::Duration => json!({ "type": "string", "pattern": "^[0-9]+[smhdw]$" }),
            Kind::Literal => json!({ "type": ["string", "number", "boolean"] }),
            Kind::Any => json!({}),
            Kind::List(item) => json!({ "type": "array", "items": self.kind(*item) }),
            Kind::OneOrMore(item) => {
                let item = self.kind(*item);
                json!({ "anyOf": [item, { "type": "array", "items": item, "minItems": 1 }] })
            }
            Kind::Either(kinds) => {
                let kinds: Vec<_> = kinds.iter().map(|kind| self.kind(*kind)).collect();
                json!({ "anyOf": kinds })
            }
            Kind::Table(table) => self.reference(table),
            Kind::Named(item) => {
                let item = self.kind(*item);
                json!({ "type": "object", "additionalProperties": removable(item) })
            }
            Kind::Tables(table) => {
                let table = self.reference(table);
                json!({ "type": "object", "additionalProperties": removable(table) })
            }
        }
    }
}

/// The same, or `false`, which takes a key of the base away in a file that extends another. Keywords are joined as far as
/// that says it, for `anyOf` only ever says that none of its schemas fits, and not where.
fn removable(kind: Value) -> Value {
    let Value::Object(mut schema) = kind else { return kind };
    if schema.contains_key("$ref") {
        // Every table may be `false`; beside a reference nothing else counts.
        return json!({ "allOf": [schema] });
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(json!(false));
    } else if let Some(Value::Array(kinds)) = schema.get_mut("anyOf") {
        kinds.push(json!({ "const": false }));
    } else if let Some(Value::String(name)) = schema.get("type").filter(|it| *it != "boolean") {
        let kinds = json!([name, "boolean"]);
        schema.insert("type".to_owned(), kinds);
        schema.insert("not".to_owned(), json!({ "const": true }));
    } else if let Some(only) = schema.remove("const") {
        schema.insert("enum".to_owned(), json!([only, false]));
    }
    Value::Object(schema)
}

/// A name for a definition: the first words of what it is about.
fn slug(about: &str) -> String {
    let words = about.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.take(5).collect::<Vec<_>>().join("-").to_ascii_lowercase()
}
