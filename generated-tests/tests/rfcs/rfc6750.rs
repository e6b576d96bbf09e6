//! RFC 6750, Bearer Token Usage.

use oauth_runtime::Error;
use oauth_runtime::http::Response;

use super::*;
use crate::wire::json;

/// 2.1: how the token is sent; 3: a protected resource says that it has expired, and it is renewed.
#[tokio::test]
async fn section_2_1_and_3_a_token_is_sent_and_renewed_when_it_has_expired() {
    let first = r#"{"access_token":"mF_9.B5f-4.1JqM","token_type":"Bearer","expires_in":3600,
                    "refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA"}"#;
    let expired = Response::builder()
        .status(401)
        .header(
            "www-authenticate",
            r#"Bearer realm="example", error="invalid_token", error_description="The access token expired""#,
        )
        .body(Vec::new())
        .unwrap();
    let wire = Wire::answering([json(first), expired, json(TOKEN), json("{}")]);
    let client = client(&wire);
    let token = client.password("johndoe", "A3ddj3w").await.unwrap();
    let session = client.session(token).start();
    session.get("/resource").send().await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://server.example.com/resource");
    assert_eq!(wire.sent(1).header("authorization"), Some("Bearer mF_9.B5f-4.1JqM"));
    assert_eq!(wire.sent(2).form("grant_type").as_deref(), Some("refresh_token"));
    assert_eq!(wire.sent(3).header("authorization"), Some("Bearer 2YotnFZFEjr1zCsicMWpAA"));
}

/// 3 and 3.1: a token whose scope does not suffice is not renewed; the answer is the application's, and its error says
/// what the header has, as a body would.
#[tokio::test]
async fn section_3_1_too_little_scope_is_no_sign_of_expiry() {
    let challenge = r#"Bearer realm="example", error="insufficient_scope", scope="files",
        error_description="Ask for files", error_uri="https://example.com/scopes""#;
    let refused = Response::builder()
        .status(403)
        .header("www-authenticate", challenge.replace(['\n'], ""))
        .body(Vec::new())
        .unwrap();
    let wire = Wire::answering([json(TOKEN), refused]);
    let client = client(&wire);
    let token = client.client_credentials().await.unwrap();
    let answer = client.session(token).start().get("/resource").send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 403);
    let error = answer.error_for_status().unwrap_err();
    let Error::Provider(said) = &error else { panic!("{error:?}") };
    assert_eq!(said.code(), Some("insufficient_scope"));
    assert_eq!(said.description(), Some("Ask for files"));
    assert_eq!(said.uri(), Some("https://example.com/scopes"));
    assert!(error.to_string().contains("authorize again with the scope"), "{error}");
    assert_eq!(wire.count(), 2);
}
