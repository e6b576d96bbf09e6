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
            // The text says the same.
            Test::Is(Literal::Text(text @ ("true" | "false"))) => {
                path::put(body, path, json!(if *text == "true" { "false" } else { "true" }));
            }
            Test::IsNot(expected) => path::put(body, path, literal(*expected)),
            Test::Is(_) | Test::Present => {}
        }
    }
}

/// Puts into a refusal what makes it one.
pub(crate) fn mark_bad(errors: &ErrorSpec, body: &mut Value) {
    // Any of them is enough, so the first is.
    if let Some(condition) = errors.when.first() {
        hold(condition.path, condition.test, body);
    }
}

/// Puts into an answer what makes a condition about that path hold.
pub(crate) fn hold(path: &str, test: Test, body: &mut Value) {
    let path = path.trim_start_matches('/');
    match test {
        Test::Is(expected) => path::put(body, path, literal(expected)),
        Test::IsNot(expected) => {
            let expected = literal(expected);
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
fn literal(literal: Literal) -> Value {
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

/// A value that meets a test.
pub(crate) fn meeting(test: Test) -> Value {
    match test {
        Test::Is(expected) => literal(expected),
        Test::IsNot(expected) => other(&literal(expected)),
        Test::Present => json!(true),
    }
}

/// A value that does not meet a test, of the same kind if there is one.
pub(crate) fn missing(test: Test) -> Value {
    match test {
        Test::Is(expected) => other(&literal(expected)),
        Test::IsNot(_) | Test::Present => Value::Null,
    }
}

/// Whether a value meets a test.
pub(crate) fn is_met(test: Test, value: &Value) -> bool {
    let is = |expected: Literal| sample::text(value) == sample::text(&literal(expected));
    match test {
        Test::Is(expected) => is(expected),
        Test::IsNot(expected) => !is(expected),
        Test::Present => !value.is_null(),
    }
}
