//! A required parameter of a grant is a field of its struct.
use oauth_runtime::oauth_provider;

#[oauth_provider("podio")]
mod podio {}

fn main() {
    let _ = podio::App { app_id: 1 };
}
