//! The members of a token answer, each at its path.

use std::time::{Duration, SystemTime};

use oauth_spec::{Answer, Condition, Expiry};
use serde_json::{Value, json};

use crate::compute::moment;
use crate::path;
use crate::serve::write;

/// An answer that grows.
#[derive(Debug)]
pub(super) struct Members {
    root: &'static str,
    pub(super) body: Value,
}

impl Members {
    pub(super) fn new(answer: &Answer) -> Self {
        Self { root: answer.root, body: json!({}) }
    }

    /// Puts a member at a path, which goes from the root unless it begins with `/`.
    pub(super) fn put(&mut self, path: &str, value: Value) {
        if !path.is_empty() {
            path::put(&mut self.body, &path::below(self.root, path), value);
        }
    }

    /// Makes a condition hold, whose path goes from there too.
    pub(super) fn hold(&mut self, condition: &Condition) {
        write::hold(&path::below(self.root, condition.path), condition.test, &mut self.body);
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
