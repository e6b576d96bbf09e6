//! Attacks that must fail, against generated clients. `docs/security.md` names each beside what it is about;
//! attacks that other tests make already are named there too.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod codes;
mod inside;
mod leaks;
mod smuggling;
#[path = "../support/mod.rs"]
mod support;
#[path = "../needs/wire.rs"]
#[allow(dead_code, reason = "the needs use all of it")]
mod wire;

use generated_tests::node_oidc_provider as server;
use oauth_emulator::{Decision, Emulator};

/// A provider with everything that OpenID Connect has, and a client of it.
async fn server() -> (Emulator, server::Client) {
    const ISSUER: &str = "https://id.example";
    let emulator = Emulator::builder(&server::SPEC).variable("issuer", ISSUER).start();
    let emulator = emulator.await.unwrap();
    let builder = server::Client::builder_with(server::Variables::new(ISSUER));
    let client = support::client(builder, &emulator).build().unwrap();
    (emulator, client)
}

/// An authorization that a user has allowed, and what the browser comes back with.
async fn allowed(emulator: &Emulator, client: &server::Client) -> (server::Pending, String) {
    let scopes = [server::Scope::Openid, server::Scope::OfflineAccess];
    let pending = client.authorize().scopes(scopes).begin().unwrap();
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    (pending, callback)
}
