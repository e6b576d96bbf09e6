//! Authorization details that are asked for (RFC 9396).

use oauth_spec::{Field, FieldKind, ProviderSpec};
use serde_json::{Map, Value};

use super::refusal::Refusal;

/// Members that details of any type may have (RFC 9396, 2.2).
const COMMON: [&str; 6] = ["type", "locations", "actions", "datatypes", "identifier", "privileges"];

/// What is asked for in detail, if it is as the declaration says (RFC 9396, 5).
pub(super) fn details(spec: &ProviderSpec, text: Option<&str>) -> Result<Option<Value>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let refused = |why: String| Refusal::new("invalid_authorization_details", why);
    let asked: Value = serde_json::from_str(text).unwrap_or_default();
    let list = asked.as_array().filter(|list| !list.is_empty());
    let list = list.ok_or_else(|| refused("`authorization_details` is no list".to_owned()))?;
    for detail in list {
        let kind = detail.get("type").and_then(Value::as_str).unwrap_or_default();
        let known = spec.authorization_details.iter().find(|known| known.name == kind);
        let known = known.ok_or_else(|| refused(format!("The type `{kind}` is unknown")))?;
        let members = detail.as_object().ok_or_else(|| refused("One is no object".to_owned()))?;
        object(known.fields, members, &COMMON)
            .map_err(|why| refused(format!("`{kind}`: {why}")))?;
    }
    Ok(Some(asked))
}

fn object(fields: &[Field], members: &Map<String, Value>, also: &[&str]) -> Result<(), String> {
    let known = |name: &str| fields.iter().any(|field| field.name == name) || also.contains(&name);
    if let Some(name) = members.keys().find(|name| !known(name)) {
        return Err(format!("`{name}` is unknown"));
    }
    for field in fields {
        match members.get(field.name) {
            None if field.required => return Err(format!("`{}` is missing", field.name)),
            Some(value) if !fits(field.kind, value)? => {
                return Err(format!("`{}` is of another type", field.name));
            }
            _ => {}
        }
    }
    Ok(())
}

fn fits(kind: FieldKind, value: &Value) -> Result<bool, String> {
    Ok(match kind {
        FieldKind::Integer => value.is_i64() || value.is_u64(),
        FieldKind::Number => value.is_number(),
        FieldKind::Boolean => value.is_boolean(),
        FieldKind::Any => true,
        FieldKind::List(kind) => match value.as_array() {
            Some(items) => {
                for item in items {
                    if !fits(*kind, item)? {
                        return Ok(false);
                    }
                }
                true
            }
            None => false,
        },
        FieldKind::Enum(values) => value.as_str().is_some_and(|text| values.contains(&text)),
        FieldKind::Object(fields) => match value.as_object() {
            Some(members) => object(fields, members, &[]).map(|()| true)?,
            None => false,
        },
        _ => value.is_string(),
    })
}
