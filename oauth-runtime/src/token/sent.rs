//! What was read, as a value that goes into another request.

use oauth_spec::{Field, FieldKind};
use serde_json::Value as Json;

use crate::answer::scalar;
use crate::core::Given;

/// JSON as a value that can be sent. A number that came as a text, as all in a query do, is the number that it
/// is declared to be; one that is written otherwise than numbers are (`007`) is sent as it came.
pub(crate) fn given(json: &Json, declared: &[Field], name: &str) -> Option<Given<'static>> {
    if let Json::String(text) = json
        && let Some(field) = declared.iter().find(|field| field.name == name)
    {
        let typed = match field.kind {
            FieldKind::Integer => {
                let number = text.parse().ok();
                number.filter(|it: &i64| it.to_string() == *text).map(Given::Integer)
            }
            FieldKind::Boolean => text.parse().ok().map(Given::Boolean),
            _ => None,
        };
        if typed.is_some() {
            return typed;
        }
    }
    match json {
        Json::Bool(truth) => Some(Given::Boolean(*truth)),
        Json::Number(number) => Some(match number.as_i64() {
            Some(whole) => Given::Integer(whole),
            None => Given::Text(number.to_string().into()),
        }),
        other => scalar(other).map(|text| Given::Text(text.into_owned().into())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_number_is_sent_as_it_came() {
        let rows = [Field::integer("id"), Field::boolean("is")];
        for (text, is_number) in [
            ("7", true),
            ("-5", true),
            ("0", true),
            ("007", false),
            ("+5", false),
            ("-0", false),
            ("", false),
            ("99999999999999999999", false),
        ] {
            let sent = given(&json!(text), &rows, "id").unwrap();
            assert_eq!(matches!(sent, Given::Integer(_)), is_number, "{text}");
            assert_eq!(sent.text(), text);
        }
        assert!(matches!(given(&json!("true"), &rows, "is"), Some(Given::Boolean(true))));
    }
}
