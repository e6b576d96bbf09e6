//! Several sessions of one token, as several processes have them: a lock and a store make them one renewal.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use oauth_runtime::{
    BeforeRenewal, Client, Error, Event, Session, SessionBuilder, Token, TransportFault,
};
use support::{Piggy, Podio, Script, TOKEN, TestClock, json, status};

const RENEWED: &str = r#"{"access_token":"at-2","expires_in":28800,"refresh_token":"rt-2"}"#;
const EXPIRED: &str = r#"{"error":"expired_token"}"#;

/// What processes share: a lock, and a text.
#[derive(Clone, Default)]
struct Store(Arc<(Arc<tokio::sync::Mutex<()>>, Mutex<String>)>);

impl Store {
    async fn lock(&self) -> tokio::sync::OwnedMutexGuard<()> {
        self.0.0.clone().lock_owned().await
    }

    fn is_locked(&self) -> bool {
        self.0.0.try_lock().is_err()
    }

    fn get(&self) -> String {
        self.0.1.lock().unwrap().clone()
    }

    fn put(&self, token: &Token<Podio>) {
        *self.0.1.lock().unwrap() = token.save();
    }
}

fn setup() -> (Script, TestClock, Client<Podio>, Store) {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let store = Store::default();
    store.put(&read(&client, TOKEN));
    (script, clock, client, store)
}

fn read(client: &Client<Podio>, text: &str) -> Token<Podio> {
    client.password("a", "b").read(support::answer(text)).unwrap()
}

/// A session of what is stored, as an application with several processes makes it.
fn builder(client: &Client<Podio>, store: &Store) -> SessionBuilder<Podio> {
    let token = client.restore_token(&store.get()).unwrap();
    let (reader, before, after) = (client.clone(), store.clone(), store.clone());
    client
        .session(token)
        .before_renewal(move |_| {
            let (client, store) = (reader.clone(), before.clone());
            async move {
                let lock = store.lock().await;
                let stored = client.restore_token(&store.get())?;
                Ok(BeforeRenewal::stored(stored).holding(lock))
            }
        })
        .on_event(move |event| {
            let store = after.clone();
            async move {
                let Event::NewToken(token) = event else { return };
                assert!(store.is_locked(), "the lock is kept until the token is stored");
                tokio::time::sleep(Duration::from_millis(5)).await;
                assert!(store.is_locked(), "the lock is kept until the token is stored");
                store.put(&token);
            }
        })
}

fn authorization(script: &Script) -> String {
    script.last().3["authorization"].to_str().unwrap().to_owned()
}

/// A provider that takes each refresh token once, and ends everything when one comes again.
#[derive(Clone)]
struct Rotating(Arc<Mutex<(usize, usize)>>);

impl oauth_runtime::Transport for Rotating {
    fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> oauth_runtime::transport::TransportFuture<'_> {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(2)).await;
            let mut counts = self.0.lock().unwrap();
            let uri = request.uri().to_string();
            let (status, body) = if request.uri().path() != "/oauth/token" {
                let good = format!("OAuth2 at-{}", counts.0 + 1);
                let is_good = request.headers()["authorization"] == good.as_str();
                if is_good { (200, "{}".to_owned()) } else { (401, EXPIRED.to_owned()) }
            } else if uri.contains("refresh_token=rt-1-very-secret") && counts.0 == 0 {
                *counts = (1, counts.1 + 1);
                (200, RENEWED.to_owned())
            } else {
                *counts = (99, counts.1 + 1);
                (400, r#"{"error":"invalid_grant"}"#.to_owned())
            };
            Ok(http::Response::builder().status(status).body(body.into_bytes()).unwrap())
        })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_sessions_of_one_stored_token_renew_it_once() {
    let (_, clock, _, store) = setup();
    let provider = Rotating(Arc::default());
    let client = Client::<Podio>::builder()
        .client_id("my client")
        .client_secret("b")
        .transport(provider.clone())
        .clock(clock.clone())
        .build()
        .unwrap();
    let sessions = [builder(&client, &store).start(), builder(&client, &store).start()];
    clock.advance(28_801);
    let calls: Vec<_> = (0..100)
        .map(|index| {
            let session: Session<Podio> = sessions[index % 2].clone();
            tokio::spawn(async move { session.get("/x").await.map(|answer| answer.status()) })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), 200);
    }
    assert_eq!(provider.0.lock().unwrap().1, 1, "one renewal");
    assert!(store.get().contains("rt-2"));
    for session in sessions {
        assert_eq!(session.token().refresh_token().unwrap().expose(), "rt-2");
        assert_eq!(session.token().r#ref.as_ref().unwrap().id, 31_415_926);
    }
}

#[tokio::test]
async fn what_somebody_else_has_stored_is_used_on_the_sign_too_and_not_told() {
    let (script, clock, client, store) = setup();
    let session = builder(&client, &store).start();
    let mut events = session.subscribe();
    clock.advance(10);
    store.put(&read(&client, &TOKEN.replace("-1-", "-other-")));
    script.answer(json(401, EXPIRED));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    assert_eq!(authorization(&script), "OAuth2 at-other-very-secret");
    assert_eq!(script.to_path("/oauth/token"), 0);
    assert!(!store.is_locked());
    // Who says `renew` gets what is stored; and if it is the same, a renewal.
    script.answer(json(200, RENEWED));
    session.renew().await.unwrap();
    assert!(script.last().1.contains("refresh_token=rt-other-very-secret"));
    drop(session);
    assert!(matches!(events.next().await, Some(Event::NewToken(_))));
    assert!(events.next().await.is_none());
}

/// It was not renewed here: the refusal of it means a renewal.
#[tokio::test]
async fn a_stored_token_that_is_refused_is_renewed_with_the_next_call() {
    let (script, clock, client, store) = setup();
    let session = builder(&client, &store).start();
    clock.advance(10);
    store.put(&read(&client, &TOKEN.replace("-1-", "-other-")));
    script.answer(json(401, EXPIRED));
    script.answer(json(401, EXPIRED));
    session.get("/x").await.unwrap_err();
    script.answer(json(401, EXPIRED));
    script.answer(json(200, RENEWED));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    assert_eq!(authorization(&script), "OAuth2 at-2");
}

#[tokio::test]
async fn a_stored_token_that_has_expired_too_is_the_one_that_is_renewed() {
    let (script, clock, client, store) = setup();
    let session = builder(&client, &store).start();
    clock.advance(100);
    store.put(&read(&client, &TOKEN.replace("-1-", "-other-")));
    clock.advance(28_801);
    script.answer(status(503, &[], ""));
    session.get("/x").await.unwrap_err();
    assert!(script.last().1.contains("refresh_token=rt-other-very-secret"));
    // It is not lost when that fails, nor is the lock.
    assert_eq!(session.token().refresh_token().unwrap().expose(), "rt-other-very-secret");
    assert!(!store.is_locked());
    clock.advance(1);
    script.answer(json(200, RENEWED));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    assert_eq!(authorization(&script), "OAuth2 at-2");
    assert!(store.get().contains("rt-2"));
}

/// Nothing renews what is stored, but it is still good.
#[tokio::test]
async fn a_stored_token_that_cannot_be_renewed_is_used_to_its_end() {
    let (script, clock, client, store) = setup();
    let session = builder(&client, &store).start();
    clock.advance(28_801);
    store.put(&read(&client, r#"{"access_token":"last","expires_in":100}"#));
    clock.advance(90);
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    assert_eq!(authorization(&script), "OAuth2 last");
    clock.advance(11);
    assert!(session.get("/x").await.unwrap_err().needs_user());
    assert_eq!(script.count(), 1);
}

/// Some providers give no new token, but let the old one live on.
#[tokio::test]
async fn the_same_token_that_lives_on_is_renewed_once_too() {
    use oauth_runtime::spec::*;

    static SPEC: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            token: Some(Template::text("https://some.example/token")),
            ..Endpoints::NONE
        },
        grants: Grants {
            password: Some(TokenGrant::PASSWORD),
            refresh_token: Some(RefreshGrant {
                request: TokenRequest {
                    parameters: &[Parameter::value("token", Source::AccessToken)],
                    ..TokenRequest::FORM
                },
                same_token: true,
                ..RefreshGrant::STANDARD
            }),
            ..Grants::NONE
        },
        token: TokenSpec { lifetime: Some(100), ..TokenSpec::STANDARD },
        ..ProviderSpec::STANDARD
    };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::any(&SPEC, &script, &clock);
    let first = client.password("u", "p").read(support::answer(r#"{"access_token":"a"}"#)).unwrap();
    clock.advance(90);
    let renewed = client.refresh(&first).read(support::answer("{}")).unwrap();
    let stored = Arc::new(Mutex::new(first.clone()));
    let store = stored.clone();
    let session = client
        .session(first)
        .before_renewal(move |_| {
            let stored = store.lock().unwrap().clone();
            async { Ok(BeforeRenewal::stored(stored)) }
        })
        .start();
    script.answer(json(200, "{}"));
    session.fresh_token().await.unwrap();
    assert_eq!(script.count(), 1, "the store had the token itself");
    clock.advance(90);
    let again = client.refresh(&renewed).read(support::answer("{}")).unwrap();
    *stored.lock().unwrap() = again.clone();
    assert_eq!(session.fresh_token().await.unwrap().expires_at(), again.expires_at());
    assert_eq!(script.count(), 1);
}

/// A hook could not store the last one: the store has a refresh token that is used up.
#[tokio::test]
async fn an_older_token_in_the_store_is_not_gone_back_to() {
    let (script, clock, client, store) = setup();
    let old = store.get();
    let session = builder(&client, &store).start();
    clock.advance(28_801);
    script.answer(json(200, RENEWED));
    session.fresh_token().await.unwrap();
    *store.0.1.lock().unwrap() = old;
    clock.advance(28_801);
    script.answer(json(200, &RENEWED.replace("-2", "-3")));
    session.fresh_token().await.unwrap();
    assert!(script.last().1.contains("refresh_token=rt-2"), "{:?}", script.all());
    assert!(store.get().contains("rt-3"));
}

#[tokio::test]
async fn errors_and_panics_before_a_renewal_lose_nothing() {
    let (script, clock, client, _) = setup();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let session = client
        .session(read(&client, TOKEN))
        .before_renewal(move |token| {
            let asked = count.fetch_add(1, Ordering::Relaxed);
            async move {
                assert_eq!(token.access_token().expose(), "at-1-very-secret");
                match asked {
                    0 => Err("the database is down".into()),
                    1 => panic!("on purpose"),
                    _ => Ok(BeforeRenewal::go_on()),
                }
            }
        })
        .start();
    let mut events = session.subscribe();
    clock.advance(28_801);
    for words in ["the database is down", "on purpose"] {
        for _ in 0..2 {
            let error = session.get("/x").await.unwrap_err();
            assert!(error.is_retryable() && error.to_string().contains(words), "{error}");
            let Error::Transport(error) = &error else { panic!("{error:?}") };
            assert_eq!(error.fault(), TransportFault::BeforeRenewal);
        }
        clock.advance(1);
        assert!(matches!(events.next().await, Some(Event::RenewalFailed { .. })));
    }
    assert_eq!((script.count(), asked.load(Ordering::Relaxed)), (0, 2));
    script.answer(json(200, RENEWED));
    assert_eq!(session.fresh_token().await.unwrap().access_token().expose(), "at-2");
}

#[tokio::test]
async fn a_token_of_somebody_else_in_the_store_is_refused() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::piggy(&script, &clock);
    let other = Client::<Piggy>::builder()
        .client_id("17")
        .client_secret("s")
        .environment(oauth_runtime::AnyName("nl".to_owned()))
        .clock(clock.clone())
        .build()
        .unwrap();
    let answer =
        |token| support::answer(&format!(r#"{{"access_token":"{token}","expires_in":100}}"#));
    let stored = other.client_credentials().read(answer("b")).unwrap();
    let session = client
        .session(client.client_credentials().read(answer("a")).unwrap())
        .before_renewal(move |_| {
            let other = stored.clone();
            async move { Ok(BeforeRenewal::stored(other)) }
        })
        .start();
    clock.advance(101);
    let error = session.get("/x").await.unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    assert!(error.to_string().contains("`piggy` (nl)"), "{error}");
    assert_eq!(script.count(), 0);
}

/// What was waited for may have taken a while.
#[tokio::test]
async fn what_has_happened_meanwhile_counts() {
    let (script, clock, client, store) = setup();
    let session = builder(&client, &store).start();
    let (replaced, ended) = (session.clone(), builder(&client, &store).start());
    clock.advance(28_801);
    let lock = store.lock().await;
    let calls = [&session, &ended].map(|session| {
        let session = session.clone();
        tokio::spawn(async move { session.fresh_token().await })
    });
    tokio::time::sleep(Duration::from_millis(10)).await;
    replaced.replace(read(&client, r#"{"access_token":"new"}"#)).unwrap();
    ended.end();
    drop(lock);
    let [replaced, ended] = calls;
    assert_eq!(replaced.await.unwrap().unwrap().access_token().expose(), "new");
    assert!(ended.await.unwrap().unwrap_err().to_string().contains("has been ended"));
    assert_eq!(script.count(), 0, "nothing was sent");
}

/// It would wait for itself.
#[tokio::test]
async fn using_the_session_before_its_renewal_is_an_error() {
    let (script, clock, client, _) = setup();
    let own = Arc::new(std::sync::OnceLock::<Session<Podio>>::new());
    let inner = own.clone();
    let session = client
        .session(read(&client, TOKEN))
        .before_renewal(move |_| {
            let own = inner.clone();
            async move {
                own.get().unwrap().get("/lock").await?;
                Ok(BeforeRenewal::go_on())
            }
        })
        .start();
    own.set(session.clone()).unwrap();
    clock.advance(28_801);
    let error = tokio::time::timeout(Duration::from_secs(5), session.get("/x").send()).await;
    let error = error.expect("it hangs").unwrap_err().to_string();
    assert!(error.contains("a hook of this session uses the session"), "{error}");
    assert_eq!(script.count(), 0);
}

/// What nothing renews here another process may have got anew, with a user.
#[tokio::test]
async fn what_nothing_renews_may_be_in_the_store() {
    let (script, clock, client, store) = setup();
    let bare =
        |name: &str| read(&client, &format!(r#"{{"access_token":"{name}","expires_in":100}}"#));
    let with = |token: &Token<Podio>| {
        store.put(token);
        builder(&client, &store).start()
    };
    // On a refusal, and when it has expired.
    for is_expired in [false, true] {
        let session = with(&bare("old"));
        let mut events = session.subscribe();
        if is_expired {
            clock.advance(101);
        } else {
            script.answer(json(401, EXPIRED));
        }
        assert!(session.get("/x").await.unwrap_err().needs_user());
        let mut told = events.next().await;
        if matches!(told, Some(Event::ExpiresSoon { .. })) {
            told = events.next().await;
        }
        assert!(matches!(told, Some(Event::NeedsUser { .. })), "{told:?}");
        clock.advance(1);
        store.put(&bare("new"));
        if is_expired {
            assert!(session.get("/x").await.unwrap_err().needs_user(), "it was asked just before");
        }
        clock.advance(5);
        if !is_expired {
            script.answer(json(401, EXPIRED));
        }
        script.answer(json(200, "{}"));
        session.get("/x").await.unwrap();
        assert_eq!(authorization(&script), "OAuth2 new");
    }
    // Who has seen a refusal that the session has not asks for it.
    let session = with(&bare("old"));
    assert!(session.renew().await.unwrap_err().to_string().contains("cannot be renewed"));
    clock.advance(1);
    store.put(&bare("new"));
    assert_eq!(session.renew().await.unwrap().access_token().expose(), "new");
    // One that has expired too is of no use, and is not handed out.
    let session = with(&bare("old"));
    clock.advance(101);
    assert!(session.fresh_token().await.unwrap_err().needs_user());
}

/// After a final refusal of the refresh token, too.
#[tokio::test]
async fn who_connects_again_elsewhere_is_connected_here() {
    let (script, clock, client, store) = setup();
    let session = builder(&client, &store).start();
    clock.advance(28_801);
    script.answer(json(400, r#"{"error":"invalid_grant"}"#));
    assert!(session.get("/x").await.unwrap_err().needs_user());
    clock.advance(6);
    store.put(&read(&client, RENEWED));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    assert_eq!(authorization(&script), "OAuth2 at-2");
}

/// At an odd address the store is looked at, and nothing is renewed for each call.
#[tokio::test]
async fn an_address_that_refuses_every_token() {
    let (script, clock, client, store) = setup();
    let session = builder(&client, &store).start();
    script.answer(json(401, EXPIRED));
    script.answer(json(200, RENEWED));
    script.answer(json(401, EXPIRED));
    assert!(!session.get("/odd").await.unwrap_err().needs_user());
    for _ in 0..3 {
        script.answer(json(401, EXPIRED));
        assert!(!session.get("/odd").await.unwrap_err().needs_user());
    }
    assert_eq!(script.to_path("/oauth/token"), 1);
    // Somebody else has renewed it meanwhile, and the one before has ended with that.
    clock.advance(10);
    let other = r#"{"access_token":"at-3","expires_in":28800,"refresh_token":"rt-3"}"#;
    store.put(&read(&client, other));
    script.answer(json(401, EXPIRED));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    assert_eq!(authorization(&script), "OAuth2 at-3");
    assert_eq!(script.to_path("/oauth/token"), 1);
}

/// The newest token of all is revoked, while nobody renews it.
#[tokio::test]
async fn a_revocation_takes_its_turn() {
    let (script, clock, client, store) = setup();
    let session = builder(&client, &store).start();
    clock.advance(10);
    store.put(&read(&client, RENEWED));
    let turn = store.lock().await;
    let revocation = tokio::spawn({
        let session = session.clone();
        async move { session.revoke().await }
    });
    tokio::time::sleep(Duration::from_millis(10)).await;
    assert_eq!(script.count(), 0, "another process has its turn");
    script.answer(status(200, &[], ""));
    drop(turn);
    revocation.await.unwrap().unwrap();
    assert_eq!(authorization(&script), "OAuth2 at-2");
    assert!(!store.is_locked());
}
