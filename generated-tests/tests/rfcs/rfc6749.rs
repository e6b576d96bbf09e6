//! RFC 6749, The OAuth 2.0 Authorization Framework.

use base64::Engine as _;
use oauth_runtime::{CallbackError, Error};

use super::*;
use crate::wire::{json, text};

#[tokio::test]
async fn section_4_1_the_authorization_code_grant() {
    let wire = Wire::answering([json(TOKEN)]);
    let client = client(&wire);
    let pending = pinned(&client, "xyz", None);
    // 4.1.1, and what RFC 9700, 2.1.1 adds to it.
    let challenge = wire::param(pending.url(), "code_challenge").unwrap();
    let expected = format!(
        "response_type=code&client_id=s6BhdRkqt3&state=xyz\
         &redirect_uri=https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb\
         &code_challenge={challenge}&code_challenge_method=S256"
    );
    let (address, query) = pending.url().split_once('?').unwrap();
    assert_eq!(address, "https://server.example.com/authorize");
    assert_eq!(form(query), form(&expected));

    // 4.1.2; the code is sent as 4.1.3 says.
    let callback = "https://client.example.com/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz";
    let token = client.finish(pending, callback).await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.line(), "POST https://server.example.com/token");
    assert_eq!(sent.header("authorization"), Some(BASIC));
    assert_eq!(sent.header("content-type"), Some("application/x-www-form-urlencoded"));
    let verifier = sent.form("code_verifier").unwrap();
    let expected = format!(
        "grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA\
         &redirect_uri=https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb&code_verifier={verifier}"
    );
    assert_eq!(form(sent.body()), form(&expected));

    // 4.1.4
    assert_eq!(token.access_token().expose(), "2YotnFZFEjr1zCsicMWpAA");
    assert_eq!(token.refresh_token().unwrap().expose(), "tGzv3JOkF0XG5Qx2TlKWIA");
    assert_eq!(token.expires_in().unwrap().as_secs(), 3600);
    assert_eq!(token.fields().example_parameter.as_deref(), Some("example_value"));
}

#[test]
fn section_4_1_2_1_an_error_comes_back() {
    let wire = Wire::answering([]);
    let client = client(&wire);
    let pending = pinned(&client, "xyz", None);
    let callback = "https://client.example.com/cb?error=access_denied&state=xyz";
    let error = client.accept(pending, callback).unwrap_err();
    let Error::Callback(CallbackError::Denied(denied)) = error else { panic!("{error}") };
    assert_eq!(denied.code(), "access_denied");
    assert_eq!(wire.count(), 0);
}

#[test]
fn section_4_2_the_implicit_grant() {
    let wire = Wire::answering([]);
    let client = client(&wire);
    let pending = client.implicit().begin().unwrap();
    // 4.2.1
    let state = pending.state().to_owned();
    let expected = format!(
        "response_type=token&client_id=s6BhdRkqt3&state={state}\
         &redirect_uri=https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb"
    );
    assert_eq!(form(pending.url().split_once('?').unwrap().1), form(&expected));
    // 4.2.2
    let callback = format!(
        "http://example.com/cb#access_token=2YotnFZFEjr1zCsicMWpAA&state={state}\
         &token_type=bearer&expires_in=3600"
    );
    let token = client.accept_implicit(pending, callback).unwrap();
    assert_eq!(token.access_token().expose(), "2YotnFZFEjr1zCsicMWpAA");
    assert_eq!(token.expires_in().unwrap().as_secs(), 3600);
}

#[test]
fn section_4_3_2_the_password_grant() {
    let wire = Wire::answering([]);
    let request = client(&wire).password("johndoe", "A3ddj3w").request().unwrap();
    assert_eq!(request.headers()["authorization"], BASIC);
    let body = std::str::from_utf8(request.body()).unwrap();
    assert_eq!(form(body), form("grant_type=password&username=johndoe&password=A3ddj3w"));
}

#[test]
fn section_4_4_the_client_credentials_grant() {
    let wire = Wire::answering([]);
    let client = client(&wire);
    let call = client.client_credentials();
    let request = call.request().unwrap();
    assert_eq!(request.headers()["authorization"], BASIC);
    assert_eq!(request.body(), b"grant_type=client_credentials");
    let answer = json(
        r#"{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"Bearer","expires_in":3600,
            "example_parameter":"example_value"}"#,
    );
    assert!(call.read(answer).unwrap().refresh_token().is_none());
}

#[tokio::test]
async fn section_2_3_1_and_6_a_refresh_with_the_secret_in_the_form() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let setup = setup(&wire, "s6BhdRkqt3", "7Fjfp0ZBr1KtDRbnfVdmIw");
    let client = setup.authentication(ClientAuthentication::ClientSecretPost).build().unwrap();
    let token = client.client_credentials().await.unwrap();
    client.refresh(&token).await.unwrap();
    let expected = "grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA\
                    &client_id=s6BhdRkqt3&client_secret=7Fjfp0ZBr1KtDRbnfVdmIw";
    assert_eq!(form(wire.sent(1).body()), form(expected));
    assert_eq!(wire.sent(1).header("authorization"), None);
}

#[tokio::test]
async fn section_5_2_an_error_of_the_token_endpoint() {
    let answer = text(400, "application/json;charset=UTF-8", r#"{"error":"invalid_request"}"#);
    let wire = Wire::answering([answer]);
    let error = client(&wire).client_credentials().await.unwrap_err();
    let Error::Provider(error) = error else { panic!("{error}") };
    assert_eq!((error.status().as_u16(), error.code()), (400, Some("invalid_request")));
}

#[test]
fn section_2_3_1_and_appendix_b_credentials_are_form_encoded_before_basic() {
    let wire = Wire::answering([]);
    // The character sequence of appendix B: space, %, &, +, £, €.
    let client = setup(&wire, " %&+£€", "secret").build().unwrap();
    let request = client.client_credentials().request().unwrap();
    let expected = "+%25%26%2B%C2%A3%E2%82%AC:secret";
    let encoded = base64::engine::general_purpose::STANDARD.encode(expected);
    assert_eq!(request.headers()["authorization"], format!("Basic {encoded}"));
}
