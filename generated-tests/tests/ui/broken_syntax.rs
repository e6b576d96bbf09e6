//! A file that is not TOML.
use oauth_runtime::oauth_provider;

#[oauth_provider("tests/ui/syntax.toml")]
mod acme {}

fn main() {}
