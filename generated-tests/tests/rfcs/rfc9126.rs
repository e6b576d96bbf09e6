//! RFC 9126, Pushed Authorization Requests.

use oauth_runtime::{AnyProvider, Client as Untyped, Error};

use super::*;
use crate::wire::text;

const FILE: &str = r#"
    schema = 1
    [provider]
    name = "example"
    [endpoints]
    authorization = "https://as.example.com/authorize"
    token = "https://as.example.com/token"
    pushed_authorization_request = "https://as.example.com/as/par"
    [grants.authorization_code]
"#;

fn client(wire: &Wire) -> Untyped<AnyProvider> {
    Untyped::<AnyProvider>::builder_for(compiled(FILE))
        .client_id("s6BhdRkqt3")
        .client_secret("7Fjfp0ZBr1KtDRbnfVdmIw")
        .redirect_uri("https://client.example.org/cb")
        .transport(wire.clone())
        .clock(wire.clone())
        .build()
        .unwrap()
}

/// 2.1: what is pushed, with `state` and challenge as they were made; 2.2: its answer; 4: what the browser carries.
#[tokio::test]
async fn section_2_1_the_request_2_2_the_answer_and_4_the_address() {
    let answer = r#"{
       "request_uri": "urn:ietf:params:oauth:request_uri:bwc4JK-ESC0w8acc191e-Y1LTC2",
       "expires_in": 60
      }"#;
    let wire = Wire::answering([text(201, "application/json", answer)]);
    let pending = client(&wire).authorize().scope("account-information").push().await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.line(), "POST https://as.example.com/as/par");
    assert_eq!(
        sent.header("authorization"),
        Some("Basic czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3")
    );
    assert_eq!(sent.header("content-type"), Some("application/x-www-form-urlencoded"));
    let expected = format!(
        "response_type=code&state={}&client_id=s6BhdRkqt3\
         &redirect_uri=https%3A%2F%2Fclient.example.org%2Fcb&code_challenge={}\
         &code_challenge_method=S256&scope=account-information",
        pending.state(),
        sent.form("code_challenge").unwrap()
    );
    assert_eq!(form(sent.body()), form(&expected));
    assert_eq!(
        pending.url(),
        "https://as.example.com/authorize?client_id=s6BhdRkqt3&request_uri=urn%3Aietf%3Aparams\
         %3Aoauth%3Arequest_uri%3Abwc4JK-ESC0w8acc191e-Y1LTC2"
    );
}

#[tokio::test]
async fn section_2_3_a_refusal() {
    let refused = r#"{
       "error": "invalid_request",
       "error_description": "The redirect_uri is not valid for the given client"
      }"#;
    let wire = Wire::answering([text(400, "application/json", refused)]);
    let error = client(&wire).authorize().push().await.unwrap_err();
    let Error::Provider(error) = error else { panic!("{error}") };
    assert_eq!((error.status().as_u16(), error.code()), (400, Some("invalid_request")));
    assert_eq!(error.description(), Some("The redirect_uri is not valid for the given client"));
}
