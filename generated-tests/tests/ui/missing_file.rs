//! A path that leads nowhere.
use oauth_runtime::oauth_provider;

#[oauth_provider("tests/ui/absent.toml")]
mod absent {}

fn main() {}
