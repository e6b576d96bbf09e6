//! Sign-ins that bring an ID token and no access token, against the emulator.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use generated_tests::grant_implicit_id_token::GrantImplicitIdToken;
use generated_tests::signed_in::{self as form, SignedIn};
use oauth_emulator::{Decision, Emulator, Fault, Step};
use oauth_runtime::{
    AnyProvider, CallbackError, Client, Error, IdTokenError, ReqwestTransport, Transport as _,
};
use oauth_spec::{SourceFile, compile};

async fn start() -> (Emulator, form::Client) {
    support::start::<SignedIn>().await
}

/// A sign-in that has begun, and what the browser came back with.
async fn came(emulator: &Emulator, client: &form::Client) -> (form::Pending, String) {
    let pending = client.implicit_id_token().begin().unwrap();
    let redirect = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    (pending, redirect)
}

fn callback(error: Error) -> CallbackError {
    match error {
        Error::Callback(error) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_form_says_who_the_user_is() {
    let (emulator, client) = start().await;
    let (pending, posted) = came(&emulator, &client).await;
    let (_, query) = pending.url().split_once('?').unwrap();
    // `openid` is asked for, and a nonce sent, without a word of the application.
    assert!(query.starts_with("response_type=id_token&client_id="), "{query}");
    assert!(query.contains("&scope=openid&state="), "{query}");
    assert!(query.contains("&nonce=") && query.ends_with("&response_mode=form_post"), "{query}");
    assert!(posted.starts_with("id_token=ey"), "{posted}");
    assert!(!posted.contains("access_token"), "{posted}");
    let user = client.accept_id_token(pending, &*posted).await.unwrap();
    assert_eq!(
        (user.subject(), user.issuer()),
        (emulator.username(), "https://login.case.example")
    );
    assert!(!user.email.is_empty());
    assert!(posted.contains(user.id_token().expose()));
    assert!(!format!("{user:?}").contains(user.id_token().expose()));
    // The keys, once; and no token was ever asked for.
    client.accept_id_token(came(&emulator, &client).await.0, "").await.unwrap_err();
    let (pending, posted) = came(&emulator, &client).await;
    client.accept_id_token(pending, posted).await.unwrap();
    assert_eq!((emulator.requests_to(Step::Keys).len(), emulator.token_requests()), (1, 0));

    // With it the user signs out again.
    let logout = client.logout().id_token_hint(user.id_token().clone());
    support::signed_out(&emulator, &client, logout).await;
}

#[tokio::test]
async fn a_fragment_does_too() {
    let (emulator, client) = support::start::<GrantImplicitIdToken>().await;
    let pending = client.implicit_id_token().scope("email").begin().unwrap();
    assert!(pending.url().contains("&scope=email+openid&"), "{}", pending.url());
    assert!(pending.url().contains("&challenge="), "{}", pending.url());
    assert!(!pending.url().contains("response_mode"), "{}", pending.url());
    let redirect = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    assert!(redirect.starts_with(&format!("{}#id_token=", emulator.redirect_uri())), "{redirect}");
    let user = client.accept_id_token(pending, redirect).await.unwrap();
    assert_eq!(user.subject(), emulator.username());
}

#[tokio::test]
async fn one_that_does_not_hold_is_nobody() {
    let (emulator, client) = start().await;
    for wrong in support::WRONG_ID_TOKENS {
        emulator.clock().advance(Duration::from_secs(61));
        emulator.fail_always(Step::Authorize, Fault::IdToken(wrong.0));
        let (pending, posted) = came(&emulator, &client).await;
        emulator.heal();
        let error = client.accept_id_token(pending, posted).await.unwrap_err();
        support::assert_refused(wrong, &error);
    }
}

#[tokio::test]
async fn what_answers_something_else_is_refused() {
    let (emulator, client) = start().await;
    // A good ID token, and the state of another sign-in: the nonce tells.
    let (_, posted) = came(&emulator, &client).await;
    let pending = client.implicit_id_token().begin().unwrap();
    let (rest, _) = posted.split_once("&state=").unwrap();
    let mixed = format!("{rest}&state={}", pending.state());
    let error = client.accept_id_token(pending, mixed).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Nonce)), "{error:?}");
    // Another state: nobody is asked for keys.
    let asked = emulator.requests_to(Step::Keys).len();
    let (pending, posted) = came(&emulator, &client).await;
    let saved = pending.save();
    let forged = posted.replace(pending.state(), "forged");
    let error = client.accept_id_token(pending, forged).await.unwrap_err();
    assert!(matches!(callback(error), CallbackError::WrongState));
    assert_eq!(emulator.requests_to(Step::Keys).len(), asked);
    // That has not used it up: the true one counts, once.
    let again = || form::Pending::restore(&saved).unwrap();
    client.accept_id_token(again(), &*posted).await.unwrap();
    let error = client.accept_id_token(again(), &*posted).await.unwrap_err();
    assert!(matches!(callback(error), CallbackError::Replayed));
}

#[tokio::test]
async fn a_user_who_says_no_is_told_as_such() {
    let (emulator, client) = start().await;
    let pending = client.implicit_id_token().begin().unwrap();
    let posted = emulator.browse(pending.url(), Decision::Deny).await.unwrap();
    let CallbackError::Denied(denial) =
        callback(client.accept_id_token(pending, posted).await.unwrap_err())
    else {
        panic!("it is no denial");
    };
    assert_eq!(denial.code(), "access_denied");
    // One that says nothing is no answer.
    let pending = client.implicit_id_token().begin().unwrap();
    let nothing = format!("state={}", pending.state());
    let error = client.accept_id_token(pending, nothing).await.unwrap_err();
    assert!(matches!(callback(error), CallbackError::MissingIdToken));
}

#[tokio::test]
async fn without_io_the_keys_are_a_step() {
    let (emulator, client) = start().await;
    let (pending, posted) = came(&emulator, &client).await;
    let saved = pending.save();
    let error = client.accept_id_token(pending, &*posted).accept().unwrap_err();
    assert!(error.to_string().contains("keys must be asked for first"), "{error}");
    let pending = form::Pending::restore(&saved).unwrap();
    let mut call = client.accept_id_token(pending, posted);
    let request = call.request().unwrap().unwrap();
    assert!(request.uri().path().ends_with("/keys"), "{}", request.uri());
    call.answer(ReqwestTransport::new().unwrap().send(request).await.unwrap()).unwrap();
    assert!(call.request().unwrap().is_none());
    assert_eq!(call.accept().unwrap().subject(), emulator.username());
}

/// A declaration that is only known at run time has both methods: the one that waits for an access token says
/// which to call.
#[tokio::test]
async fn an_access_token_is_not_waited_for() {
    let emulator = Emulator::start(&form::SPEC).await.unwrap();
    let builder = Client::<AnyProvider>::builder_for(&form::SPEC);
    let client = support::client(builder, &emulator).build().unwrap();
    let pending = client.implicit().begin().unwrap();
    let posted = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let saved = pending.save();
    let error = client.accept_implicit(pending, &posted).unwrap_err();
    assert!(error.to_string().contains("`.accept_id_token(…).await`"), "{error}");
    let pending = oauth_runtime::Pending::restore(&saved).unwrap();
    let user = client.accept_id_token(pending, posted).await.unwrap();
    assert!(user.members().contains_key("email"));
}

/// The provider wants `openid` and a `nonce`, and says what it offers.
#[tokio::test]
async fn the_provider_wants_what_ties_it() {
    let (emulator, client) = start().await;
    for (from, to, code) in [
        ("scope=openid", "scope=email", "invalid_scope"),
        ("&nonce=", "&other=", "invalid_request"),
    ] {
        let pending = client.implicit_id_token().begin().unwrap();
        let url = pending.url().replace(from, to);
        let pending = form::Pending::restore(&pending.save().replace(pending.url(), &url)).unwrap();
        let posted = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
        let error = callback(client.accept_id_token(pending, posted).await.unwrap_err());
        let CallbackError::Denied(denial) = error else { panic!("{error:?}") };
        assert_eq!(denial.code(), code, "{url}");
    }
    let address = "login.case.example/.well-known/openid-configuration";
    let about = support::get(format!("{}/{address}", emulator.url())).await.unwrap();
    let about: serde_json::Value = serde_json::from_slice(&about.bytes().await.unwrap()).unwrap();
    assert_eq!(about["response_types_supported"], serde_json::json!(["id_token"]));
    assert_eq!(about["response_modes_supported"], serde_json::json!(["form_post"]));
    assert_eq!(about["id_token_signing_alg_values_supported"], serde_json::json!(["RS256"]));
}

/// Access tokens, too, can come as a form: then no address has them.
#[tokio::test]
async fn an_access_token_in_a_form() {
    let file = "schema = 1\n[provider]\nname = \"posted\"\n[endpoints]\nissuer = \"https://posted.example\"\n\
        authorization = \"https://posted.example/authorize\"\njwks = \"https://posted.example/keys\"\n\
        [grants.implicit]\nresponse_type = \"id_token token\"\nresponse_mode = \"form_post\"\n[id_token]\n";
    let spec = compile(&SourceFile::new("posted.toml", file)).unwrap().spec;
    let emulator = Emulator::start(spec).await.unwrap();
    let builder = Client::<AnyProvider>::builder_for(spec);
    let client = support::client(builder, &emulator).build().unwrap();
    let pending = client.implicit().begin().unwrap();
    let saved = pending.save();
    let posted = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    assert!(posted.starts_with("access_token=") && posted.contains("&id_token="), "{posted}");
    let token = client.accept_implicit(pending, &posted).unwrap();
    let token = client.resume(&token).await.unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), emulator.username());
    // Where a form is declared, a fragment is no answer.
    let pending = oauth_runtime::Pending::restore(&saved).unwrap();
    let fragment = format!("{}#{posted}", emulator.redirect_uri());
    let error = client.accept_implicit(pending, fragment).unwrap_err();
    assert!(matches!(callback(error), CallbackError::MissingState { .. }));
}

/// What a client says of itself where it registers (RFC 7591, 2).
#[test]
fn a_client_says_what_it_asks_for() {
    let builder = form::Client::builder().client_id("https://app.example/client.json");
    let builder = builder.redirect_uri("https://app.example/callback");
    let metadata = oauth_runtime::ClientMetadata {
        token_endpoint_auth_method: Some("none".to_owned()),
        ..oauth_runtime::ClientMetadata::default()
    };
    let document = builder.client_id_document(&metadata).unwrap();
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["grant_types"], serde_json::json!(["implicit"]));
    assert_eq!(document["response_types"], serde_json::json!(["id_token"]));
}
