//! The application signs who it is, and gets a token for one installation, named in the path.

use crate::check::{Jwt, RSA};
use crate::prelude::*;
use provider::lifecycle_app_jwt_to_installation_token::{Client, Installation, Variables};

fn client(wire: &Wire) -> Client {
    wire.setup(Client::builder_with(Variables::new(RSA))).build().unwrap()
}

#[tokio::test]
async fn the_installation_is_in_the_path_and_the_signature_in_the_header() {
    let wire = Wire::answering([text(
        201,
        "application/json",
        r#"{"token": "a", "expires_at": "2023-11-14T23:13:20Z"}"#,
    )]);
    let token = client(&wire).grant(Installation { installation_id: 42 }).await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.line(), "POST https://api.acme.example/app/installations/42/access_tokens");
    assert_eq!(sent.body(), "", "the number goes into the path only");
    assert_eq!(sent.header("content-type"), None);
    let assertion = sent.header("authorization").unwrap().strip_prefix("Bearer ").unwrap();
    let jwt = Jwt::read(assertion);
    assert!(jwt.is_signed_with_rsa());
    assert_eq!(jwt.claim("iss"), "id");
    assert_eq!((jwt.number("iat"), jwt.number("exp")), (NOW, NOW + 600));
    assert_eq!(token.access_token().expose(), "a");
    let expiry = std::time::UNIX_EPOCH + Duration::from_secs(NOW + 3600);
    assert_eq!(token.expires_at(), Some(expiry));
}

#[tokio::test]
async fn an_installation_that_is_gone_is_told() {
    let wire = Wire::answering([text(
        404,
        "application/json",
        r#"{"message": "Not Found", "status": "404"}"#,
    )]);
    let error = client(&wire).grant(Installation { installation_id: 42 }).await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
    assert!(error.to_string().contains("HTTP 404"), "{error}");
}
