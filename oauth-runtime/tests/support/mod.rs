//! What the tests share: providers by hand, a transport with scripted answers, a clock that is moved.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::struct_field_names,
    reason = "every test file uses some of it, as generated code is"
)]

mod script;
mod specs;

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::{AnyProvider, AnyVariables, Client, ClientBuilder, Clock, Error, Token};
#[allow(unused_imports, reason = "every test file uses some of it")]
pub use script::{Answer, Script, json, status};
#[allow(unused_imports, reason = "every test file uses some of it")]
pub use specs::{
    App, CallbackFields, ErrorFields, PIGGY, PODIO, Piggy, Pio, Podio, TokenFields, Variables,
};

pub const SECRET: &str = "q9Tn3kXv7LrPz0Wc&Yb2=HdJm";
pub const TOKEN: &str = r#"{"access_token":"at-1-very-secret","token_type":"bearer","expires_in":28800,
    "refresh_token":"rt-1-very-secret","scope":"user:read item:write",
    "ref":{"type":"user","id":31415926},"transfer_token":"tt-1-very-secret"}"#;

/// A clock that stands still until it is moved.
#[derive(Clone)]
pub struct TestClock(Arc<Mutex<SystemTime>>);

impl TestClock {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(UNIX_EPOCH + Duration::from_secs(1_700_000_000))))
    }

    pub fn advance(&self, seconds: u64) {
        *self.0.lock().unwrap() += Duration::from_secs(seconds);
    }

    pub fn back(&self, seconds: u64) {
        *self.0.lock().unwrap() -= Duration::from_secs(seconds);
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }

    /// No test waits: the time has passed at once.
    fn sleep(&self, pause: Duration) -> oauth_runtime::transport::BoxFuture<'static, ()> {
        self.advance(pause.as_secs());
        Box::pin(std::future::ready(()))
    }
}

/// A Podio client over a script.
pub fn podio(script: &Script, clock: &TestClock) -> Client<Podio> {
    Client::<Podio>::builder()
        .client_id("my client")
        .client_secret(SECRET)
        .redirect_uri("https://app.example/callback?x=1")
        .transport(script.clone())
        .clock(clock.clone())
        .build()
        .unwrap()
}

/// A Piggy client over a script.
pub fn piggy(script: &Script, clock: &TestClock) -> Client<Piggy> {
    Client::<Piggy>::builder()
        .client_id("17")
        .client_secret(SECRET)
        .transport(script.clone())
        .clock(clock.clone())
        .build()
        .unwrap()
}

/// A Pio client over a script.
pub fn pio(script: &Script, clock: &TestClock) -> Client<Pio> {
    let variables = Variables { host: None, token_path: Some("raw/openapi_auth/token".to_owned()) };
    Client::<Pio>::builder_with(variables)
        .client_id("pio-id")
        .client_secret("key")
        .redirect_uri("https://app.example/callback")
        .transport(script.clone())
        .clock(clock.clone())
        .build()
        .unwrap()
}

/// A Podio token from the password grant.
pub async fn podio_token(script: &Script, client: &Client<Podio>) -> Token<Podio> {
    script.answer(json(200, TOKEN));
    client.password("user", "pass").await.unwrap()
}

/// The messages of a configuration error.
pub fn messages<T>(result: Result<T, Error>) -> Vec<String> {
    match result {
        Err(Error::Configuration(error)) => error.messages().to_vec(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it worked"),
    }
}

/// The value of a parameter in a URL.
pub fn parameter(url: &str, name: &str) -> Option<String> {
    let url = url::Url::parse(url).unwrap();
    let mut pairs = url.query_pairs();
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// A client of a declaration, untyped, over a script.
pub fn any(spec: &'static ProviderSpec, script: &Script, clock: &TestClock) -> Client<AnyProvider> {
    builder(spec, &[], script, clock).build().unwrap()
}

/// The same with variables, before it is built.
pub fn builder(
    spec: &'static ProviderSpec,
    variables: &[(&'static str, &str)],
    script: &Script,
    clock: &TestClock,
) -> ClientBuilder<AnyProvider> {
    let variables = variables.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Client::<AnyProvider>::builder_for_with(spec, AnyVariables(variables))
        .client_id("my id")
        .client_secret("s&cret")
        .redirect_uri("https://app.example/cb?x=1")
        .transport(script.clone())
        .clock(clock.clone())
}

/// The body of a request as text.
pub fn body(request: &http::Request<Vec<u8>>) -> &str {
    std::str::from_utf8(request.body()).unwrap()
}

/// A plain token answer.
pub fn answer(body: &str) -> http::Response<Vec<u8>> {
    http::Response::new(body.as_bytes().to_vec())
}
