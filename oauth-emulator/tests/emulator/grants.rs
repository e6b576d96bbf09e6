//! Grants without a browser.

use oauth_emulator::Emulator;

use crate::acme::{ACME, API, TOKEN, start, token};
use crate::support::{client, get, mirrored, read};

#[tokio::test]
async fn password() {
    let emulator =
        Emulator::builder(&ACME).user("alice", "p&ss=wörd").user("bob", "x").start().await;
    let emulator = emulator.expect("it starts");
    let ask = async |user: &str, password: &str| {
        let pairs = [
            ("grant_type", "password"),
            ("username", user),
            ("password", password),
            ("scope", "read"),
        ];
        token(&emulator, &pairs).await
    };
    let answer = ask("alice", "p&ss=wörd").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.member("refresh_token").starts_with("rt_"));
    let bearer = format!("Bearer {}", answer.member("access_token"));
    let echo = get(&emulator, API, &[("authorization", &bearer)]).await.json();
    assert_eq!(echo["token"]["user"], "alice");
    assert_eq!(ask("bob", "x").await.status, 200);
    ask("alice", "x").await.assert_error(400, "invalid_grant", "wrong");
    ask("carol", "x").await.assert_error(400, "invalid_grant", "wrong");
    ask("alice", "").await.assert_error(400, "invalid_request", "`password` is missing");
}

#[tokio::test]
async fn client_credentials() {
    let emulator = start().await;
    let ask = [("grant_type", "client_credentials"), ("scope", "read write:all")];
    let answer = token(&emulator, &ask).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.member("scope"), "read write:all");
    assert!(answer.json().get("refresh_token").is_none(), "RFC 6749, 4.4.3");
    let bearer = format!("Bearer {}", answer.member("access_token"));
    let echo = get(&emulator, API, &[("authorization", &bearer)]).await.json();
    assert!(echo["token"]["user"].is_null());

    let ask = [("grant_type", "client_credentials"), ("scope", "fly")];
    token(&emulator, &ask).await.assert_error(400, "invalid_scope", "fly");
}

#[tokio::test]
async fn other_grants_and_methods_are_refused() {
    let emulator = start().await;
    let answer = token(&emulator, &[("grant_type", "device")]).await;
    answer.assert_error(400, "unsupported_grant_type", "device");
    token(&emulator, &[]).await.assert_error(400, "invalid_request", "`grant_type` is missing");
    let answer = read(client().get(mirrored(&emulator, TOKEN))).await;
    answer.assert_error(405, "invalid_request", "POST");
    assert_eq!(answer.header("allow"), "POST");
}

#[tokio::test]
async fn a_seed_gives_the_same_texts_again() {
    let mut seen = Vec::new();
    for _ in 0..2 {
        let emulator = Emulator::builder(&ACME).seed(7).start().await.expect("it starts");
        let answer = token(&emulator, &[("grant_type", "client_credentials")]).await;
        seen.push((emulator.client_secret().to_owned(), answer.member("access_token")));
    }
    assert_eq!(seen[0], seen[1]);
    assert_ne!(start().await.client_id(), start().await.client_id());
}
