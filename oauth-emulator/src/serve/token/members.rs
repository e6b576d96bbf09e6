//! The members of a token answer, each at its path.

use std::time::{Duration, SystemTime};

use oauth_spec::{Answer, AnswerFormat, Condition, Expiry};
use serde_json::{Value, json};

use crate::compute::moment;
use crate::path;
use crate::serve::write;

/// An answer that grows.
#[derive(Debug)]
pub(super) struct Members {
    root: &'static str,
    /// A form has no depth: a name with dots in it is written as it is.
    is_flat: bool,
    pub(super) body: Value,
}

impl Members {
    pub(super) fn new(answer: &Answer) -> Self {
        let is_flat = answer.format == AnswerFormat::Form;
        Self { root: answer.root, is_flat, body: json!({}) }
    }

    /// Puts a member at a path, which goes from the root unless it begins with `/`.
    pub(super) fn put(&mut self, path: &str, value: Value) {
        match &mut self.body {
            _ if path.is_empty() => {}
            Value::Object(members) if self.is_flat => {
                members.insert(path.trim_start_matches('/').to_owned(), value);
            }
            body => path::put(body, &path::below(self.root, path), value),
        }
    }

    /// Makes a condition hold, whose path goes from there too.
    pub(super) fn hold(&mut self, condition: &Condition) {
        let path = path::below(self.root, condition.path);
        if !self.is_flat {
            return write::hold(&path, condition.test, &mut self.body);
        }
        let mut alone = json!({ "it": self.body.get(&path) });
        write::hold("it", condition.test, &mut alone);
        self.put(&path, alone["it"].take());
    }

    /// Tells when something expires. What never does is told only where zero means that.
    pub(super) fn expiry(&mut self, expiry: Expiry, lifetime: Option<Duration>, now: SystemTime) {
        match (expiry, lifetime) {
            (Expiry::In { field, unit, .. }, Some(lifetime)) => {
                self.put(field, json!(moment::count(unit, lifetime)));
            }
            (Expiry::At { field, format, .. }, Some(lifetime)) => {
                self.put(field, moment::json(format, now + lifetime));
            }
            (
                Expiry::In { field, zero_is_never: true, .. }
                | Expiry::At { field, zero_is_never: true, .. },
                None,
            ) => self.put(field, json!(0)),
            _ => {}
        }
    }
}
