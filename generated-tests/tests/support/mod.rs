//! What every flow test needs: a client set up for an emulator, on the emulator's clock.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::time::SystemTime;

use oauth_emulator::{Clock, Emulator};
use oauth_runtime::{ClientBuilder, Provider};

/// The emulator's clock, for a client.
pub(crate) struct SameClock(pub Clock);

impl oauth_runtime::Clock for SameClock {
    fn now(&self) -> SystemTime {
        self.0.now()
    }
}

/// A client that the emulator knows, on its clock.
pub(crate) fn client<P: Provider>(
    builder: ClientBuilder<P>,
    emulator: &Emulator,
) -> ClientBuilder<P> {
    builder
        .client_id(emulator.client_id())
        .client_secret(emulator.client_secret())
        .redirect_uri(emulator.redirect_uri())
        .mirror(emulator.url())
        .clock(SameClock(emulator.clock().clone()))
}

/// The value that the emulator accepts for a parameter of a grant, as text.
pub(crate) fn accepted(emulator: &Emulator, grant: &str, parameter: &str) -> String {
    match &emulator.accepts(grant)[parameter] {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A page that a browser asks for. The runtime brings a TLS of its own and installs none for the process.
pub(crate) async fn get(url: impl reqwest::IntoUrl) -> reqwest::Result<reqwest::Response> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::get(url).await
}
