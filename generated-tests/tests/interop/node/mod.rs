//! The server of the npm package oidc-provider. A test that shows a check of `index/` has its name.

mod asking;
mod authentication;
mod backchannel;
mod bound;
mod code;
mod device;
mod discovery;
mod grants;
mod implicit;
mod logout;
mod native;
mod pushing;
mod refresh;
mod responses;
mod sessions;
mod signed;
mod tokens;

use generated_tests::node_oidc_provider as plain;
use generated_tests::node_oidc_provider_keys as keys;
use generated_tests::node_oidc_provider_metadata as metadata;
use generated_tests::node_oidc_provider_pushed as pushed;

use generated_tests::node_oidc_provider_signed::{Client, NodeOidcProviderSigned, Variables};
use oauth_runtime::{ClientBuilder, Key};

use crate::kit::Kit;

/// What most of its clients may ask for.
const SCOPE: &str = "openid profile email read";

/// A client that knows where everything is.
fn client(kit: &Kit, role: &str) -> plain::ClientBuilder {
    kit.settings(role, plain::Client::builder_with(plain::Variables::new(kit.issuer())))
}

/// One that has a key.
fn with_key(kit: &Kit, role: &str, key: &str) -> plain::ClientBuilder {
    client(kit, role).client_key(Key::pem(kit.fact(&format!("/clients/{role}/{key}"))).unwrap())
}

/// A client that signs what it asks for.
fn signing(kit: &Kit, role: &str) -> keys::ClientBuilder {
    let pem = kit.fact(&format!("/clients/{role}/pem"));
    let builder = keys::Client::builder_with(keys::Variables::new(kit.issuer(), pem));
    kit.settings(role, builder).client_key(Key::pem(pem).unwrap())
}

/// A client that knows the issuer only.
fn by_metadata(kit: &Kit) -> metadata::ClientBuilder {
    metadata::Client::builder_with(metadata::Variables::new(kit.issuer()))
}

/// A client that is told everything in signed tokens.
fn told_by_signature(kit: &Kit, role: &str) -> ClientBuilder<NodeOidcProviderSigned> {
    kit.settings(role, Client::builder_with(Variables::new(kit.issuer())))
}
