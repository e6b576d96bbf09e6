//! RFC 7523, JSON Web Token (JWT) Profile for OAuth 2.0 Client Authentication and Authorization Grants.

use generated_tests::rfc_examples::Assertion;
use oauth_runtime::{AnyProvider, Client as Untyped, Secret};

use super::*;
use crate::wire::json;

#[test]
fn section_4_an_assertion_as_a_grant() {
    let wire = Wire::answering([]);
    let assertion = "eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0.eyJpc3Mi.J9l-ZhwP";
    let client = client(&wire);
    let request = client.grant(Assertion { assertion: assertion.into() }).request().unwrap();
    assert_eq!(request.uri(), "https://server.example.com/token");
    let expected = format!(
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={assertion}"
    );
    assert_eq!(request.body(), expected.as_bytes());
}

/// 2.2, with an assertion that the application makes.
#[tokio::test]
async fn section_2_2_an_assertion_for_the_client() {
    const FILE: &str = r#"
        schema = 1
        [provider]
        name = "example"
        [client]
        authentication = "private_key_jwt"
        [endpoints]
        authorization = "https://as.example.com/authorize"
        token = "https://as.example.com/token.oauth2"
        [grants.authorization_code]
        pkce = "none"
        request = { omit = ["redirect_uri"] }
    "#;
    let wire = Wire::answering([json(TOKEN)]);
    let assertion = "eyJhbGciOiJSUzI1NiIsImtpZCI6IjIyIn0.eyJpc3Mi.cC4hiUPo";
    let client = Untyped::<AnyProvider>::builder_for(compiled(FILE))
        .client_id("s6BhdRkqt3")
        .client_assertion(move |wanted| {
            assert_eq!(wanted.audience, "https://as.example.com/token.oauth2");
            Ok::<_, std::io::Error>(Secret::from(assertion))
        })
        .redirect_uri("https://client.example.org/cb")
        .transport(wire.clone())
        .clock(wire.clone())
        .build()
        .unwrap();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=n0esc3NRze7LTCu7iYzS6a5acc3f0ogp4&state={}", pending.state());
    client.finish(pending, callback).await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.line(), "POST https://as.example.com/token.oauth2");
    assert_eq!(sent.header("authorization"), None);
    let expected = format!(
        "grant_type=authorization_code&code=n0esc3NRze7LTCu7iYzS6a5acc3f0ogp4\
         &client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer\
         &client_assertion={assertion}"
    );
    assert_eq!(form(sent.body()), form(&expected));
}
