//! Another path for the runtime, and derives.
use oauth_runtime::oauth_provider;

/// An application that re-exports the runtime.
pub mod reexport {
    pub use oauth_runtime as oauth;
}

#[oauth_provider("podio", runtime = crate::reexport::oauth, derive(PartialEq))]
pub mod podio {}

fn main() {
    let fields: Option<podio::TokenFields> = None;
    assert!(fields.as_ref() == None::<&podio::TokenFields>);
}
