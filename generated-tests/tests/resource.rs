//! Resource indicators (RFC 8707), against the emulator: named once, and repeated wherever they count.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use generated_tests::resource::{self, Resource};
use oauth_emulator::{Decision, Emulator, Step};
use oauth_runtime::{Error, Json};

const CAL: &str = "https://cal.example.com/";
const CONTACTS: &str = "https://contacts.example.com/app?x=1&y";

async fn start() -> (Emulator, resource::Client) {
    support::start::<Resource>().await
}

/// What the API sees that a token is for.
async fn is_for(client: &resource::Client, token: &resource::Token) -> Json {
    let answer = client.session(token.clone()).start().get("/me").send().await.unwrap();
    let body: Json = answer.json().unwrap();
    body["token"]["resource"].clone()
}

/// The resources of the last token request.
fn sent(emulator: &Emulator) -> Vec<String> {
    let requests = emulator.requests_to(Step::Token);
    let pairs = requests.last().unwrap().form_pairs();
    pairs.into_iter().filter(|(name, _)| name == "resource").map(|(_, value)| value).collect()
}

#[tokio::test]
async fn they_are_carried_to_the_exchange_and_to_every_refresh() {
    let (emulator, client) = start().await;
    let pending = client.authorize().resource(CAL).resource(CONTACTS).begin().unwrap();
    assert!(
        pending.url().contains(
            "&resource=https%3A%2F%2Fcal.example.com%2F\
         &resource=https%3A%2F%2Fcontacts.example.com%2Fapp%3Fx%3D1%26y"
        ),
        "{}",
        pending.url()
    );
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let pending = resource::Pending::restore(&pending.save()).unwrap();
    let authorized = client.accept(pending, &callback).unwrap();
    let authorized = resource::Authorized::restore(&authorized.save()).unwrap();
    // The first token is for one of them only (RFC 8707, 2.2).
    let token = client.exchange(&authorized).resource(CAL).await.unwrap();
    assert_eq!(sent(&emulator), [CAL]);
    assert_eq!(is_for(&client, &token).await, Json::from(vec![CAL]));
    // A refresh is for all, or for another.
    let token = resource::Token::restore(&token.save()).unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(sent(&emulator), [CAL, CONTACTS]);
    assert_eq!(is_for(&client, &token).await, Json::from(vec![CAL, CONTACTS]));
    let token = client.refresh(&token).resource(CONTACTS).await.unwrap();
    assert_eq!(is_for(&client, &token).await, Json::from(vec![CONTACTS]));
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(sent(&emulator), [CAL, CONTACTS]);
    // Nothing that was not granted.
    let error = client.refresh(&token).resource("https://other.example").await.unwrap_err();
    let Error::Provider(error) = &error else { panic!("{error:?}") };
    assert_eq!(error.code(), Some("invalid_target"));
}

#[tokio::test]
async fn who_names_none_sends_none() {
    let (emulator, client) = start().await;
    let pending = client.authorize().begin().unwrap();
    assert!(!pending.url().contains("resource"));
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let token = client.finish(pending, &callback).await.unwrap();
    client.refresh(&token).await.unwrap();
    assert!(sent(&emulator).is_empty());
    assert_eq!(is_for(&client, &token).await, Json::Null);
    let token = client.client_credentials().resource(CAL).resource(CONTACTS).await.unwrap();
    assert_eq!(sent(&emulator), [CAL, CONTACTS]);
    assert_eq!(is_for(&client, &token).await, Json::from(vec![CAL, CONTACTS]));
}

#[tokio::test]
async fn what_is_no_resource_is_never_sent() {
    let (_, client) = start().await;
    for wrong in ["", "cal", "/cal", "https://cal.example.com/#x"] {
        let error = client.authorize().resource(wrong).begin().unwrap_err();
        let told = error.to_string();
        assert!(told.contains("must be an absolute URI without a fragment"), "{wrong}: {told}");
        let error = client.client_credentials().resource(wrong).request().unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{wrong}: {error:?}");
    }
    client.authorize().resource("urn:example:api").begin().unwrap();
    let error = client.password("u", "p").resource(CAL).request().unwrap_err();
    let told = error.to_string();
    assert!(told.contains("declare `resource = true` in `[grants.password]`"), "{told}");
}
