//! Answers in every mode, against the emulator: where they are, and whether they are signed (JARM).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use generated_tests::response_jwt::{self, ResponseJwt};
use oauth_emulator::{Decision, Emulator, Fault, IdTokenFault, Step};
use oauth_runtime::spec::{
    AuthorizationCodeGrant, Grants, JwtAlgorithm, Parameter, ProviderSpec, ResponseMode,
};
use oauth_runtime::{AnyProvider, CallbackError, Client, Error, ReqwestTransport, Transport as _};
use support::allowed;

async fn start() -> (Emulator, response_jwt::Client) {
    support::start::<ResponseJwt>().await
}

fn keys_asked(emulator: &Emulator) -> usize {
    emulator.requests_to(Step::Keys).len()
}

#[tokio::test]
async fn a_signed_answer_is_verified_with_keys_that_are_kept() {
    let (emulator, client) = start().await;
    for _ in 0..2 {
        let pending = client.authorize().begin().unwrap();
        assert!(pending.url().contains("&response_mode=jwt"));
        let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
        // Nothing is in it but the token.
        assert!(callback.contains("?response=ey") && !callback.contains("state"), "{callback}");
        let authorized = client.accept_response(pending, &callback).await.unwrap();
        assert_eq!(authorized.parameter("aud"), None);
        client.exchange(&authorized).await.unwrap();
        let (pending, callback) = allowed(&emulator, client.authorize()).await;
        client.finish(pending, callback).await.unwrap();
    }
    assert_eq!(keys_asked(&emulator), 1);
    let (pending, callback) = allowed(&emulator, client.authorize()).await;
    let error = client.accept(pending, &callback).unwrap_err();
    let told = error.to_string();
    assert!(told.contains("call `.accept_response(…).await` instead of `.accept(…)`"), "{told}");
}

#[tokio::test]
async fn one_that_does_not_hold_spends_nothing() {
    let (emulator, client) = start().await;
    for (fault, about) in [
        (IdTokenFault::Unsigned, "its algorithm is not one"),
        (IdTokenFault::Signature, "its signature is wrong"),
        (IdTokenFault::UnknownKey, "not in the provider's set"),
        (IdTokenFault::Audience, "for another client"),
        (IdTokenFault::Issuer, "and not by `https://as.example`"),
        (IdTokenFault::Expired, "it has expired"),
    ] {
        emulator.fail_always(Step::Authorize, Fault::IdToken(fault));
        let pending = client.authorize().begin().unwrap();
        let saved = pending.save();
        let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
        let error = client.accept_response(pending, callback).await.unwrap_err();
        let Error::Callback(CallbackError::Response { reason }) = &error else {
            panic!("{fault:?}: {error:?}")
        };
        assert!(reason.contains(about), "{fault:?}: {reason}");
        assert!(error.needs_user());
        // The true one still counts.
        emulator.heal();
        emulator.clock().advance(std::time::Duration::from_secs(61));
        let pending = response_jwt::Pending::restore(&saved).unwrap();
        let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
        client.accept_response(pending, callback).await.unwrap();
    }
    // What is beside the token counts for nothing.
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=c&state={}", pending.state());
    let error = client.accept_response(pending, callback).await.unwrap_err();
    assert!(error.to_string().contains("there is no `response` in it"), "{error}");
}

#[tokio::test]
async fn what_it_says_is_checked_as_ever() {
    let (emulator, client) = start().await;
    let pending = client.authorize().begin().unwrap();
    let denied = emulator.browse(pending.url(), Decision::Deny).await.unwrap();
    let error = client.accept_response(pending, denied).await.unwrap_err();
    assert!(
        matches!(&error, Error::Callback(CallbackError::Denied(denial)) if denial.code() == "access_denied")
    );
    let first = client.authorize().begin().unwrap();
    let second = client.authorize().begin().unwrap();
    let callback = emulator.browse(first.url(), Decision::Allow).await.unwrap();
    let error = client.accept_response(second, &*callback).await.unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::WrongState)), "{error:?}");
    let saved = first.save();
    client.accept_response(first, &*callback).await.unwrap();
    let again = response_jwt::Pending::restore(&saved).unwrap();
    let error = client.accept_response(again, callback).await.unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::Replayed)), "{error:?}");
}

#[tokio::test]
async fn without_io_the_keys_are_a_request() {
    let (emulator, client) = start().await;
    let (pending, callback) = allowed(&emulator, client.authorize()).await;
    let mut call = client.accept_response(pending, callback);
    let request = call.request().unwrap().unwrap();
    assert!(request.uri().path().ends_with("/keys"));
    let answer = ReqwestTransport::new().unwrap().send(request).await.unwrap();
    call.answer(answer).unwrap();
    assert!(call.request().unwrap().is_none());
    call.accept().unwrap();
    let pending = client.authorize().begin().unwrap();
    let call = client.accept_response(pending, "response=e30.e30.");
    assert!(matches!(call.request(), Err(Error::Callback(CallbackError::Response { .. }))));
}

/// A provider that answers in that mode.
fn mode(mode: ResponseMode, algorithm: &'static [JwtAlgorithm]) -> &'static ProviderSpec {
    let mut spec = response_jwt::SPEC;
    let standard = AuthorizationCodeGrant::STANDARD;
    let mut grant = AuthorizationCodeGrant {
        response_mode: Some(mode),
        response_algorithms: algorithm,
        ..standard
    };
    let mut parameters = grant.authorization.parameters.to_vec();
    parameters.push(Parameter::text("response_mode", mode.name()));
    grant.authorization.parameters = parameters.leak();
    spec.grants = Grants { authorization_code: Some(grant), ..Grants::NONE };
    Box::leak(Box::new(spec))
}

#[tokio::test]
async fn every_mode_is_read() {
    for (name, wanted) in ResponseMode::ALL {
        let spec = mode(*wanted, &[JwtAlgorithm::Hs256]);
        let emulator = Emulator::start(spec).await.unwrap();
        let builder = Client::<AnyProvider>::builder_for(spec);
        let client = support::client::<AnyProvider>(builder, &emulator).build().unwrap();
        let pending = client.authorize().begin().unwrap();
        assert!(pending.url().contains(&format!("response_mode={name}")));
        let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
        assert_eq!(callback.contains('#'), wanted.is_in_fragment(), "{name}: {callback}");
        assert_eq!(!callback.starts_with("http"), wanted.is_posted(), "{name}: {callback}");
        assert_eq!(callback.contains("response=ey"), wanted.is_signed(), "{name}: {callback}");
        client.finish(pending, &callback).await.unwrap();
        // A plain answer where a signed one is due, and the other way round, is refused.
        let pending = client.authorize().begin().unwrap();
        let state = pending.state().to_owned();
        let wrong = if wanted.is_signed() {
            format!("code=c&state={state}")
        } else {
            "response=ey.e30.".to_owned()
        };
        client.accept_response(pending, wrong).await.unwrap_err();
        // Nobody else has the secret that signs.
        if wanted.is_signed() {
            let forger =
                support::client::<AnyProvider>(Client::<AnyProvider>::builder_for(spec), &emulator);
            let forger = forger.client_secret("another").build().unwrap();
            let pending = forger.authorize().begin().unwrap();
            let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
            let error = forger.accept_response(pending, callback).await.unwrap_err();
            assert!(error.to_string().contains("its signature is wrong"), "{error}");
        }
    }
}
