//! RFC 8693, OAuth 2.0 Token Exchange.

use generated_tests::rfc_examples::Exchange;

use super::*;
use crate::wire::json;

#[tokio::test]
async fn section_2_3_the_example() {
    let answer = json(
        r#"{
          "access_token":"eyJhbGciOiJFUzI1NiIsImtpZCI6IjllciJ9.eyJhdWQiOiJo.MKJ",
          "issued_token_type":"urn:ietf:params:oauth:token-type:access_token",
          "token_type":"Bearer",
          "expires_in":60
         }"#,
    );
    let wire = Wire::answering([answer]);
    let client = setup(&wire, "rs08", "long-secure-random-secret").build().unwrap();
    let exchange = Exchange {
        resource: Some("https://backend.example.com/api".to_owned()),
        subject_token: "accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC".into(),
        subject_token_type: "urn:ietf:params:oauth:token-type:access_token".to_owned(),
    };
    let token = client.grant(exchange).await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.line(), "POST https://as.example.com/as/token.oauth2");
    assert_eq!(
        sent.header("authorization"),
        Some("Basic cnMwODpsb25nLXNlY3VyZS1yYW5kb20tc2VjcmV0")
    );
    let expected = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange\
                    &resource=https%3A%2F%2Fbackend.example.com%2Fapi\
                    &subject_token=accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC\
                    &subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token";
    assert_eq!(sent.body(), expected);
    assert_eq!(token.expires_in().unwrap().as_secs(), 60);
    let issued = token.fields().issued_token_type.as_deref();
    assert_eq!(issued, Some("urn:ietf:params:oauth:token-type:access_token"));
}
