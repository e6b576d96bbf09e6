//! The server of the Python package django-oauth-toolkit. A test that shows a check of `index/` has its name.

mod authentication;
mod code;
mod device;
mod discovery;
mod grants;
mod implicit;
mod logout;
mod refresh;
mod sessions;
mod tokens;

use generated_tests::django_oauth_toolkit as plain;
use generated_tests::django_oauth_toolkit_metadata as metadata;

use crate::kit::Kit;

/// What most of its clients may ask for.
const SCOPE: &str = "openid profile email read";

/// The subject of Alice.
const ALICE: &str = "1";

/// Where it listens: the issuer without its path.
fn origin(kit: &Kit) -> &str {
    kit.issuer().strip_suffix("/o").unwrap()
}

/// A client that knows where everything is.
fn client(kit: &Kit, role: &str) -> plain::ClientBuilder {
    kit.settings(role, plain::Client::builder_with(plain::Variables::new(origin(kit))))
}

/// A client that knows the issuer only.
fn by_metadata(kit: &Kit) -> metadata::ClientBuilder {
    metadata::Client::builder_with(metadata::Variables::new(origin(kit)))
}
