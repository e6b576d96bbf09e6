//! The code of `docs/using.md`, played: every block of that page is a part of this file.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a test that cannot go on has failed, and a page shows what is usual"
)]

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use oauth_emulator::{Decision, Emulator, Fault, Step};
use oauth_runtime::{
    BeforeRenewal, CallbackError, ClockFn, Error, Event, Loopback, Remedy, ReplayGuard,
    ReplayMemory, Secret, http, oauth_provider,
};

#[oauth_provider("tests/using/acme.toml")]
pub mod acme {}

struct Settings {
    client_id: String,
    client_secret: Secret,
}

/// Stands for a database.
#[derive(Clone, Default)]
struct Store(Arc<Mutex<HashMap<String, String>>>, Arc<tokio::sync::Mutex<()>>, Arc<AtomicBool>);

impl Store {
    fn put(&self, key: &str, text: String) {
        self.0.lock().unwrap().insert(key.to_owned(), text);
    }

    /// The same where it can fail, as a database can.
    #[expect(clippy::unused_async, reason = "a database would be waited for")]
    async fn write(&self, key: &str, text: String) -> std::io::Result<()> {
        if self.2.load(Ordering::SeqCst) {
            return Err(std::io::Error::other("the database is down"));
        }
        self.put(key, text);
        Ok(())
    }

    fn get(&self, key: &str) -> String {
        self.find(key).unwrap()
    }

    fn find(&self, key: &str) -> Option<String> {
        self.0.lock().unwrap().get(key).cloned()
    }

    fn take(&self, key: &str) -> Option<String> {
        self.0.lock().unwrap().remove(key)
    }

    async fn lock(&self) -> tokio::sync::OwnedMutexGuard<()> {
        self.1.clone().lock_owned().await
    }
}

fn client(settings: &Settings) -> Result<acme::Client, Error> {
    acme::Client::builder()
        .client_id(&settings.client_id)
        .client_secret(&settings.client_secret) // a `Secret`, which serde reads and nothing prints
        .redirect_uri("https://app.example/callback")
        .build()
}

/// Where to send the browser. `browser` is a random name in a cookie of this browser alone: nobody else's callback may be
/// accepted here. The `state` tells several authorizations of one browser apart.
fn begin(client: &acme::Client, store: &Store, browser: &str) -> Result<String, Error> {
    let pending = client.authorize().scopes([acme::Scope::FilesRead]).begin()?;
    store.put(&format!("{browser}/{}", pending.state()), pending.save());
    Ok(pending.url().to_owned())
}

/// The browser is back with this query; whether it had begun anything.
async fn callback(
    client: acme::Client,
    store: Store,
    browser: &str,
    query: &str,
) -> Result<bool, Error> {
    let state = client.state_of(query);
    let saved = state.and_then(|state| store.take(&format!("{browser}/{state}")));
    let Some(saved) = saved else { return Ok(false) };
    let authorized = client.accept(acme::Pending::restore(&saved)?, query)?;
    // A code is good once: a browser that goes away must not take the token with it.
    let connected = tokio::spawn(async move {
        let token = client.exchange(&authorized).await?;
        store.put("token", token.save());
        Ok(true)
    });
    connected.await.expect("it does not panic")
}

async fn files(session: &acme::Session) -> Result<String, Error> {
    let answer = session.get("/files").query([("limit", "10")]).send().await?;
    Ok(answer.error_for_status()?.text())
}

fn session(client: &acme::Client, store: &Store) -> Result<acme::Session, Error> {
    let token = client.restore_token(&store.get("token"))?;
    let (tokens, mails) = (store.clone(), store.clone());
    let stored = move |token: Arc<acme::Token>| {
        let store = tokens.clone();
        async move { Ok(store.write("token", token.save()).await?) }
    };
    let told = move |event: Event<acme::Acme>| {
        let store = mails.clone();
        async move {
            match event {
                Event::ExpiresSoon { at } => store.put("mail", format!("expires at {at:?}")),
                Event::NeedsUser { error } | Event::NotStored { error } => {
                    store.put("mail", error.to_string());
                }
                _ => {}
            }
        }
    };
    Ok(client.session(token).store(stored).on_event(told).start())
}

async fn reconnect(session: &acme::Session, token: acme::Token) -> Result<(), Error> {
    session.replace(token)?;
    session.settled().await // stored
}

async fn disconnect(session: &acme::Session, store: &Store) -> Result<(), Error> {
    session.revoke().await?; // by a token that is still good, where the provider wants one
    store.take("token");
    Ok(())
}

fn shared_session(client: &acme::Client, token: acme::Token, store: &Store) -> acme::Session {
    let (reader, before, after) = (client.clone(), store.clone(), store.clone());
    let turn = move |_| {
        let (reader, store) = (reader.clone(), before.clone());
        async move {
            let lock = store.lock().await; // let go when the new token is stored, or there is none
            let Some(text) = store.find("token") else { return Ok(BeforeRenewal::gone()) };
            let newest = reader.restore_token(&text)?;
            Ok(BeforeRenewal::stored(newest).holding(lock))
        }
    };
    let stored = move |token: Arc<acme::Token>| {
        let store = after.clone();
        async move { Ok(store.write("token", token.save()).await?) }
    };
    client.session(token).before_renewal(turn).store(stored).start()
}

fn words(error: &Error) -> &'static str {
    match error {
        Error::Callback(CallbackError::Denied(denied)) if denied.code() == "access_denied" => {
            "Nothing was connected, as you wished."
        }
        error => match error.remedy() {
            Remedy::Retry { .. } => "Acme does not answer right now. Please try again later.",
            Remedy::AskUser => "Please connect your account at Acme again.",
            Remedy::Refuse => "That did not come from Acme.",
            _ => "Something is wrong on our side.",
        },
    }
}

/// A device (RFC 8628): the user types a code in elsewhere. It is polled as the provider wants.
async fn device(client: &acme::Client, show: impl Fn(&str, &str)) -> Result<acme::Token, Error> {
    let device = client.device().scopes([acme::Scope::FilesRead]).await?;
    show(device.verification_uri(), device.user_code());
    client.device_token(device).await
}

/// The application itself (RFC 6749, 4.4). No refresh token: the session asks anew.
async fn machine(client: &acme::Client) -> Result<acme::Session, Error> {
    let token = client.client_credentials().scopes([acme::Scope::FilesRead]).await?;
    Ok(client.session(token).start())
}

async fn user(
    client: &acme::Client,
    token: &acme::Token,
) -> Result<(String, Option<String>), Error> {
    let claims = token.id_token_claims()?; // of the sign-in; `None` if `openid` was not asked for
    let email = claims.and_then(|claims| claims.email.clone());
    let user = client.userinfo(token).await?; // now, and about the same user
    Ok((user.name.clone().unwrap_or_default(), email))
}

/// Where to send the browser to sign out at the provider, too.
fn sign_out(client: &acme::Client, token: &acme::Token) -> Result<String, Error> {
    let logout = client.logout().token(token).post_logout_redirect_uri("https://app.example/bye");
    Ok(logout.begin()?.url().to_owned())
}

/// The provider posts this when the user has signed out elsewhere: whose sessions end. Answer 200 with `Cache-Control: no-store`;
/// 400 if it is an error, and 503 if that `is_retryable`: the keys or your `replay_guard` could not be asked.
async fn signed_out(client: &acme::Client, logout_token: &str) -> Result<Option<String>, Error> {
    let token = client.verify_logout_token(logout_token).await?;
    Ok(token.session().or(token.subject()).map(str::to_owned))
}

async fn webhook(
    secrets: &[&str],
    seen: &impl ReplayGuard,
    request: &http::Request<Vec<u8>>,
) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
    let delivery = acme::webhooks::ORDERS.verify(secrets, request)?; // else: 401
    match &delivery.replay_id {
        Some(id) => seen.note(id, Duration::from_secs(24 * 3600)).await, // false: seen before
        None => Ok(true),
    }
}

async fn test_of_yours() -> Result<(), Box<dyn std::error::Error>> {
    let acme = Emulator::start(&acme::SPEC).await?;
    let time = acme.clock().clone();
    let client = acme::Client::builder()
        .client_id(acme.client_id())
        .client_secret(acme.client_secret())
        .redirect_uri(acme.redirect_uri())
        .mirror(acme.url()) // all requests go there, whatever their address
        .clock(ClockFn(move || time.now()))
        .build()?;
    let pending = client.authorize().begin()?;
    let callback = acme.browse(pending.url(), Decision::Allow).await?;
    let session = client.session(client.finish(pending, callback).await?).start();

    acme.clock().advance(Duration::from_secs(2 * 3600));
    session.get("/me").send().await?; // renewed on the way
    assert_eq!(acme.requests_to(Step::Token).len(), 2);

    acme.fail_next(Step::Api, Fault::ServerErrorHtml);
    assert!(session.get("/me").send().await?.error_for_status().unwrap_err().is_retryable());
    Ok(())
}

/// A service that is called with an access token asks the provider about it (RFC 7662), and takes no other scope than its own.
async fn may_read(client: &acme::Client, bearer: &str) -> Result<bool, Error> {
    let known = client.introspect_text(bearer).await?;
    let scope = known.scope().unwrap_or_default();
    Ok(known.is_active() && scope.split(' ').any(|one| one == "files:read")) // else: 401
}

/// A page has signed the user in by itself, and sends the ID token to its service: once, to begin a session.
async fn signed_in_page(client: &acme::Client, id_token: &str) -> Result<String, Error> {
    let user = client.verify_id_token_text(id_token).audience("client-id-of-the-page").await?; // else: 401
    Ok(format!("{} {}", user.issuer(), user.subject()))
}

/// A command: the browser where there is one, else a code to type in elsewhere. `Loopback::bind().await?` is the listener.
async fn sign_in_here(
    client: &acme::Client,
    listener: Loopback,
    show: impl Fn(&str, &str),
) -> Result<acme::Token, Error> {
    match listener.authorize(client.authorize()).await {
        Err(Error::NoBrowser(_)) => device(client, show).await,
        done => client.exchange(&done?).await,
    }
}

/// An emulator, and a client of it.
async fn start() -> (Emulator, acme::Client) {
    let acme = Emulator::builder(&acme::SPEC)
        .redirect_uri("https://app.example/callback")
        .another_client("client-id-of-the-page", "its secret")
        .device_interval(Duration::from_secs(1))
        .post_logout_redirect_uri("https://app.example/bye")
        .start()
        .await
        .unwrap();
    let time = acme.clock().clone();
    let client = acme::Client::builder()
        .client_id(acme.client_id())
        .client_secret(acme.client_secret())
        .redirect_uri(acme.redirect_uri())
        .mirror(acme.url())
        .clock(ClockFn(move || time.now()))
        .build()
        .unwrap();
    (acme, client)
}

#[test]
fn the_page_is_this_code() {
    let page = include_str!("../../docs/using.md");
    let here = include_str!("using.rs");
    let blocks: Vec<&str> = page.split("```rust\n").skip(1).collect();
    assert!(blocks.len() > 10);
    for block in blocks {
        let (code, _) = block.split_once("```").unwrap();
        assert!(here.contains(code), "docs/using.md has what is not here:\n{code}");
    }
}

#[test]
fn a_client_is_made_of_settings() {
    let settings = Settings { client_id: "app".to_owned(), client_secret: Secret::from("secret") };
    client(&settings).unwrap();
    let settings = Settings { client_id: String::new(), client_secret: Secret::default() };
    assert_eq!(client(&settings).unwrap_err().remedy(), Remedy::Operator);
}

#[tokio::test]
async fn an_account_is_connected_and_its_session_tells_new_tokens() {
    let (acme, client) = start().await;
    let store = Store::default();
    let url = begin(&client, &store, "alice's").unwrap();
    let back = acme.browse(&url, Decision::Allow).await.unwrap();
    let (_, query) = back.split_once('?').unwrap();
    let came = |browser| callback(client.clone(), store.clone(), browser, query);
    assert!(!came("mallory's").await.unwrap(), "one that was begun elsewhere");
    assert!(came("alice's").await.unwrap());
    let first = store.get("token");
    assert!(!came("alice's").await.unwrap(), "it counts once");
    assert_eq!(store.get("token"), first);

    let session = session(&client, &store).unwrap();
    assert!(files(&session).await.unwrap().contains(acme.username()));
    acme.clock().advance(Duration::from_secs(2 * 3600));
    files(&session).await.unwrap();
    assert_ne!(store.get("token"), first);
    acme.revoke_everything();
    assert!(files(&session).await.is_err());
    assert!(store.get("mail").contains("the user must authorize again"), "{}", store.get("mail"));

    // Connected again, while the database is down for a moment.
    let pending = client.authorize().begin().unwrap();
    let back = acme.browse(pending.url(), Decision::Allow).await.unwrap();
    let token = client.finish(pending, back).await.unwrap();
    store.2.store(true, Ordering::SeqCst);
    assert!(reconnect(&session, token.clone()).await.is_err());
    assert!(store.get("mail").contains("the database is down"), "{}", store.get("mail"));
    assert!(files(&session).await.is_ok() && store.get("token") != token.save());
    store.2.store(false, Ordering::SeqCst);
    session.settled().await.unwrap();
    assert_eq!(store.get("token"), token.save());
    // The user has ended it at the provider: there is nothing left to revoke.
    acme.revoke_everything();
    disconnect(&session, &store).await.unwrap();
    assert!(store.find("token").is_none());
}

#[tokio::test]
async fn processes_take_turns_and_a_user_disconnects() {
    let (acme, client) = start().await;
    let pending = client.authorize().begin().unwrap();
    let back = acme.browse(pending.url(), Decision::Allow).await.unwrap();
    let token = client.finish(pending, back).await.unwrap();
    let store = Store::default();
    store.put("token", token.save());
    let sessions = [(); 2].map(|()| shared_session(&client, token.clone(), &store));
    acme.clock().advance(Duration::from_secs(2 * 3600));
    acme.clear_requests();
    let (one, other) = tokio::join!(files(&sessions[0]), files(&sessions[1]));
    one.and(other).unwrap();
    assert_eq!(acme.requests_to(Step::Token).len(), 1);

    acme.clock().advance(Duration::from_secs(2 * 3600));
    disconnect(&sessions[0], &store).await.unwrap();
    assert!(store.take("token").is_none() && files(&sessions[0]).await.is_err());
    let gone = files(&sessions[1]).await.unwrap_err();
    assert!(gone.needs_user() && gone.to_string().contains("no stored token"), "{gone}");
}

#[tokio::test]
async fn each_error_has_words_for_users() {
    let (acme, client) = start().await;
    let pending = client.authorize().begin().unwrap();
    let back = acme.browse(pending.url(), Decision::Deny).await.unwrap();
    let denied = client.finish(pending, back).await.unwrap_err();
    assert_eq!(words(&denied), "Nothing was connected, as you wished.");
    acme.fail_next(Step::Token, Fault::CloseConnection);
    let away = machine(&client).await.unwrap_err();
    assert_eq!(words(&away), "Acme does not answer right now. Please try again later.");
    acme.fail_next(Step::Token, Fault::Unauthorized);
    assert_eq!(words(&machine(&client).await.unwrap_err()), "Something is wrong on our side.");
    let forged = signed_out(&client, "forged").await.unwrap_err();
    assert_eq!(words(&forged), "That did not come from Acme.");
    let cut = acme::Pending::restore("cut").unwrap_err();
    assert_eq!(words(&cut), "Please connect your account at Acme again.");
}

#[tokio::test]
async fn devices_and_machines_get_tokens() {
    let (acme, client) = start().await;
    assert_eq!(machine(&client).await.unwrap().get("/me").send().await.unwrap().status(), 200);
    let token = device(&client, |address, code| {
        assert!(address.starts_with(acme.url()) && acme.approve(code));
    });
    let token = token.await;
    assert_eq!(token.unwrap().grant(), "device_code");
}

#[tokio::test]
async fn a_user_signs_in_and_out() {
    let (acme, client) = start().await;
    let pending = client.authorize().scopes([acme::Scope::Openid]).begin().unwrap();
    let back = acme.browse(pending.url(), Decision::Allow).await.unwrap();
    let token = client.finish(pending, back).await.unwrap();
    let (name, email) = user(&client, &token).await.unwrap();
    assert!(!name.is_empty() && email.is_some());
    let url = sign_out(&client, &token).unwrap();
    assert!(
        acme.browse(&url, Decision::Allow).await.unwrap().starts_with("https://app.example/bye")
    );
    let whose = signed_out(&client, &acme.logout_token()).await.unwrap();
    let claims = token.id_token_claims::<acme::IdTokenClaims>().unwrap().unwrap();
    assert_eq!(whose.as_deref(), claims.members()["sid"].as_str());
}

#[tokio::test]
async fn a_delivery_counts_once() {
    let (acme, _) = start().await;
    let posted = acme.deliver("orders", "secret").unwrap();
    let request = posted.request();
    let seen = ReplayMemory::default();
    assert!(webhook(&["new", "secret"], &seen, &request).await.unwrap());
    assert!(!webhook(&["new", "secret"], &seen, &request).await.unwrap());
    assert!(webhook(&["wrong"], &seen, &request).await.is_err());
    let event = serde_json::json!({ "order": 7 });
    let posted = acme.deliver_event("orders", "secret", &event).unwrap();
    assert!(webhook(&["secret"], &seen, &posted.request()).await.unwrap());
    assert_eq!(posted.body, br#"{"order":7}"#);
}

#[tokio::test]
async fn a_test_of_yours_passes() {
    test_of_yours().await.unwrap();
}

#[tokio::test]
async fn a_service_believes_the_provider_alone() {
    let (acme, client) = start().await;
    let call = client.client_credentials();
    let reader = call.clone().scopes([acme::Scope::FilesRead]).await.unwrap();
    assert!(may_read(&client, reader.access_token().expose()).await.unwrap());
    let other = call.scopes([acme::Scope::OfflineAccess]).await.unwrap();
    assert!(!may_read(&client, other.access_token().expose()).await.unwrap());
    assert!(!may_read(&client, "guessed").await.unwrap());
    assert!(!may_read(&client, "").await.unwrap());

    let time = acme.clock().clone();
    let page = acme::Client::builder()
        .client_id("client-id-of-the-page")
        .client_secret("its secret")
        .redirect_uri(acme.redirect_uri())
        .mirror(acme.url())
        .clock(ClockFn(move || time.now()))
        .build()
        .unwrap();
    let mut id_tokens = Vec::new();
    for of in [&page, &client] {
        let pending = of.authorize().scopes([acme::Scope::Openid]).begin().unwrap();
        let back = acme.browse(pending.url(), Decision::Allow).await.unwrap();
        let token = of.finish(pending, back).await.unwrap();
        id_tokens.push(token.id_token().unwrap().expose().to_owned());
    }
    let user = signed_in_page(&client, &id_tokens[0]).await.unwrap();
    assert_eq!(user, format!("https://acme.example {}", acme.username()));
    let error = signed_in_page(&client, &id_tokens[1]).await.unwrap_err();
    assert!(matches!(error, Error::PassedOnIdToken(_)), "it is for another client: {error}");
}

#[tokio::test]
async fn without_a_browser_a_device_code_does() {
    let (acme, _) = start().await;
    let time = acme.clock().clone();
    let client = acme::Client::builder()
        .client_id(acme.client_id())
        .client_secret(acme.client_secret())
        .mirror(acme.url())
        .clock(ClockFn(move || time.now()))
        .build()
        .unwrap();
    let none = |_: &str| Err(std::io::Error::other("no screen"));
    let listener = Loopback::builder().open_with(none).bind().await.unwrap();
    let token = sign_in_here(&client, listener, |_, code| assert!(acme.approve(code)));
    assert_eq!(token.await.unwrap().grant(), "device_code");
}
