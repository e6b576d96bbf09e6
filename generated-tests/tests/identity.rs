//! ID tokens against the emulator: those that hold, and everything that somebody could make of one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use generated_tests::identity::{self, Identity};
use generated_tests::node_oidc_provider as server;
use oauth_emulator::{Decision, Emulator, Fault, IdTokenFault, Step};
use oauth_runtime::{
    CallbackError, Error, IdTokenError, ReqwestTransport, Step as Next, Transport as _,
};
use support::{WRONG_ID_TOKENS, WrongIdToken, assert_refused, signed_in};

async fn start() -> (Emulator, identity::Client) {
    support::start::<Identity>().await
}

fn keys_asked(emulator: &Emulator) -> usize {
    emulator.requests_to(Step::Keys).len()
}

#[tokio::test]
async fn who_the_user_is() {
    let (emulator, client) = start().await;
    let token = signed_in(&emulator, &client).await.unwrap();
    let id_token = token.id_token_claims().unwrap().unwrap();
    assert_eq!(id_token.issuer(), "https://login.identity.example");
    assert_eq!(id_token.subject(), emulator.username());
    assert!(!id_token.email.is_empty());
    let user = client.userinfo(&token).await.unwrap();
    assert_eq!(user.subject(), Some(emulator.username()));
    assert!(user.name.is_some());
    // Stored, and asked about again: the keys are known.
    let token = identity::Token::restore(&token.save()).unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), emulator.username());
    client.verify_id_token(&token).await.unwrap();
    signed_in(&emulator, &client).await.unwrap();
    assert_eq!(keys_asked(&emulator), 1);
}

/// There are servers that refuse a `nonce` where `openid` is not asked for.
#[tokio::test]
async fn a_nonce_goes_with_openid() {
    let (emulator, client) = support::server().await;
    for (scope, sent) in [(server::Scope::Read, false), (server::Scope::Openid, true)] {
        let pending = client.authorize().scopes([scope]).begin().unwrap();
        assert_eq!(pending.url().contains("&nonce="), sent, "{}", pending.url());
        let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
        let token = client.finish(pending, &callback).await.unwrap();
        assert_eq!(token.id_token_claims().unwrap().is_some(), sent);
    }
    // The emulator is one of them, and misses one where it belongs.
    for (scope, from, to) in
        [("read", "&scope=", "&nonce=n&scope="), ("openid", "&nonce=", "&other=")]
    {
        let pending = client.authorize().scope(scope).begin().unwrap();
        let url = pending.url().replace(from, to);
        assert_ne!(url, pending.url());
        let callback = emulator.browse(&url, Decision::Allow).await.unwrap();
        let error = client.finish(pending, &callback).await.unwrap_err();
        assert!(error.to_string().contains("invalid_request"), "{error}");
    }
}

/// There are servers that leave `iss` out where an ID token says it.
#[tokio::test]
async fn an_id_token_says_who_answers() {
    let (emulator, client) = support::server().await;
    let pending = client.implicit().scopes([server::Scope::Openid]).begin().unwrap();
    let saved = pending.save();
    let redirect = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let iss = "&iss=https%3A%2F%2Fid.example";
    assert!(redirect.contains(iss), "{redirect}");
    let redirect = redirect.replace(iss, "");
    let (before, rest) = redirect.split_once("id_token=").unwrap();
    let (_, after) = rest.split_once('&').unwrap();
    let accept = |redirect: &str| {
        client.accept_implicit(server::Pending::restore(&saved).unwrap(), redirect)
    };
    let error = accept(&format!("{before}{after}")).unwrap_err();
    assert!(matches!(&error, Error::Callback(CallbackError::MissingIssuer { .. })), "{error:?}");
    // {"iss":"https://evil.example"}
    let claims = "eyJpc3MiOiJodHRwczovL2V2aWwuZXhhbXBsZSJ9";
    let error = accept(&format!("{before}id_token=e30.{claims}.e30&{after}")).unwrap_err();
    assert!(matches!(&error, Error::Callback(CallbackError::WrongIssuer { .. })), "{error:?}");
    let token = client.resume(&accept(&redirect).unwrap()).await.unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), emulator.username());
}

#[tokio::test]
async fn a_refreshed_token_brings_the_same_user() {
    let (emulator, client) = start().await;
    let token = signed_in(&emulator, &client).await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert!(token.id_token_claims().unwrap().is_some());
    emulator.fail_next(Step::Token, Fault::IdToken(IdTokenFault::Subject));
    let error = client.refresh(&token).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Subject)), "{error:?}");
}

#[tokio::test]
async fn one_that_does_not_hold_takes_its_token_with_it() {
    let (emulator, client) = start().await;
    let another_access_token: WrongIdToken =
        (IdTokenFault::AccessToken, |error| matches!(error, IdTokenError::Hash { .. }));
    for wrong in WRONG_ID_TOKENS.into_iter().chain([another_access_token]) {
        emulator.clock().advance(Duration::from_secs(61));
        emulator.fail_next(Step::Token, Fault::IdToken(wrong.0));
        assert_refused(wrong, &signed_in(&emulator, &client).await.unwrap_err());
    }
    signed_in(&emulator, &client).await.unwrap();
}

#[tokio::test]
async fn a_flood_of_unknown_keys_asks_once_a_minute() {
    let (emulator, client) = start().await;
    signed_in(&emulator, &client).await.unwrap();
    assert_eq!(keys_asked(&emulator), 1);
    for _ in 0..3 {
        emulator.clock().advance(Duration::from_secs(61));
        for _ in 0..5 {
            emulator.fail_next(Step::Token, Fault::IdToken(IdTokenFault::UnknownKey));
            let error = signed_in(&emulator, &client).await.unwrap_err();
            // One that came too early can be tried again, and has not lost its token.
            let cause = match &error {
                Error::Unfinished(unfinished) => unfinished.cause(),
                other => other,
            };
            assert!(matches!(cause, Error::IdToken(IdTokenError::UnknownKey)), "{error:?}");
        }
        // Those with known keys are not in the way of it.
        signed_in(&emulator, &client).await.unwrap();
    }
    assert_eq!(keys_asked(&emulator), 4);
}

#[tokio::test]
async fn keys_that_cannot_be_fetched_lose_no_token() {
    let (emulator, client) = start().await;
    emulator.fail_next(Step::Keys, Fault::ServerErrorHtml);
    let error = signed_in(&emulator, &client).await.unwrap_err();
    let Error::Unfinished(unfinished) = &error else { panic!("{error:?}") };
    let token = unfinished.token::<Identity>().unwrap();
    assert!(token.is_unfinished() && token.id_token_claims().unwrap().is_none());
    let token = client.resume(&token).await.unwrap();
    assert!(!token.is_unfinished() && token.id_token_claims().unwrap().is_some());
    assert_eq!(emulator.token_requests(), 1);
}

#[tokio::test]
async fn in_the_implicit_flow_the_check_is_a_step_of_its_own() {
    let (emulator, client) = start().await;
    let pending = client.implicit().begin().unwrap();
    let redirect = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let token = client.accept_implicit(pending, &redirect).unwrap();
    assert!(token.is_unfinished() && token.id_token_claims().unwrap().is_none());
    let token = client.resume(&token).await.unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), emulator.username());

    // The ID token of another access token.
    emulator.fail_always(Step::Authorize, Fault::IdToken(IdTokenFault::AccessToken));
    let pending = client.implicit().begin().unwrap();
    let wrong = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    emulator.heal();
    let token = client.accept_implicit(pending, wrong).unwrap();
    let error = client.resume(&token).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Hash { .. })), "{error:?}");

    // What answered that authorization answers no other.
    let again = client.implicit().begin().unwrap();
    let (_, fragment) = redirect.split_once('#').unwrap();
    let pairs = fragment.split('&').filter(|pair| !pair.starts_with("state="));
    let replayed = pairs.collect::<Vec<_>>().join("&");
    let redirect = format!("#{replayed}&state={}", again.state());
    let token = client.accept_implicit(again, &redirect).unwrap();
    let error = client.resume(&token).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Nonce)), "{error:?}");
}

#[tokio::test]
async fn without_io_the_keys_are_a_step() {
    let (emulator, client) = start().await;
    let pending = client.authorize().begin().unwrap();
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let authorized = client.accept(pending, &callback).unwrap();
    let authorized = identity::Authorized::restore(&authorized.save()).unwrap();
    let mut steps = client.exchange(&authorized).steps().unwrap();
    let transport = ReqwestTransport::new().unwrap();
    let mut sent = Vec::new();
    let token = loop {
        match steps.step().unwrap() {
            Next::Send(request) => {
                sent.push(request.uri().path().rsplit('/').next().unwrap().to_owned());
                steps.answer(transport.send(request).await.unwrap()).unwrap();
            }
            Next::Done(token) => break token,
        }
    };
    assert_eq!(sent, ["token", "keys"]);
    assert!(token.id_token_claims().unwrap().is_some());
}

#[tokio::test]
async fn what_is_said_about_another_user_is_refused() {
    let (emulator, client) = start().await;
    let token = signed_in(&emulator, &client).await.unwrap();
    emulator.fail_next(Step::Userinfo, Fault::IdToken(IdTokenFault::Subject));
    let error = client.userinfo(&token).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Subject)), "{error:?}");
}
