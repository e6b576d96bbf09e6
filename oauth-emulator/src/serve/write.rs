//! Bodies of answers, in the declared notation and with the declared marks of good and bad ones.

use oauth_spec::{AnswerFormat, Condition, ErrorSpec, Literal, Test};
use serde_json::{Value, json};

use crate::http::Answer;
use crate::path;
use crate::sample;

/// An answer with that body.
pub(crate) fn answer(format: AnswerFormat, status: u16, body: &Value) -> Answer {
    match format {
        AnswerFormat::Json => Answer::json(status, body),
        AnswerFormat::Form => {
            let text =
                form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs(body)).finish();
            Answer::new(status, "application/x-www-form-urlencoded", text)
        }
        AnswerFormat::Jsonp => {
            // A page could run it: the type says what it is.
            Answer::new(status, "text/javascript; charset=utf-8", format!("callback( {body} );\n"))
        }
    }
}

/// The members of an object as pairs; what has parts of its own is written as JSON.
pub(crate) fn pairs(body: &Value) -> Vec<(String, String)> {
    let members = body.as_object().into_iter().flatten();
    members.map(|(name, value)| (name.clone(), sample::text(value))).collect()
}

/// Puts into a good answer what a refusal would not say.
pub(crate) fn mark_good(errors: &ErrorSpec, body: &mut Value) {
    for Condition { path, test } in errors.when {
        match test {
            Test::Is(Literal::Boolean(value)) => path::put(body, path, json!(!value)),
            Test::IsNot(expected) => path::put(body, path, literal(*expected)),
            Test::Is(_) | Test::Present => {}
        }
    }
}

/// Puts into a refusal what makes it one.
pub(crate) fn mark_bad(errors: &ErrorSpec, body: &mut Value) {
    // Any of them is enough, so the first is.
    let Some(Condition { path, test }) = errors.when.first() else { return };
    match test {
        Test::Is(expected) => path::put(body, path, literal(*expected)),
        Test::IsNot(expected) => {
            let expected = literal(*expected);
            let there = path::get(body, path);
            if there.is_none_or(|there| sample::text(there) == sample::text(&expected)) {
                path::put(body, path, other(&expected));
            }
        }
        Test::Present if path::get(body, path).is_none() => path::put(body, path, json!(true)),
        Test::Present => {}
    }
}

/// A literal as JSON.
pub(crate) fn literal(literal: Literal) -> Value {
    match literal {
        Literal::Text(text) => json!(text),
        Literal::Integer(number) => json!(number),
        Literal::Boolean(value) => json!(value),
    }
}

/// Something else of the same kind.
fn other(value: &Value) -> Value {
    match value {
        Value::Bool(value) => json!(!value),
        Value::Number(number) => json!(number.as_i64().unwrap_or(0).wrapping_add(40_001)),
        other => json!(format!("not-{}", sample::text(other))),
    }
}

/// The text that meets a test.
pub(crate) fn meets(test: Test) -> String {
    match test {
        Test::Is(expected) => sample::text(&literal(expected)),
        Test::IsNot(expected) => sample::text(&other(&literal(expected))),
        Test::Present => "true".to_owned(),
    }
}
