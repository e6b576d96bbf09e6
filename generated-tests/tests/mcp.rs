//! From the bare address of an MCP server to its first authorized call: the resource's metadata (RFC 9728), its
//! provider's (RFC 8414), a registration (RFC 7591), and a flow of a native application (RFC 8252).

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod support;
#[path = "needs/wire.rs"]
#[allow(dead_code, reason = "the needs use all of it")]
mod wire;

use std::sync::Arc;

use generated_tests::mcp::{self, Variables};
use oauth_emulator::{Decision, Emulator, Step};
use oauth_runtime::{ClientMetadata, InnerNetwork, Loopback, ReqwestTransport, discovery};
use tokio::sync::oneshot;

use wire::{Wire, json, text};

const SERVER: &str = "https://mcp.acme.example/v1";
const ISSUER: &str = "https://login.acme.example";

#[tokio::test]
async fn from_a_bare_address_to_the_first_authorized_call() {
    let emulator = Emulator::builder(&mcp::SPEC).variable("issuer", ISSUER);
    let emulator = emulator.variable("server", SERVER).start().await.unwrap();
    let transport = Arc::new(ReqwestTransport::new().unwrap());

    // All that is known is the server's address: it refuses, and says where its metadata is.
    let resource = discovery::resource(SERVER).unwrap().mirror(emulator.url()).unwrap();
    let found = resource.ask(&*transport).await.unwrap();
    assert_eq!(found.issuer(), Some(ISSUER));
    assert_eq!(emulator.requests_to(Step::Api).len(), 1);

    // A native application registers the address that it listens at.
    let (sender, opened) = oneshot::channel();
    let open = move |url: &str| {
        sender.send(url.to_owned()).unwrap();
        Ok(())
    };
    let listener = Loopback::builder().open_with(open).bind().await.unwrap();
    let builder =
        mcp::Client::builder_with(Variables::new(found.issuer().unwrap(), &*found.resource))
            // Somebody else has named the issuer: it leads nowhere inside.
            .inner_network(InnerNetwork::Never)
            .mirror(emulator.url())
            .transport(transport)
            .discover()
            .await
            .unwrap();
    let metadata = ClientMetadata {
        redirect_uris: vec![listener.redirect_uri().to_owned()],
        client_name: Some("A command".to_owned()),
        ..ClientMetadata::default()
    };
    let registration = builder.register(metadata).await.unwrap();
    assert!(registration.client_secret.is_none(), "it is a public client");
    let client = builder.registered(&registration).build().unwrap();

    let waiting = tokio::spawn(listener.authorize(client.authorize()));
    let url = opened.await.unwrap();
    assert!(url.contains("&resource=https%3A%2F%2Fmcp.acme.example%2Fv1"), "{url}");
    let callback = emulator.browse(&url, Decision::Allow).await.unwrap();
    assert_eq!(support::get(callback).await.unwrap().status(), 200);
    let token = client.exchange(&waiting.await.unwrap().unwrap()).await.unwrap();

    let session = client.session(token).start();
    assert_eq!(session.get("/tools").send().await.unwrap().status(), 200);
    // Once more after the token has expired: it is renewed by itself.
    emulator.expire_access_tokens();
    assert_eq!(session.get("/tools").send().await.unwrap().status(), 200);
}

/// What a provider says about itself, as far as a client needs it.
fn document(issuer: &str) -> http::Response<Vec<u8>> {
    json(&format!(
        r#"{{ "issuer": "{issuer}", "authorization_endpoint": "{issuer}/authorize",
              "token_endpoint": "{issuer}/token", "registration_endpoint": "{issuer}/register" }}"#
    ))
}

/// The Model Context Protocol, Authorization: RFC 8414 first, then OpenID Connect Discovery, beside the path of
/// the issuer and after it.
#[tokio::test]
async fn both_kinds_of_metadata_are_tried() {
    let missing = |status| text(status, "text/html", "<p>There is nothing here");
    for (issuer, asked) in [
        (
            "https://login.acme.example/tenant1",
            &[
                "https://login.acme.example/.well-known/oauth-authorization-server/tenant1",
                "https://login.acme.example/.well-known/openid-configuration/tenant1",
                "https://login.acme.example/tenant1/.well-known/openid-configuration",
            ][..],
        ),
        (
            "https://login.acme.example",
            &[
                "https://login.acme.example/.well-known/oauth-authorization-server",
                "https://login.acme.example/.well-known/openid-configuration",
            ],
        ),
    ] {
        for there in 0..asked.len() {
            let before = (0..there).map(|_| missing(404));
            let wire = Wire::answering(before.chain([document(issuer)]));
            let builder = wire.setup(mcp::Client::builder_with(Variables::new(issuer, SERVER)));
            let client = builder.discover().await.unwrap().build().unwrap();
            let sent: Vec<_> = (0..wire.count()).map(|number| wire.sent(number).line()).collect();
            let lines: Vec<_> = asked[..=there].iter().map(|url| format!("GET {url}")).collect();
            assert_eq!(sent, lines);
            let url = client.authorize().begin().unwrap().url().to_owned();
            assert!(url.starts_with(&format!("{issuer}/authorize?")), "{url}");
        }
        // Nowhere: the last answer is what is told. A server that fails is none that has nothing.
        let wire = Wire::answering(asked.iter().map(|_| missing(404)));
        let builder = wire.setup(mcp::Client::builder_with(Variables::new(issuer, SERVER)));
        let error = builder.discover().await.unwrap_err();
        assert!(error.to_string().contains("there is no metadata where it should be"), "{error}");
        assert_eq!(wire.count(), asked.len());
        let wire = Wire::answering([missing(503)]);
        let builder = wire.setup(mcp::Client::builder_with(Variables::new(issuer, SERVER)));
        builder.discover().await.unwrap_err();
        assert_eq!(wire.count(), 1);
        // The document of another issuer is not believed, wherever it is.
        let wire = Wire::answering([missing(404), document("https://evil.example")]);
        let builder = wire.setup(mcp::Client::builder_with(Variables::new(issuer, SERVER)));
        let error = builder.discover().await.unwrap_err();
        assert!(error.to_string().contains("https://evil.example"), "{error}");
        assert_eq!(wire.count(), 2);
    }
}
