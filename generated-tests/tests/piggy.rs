//! Piggy, point by point, against the emulator.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use generated_tests::piggy::{self, Environment, Piggy};
use oauth_emulator::{Emulator, Step};
use oauth_runtime::{Error, Event};

const DAY: Duration = Duration::from_secs(86_400);

fn client(emulator: &Emulator) -> piggy::Client {
    support::client::<Piggy>(piggy::Client::builder(), emulator).build().unwrap()
}

#[tokio::test]
async fn client_credentials_go_as_json_with_exactly_three_members() {
    let emulator = Emulator::start(&piggy::SPEC).await.unwrap();
    let token = client(&emulator).client_credentials().await.unwrap();
    assert!(token.refresh_token().is_none());
    assert!(token.expires_at().is_some());
    let request = emulator.requests_to(Step::Token).pop().unwrap();
    assert_eq!(request.header("content-type"), Some("application/json"));
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    let expected = serde_json::json!({
        "grant_type": "client_credentials",
        "client_id": emulator.client_id(),
        "client_secret": emulator.client_secret(),
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn a_token_is_asked_for_anew_before_it_expires() {
    let emulator = Emulator::start(&piggy::SPEC).await.unwrap();
    let client = client(&emulator);
    let session = client.session(client.client_credentials().await.unwrap()).start();
    let lifetime = session.token().expires_in().unwrap();
    emulator.clock().advance(lifetime.saturating_sub(Duration::from_secs(5)));
    emulator.clear_requests();
    assert_eq!(session.get("/api/v3/oauth/clients").send().await.unwrap().status(), 200);
    let steps: Vec<Step> = emulator.requests().iter().map(|it| it.step).collect();
    assert_eq!(steps, [Step::Token, Step::Api], "no call was wasted on the old token");
}

#[tokio::test]
async fn a_token_is_asked_for_anew_when_the_api_says_invalid_token() {
    let emulator = Emulator::start(&piggy::SPEC).await.unwrap();
    let client = client(&emulator);
    let session = client.session(client.client_credentials().await.unwrap()).start();
    emulator.revoke_everything();
    emulator.clear_requests();
    assert_eq!(session.get("/api/v3/oauth/clients").send().await.unwrap().status(), 200);
    let statuses: Vec<(Step, Option<u16>)> =
        emulator.requests().iter().map(|it| (it.step, it.status)).collect();
    assert_eq!(
        statuses,
        [(Step::Api, Some(401)), (Step::Token, Some(200)), (Step::Api, Some(200))]
    );
}

#[tokio::test]
async fn a_personal_access_token_is_warned_about_and_not_renewed() {
    let emulator = Emulator::start(&piggy::SPEC).await.unwrap();
    let client = client(&emulator);
    let expires_at = emulator.clock().now() + 30 * DAY;
    let text = emulator.issue_personal_access_token(Some(expires_at));
    let token = client.personal_access_token(text, Some(expires_at)).unwrap();
    assert_eq!(token.expires_at(), Some(expires_at));
    let seen = Arc::new(Mutex::new(Vec::new()));
    let events = Arc::clone(&seen);
    let session = client
        .session(token)
        .warn_before(7 * DAY)
        .on_event(move |event| {
            events.lock().unwrap().push(format!("{event:?}"));
            async {}
        })
        .start();
    session.get("/ping").send().await.unwrap();
    assert!(seen.lock().unwrap().is_empty());
    emulator.clock().advance(25 * DAY);
    session.get("/ping").send().await.unwrap();
    session.get("/ping").send().await.unwrap();
    assert_eq!(seen.lock().unwrap().len(), 1, "one warning: {:?}", seen.lock().unwrap());
    assert!(seen.lock().unwrap()[0].contains("ExpiresSoon"));
    emulator.clock().advance(6 * DAY);
    let error = session.get("/ping").send().await.unwrap_err();
    assert!(matches!(error, Error::AuthorizeAgain(_)), "{error:?}");
    assert!(error.to_string().contains("personal access token"), "{error}");
    assert_eq!(emulator.token_requests(), 0);
}

#[tokio::test]
async fn both_hosts_are_environments() {
    for (environment, host) in
        [(Environment::Eu, "api.piggy.eu"), (Environment::Nl, "api.piggy.nl")]
    {
        let name = if environment == Environment::Eu { "eu" } else { "nl" };
        let emulator = Emulator::builder(&piggy::SPEC).environment(name).start().await.unwrap();
        let client = support::client::<Piggy>(piggy::Client::builder(), &emulator)
            .environment(environment)
            .build()
            .unwrap();
        let session = client.session(client.client_credentials().await.unwrap()).start();
        session.get("/ping").send().await.unwrap();
        assert!(emulator.requests().iter().all(|it| it.host == host));
    }
}

#[tokio::test]
async fn a_token_of_one_environment_is_not_used_in_the_other() {
    let emulator = Emulator::start(&piggy::SPEC).await.unwrap();
    let token = client(&emulator).client_credentials().await.unwrap();
    let other = support::client::<Piggy>(piggy::Client::builder(), &emulator)
        .environment(Environment::Nl)
        .build()
        .unwrap();
    let error = other.session(token).start().get("/ping").send().await.unwrap_err();
    assert!(error.to_string().contains("eu"), "{error}");
    let _ = Event::<Piggy>::NeedsUser { error };
}
