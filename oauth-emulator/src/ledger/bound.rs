//! What tokens are bound to: whoever shows one must show that as well.

use serde_json::{Map, Value, json};

/// What tokens are bound to. A bearer token is bound to nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bound {
    /// The thumbprint of a key that must be proven (RFC 9449).
    pub(crate) key: Option<String>,
    /// The thumbprint of the certificate that the connection must show (RFC 8705, 3).
    pub(crate) certificate: Option<String>,
}

impl Bound {
    /// Its `token_type`: a certificate does not change it (RFC 8705, 3).
    pub(crate) fn token_type(&self) -> &'static str {
        if self.key.is_some() { "DPoP" } else { "bearer" }
    }

    /// The claim that says so (RFC 9449, 6.1; RFC 8705, 3.1).
    pub(crate) fn confirmation(&self) -> Option<Value> {
        let mut methods = Map::new();
        for (name, thumbprint) in [("jkt", &self.key), ("x5t#S256", &self.certificate)] {
            methods.extend(thumbprint.iter().map(|it| (name.to_owned(), json!(it))));
        }
        (!methods.is_empty()).then_some(Value::Object(methods))
    }
}
