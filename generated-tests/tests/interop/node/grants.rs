//! Grants without a browser.

use oauth_runtime::{Secret, token_types};

use super::{client, keys, plain, signing};
use crate::browser::signed_in;
use crate::kit;
use crate::wire::{self, refusal};

#[tokio::test]
async fn client_credentials() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "client_credentials").build().unwrap();
    let token = client.client_credentials().scope("read").await.unwrap();
    assert_eq!((token.token_type(), token.refresh_token()), (Some("Bearer"), None));
    assert_eq!(client.session(token).start().get("/api").send().await.unwrap().status(), 200);
    // A scope that it does not know is no scope.
    let token = client.client_credentials().scope("no-such-scope").await.unwrap();
    assert!(!token.granted_scopes().any(|scope| scope == "no-such-scope"), "{token:?}");
    assert_eq!(token.scope(), None);
}

#[tokio::test]
async fn password() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "password").build().unwrap();
    let token = client.password("alice", "wonderland").scope("read").await.unwrap();
    assert!(token.refresh_token().is_some());
    let error = client.password("alice", "wrong").await;
    assert_eq!(refusal(error), (400, "invalid_grant".to_owned()));
}

#[tokio::test]
async fn custom_grant() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "custom_grant").build().unwrap();
    let token = client.grant(plain::ApiKey { api_key: "open-sesame".into() }).await.unwrap();
    assert_eq!(token.custom_field.as_deref(), Some("hello"));
    let error = client.grant(plain::ApiKey { api_key: "wrong".into() }).await;
    assert_eq!(refusal(error), (400, "invalid_grant".to_owned()));
}

#[tokio::test]
async fn token_exchange() {
    let Some(kit) = kit::node() else { return };
    let user = client(kit, "public_pkce").build().unwrap();
    let user = signed_in(&user, "read").await;
    let client = client(kit, "token_exchange").build().unwrap();
    let exchange = |subject_token: Secret| {
        client.grant(plain::TokenExchange {
            subject_token,
            subject_token_type: token_types::ACCESS_TOKEN.to_owned(),
            actor_token: None,
            actor_token_type: None,
            resource: None,
            audience: None,
            requested_token_type: None,
        })
    };
    let token = exchange(user.access_token().clone()).await.unwrap();
    assert_ne!(token.access_token(), user.access_token());
    assert_eq!(token.issued_token_type(), Some(token_types::ACCESS_TOKEN));
    let answer = client.session(token).start().get("/api").send().await.unwrap();
    assert_eq!(answer.json::<serde_json::Value>().unwrap()["sub"], "alice");
    let error = exchange("nonsense".into()).await;
    assert_eq!(refusal(error), (400, "invalid_request".to_owned()));
}

#[tokio::test]
async fn jwt_bearer() {
    let Some(kit) = kit::node() else { return };
    let client = signing(kit, "jwt_bearer").build().unwrap();
    let subject = |subject: &str| keys::JwtBearer { subject: subject.to_owned() };
    let grant = client.grant(subject("alice")).scope("read");
    let request = grant.request().unwrap();
    let token = grant.read(wire::send(request.clone()).await).unwrap();
    let answer = client.session(token).start().get("/api").send().await.unwrap();
    assert_eq!(answer.json::<serde_json::Value>().unwrap()["sub"], "alice");
    // An assertion counts once, for users that there are, and as long as it says.
    let again = grant.read(wire::send(request).await);
    assert_eq!(refusal(again), (400, "invalid_grant".to_owned()));
    let error = client.grant(subject("nobody")).scope("read").await;
    assert_eq!(refusal(error), (400, "invalid_grant".to_owned()));
    let late = signing(kit, "jwt_bearer").clock(TenMinutesAgo).build().unwrap();
    let error = late.grant(subject("alice")).scope("read").await;
    assert_eq!(refusal(error), (400, "invalid_grant".to_owned()));
}

/// Somebody else has made the assertion: the client hands it on.
#[tokio::test]
async fn an_assertion_that_was_given_to_the_application() {
    let Some(kit) = kit::node() else { return };
    let issuer = signing(kit, "jwt_bearer").build().unwrap();
    let made = issuer.grant(keys::JwtBearer { subject: "bob".to_owned() }).request().unwrap();
    let assertion = Secret::from(wire::form(&made, "assertion"));
    let client = client(kit, "jwt_bearer").build().unwrap();
    let token = client.grant(plain::JwtBearer { assertion }).scope("read").await.unwrap();
    let answer = client.session(token).start().get("/api").send().await.unwrap();
    assert_eq!(answer.json::<serde_json::Value>().unwrap()["sub"], "bob");
    let nonsense = Secret::from("e30.e30.AAAA");
    let error = client.grant(plain::JwtBearer { assertion: nonsense }).scope("read").await;
    assert_eq!(refusal(error), (400, "invalid_grant".to_owned()));
}

/// The clock of a client that is late.
struct TenMinutesAgo;

impl oauth_runtime::Clock for TenMinutesAgo {
    fn now(&self) -> std::time::SystemTime {
        std::time::SystemTime::now() - std::time::Duration::from_secs(600)
    }
}
