//! The answer is signed with the client's secret; a token without the right signature is refused.

use crate::prelude::*;
use provider::response_signed::{Client, Token};

const SIGNATURE: &str = "HES7NNaF+XsAv3bsNKFoh4ZUXo2mIJOnFRrHGpCb2WI=";

fn answer(issued_at: &str, signature: &str) -> http::Response<Vec<u8>> {
    json(&format!(
        r#"{{"access_token": "a", "refresh_token": "r", "id": "https://login.acme.example/id/00D/005",
            "issued_at": "{issued_at}"{signature}}}"#
    ))
}

async fn token(answer: http::Response<Vec<u8>>) -> Result<Token, Error> {
    let wire = Wire::answering([answer]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await
}

#[tokio::test]
async fn the_right_signature_is_accepted() {
    let signature = format!(r#", "signature": "{SIGNATURE}""#);
    let token = token(answer("1700000000000", &signature)).await.unwrap();
    assert_eq!(token.id, "https://login.acme.example/id/00D/005");
    assert_eq!(token.issued_at, "1700000000000");
}

#[tokio::test]
async fn another_one_or_another_answer_is_refused() {
    let right = format!(r#", "signature": "{SIGNATURE}""#);
    let other = right.replace("HES7", "HES8");
    for (issued_at, signature) in [("1700000000000", &other), ("1700000000001", &right)] {
        let error = token(answer(issued_at, signature)).await.unwrap_err();
        assert!(matches!(error, Error::Unreadable(_)), "{error:?}");
        assert!(
            error.to_string().contains("the signature in the JSON member `signature` is wrong"),
            "{error}"
        );
        assert!(!error.to_string().contains(SIGNATURE), "{error}");
    }
}

#[tokio::test]
async fn none_is_refused_too() {
    for signature in ["", r#", "signature": null"#, r#", "signature": """#] {
        let error = token(answer("1700000000000", signature)).await.unwrap_err();
        assert!(error.to_string().contains("there is no signature in"), "{signature}: {error}");
    }
}

#[tokio::test]
async fn an_error_needs_no_signature() {
    let error = token(text(400, "application/json", r#"{"error": "invalid_grant"}"#)).await;
    assert!(matches!(error, Err(Error::Provider(_))), "{error:?}");
}
