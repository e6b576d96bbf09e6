//! RFC 9101, JWT-Secured Authorization Request.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::{AnyProvider, AnyVariables, Client as Untyped};
use serde_json::{Value, json};

use super::*;

const FILE: &str = r#"
    schema = 1
    [provider]
    name = "example"
    [variables.private_key]
    [endpoints]
    issuer = "https://server.example.com"
    authorization = "https://server.example.com/authorize"
    token = "https://server.example.com/token"
    [grants.authorization_code]
    pkce = "none"
    request_object = { algorithm = "RS256", key = "{private_key}", key_id = "k2bdc" }
    authorization_request = { parameters = { response_type = "code id_token", nonce = "{nonce}", max_age = 86400 } }
"#;

/// 4's claims, in 5.1's address. What changes with each request is as it was made: the example's `state` and
/// `nonce`, and the times and the `jti`, which 10.8 of RFC 9101 and RFC 7519 advise.
#[test]
fn section_4_the_claims_and_5_1_the_address() {
    let key = include_str!("../../../oauth-runtime/tests/keys/rsa.pem");
    let wire = Wire::answering([]);
    let variables = AnyVariables(vec![("private_key", key.to_owned())]);
    let client = Untyped::<AnyProvider>::builder_for_with(compiled(FILE), variables)
        .client_id("s6BhdRkqt3")
        .client_secret("unused")
        .redirect_uri("https://client.example.org/cb")
        .transport(wire.clone())
        .clock(wire.clone())
        .build()
        .unwrap();
    let pending = client.authorize().scope("openid").begin().unwrap();
    let address = "https://server.example.com/authorize?client_id=s6BhdRkqt3&request=";
    let request = pending.url().strip_prefix(address).unwrap();

    let mut parts = request.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).unwrap());
    let mut part = || serde_json::from_slice::<Value>(&parts.next().unwrap()).unwrap();
    let (header, mut claims) = (part(), part());
    assert_eq!((&header["alg"], &header["kid"]), (&json!("RS256"), &json!("k2bdc")));
    for own in ["iat", "nbf", "exp", "jti"] {
        assert!(claims.as_object_mut().unwrap().remove(own).is_some(), "{own}");
    }
    let saved: Value = serde_json::from_str(&pending.save()).unwrap();
    let expected = json!({
        "iss": "s6BhdRkqt3",
        "aud": "https://server.example.com",
        "response_type": "code id_token",
        "client_id": "s6BhdRkqt3",
        "redirect_uri": "https://client.example.org/cb",
        "scope": "openid",
        "state": pending.state(),
        "nonce": saved["nonce"],
        "max_age": 86400,
    });
    assert_eq!(claims, expected);
    assert!(saved["nonce"].is_string());
}
