//! A name that no file has, near one that is in the catalogue.
use oauth_runtime::oauth_provider;

#[oauth_provider("podoi")]
mod podio {}

fn main() {
    let _ = podio::Client::builder().client_id("id").build();
}
