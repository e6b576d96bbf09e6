//! What belongs to every call of the API, as members of its JSON (`api.json`).

use generated_tests::api_json::{ApiJson, calls};
use oauth_emulator::Step;
use oauth_runtime::Json;

use crate::support;

/// The members of what was sent last in a step, in their order.
fn sent(emulator: &oauth_emulator::Emulator, step: Step) -> Vec<String> {
    let requests = emulator.requests_to(step);
    let text = requests.last().unwrap().text();
    let Json::Object(members) = text.parse::<Json>().unwrap() else { panic!("{text}") };
    members.keys().cloned().collect()
}

#[tokio::test]
async fn every_call_has_it_and_nothing_else_shows_the_token() {
    let (emulator, client) = support::start::<ApiJson>().await;
    let token = support::signed_in(&emulator, &client).await.unwrap();
    assert_eq!(token.call::<calls::Item>().unwrap().unwrap().id, "sample-id");
    let all = ["access_token", "client_id", "client_secret", "seen"];
    assert_eq!(sent(&emulator, Step::Call), all);

    let session = client.session(token.clone()).start();
    let own = serde_json::json!({ "count": 500, "options": { "seen": true } });
    session.post("/transactions/get").json(&own).await.unwrap();
    let requests = emulator.requests_to(Step::Api);
    let request = requests.last().unwrap();
    assert_eq!(request.header("authorization"), None);
    assert_eq!(request.header("content-type"), Some("application/json"));
    let text = request.text();
    let before = r#"{"count":500,"options":{"seen":true},"client_id":"#;
    assert!(text.starts_with(before) && text.contains(r#""days":30}}"#), "{text}");
    assert!(text.contains(&format!(r#""access_token":"{}""#, token.access_token().expose())));

    // A token that is refused is renewed, and the call sent again with the new one alone.
    emulator.expire_access_tokens();
    session.post("/transactions/get").json(&own).await.unwrap();
    let text = emulator.requests_to(Step::Api).last().unwrap().text();
    assert!(text.starts_with(before) && text.matches("access_token").count() == 1, "{text}");
    assert!(!text.contains(token.access_token().expose()), "{text}");

    client.revoke(&session.fresh_token().await.unwrap()).await.unwrap();
    assert_eq!(sent(&emulator, Step::Revocation), all);
    assert!(session.post("/transactions/get").json(&own).await.is_err());
}
