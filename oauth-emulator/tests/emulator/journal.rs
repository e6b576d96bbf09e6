//! What is remembered of the requests that came, and what becomes of them in the end.

use oauth_emulator::{Emulator, Step};

use crate::acme::{ACME, API, log_in, start, token};
use crate::support::{client, get, mirrored, read};

#[tokio::test]
async fn every_request_is_noted() {
    let emulator = start().await;
    log_in(&emulator).await;
    get(&emulator, &format!("{API}/me?a=b%20c"), &[("x-note", "hello")]).await;
    get(&emulator, "https://acme.example/nothing", &[]).await;
    let requests = emulator.requests();
    let steps: Vec<_> = requests.iter().map(|each| (each.step.as_str(), each.status)).collect();
    assert_eq!(
        steps,
        [
            ("authorize", Some(200)),
            ("authorize", Some(303)),
            ("token", Some(200)),
            ("api", Some(400)),
            ("unknown", Some(404)),
        ]
    );
    let token = &requests[2];
    assert_eq!((token.method.as_str(), token.host.as_str()), ("POST", "acme.example"));
    assert_eq!((token.path.as_str(), &token.query), ("/oauth/token", &None));
    assert!(token.header("Authorization").is_some_and(|value| value.starts_with("Basic ")));
    assert_eq!(token.form_pairs()[0], ("grant_type".to_owned(), "authorization_code".to_owned()));
    assert!(token.text().starts_with("grant_type=authorization_code&"));
    let api = &requests[3];
    assert_eq!((api.path.as_str(), api.query.as_deref()), ("/v1/me", Some("a=b%20c")));
    assert_eq!(api.query_pairs(), [("a".to_owned(), "b c".to_owned())]);
    assert_eq!(api.header("x-note"), Some("hello"));
    assert!(api.form_pairs().is_empty());

    assert_eq!(emulator.token_requests(), 1);
    assert_eq!(emulator.requests_to(Step::Api).len(), 1);
    emulator.clear_requests();
    assert!(emulator.requests().is_empty());
    assert_eq!(emulator.token_requests(), 0);
}

#[tokio::test]
async fn stopping_frees_the_port() {
    let emulator = start().await;
    let url = emulator.url().to_owned();
    let port = url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    emulator.stop().await;
    assert!(client().get(&url).send().await.is_err());
    let again = Emulator::builder(&ACME).port(port).start().await.expect("the port is free");
    assert_eq!(again.url(), url);
    let taken = Emulator::builder(&ACME).port(port).start().await.expect_err("it is not now");
    assert!(taken.to_string().contains("cannot listen on 127.0.0.1"));
    drop(again);
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert!(client().get(&url).send().await.is_err());
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused() {
    let emulator = start().await;
    let long = "x".repeat((1 << 20) + 1);
    let url = mirrored(&emulator, API);
    // The answer may come before the client has sent all; both ends are right.
    if let Ok(response) = client().post(url).body(long).send().await {
        assert_eq!(response.status(), 413);
    }
    let answer = token(&emulator, &[("grant_type", "client_credentials")]).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn odd_addresses_do_no_harm() {
    let emulator = start().await;
    for path in ["", "/", "//", "/%", "/%ff/%00", "/acme.example", "/ACME.example/oauth/token/"] {
        let answer = read(client().get(format!("{}{path}", emulator.url()))).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.json()["error"], "not_found");
    }
}
