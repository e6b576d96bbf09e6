//! The attribute stands on a module with a body, and has a value.
use oauth_runtime::oauth_provider;

#[oauth_provider("podio")]
struct Podio;

#[oauth_provider]
mod podio {}

#[oauth_provider("podio", runtme = crate)]
mod option {}

fn main() {}
