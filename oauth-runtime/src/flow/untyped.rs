//! Beginning where the provider is only known at run time.

use serde_json::Value as Json;

use super::Authorize;
use crate::provider::AnyProvider;
use crate::value::Value;

impl Authorize<AnyProvider> {
    /// Asks for this scope of a further list too.
    pub fn scope_in(mut self, set: &str, scope: &str) -> Self {
        self.request.add_scope_in(set, scope);
        self
    }

    /// Asks for this in detail too (RFC 9396): an object with its `type`.
    pub fn authorization_detail_json(mut self, asked: Json) -> Self {
        self.request.details().asked.push(asked);
        self
    }

    /// Gives values that the declaration has for each authorization, by their names in TOML.
    pub fn values(mut self, values: Vec<(&'static str, Value)>) -> Self {
        self.request.add_parameters(self.request.flow.grant(), values);
        self
    }
}
