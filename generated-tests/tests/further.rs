//! The grants of further RFCs: their own examples as bytes on the wire, and the emulator's side.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use generated_tests::further::{self, Further, JwtBearer, SamlBearer, TokenExchange};
use oauth_emulator::Emulator;
use oauth_runtime::{Error, Secret, http, token_types};

const SUBJECT: &str = "accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC";

/// RFC 8693, 2.3.
fn exchange(subject_token: &str) -> TokenExchange {
    TokenExchange {
        subject_token: Secret::from(subject_token),
        subject_token_type: token_types::ACCESS_TOKEN.to_owned(),
        actor_token: None,
        actor_token_type: None,
        resource: Some("https://backend.example.com/api".to_owned()),
        audience: None,
        requested_token_type: None,
    }
}

fn client() -> further::Client {
    further::Client::builder()
        .client_id("rs08")
        .client_secret("long-secure-random-secret")
        .build()
        .unwrap()
}

fn body(request: &http::Request<Vec<u8>>) -> &str {
    std::str::from_utf8(request.body()).unwrap()
}

#[test]
fn the_example_of_rfc_8693() {
    let call = client().grant(exchange(SUBJECT));
    let request = call.request().unwrap();
    assert_eq!(request.uri(), "https://further.example/token");
    assert_eq!(
        request.headers()["authorization"],
        "Basic cnMwODpsb25nLXNlY3VyZS1yYW5kb20tc2VjcmV0"
    );
    assert_eq!(
        body(&request),
        format!(
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange\
             &subject_token={SUBJECT}\
             &subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token\
             &resource=https%3A%2F%2Fbackend.example.com%2Fapi"
        )
    );
    let answer = r#"{
      "access_token":"eyJhbGciOiJFUzI1NiIsImtpZCI6IjllciJ9.e30.40y3ZgQedw6rx",
      "issued_token_type":"urn:ietf:params:oauth:token-type:access_token",
      "token_type":"Bearer",
      "expires_in":60
    }"#;
    let token = call.read(http::Response::new(answer.as_bytes().to_vec())).unwrap();
    assert_eq!(token.issued_token_type(), Some(token_types::ACCESS_TOKEN));
    assert_eq!(token.grant(), "token_exchange");
    let printed = format!("{:?}", exchange(SUBJECT));
    assert!(!printed.contains(SUBJECT), "{printed}");
}

#[test]
fn assertions_as_rfc_7523_and_rfc_7522_have_them() {
    let assertion = Secret::from("eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0.e30.J9l-ZhwP");
    let request = client().grant(JwtBearer { assertion }).request().unwrap();
    assert_eq!(
        body(&request),
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer\
         &assertion=eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0.e30.J9l-ZhwP"
    );
    // What the file adds goes with the RFC's own.
    let grant = SamlBearer { assertion: Secret::from("PEFzc2VydGlvbj4"), tenant: "t".to_owned() };
    let request = client().grant(grant).scope("read").request().unwrap();
    assert_eq!(
        body(&request),
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Asaml2-bearer\
         &assertion=PEFzc2VydGlvbj4&tenant=t&scope=read"
    );
}

async fn start() -> (Emulator, further::Client) {
    support::start::<Further>().await
}

#[tokio::test]
async fn a_token_of_the_user_is_exchanged_for_another() {
    let (emulator, client) = start().await;
    let token = support::signed_in(&emulator, &client).await.unwrap();
    let wanted = TokenExchange {
        requested_token_type: Some(token_types::JWT.to_owned()),
        ..exchange(token.access_token().expose())
    };
    let other = client.grant(wanted).await.unwrap();
    assert_ne!(other.access_token().expose(), token.access_token().expose());
    assert_eq!(other.issued_token_type(), Some(token_types::JWT));
}

#[tokio::test]
async fn a_token_that_nobody_knows_and_half_an_actor_are_refused() {
    let (_emulator, client) = start().await;
    let code = |error: Error| match error {
        Error::Provider(error) => error.code().unwrap().to_owned(),
        other => panic!("{other}"),
    };
    let refused = client.grant(exchange("forged")).await.unwrap_err();
    assert_eq!(code(refused), "invalid_request");
    let half = TokenExchange { actor_token: Some(Secret::from("actor")), ..exchange("forged") };
    assert_eq!(code(client.grant(half).await.unwrap_err()), "invalid_request");
    let target = TokenExchange { resource: Some("/api".to_owned()), ..exchange("forged") };
    assert_eq!(code(client.grant(target).await.unwrap_err()), "invalid_target");
    let refused = client.grant(JwtBearer { assertion: Secret::from("forged") }).await.unwrap_err();
    assert_eq!(code(refused), "invalid_grant");
}

/// RFC 8693, 2.1 and 3: whoever acts shows a token that is good, and kinds of tokens are addresses.
#[tokio::test]
async fn an_actor_is_somebody() {
    let (emulator, client) = start().await;
    let old = support::signed_in(&emulator, &client).await.unwrap();
    emulator.expire_access_tokens();
    let token = support::signed_in(&emulator, &client).await.unwrap();
    let actor = support::signed_in(&emulator, &client).await.unwrap();
    let subject = token.access_token().expose();
    let acting = |actor: &str| TokenExchange {
        actor_token: Some(Secret::from(actor)),
        actor_token_type: Some(token_types::ACCESS_TOKEN.to_owned()),
        ..exchange(subject)
    };
    let sample = support::accepted(&emulator, "token_exchange", "actor_token");
    for good in [actor.access_token().expose(), &sample] {
        client.grant(acting(good)).await.unwrap();
    }
    let unnamed =
        TokenExchange { requested_token_type: Some("jwt".to_owned()), ..exchange(subject) };
    for (wrong, about) in [
        (acting(old.access_token().expose()), "`actor_token`"),
        (acting("forged"), "`actor_token`"),
        (unnamed, "`requested_token_type`"),
    ] {
        let error = client.grant(wrong).await.unwrap_err();
        let Error::Provider(refused) = &error else { panic!("{error}") };
        assert_eq!(refused.code(), Some("invalid_request"));
        assert!(refused.description().unwrap().contains(about), "{error}");
    }
}
