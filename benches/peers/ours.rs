//! The toolkit itself: a generated module over its runtime.

use std::sync::{Arc, Mutex};

use oauth_runtime::transport::{Transport, TransportFuture};
use oauth_runtime::{Authorized, oauth_provider};

use crate::canned::*;

#[oauth_provider("bench")]
pub mod bench {}

fn settings() -> bench::ClientBuilder {
    bench::Client::builder()
        .client_id(CLIENT_ID)
        .client_secret(CLIENT_SECRET)
        .redirect_uri(REDIRECT_URL)
}

pub fn client() -> bench::Client {
    settings().transport(Canned).build().expect("client")
}
