//! PKCE with SHA-256, without a word about it in the declaration.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::prelude::*;
use provider::authz_pkce_supported::{Authorized, Client};

#[tokio::test]
async fn the_challenge_is_the_digest_of_the_verifier() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let challenge = param(pending.url(), "code_challenge").unwrap();
    assert_eq!(param(pending.url(), "code_challenge_method").unwrap(), "S256");
    let callback = format!("code=c0de&state={}", pending.state());
    let authorized = client.accept(pending, callback).unwrap();
    // The verifier is kept until the exchange, however long that takes.
    let authorized = Authorized::restore(&authorized.save()).unwrap();
    client.exchange(&authorized).await.unwrap();
    let verifier = wire.sent(0).form("code_verifier").unwrap();
    assert_eq!(URL_SAFE_NO_PAD.encode(hmac_sha256::Hash::hash(verifier.as_bytes())), challenge);
    assert_eq!(wire.sent(0).header("authorization"), Some("Basic aWQ6czNjcjN0"));
}

#[test]
fn the_verifier_is_never_in_the_url() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    let names: Vec<_> = params(pending.url()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "response_type",
            "client_id",
            "redirect_uri",
            "code_challenge_method",
            "state",
            "code_challenge"
        ]
    );
    for name in ["code_verifier", "code_challenge"] {
        let error = client.authorize().parameter(name, "x").begin().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the parameter `{name}` belongs to the request itself: leave out `.parameter(…)`"
            )
        );
    }
}
