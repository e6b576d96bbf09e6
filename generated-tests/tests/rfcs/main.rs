//! The examples that the RFCs print, held against generated clients: requests pair by pair and header by
//! header, answers by what is read from them. Each test names its section; `docs/rfcs.md` is the index.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod openid_core;
mod rfc6749;
mod rfc6750;
mod rfc7009;
mod rfc7523;
mod rfc7591;
mod rfc7636;
mod rfc7662;
mod rfc8414;
mod rfc8693;
mod rfc9101;
mod rfc9126;
mod rfc9207;
mod rfc9396;
mod rfc9728;
#[path = "../needs/wire.rs"]
#[allow(dead_code, reason = "the needs use all of it")]
mod wire;

use generated_tests::rfc_examples::{Client, Pending, RfcExamples};
use oauth_runtime::spec::{ClientAuthentication, ProviderSpec};
use oauth_spec::{SourceFile, compile};
use wire::{Wire, params};

/// The client of RFC 6749 with the secret that its header examples have.
fn client(wire: &Wire) -> Client {
    setup(wire, "s6BhdRkqt3", "gX1fBat3bV").build().unwrap()
}

fn setup(wire: &Wire, id: &str, secret: &str) -> oauth_runtime::ClientBuilder<RfcExamples> {
    Client::builder()
        .client_id(id)
        .client_secret(secret)
        .redirect_uri("https://client.example.com/cb")
        .transport(wire.clone())
        .clock(wire.clone())
}

/// A declaration that only one test needs.
fn compiled(file: &str) -> &'static ProviderSpec {
    let report = |report| panic!("{report}");
    compile(&SourceFile::new("example.toml", file)).unwrap_or_else(report).spec
}

/// An authorization that was begun, with the random values of an example in the place of its own.
fn pinned(client: &Client, state: &str, verifier: Option<&str>) -> Pending {
    let pending = client.authorize().begin().unwrap();
    let mut saved: serde_json::Value = serde_json::from_str(&pending.save()).unwrap();
    let url = saved["url"].as_str().unwrap().replace(pending.state(), state);
    saved["url"] = url.into();
    saved["state"] = state.into();
    if let Some(verifier) = verifier {
        saved["verifier"] = verifier.into();
    }
    Pending::restore(&saved.to_string()).unwrap()
}

/// What a form says, in alphabetical order: neither the RFCs nor any server care for another one.
fn form(text: &str) -> Vec<(String, String)> {
    let text: String = text.split_whitespace().collect();
    let mut pairs = params(&format!("?{text}"));
    pairs.sort_unstable();
    pairs
}

/// The Basic credentials of RFC 6749, 4.1.3, which later RFCs repeat.
const BASIC: &str = "Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW";

/// The token answer of RFC 6749, 5.1.
const TOKEN: &str = r#"{
      "access_token":"2YotnFZFEjr1zCsicMWpAA",
      "token_type":"Bearer",
      "expires_in":3600,
      "refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA",
      "example_parameter":"example_value"
    }"#;
