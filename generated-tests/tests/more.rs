//! The code of `docs/more.md`, played: every block of that page is a part of this file.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed, and a page shows what is usual"
)]

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use oauth_emulator::{Decision, Emulator, Step as At};
use oauth_runtime::spec::JwtAlgorithm;
use oauth_runtime::transport::{BoxFuture, OutsideOnly, TransportFuture};
use oauth_runtime::{
    ClientMetadata, Clock, Error, InnerNetwork, Key, Registration, ReqwestTransport, Step, Steps,
    Transport, UserHint, discovery, http, oauth_provider, token_types,
};

#[oauth_provider("tests/more/shop.toml")]
pub mod shop {}
#[oauth_provider("tests/more/bank.toml")]
pub mod bank {}
#[oauth_provider("tests/more/server.toml")]
pub mod server {}

/// A client for each shop, with what a row of a database says. They share the transport and its connections.
fn client_of(
    (name, region): (&str, &str),
    transport: &ReqwestTransport,
) -> Result<shop::Client, Box<dyn std::error::Error>> {
    let variables = shop::Variables::new(name).region(region.parse::<shop::Region>()?);
    let builder = shop::Client::builder_with(variables)
        .client_id("app")
        .client_secret("secret")
        .redirect_uri("https://app.example/callback")
        .transport(transport.clone());
    Ok(builder.build()?)
}

/// Both keys are made once, and stored: `Key::generate(JwtAlgorithm::Es256)?.with_id("2026-11").save()`. The provider knows
/// `Key::public_jwk` of the first.
fn bank_client(client_key: &str, dpop_key: &str) -> Result<bank::ClientBuilder, Error> {
    Ok(bank::Client::builder()
        .client_id("app")
        .client_key(Key::restore(client_key)?)
        .dpop_key(Key::restore(dpop_key)?)
        .redirect_uri("https://app.example/callback"))
}

/// Where to send the browser: the request itself goes to the bank directly. From here on it is as everywhere.
async fn pay(client: &bank::Client) -> Result<bank::Pending, Error> {
    use bank::authorization_details::*;
    let payment = PaymentInitiation {
        creditor_name: "A merchant".to_owned(),
        instructed_amount: PaymentInitiationInstructedAmount {
            currency: PaymentInitiationInstructedAmountCurrency::Eur,
            amount: "12.00".to_owned(),
        },
    };
    client.authorize().scopes([bank::Scope::Payments]).authorization_detail(payment).push().await
}

/// The user agrees on a telephone. `begun.save()` and `client.restore_ciba(text)?` are for who may be restarted meanwhile.
async fn by_telephone(client: &bank::Client, user: &str) -> Result<bank::Token, Error> {
    let begun = client.ciba(UserHint::login(user)).binding_message("W4SB").await?;
    client.ciba_token(begun).await
}

/// A service calls another one for its user, with a token for that one alone.
async fn downstream(client: &bank::Client, token: &bank::Token) -> Result<bank::Token, Error> {
    let exchange = bank::TokenExchange {
        subject_token: token.access_token().clone(),
        subject_token_type: token_types::ACCESS_TOKEN.to_owned(),
        audience: Some("accounts".to_owned()),
        actor_token: None,
        actor_token_type: None,
        resource: None,
        requested_token_type: None,
    };
    client.grant(exchange).await
}

/// From the address of a server to a client of whoever gives its tokens, which is registered once: store what comes.
async fn register(
    address: &str,
    transport: Arc<dyn Transport>,
) -> Result<(server::Client, String), Error> {
    let found = discovery::resource(address)?.ask(&*transport).await?;
    let issuer = found.issuer().unwrap_or_default();
    let builder = server::Client::builder_with(server::Variables::new(issuer, &*found.resource))
        .inner_network(InnerNetwork::Never) // somebody else has named the issuer
        .redirect_uri("https://app.example/callback")
        .transport(transport)
        .discover()
        .await?;
    let about = ClientMetadata { client_name: Some("App".to_owned()), ..Default::default() };
    let registration = builder.register(about).await?;
    let client = builder.registered(&registration).build()?;
    Ok((client, registration.save()))
}

/// Another HTTP client, or none that is async: requests out, answers in.
fn with_own_http<T>(
    mut steps: Steps<T>, // `client.exchange(&authorized).steps()?`
    mut send: impl FnMut(http::Request<Vec<u8>>) -> http::Response<Vec<u8>>,
) -> Result<T, Error> {
    loop {
        match steps.step()? {
            Step::Send(request) => steps.answer(send(request))?,
            Step::Done(token) => return Ok(token),
        }
    }
}

#[test]
fn the_page_is_this_code() {
    let page = include_str!("../../docs/more.md");
    let here = include_str!("more.rs");
    let blocks: Vec<&str> = page.split("```rust\n").skip(1).collect();
    assert!(blocks.len() > 5);
    for block in blocks {
        let (code, _) = block.split_once("```").unwrap();
        assert!(here.contains(code), "docs/more.md has what is not here:\n{code}");
    }
    for file in ["shop", "bank", "server"] {
        assert!(page.contains(&format!("tests/more/{file}.toml")), "{file}");
    }
}

#[test]
fn each_shop_has_a_client() {
    let transport = ReqwestTransport::new().unwrap();
    let client = client_of(("one", "eu"), &transport).unwrap();
    let url = client.authorize().begin().unwrap().url().to_owned();
    assert!(url.starts_with("https://one.eu.shop.example/authorize?"), "{url}");
    let error = client_of(("one", "mars"), &transport).unwrap_err();
    assert_eq!(error.to_string(), "`mars` is not one of `us`, `eu`");
    let error = client_of(("evil.example/", "eu"), &transport).unwrap_err();
    assert!(error.to_string().contains("one part of a host name"), "{error}");
}

/// The emulator's clock: nobody waits, the time has passed at once.
struct Quick(oauth_emulator::Clock);

impl Clock for Quick {
    fn now(&self) -> SystemTime {
        self.0.now()
    }

    fn sleep(&self, pause: Duration) -> BoxFuture<'static, ()> {
        self.0.advance(pause);
        Box::pin(tokio::task::yield_now())
    }
}

struct Bank {
    emulator: Emulator,
    client: bank::Client,
}

impl Bank {
    async fn open() -> Self {
        let key = Key::generate(JwtAlgorithm::Es256).unwrap().with_id("2026-11");
        let dpop = Key::generate(JwtAlgorithm::Es256).unwrap();
        let emulator =
            Emulator::builder(&bank::SPEC).client("app", "").client_key(&key.public_jwk());
        let emulator = emulator.dpop_nonces().start().await.unwrap();
        let client = bank_client(&key.save(), &dpop.save()).unwrap();
        let client = client.mirror(emulator.url()).clock(Quick(emulator.clock().clone())).build();
        Self { client: client.unwrap(), emulator }
    }
}

#[tokio::test]
async fn a_payment_is_pushed_and_its_token_is_exchanged() {
    let Bank { emulator, client } = Bank::open().await;
    let pending = pay(&client).await.unwrap();
    assert!(!pending.url().contains("merchant") && pending.url_expires_at().is_some());
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let token = client.finish(pending, callback).await.unwrap();
    let granted = token.authorization_details::<bank::authorization_details::PaymentInitiation>();
    assert_eq!(granted.unwrap()[0].instructed_amount.amount, "12.00");
    let other = downstream(&client, &token).await.unwrap();
    assert_eq!(other.issued_token_type(), Some(token_types::ACCESS_TOKEN));
    // A payment that was begun and not made in time is begun anew.
    let pending = pay(&client).await.unwrap();
    emulator.clock().advance(Duration::from_secs(3600));
    emulator.browse(pending.url(), Decision::Allow).await.unwrap_err();
}

#[tokio::test]
async fn who_has_no_browser_agrees_elsewhere() {
    let Bank { emulator, client } = Bank::open().await;
    let emulator = Arc::new(emulator);
    let user = Arc::clone(&emulator);
    let agreeing = tokio::spawn(async move {
        while !user.approve("W4SB") {
            tokio::task::yield_now().await;
        }
    });
    let token = by_telephone(&client, emulator.username()).await.unwrap();
    agreeing.await.unwrap();
    assert!(token.id_token_claims().unwrap().is_some());
}

/// What a server's real address leads to.
struct ToEmulator(String, ReqwestTransport);

impl Transport for ToEmulator {
    fn send(&self, mut request: http::Request<Vec<u8>>) -> TransportFuture<'_> {
        let address = request.uri().to_string();
        let address = format!("{}/{}", self.0, address.strip_prefix("https://").unwrap());
        *request.uri_mut() = address.parse().unwrap();
        assert!(
            request.extensions_mut().remove::<OutsideOnly>().is_some() || address.contains("v1")
        );
        self.1.send(request)
    }
}

#[tokio::test]
async fn a_server_that_is_only_known_by_its_address() {
    let emulator = Emulator::builder(&server::SPEC)
        .variable("issuer", "https://login.example")
        .variable("server", "https://server.example/v1");
    let emulator = emulator.start().await.unwrap();
    let transport = ToEmulator(emulator.url().to_owned(), ReqwestTransport::new().unwrap());
    let (client, stored) =
        register("https://server.example/v1", Arc::new(transport)).await.unwrap();
    assert_eq!(emulator.requests_to(At::Registration).len(), 1);
    assert!(Registration::restore(&stored).unwrap().client_secret.is_none());
    let pending = client.authorize().begin().unwrap();
    assert!(pending.url().contains("resource=https%3A%2F%2Fserver.example%2Fv1"));
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let session = client.session(client.finish(pending, callback).await.unwrap()).start();
    // The server is one address: nothing is behind it.
    session.post("").json("{}").send().await.unwrap().error_for_status().unwrap();
    assert_eq!(emulator.requests_to(At::Api).last().unwrap().path, "/v1");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_http_client_sends_what_is_to_be_sent() {
    let emulator = Emulator::builder(&shop::SPEC).variable("name", "one").start().await.unwrap();
    let client = shop::Client::builder_with(shop::Variables::new("one"))
        .client_id(emulator.client_id())
        .client_secret(emulator.client_secret())
        .redirect_uri(emulator.redirect_uri())
        .mirror(emulator.url())
        .build()
        .unwrap();
    let pending = client.authorize().begin().unwrap();
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let authorized = client.accept(pending, callback).unwrap();
    let steps = client.exchange(&authorized).steps().unwrap();
    let transport = ReqwestTransport::new().unwrap();
    let token = tokio::task::block_in_place(|| {
        let here = tokio::runtime::Handle::current();
        with_own_http(steps, |request| here.block_on(transport.send(request)).unwrap())
    });
    assert!(token.unwrap().refresh_token().is_some());
}
