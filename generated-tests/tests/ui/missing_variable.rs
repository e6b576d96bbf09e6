//! What only the application knows must be given before there is a builder.
use oauth_runtime::oauth_provider;

#[oauth_provider("pio")]
mod pio {}

fn main() {
    let _ = pio::Client::builder();
}
