//! Sessions: fresh tokens, one renewal however many ask, and nothing lost.

#![allow(clippy::unwrap_used, clippy::items_after_statements, reason = "tests")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use oauth_runtime::{AgainReason, Client, Error, Event, Token, TransportFault};
use support::{Answer, Podio, Script, TOKEN, TestClock, json, podio_token, status};

const RENEWED: &str = r#"{"access_token":"at-2","expires_in":28800,"refresh_token":"rt-2"}"#;
const EXPIRED: &str = r#"{"error":"expired_token","error_description":"expired"}"#;

async fn setup() -> (Script, TestClock, Client<Podio>, Token<Podio>) {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let token = podio_token(&script, &client).await;
    (script, clock, client, token)
}

fn tokens(script: &Script) -> usize {
    script.to_path("/oauth/token")
}

fn again(error: &Error) -> AgainReason {
    let Error::AuthorizeAgain(again) = error else { panic!("{error:?}") };
    again.reason()
}

#[tokio::test]
async fn a_call_carries_the_declared_header_and_goes_to_the_api() {
    let (script, _, client, token) = setup().await;
    let session = client.session(token).start();
    script.answer(json(200, r#"{"id":7}"#));
    let answer = session
        .get("/user/status?a=1")
        .query([("b", "x y")])
        .header("x-own", "1")
        .send()
        .await
        .unwrap();
    #[derive(serde::Deserialize)]
    struct Id {
        id: u8,
    }
    assert_eq!(answer.json::<Id>().unwrap().id, 7);
    let (method, url, _, headers) = script.last();
    assert_eq!(
        (method.as_str(), url.as_str()),
        ("GET", "https://api.podio.com/user/status?a=1&b=x+y")
    );
    assert_eq!(headers["authorization"], "OAuth2 at-1-very-secret");
    assert!(headers["authorization"].is_sensitive());
    assert_eq!(headers["x-own"], "1");
    script.answer(status(204, &[], ""));
    session.get("/filtered").query(Vec::<(&str, &str)>::new()).await.unwrap();
    assert_eq!(script.last().1, "https://api.podio.com/filtered");
    script.answer(status(204, &[], ""));
    session.put("item/1").json(&serde_json::json!({"a": [1]})).await.unwrap();
    assert_eq!(script.last().2, r#"{"a":[1]}"#);
    script.answer(status(204, &[], ""));
    session.post("item/1").form([("a", "1 2")]).await.unwrap();
    assert_eq!(script.last().2, "a=1+2");
    script.answer(status(204, &[], ""));
    let request = http::Request::delete("/item/1").body(Vec::new()).unwrap();
    assert_eq!(session.send(request).await.unwrap().status(), 204);
    assert_eq!(script.last().1, "https://api.podio.com/item/1");
    assert_eq!(tokens(&script), 1);
}

#[tokio::test]
async fn the_token_goes_nowhere_else() {
    let (script, _, client, token) = setup().await;
    let session = client.session(token).start();
    let sent = script.count();
    for url in [
        "https://evil.example/",
        "http://api.podio.com/",
        "https://api.podio.com:8443/",
        "https://api.podio.com.evil.example/",
        "https://api.podio.com@evil.example/",
        "https://user@api.podio.com/",
        "//evil.example/",
        "ftp://api.podio.com/",
    ] {
        let error = session.get(url).await.unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{url}: {error:?}");
        let request = http::Request::get(url).body(Vec::new());
        if let Ok(request) = request {
            assert!(session.send(request).await.is_err(), "{url}");
        }
    }
    assert_eq!(script.count(), sent);
    for url in
        ["https://api.podio.com/x", "x", "/x", "@evil.example/x", ":8443/x", "\\\\evil.example"]
    {
        script.answer(status(204, &[], ""));
        session.get(url).await.unwrap();
        assert!(
            script.last().1.starts_with("https://api.podio.com/"),
            "{url}: {}",
            script.last().1
        );
    }
}

#[tokio::test]
async fn an_expired_token_is_renewed_once_and_the_call_repeated_once() {
    let (script, _, client, token) = setup().await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let events = seen.clone();
    let session = client
        .session(token)
        .on_event(move |event| {
            let events = events.clone();
            async move {
                tokio::task::yield_now().await;
                let Event::NewToken(token) = event else { panic!("{event:?}") };
                events.lock().unwrap().push(token.access_token().expose().to_owned());
            }
        })
        .start();
    let mut stream = session.subscribe();
    script.answer(json(401, EXPIRED));
    script.answer(json(200, RENEWED));
    script.answer(json(200, "{}"));
    assert_eq!(session.post("/x").body("payload").await.unwrap().status(), 200);
    assert_eq!(script.last().2, "payload");
    assert_eq!(script.last().3["authorization"], "OAuth2 at-2");
    assert_eq!(*seen.lock().unwrap(), ["at-2"]);
    assert_eq!(session.token().refresh_token().unwrap().expose(), "rt-2");
    assert_eq!(session.token().r#ref.as_ref().unwrap().id, 31_415_926);
    assert!(matches!(stream.next().await, Some(Event::NewToken(_))));
    drop(session);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_call_that_is_refused_twice_is_not_tried_for_ever_and_does_not_end_the_session() {
    let (script, clock, client, token) = setup().await;
    let session = client.session(token).start();
    let mut events = session.subscribe();
    script.answer(json(401, EXPIRED));
    script.answer(json(200, RENEWED));
    script.answer(json(401, EXPIRED));
    let error = session.get("/odd?secret=1").await.unwrap_err();
    assert_eq!(again(&error), AgainReason::RefusedTwice);
    assert!(!error.needs_user() && !error.is_retryable());
    assert_eq!(
        error.to_string(),
        "Podio has refused GET /odd with the access token, and with the renewed one too (Podio answered HTTP 401: \
         expired_token: expired): this address, or a permission that the token lacks, may be the cause; other calls \
         go on"
    );
    script.answer(json(401, r#"{"error":"invalid_token"}"#));
    let error = session.post("/other").await.unwrap_err();
    assert_eq!(again(&error), AgainReason::RefusedTwice);
    assert!(error.to_string().contains("POST /other with"), "{error}");
    assert!(error.to_string().contains("invalid_token"), "{error}");
    assert_eq!(tokens(&script), 2, "the password grant and one refresh");
    // Others go on, also after the token's normal expiry.
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    clock.advance(28_801);
    script.answer(json(200, &RENEWED.replace("at-2", "at-3")));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    assert_eq!(script.last().3["authorization"], "OAuth2 at-3");
    // And the next token is renewed on the sign as any other.
    script.answer(json(401, EXPIRED));
    script.answer(json(200, &RENEWED.replace("at-2", "at-4")));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    drop(session);
    let mut told = Vec::new();
    while let Some(event) = events.next().await {
        let Event::NewToken(token) = event else { panic!("{event:?}") };
        told.push(token.access_token().expose().to_owned());
    }
    assert_eq!(told, ["at-2", "at-3", "at-4"], "nobody is told to authorize again");
}

/// Only such a refusal says of this one that it has expired: it is not believed at once, and not for ever disbelieved.
#[tokio::test]
async fn a_token_without_a_known_end_that_was_refused_is_renewed_later() {
    use oauth_runtime::spec::*;

    static SPEC: ProviderSpec = ProviderSpec { token: TokenSpec::STANDARD, ..support::PODIO };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::any(&SPEC, &script, &clock);
    script.answer(json(200, TOKEN));
    let token = client.password("a", "b").await.unwrap();
    let session = client.session(token).start();
    script.answer(json(401, EXPIRED));
    script.answer(json(200, r#"{"access_token":"at-2","refresh_token":"rt-2"}"#));
    script.answer(json(401, EXPIRED));
    session.get("/odd").await.unwrap_err();
    clock.advance(299);
    script.answer(json(401, EXPIRED));
    session.get("/odd").await.unwrap_err();
    assert_eq!(tokens(&script), 2);
    clock.advance(1);
    script.answer(json(401, EXPIRED));
    script.answer(json(200, r#"{"access_token":"at-3"}"#));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    assert_eq!(script.last().3["authorization"], "OAuth2 at-3");
}

/// Nothing renews the new one: after that only a person can help.
#[tokio::test]
async fn a_last_token_that_is_refused_needs_the_user() {
    use oauth_runtime::spec::*;

    static SPEC: ProviderSpec = ProviderSpec {
        token: TokenSpec { refresh_token_lifetime: Some(60), ..TokenSpec::STANDARD },
        ..support::PODIO
    };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::any(&SPEC, &script, &clock);
    script.answer(json(200, r#"{"access_token":"at-1","refresh_token":"rt-1"}"#));
    let token = client.password("a", "b").await.unwrap();
    let session = client.session(token).start();
    let mut events = session.subscribe();
    script.answer(json(401, EXPIRED));
    script.answer(json(200, r#"{"access_token":"at-2"}"#));
    script.answer(json(401, EXPIRED));
    let error = session.get("/x").await.unwrap_err();
    assert_eq!(again(&error), AgainReason::RefusedTwice);
    clock.advance(61);
    script.answer(json(401, EXPIRED));
    let error = session.get("/x").await.unwrap_err();
    assert_eq!(again(&error), AgainReason::Refused);
    assert!(matches!(events.next().await, Some(Event::NewToken(_))));
    assert!(matches!(events.next().await, Some(Event::NeedsUser { .. })));
}

/// It was never renewed here: that it is refused says nothing about those after it.
#[tokio::test]
async fn a_token_that_was_put_in_its_place_is_renewed_when_it_is_refused() {
    let (script, _, client, token) = setup().await;
    let session = client.session(token).start();
    let (open, gate) = tokio::sync::oneshot::channel();
    let refused = http::Response::builder().status(401).body(EXPIRED.as_bytes().to_vec());
    script.answer(Answer::Held(gate, refused.unwrap()));
    let call = tokio::spawn({
        let session = session.clone();
        async move { session.get("/x").await.map(|_| ()) }
    });
    while script.count() < 2 {
        tokio::task::yield_now().await;
    }
    let body = br#"{"access_token":"other","refresh_token":"other-rt","expires_in":28800}"#;
    let other = client.password("c", "d").read(http::Response::new(body.to_vec())).unwrap();
    session.replace(other).unwrap();
    script.answer(json(401, EXPIRED));
    open.send(()).unwrap();
    assert_eq!(again(&call.await.unwrap().unwrap_err()), AgainReason::RefusedTwice);
    script.answer(json(401, EXPIRED));
    script.answer(json(200, RENEWED));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    assert!(script.all()[4].contains("refresh_token=other-rt"), "{:?}", script.all());
}

#[tokio::test]
async fn an_answer_that_is_no_sign_of_expiry_is_an_answer() {
    let (script, _, client, token) = setup().await;
    let session = client.session(token).start();
    script.answer(json(401, r#"{"error":"unauthorized"}"#));
    let answer = session.get("/x").await.unwrap();
    assert_eq!(answer.status(), 401);
    let error = answer.error_for_status().unwrap_err();
    assert!(
        matches!(&error, Error::Provider(it) if it.code() == Some("unauthorized")),
        "{error:?}"
    );
    script.answer(status(420, &[("retry-after", "30")], "{}"));
    let error = session.get("/x").await.unwrap().error_for_status().unwrap_err();
    let Error::Provider(provider) = &error else { panic!() };
    assert!(provider.is_rate_limited());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
}

/// Credentials of the client do not go with calls: whoever reads the error need not look there.
#[tokio::test]
async fn a_refusal_says_what_the_header_or_the_status_means() {
    let (script, _, client, token) = setup().await;
    let session = client.session(token).start();
    for (code, challenge, body, said, advice) in [
        (403, r#"Bearer error="insufficient_scope""#, "", Some("insufficient_scope"), "the scope"),
        (403, r#"OAuth2 error="other""#, r#"{"error":"own"}"#, Some("own"), ""),
        (403, "Bearer", "<p>", None, "may lack a scope"),
        (404, "", "", None, ""),
    ] {
        script.answer(status(code, &[("www-authenticate", challenge)], body));
        let answer = session.get("/x").await.unwrap();
        let error = answer.error_for_status().unwrap_err();
        let Error::Provider(provider) = &error else { panic!("{error:?}") };
        assert_eq!(provider.code(), said, "{challenge}");
        let text = error.to_string();
        assert!(text.contains(advice) && !text.contains("client_secret"), "{text}");
    }
    // It does not repeat the token either.
    let challenge = r#"Bearer error="other", error_description="at-1-very-secret is bad""#;
    script.answer(status(403, &[("www-authenticate", challenge)], ""));
    let error = session.get("/x").await.unwrap().error_for_status().unwrap_err();
    assert!(error.to_string().contains("other: … is bad"), "{error}");
    let bare = || status(401, &[("www-authenticate", "Bearer")], "");
    script.answer(bare());
    script.answer(json(200, RENEWED));
    script.answer(bare());
    let error = session.get("/x").await.unwrap_err();
    assert_eq!(again(&error), AgainReason::RefusedTwice);
    assert!(!error.to_string().contains("client_secret"), "{error}");
}

/// Some say no with a 200.
#[tokio::test]
async fn a_refusal_that_the_declaration_knows_is_an_error_whatever_its_status() {
    use oauth_runtime::spec::*;

    static SPEC: ProviderSpec = ProviderSpec {
        errors: ErrorSpec {
            when: &[Condition { path: "ok", test: Test::Is(Literal::Boolean(false)) }],
            ..ErrorSpec::STANDARD
        },
        ..support::PODIO
    };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::any(&SPEC, &script, &clock);
    script.answer(json(200, TOKEN));
    let session = client.session(client.password("a", "b").await.unwrap()).start();
    for (body, is_refusal) in [
        (r#"{"ok":false,"error":"channel_not_found"}"#, true),
        (r#"{"ok":true,"error":"none"}"#, false),
        ("<p>", false),
        ("", false),
    ] {
        script.answer(json(200, body));
        let answer = session.get("/x").await.unwrap().error_for_status();
        match answer {
            Ok(answer) => assert!(!is_refusal && answer.text() == body, "{body}"),
            Err(Error::Provider(error)) => {
                assert!(is_refusal && error.code() == Some("channel_not_found"), "{error}");
                assert_eq!(error.status(), 200);
            }
            Err(other) => panic!("{other}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_tasks_cause_one_renewal_ahead_of_expiry() {
    let (script, clock, client, token) = setup().await;
    let session = client.session(token).start();
    clock.advance(28_800 - 30);
    let (open, gate) = tokio::sync::oneshot::channel();
    script.answer(Answer::Held(gate, http::Response::new(RENEWED.as_bytes().to_vec())));
    for _ in 0..200 {
        script.answer(json(200, "{}"));
    }
    let calls: Vec<_> = (0..200)
        .map(|_| {
            let session = session.clone();
            tokio::spawn(async move { session.get("/x").await.unwrap().status() })
        })
        .collect();
    while script.count() < 2 {
        tokio::task::yield_now().await;
    }
    open.send(()).unwrap();
    for call in calls {
        assert_eq!(call.await.unwrap(), 200);
    }
    assert_eq!(tokens(&script), 2);
    assert_eq!(script.to_path("/x"), 200);
    assert_eq!(script.last().3["authorization"], "OAuth2 at-2");
}

/// A transport that judges by the token: the first is expired, the second is good.
#[derive(Clone, Default)]
struct Judge(Arc<Mutex<(usize, usize)>>);

impl oauth_runtime::Transport for Judge {
    fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> oauth_runtime::transport::TransportFuture<'_> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            let mut counts = self.0.lock().unwrap();
            let old = request
                .headers()
                .get("authorization")
                .is_some_and(|it| it == "OAuth2 at-1-very-secret");
            let (status, body) = if request.uri().path() == "/oauth/token" {
                counts.0 += 1;
                (200, RENEWED)
            } else if old {
                (401, EXPIRED)
            } else {
                counts.1 += 1;
                (200, "{}")
            };
            Ok(http::Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap())
        })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_refused_calls_cause_one_renewal() {
    let (_, clock, _, token) = setup().await;
    let judge = Judge::default();
    let client = Client::<Podio>::builder()
        .client_id("my client")
        .client_secret("b")
        .transport(judge.clone())
        .clock(clock)
        .build()
        .unwrap();
    let session = client.session(token).start();
    let calls: Vec<_> = (0..200)
        .map(|_| {
            let session = session.clone();
            tokio::spawn(async move { session.get("/x").await.unwrap().status() })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), 200);
    }
    assert_eq!(*judge.0.lock().unwrap(), (1, 200));
}

#[tokio::test]
async fn every_waiter_is_told_why_and_nothing_is_lost() {
    let (script, clock, client, token) = setup().await;
    let session = client.session(token).start();
    clock.advance(28_801);
    let (open, gate) = tokio::sync::oneshot::channel();
    let refusal = http::Response::builder().status(503).body(b"<html>".to_vec()).unwrap();
    script.answer(Answer::Held(gate, refusal));
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let session = session.clone();
            tokio::spawn(async move { session.get("/x").await.unwrap_err().to_string() })
        })
        .collect();
    tokio::task::yield_now().await;
    open.send(()).unwrap();
    for call in calls {
        assert!(call.await.unwrap().contains("HTTP 503"));
    }
    assert_eq!(tokens(&script), 2, "one attempt for all of them");
    assert_eq!(session.token().refresh_token().unwrap().expose(), "rt-1-very-secret");
    clock.advance(1);
    script.answer(json(200, RENEWED));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
}

#[tokio::test]
async fn a_caller_that_gives_up_does_not_take_the_new_token_with_it() {
    let (script, clock, client, token) = setup().await;
    let session = client.session(token).start();
    clock.advance(28_801);
    let (open, gate) = tokio::sync::oneshot::channel();
    script.answer(Answer::Held(gate, http::Response::new(RENEWED.as_bytes().to_vec())));
    let leader = tokio::spawn({
        let session = session.clone();
        async move { session.fresh_token().await }
    });
    while script.count() < 2 {
        tokio::task::yield_now().await;
    }
    leader.abort();
    assert!(leader.await.unwrap_err().is_cancelled());
    open.send(()).unwrap();
    let token = session.fresh_token().await.unwrap();
    assert_eq!(token.refresh_token().unwrap().expose(), "rt-2");
    assert_eq!(tokens(&script), 2);
}

#[tokio::test]
async fn of_a_token_that_was_replaced_no_renewal_is_told() {
    let (script, _, client, token) = setup().await;
    let session = client.session(token).start();
    let mut events = session.subscribe();
    let (open, gate) = tokio::sync::oneshot::channel();
    script.answer(Answer::Held(gate, http::Response::new(RENEWED.as_bytes().to_vec())));
    let renewal = tokio::spawn({
        let session = session.clone();
        async move { session.renew().await }
    });
    while script.count() < 2 {
        tokio::task::yield_now().await;
    }
    let other = http::Response::new(br#"{"access_token":"other"}"#.to_vec());
    session.replace(client.password("c", "d").read(other).unwrap()).unwrap();
    open.send(()).unwrap();
    let token = renewal.await.unwrap().unwrap();
    assert_eq!(token.access_token().expose(), "other");
    assert_eq!(session.token().access_token().expose(), "other");
    drop(session);
    let Some(Event::NewToken(told)) = events.next().await else { panic!("it is to be stored") };
    assert_eq!(told.access_token().expose(), "other");
    assert!(events.next().await.is_none(), "whoever stores what is told would store the wrong one");
}

/// While a renewal of the old token waits for its answer, the new one has renewals of its own; what becomes of the old
/// one is nobody's business any more.
#[tokio::test]
async fn a_token_that_was_put_in_its_place_does_not_wait_for_the_old_one() {
    let (script, _, client, token) = setup().await;
    let session = client.session(token).start();
    let mut events = session.subscribe();
    let (open, gate) = tokio::sync::oneshot::channel();
    let refused = http::Response::builder().status(503).header("retry-after", "600");
    script.answer(Answer::Held(gate, refused.body(Vec::new()).unwrap()));
    let old = tokio::spawn({
        let session = session.clone();
        async move { session.renew().await }
    });
    while script.count() < 2 {
        tokio::task::yield_now().await;
    }
    let body = br#"{"access_token":"other","refresh_token":"other-rt","expires_in":28800}"#;
    let other = client.password("c", "d").read(http::Response::new(body.to_vec())).unwrap();
    session.replace(other).unwrap();
    script.answer(json(200, RENEWED));
    let renewed = session.renew().await.unwrap();
    assert_eq!(renewed.access_token().expose(), "at-2");
    assert!(script.all()[2].contains("refresh_token=other-rt"), "{:?}", script.all());
    open.send(()).unwrap();
    assert_eq!(old.await.unwrap().unwrap().access_token().expose(), "at-2");
    // Nothing waits because the old one could not be renewed, and nobody hears of it.
    script.answer(json(401, EXPIRED));
    script.answer(json(200, r#"{"access_token":"at-3","expires_in":28800}"#));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    drop(session);
    let mut told = Vec::new();
    while let Some(event) = events.next().await {
        let Event::NewToken(token) = event else { panic!("{event:?}") };
        told.push(token.access_token().expose().to_owned());
    }
    assert_eq!(told, ["other", "at-2", "at-3"]);
}

#[tokio::test]
async fn a_failed_renewal_ahead_of_expiry_uses_the_old_token_and_waits() {
    let (script, clock, client, token) = setup().await;
    let session = client.session(token).start();
    let mut events = session.subscribe();
    clock.advance(28_800 - 30);
    for fault in [Answer::Fault(TransportFault::Timeout), status(500, &[], "")] {
        script.answer(fault);
        script.answer(json(200, "{}"));
        script.answer(json(200, "{}"));
        session.get("/x").await.unwrap();
        let before = tokens(&script);
        session.get("/x").await.unwrap();
        assert_eq!(tokens(&script), before, "not with every call");
        assert!(matches!(events.next().await, Some(Event::RenewalFailed { .. })));
        assert_eq!(script.last().3["authorization"], "OAuth2 at-1-very-secret");
        clock.advance(6);
    }
    script.answer(json(200, RENEWED));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    assert_eq!(script.last().3["authorization"], "OAuth2 at-2");
}

#[tokio::test]
async fn who_is_told_how_long_to_wait_does_not_ask_before() {
    let (script, clock, client, token) = setup().await;
    let session = client.session(token).start();
    clock.advance(28_801);
    script.answer(status(503, &[("retry-after", "30")], ""));
    for _ in 0..3 {
        let error = session.get("/x").await.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    }
    assert_eq!(tokens(&script), 2, "the password grant and one refresh");
    clock.advance(31);
    script.answer(json(200, RENEWED));
    script.answer(json(401, EXPIRED));
    script.answer(status(429, &[("retry-after", "30")], ""));
    // So it is when the API refuses the token.
    assert!(session.get("/x").await.unwrap_err().is_retryable());
    script.answer(json(401, EXPIRED));
    assert!(session.get("/x").await.unwrap_err().is_retryable());
    assert_eq!(tokens(&script), 4);
    // Who says `renew` means it.
    script.answer(json(200, RENEWED));
    session.renew().await.unwrap();
}

#[tokio::test]
async fn after_a_failed_renewal_calls_get_its_error_for_a_second() {
    let (script, clock, client, token) = setup().await;
    let session = client.session(token).start();
    clock.advance(28_801);
    for (fault, words) in [
        (Answer::Fault(TransportFault::Connect), "scripted fault"),
        (status(502, &[], ""), "HTTP 502"),
        (status(429, &[], "{}"), "HTTP 429"),
    ] {
        script.answer(fault);
        let before = tokens(&script);
        for _ in 0..20 {
            let error = session.get("/x").await.unwrap_err();
            assert!(error.to_string().contains(words), "{error}");
        }
        assert_eq!(tokens(&script), before + 1);
        clock.advance(1);
    }
    script.answer(json(200, RENEWED));
    script.answer(json(401, EXPIRED));
    script.answer(status(503, &[], ""));
    // So it is when the API refuses the token.
    session.get("/x").await.unwrap_err();
    let before = tokens(&script);
    script.answer(json(401, EXPIRED));
    assert!(session.get("/x").await.unwrap_err().is_retryable());
    assert_eq!(tokens(&script), before);
    // A clock that is put back makes it no longer.
    clock.back(3600);
    script.answer(json(401, EXPIRED));
    script.answer(json(200, RENEWED));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
}

#[tokio::test]
async fn a_refused_refresh_token_needs_the_user_and_is_said_once() {
    let (script, clock, client, token) = setup().await;
    let session = client.session(token).start();
    let mut events = session.subscribe();
    clock.advance(28_800 - 30);
    script.answer(json(400, r#"{"error":"invalid_grant"}"#));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    clock.advance(60);
    let before = script.count();
    for _ in 0..3 {
        let error = session.get("/x").await.unwrap_err();
        assert_eq!(again(&error), AgainReason::RenewalRefused);
        assert!(error.needs_user());
        assert!(error.to_string().contains("invalid_grant"), "{error}");
    }
    assert_eq!(script.count(), before);
    let Some(Event::NeedsUser { error }) = events.next().await else { panic!() };
    assert!(error.needs_user());
    // After a new authorization it goes on.
    let token = podio_token(&script, &client).await;
    session.replace(token).unwrap();
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    drop(session);
    assert!(matches!(events.next().await, Some(Event::NewToken(_))));
    assert!(events.next().await.is_none(), "nothing else was said");
}

#[tokio::test]
async fn a_hook_that_panics_loses_no_token() {
    let (script, clock, client, token) = setup().await;
    let session = client.session(token).on_event(|_| async { panic!("on purpose") }).start();
    clock.advance(28_801);
    script.answer(json(200, RENEWED));
    assert_eq!(session.fresh_token().await.unwrap().access_token().expose(), "at-2");
}

/// A token that has to be renewed, outside a runtime.
fn expired() -> (Script, Client<Podio>, Token<Podio>) {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let answer = http::Response::new(TOKEN.as_bytes().to_vec());
    let token = client.password("a", "b").read(answer).unwrap();
    clock.advance(28_801);
    (script, client, token)
}

/// Waits for a future without a runtime.
fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(done) = future.as_mut().poll(&mut context) {
            return done;
        }
        std::thread::yield_now();
    }
}

#[test]
fn outside_a_runtime_it_works_too() {
    let (script, client, token) = expired();
    script.answer(json(200, RENEWED));
    let session = client.session(token).start();
    assert_eq!(wait(session.fresh_token()).unwrap().access_token().expose(), "at-2");
}

#[test]
fn a_hook_that_panics_there_loses_no_token_either() {
    let (script, client, token) = expired();
    script.answer(json(200, RENEWED));
    let session = client.session(token).on_event(|_| async { panic!("on purpose") }).start();
    assert_eq!(wait(session.fresh_token()).unwrap().access_token().expose(), "at-2");
}

#[test]
fn a_renewal_that_the_runtime_no_longer_starts_is_told_to_who_waits() {
    let (script, client, token) = expired();
    let session = client.session(token).start();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let handle = runtime.handle().clone();
    drop(runtime);
    let (sender, receiver) = std::sync::mpsc::channel();
    let waiting = session.clone();
    std::thread::spawn(move || {
        let _guard = handle.enter();
        sender.send(wait(waiting.fresh_token()).map(|_| ()).unwrap_err().to_string()).unwrap();
    });
    let told = receiver.recv_timeout(Duration::from_secs(5)).expect("it says so at once");
    assert!(told.contains("was interrupted"), "{told}");
    // Elsewhere it goes on.
    script.answer(json(200, RENEWED));
    assert_eq!(wait(session.fresh_token()).unwrap().access_token().expose(), "at-2");
}
