//! The user's items, documentation, attributes and visibility are kept.
#![deny(missing_docs, warnings)]
use oauth_runtime::oauth_provider;

/// Documentation of the user's own.
#[oauth_provider("podio")]
#[allow(dead_code, reason = "only some of it is used here")]
pub(crate) mod podio {
    /// An item beside the generated ones, which uses them.
    pub fn scope() -> Scope {
        Scope::UserRead
    }
}

fn main() {
    use oauth_runtime::ScopeValue as _;
    assert_eq!(podio::scope().value(), "user:read");
}
