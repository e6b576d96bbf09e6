//! What every flow test needs: a client set up for an emulator, on the emulator's clock, and a user who signs in and out.

#![allow(dead_code, reason = "each test file uses a part of it")]

use generated_tests::node_oidc_provider as server;
use oauth_emulator::{Decision, Emulator, Fault, IdTokenFault};
use oauth_runtime::grants::{AuthorizationCode, EndSession};
use oauth_runtime::{
    AskLogout, Authorize, Client, ClientBuilder, ClockFn, Error, IdTokenError, OptionalVariables,
    Pending, PendingLogout, Provider, Token,
};

/// The emulator's clock, for a client.
pub(crate) fn clock_of(emulator: &Emulator) -> impl oauth_runtime::Clock + use<> {
    let clock = emulator.clock().clone();
    ClockFn(move || clock.now())
}

/// A client that the emulator knows, on its clock.
pub(crate) fn client<P: Provider>(
    builder: ClientBuilder<P>,
    emulator: &Emulator,
) -> ClientBuilder<P> {
    builder
        .client_id(emulator.client_id())
        .client_secret(emulator.client_secret())
        .redirect_uri(emulator.redirect_uri())
        .mirror(emulator.url())
        .clock(clock_of(emulator))
}

/// An emulator, and a client that it knows, of a provider whose variables have defaults.
pub(crate) async fn start<P: OptionalVariables>() -> (Emulator, Client<P>) {
    let emulator = Emulator::start(P::spec()).await.unwrap();
    let client = client(Client::builder(), &emulator).build().unwrap();
    (emulator, client)
}

/// Where [`server`] is.
pub(crate) const ISSUER: &str = "https://id.example";

/// A provider with everything that OpenID Connect has, and a client of it.
pub(crate) async fn server() -> (Emulator, server::Client) {
    let emulator = Emulator::builder(&server::SPEC).variable("issuer", ISSUER).start();
    let emulator = emulator.await.unwrap();
    let builder = server::Client::builder_with(server::Variables::new(ISSUER));
    let client = client(builder, &emulator).build().unwrap();
    (emulator, client)
}

/// An authorization that a user has allowed, and what the browser comes back with.
pub(crate) async fn allowed<P: AuthorizationCode>(
    emulator: &Emulator,
    request: Authorize<P>,
) -> (Pending<P>, String) {
    let pending = request.begin().unwrap();
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    (pending, callback)
}

/// A user signs in.
pub(crate) async fn signed_in<P: AuthorizationCode>(
    emulator: &Emulator,
    client: &Client<P>,
) -> Result<Token<P>, Error> {
    let (pending, callback) = allowed(emulator, client.authorize()).await;
    client.finish(pending, &callback).await
}

/// The user signs out in the browser, which comes back; the address that it was sent to.
pub(crate) async fn signed_out<P: EndSession>(
    emulator: &Emulator,
    client: &Client<P>,
    logout: AskLogout<P>,
) -> String {
    let back = emulator.post_logout_redirect_uri();
    let pending = logout.post_logout_redirect_uri(back).begin().unwrap();
    let url = pending.url().to_owned();
    let callback = emulator.browse(&url, Decision::Allow).await.unwrap();
    assert_eq!(callback, format!("{back}?state={}", pending.state().unwrap()));
    let pending = PendingLogout::restore(&pending.save()).unwrap();
    client.accept_logout(pending, &callback).unwrap();
    url
}

/// What is wrong with an ID token, and whether that is what is said of it.
pub(crate) type WrongIdToken = (IdTokenFault, fn(&IdTokenError) -> bool);

/// What may be wrong with any.
pub(crate) const WRONG_ID_TOKENS: [WrongIdToken; 9] = [
    (IdTokenFault::Unsigned, |error| is_refused(error, "its algorithm is not one")),
    (IdTokenFault::PublicKeyAsSecret, |error| is_refused(error, "its algorithm is not one")),
    (IdTokenFault::Signature, |error| matches!(error, IdTokenError::Signature)),
    (IdTokenFault::UnknownKey, |error| matches!(error, IdTokenError::UnknownKey)),
    (IdTokenFault::Nonce, |error| matches!(error, IdTokenError::Nonce)),
    (IdTokenFault::NoNonce, |error| matches!(error, IdTokenError::MissingNonce)),
    (IdTokenFault::Audience, |error| matches!(error, IdTokenError::Audience { .. })),
    (IdTokenFault::Issuer, |error| matches!(error, IdTokenError::Issuer { .. })),
    (IdTokenFault::Expired, |error| is_refused(error, "it has expired")),
];

fn is_refused(error: &IdTokenError, because: &str) -> bool {
    matches!(error, IdTokenError::Refused { reason } if reason.contains(because))
}

/// It is refused, and says so.
pub(crate) fn assert_refused((fault, is_said): WrongIdToken, error: &Error) {
    let Error::IdToken(refused) = error else { panic!("{fault:?}: {error:?}") };
    assert!(is_said(refused), "{fault:?}: {refused:?}");
}

/// The value that the emulator accepts for a parameter of a grant, as text.
pub(crate) fn accepted(emulator: &Emulator, grant: &str, parameter: &str) -> String {
    match &emulator.accepts(grant)[parameter] {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// An answer in JSON, in place of the emulator's own.
pub(crate) fn json(status: u16, body: impl Into<String>) -> Fault {
    Fault::Answer { status, content_type: "application/json".to_owned(), body: body.into() }
}

/// A page that a browser asks for. The runtime brings a TLS of its own and installs none for the process.
pub(crate) async fn get(url: impl reqwest::IntoUrl) -> reqwest::Result<reqwest::Response> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::get(url).await
}
