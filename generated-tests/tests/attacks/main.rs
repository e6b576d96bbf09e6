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
use oauth_emulator::Emulator;
use support::server;

/// An authorization that a user has allowed, and what the browser comes back with.
async fn allowed(emulator: &Emulator, client: &server::Client) -> (server::Pending, String) {
    let scopes = [server::Scope::Openid, server::Scope::OfflineAccess];
    support::allowed(emulator, client.authorize().scopes(scopes)).await
}
