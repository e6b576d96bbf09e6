//! An item of the user's own with a name that is generated.
use oauth_runtime::oauth_provider;

#[oauth_provider("podio")]
mod podio {
    pub struct Token;
}

fn main() {}
