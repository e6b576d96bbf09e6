//! Podio, point by point, against the emulator.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use generated_tests::podio::{self, Podio, RefKind, Scope, Variant};
use oauth_emulator::{Decision, Emulator, Fault, Step};
use oauth_runtime::{CallbackError, Error};

async fn signed_in(emulator: &Emulator, client: &podio::Client) -> podio::Token {
    let request = client.authorize().scopes([Scope::UserRead]);
    let (pending, callback) = support::allowed(emulator, request).await;
    client.finish(pending, &callback).await.unwrap()
}

#[tokio::test]
async fn the_server_side_flow() {
    let (emulator, client) = support::start::<Podio>().await;
    let pending = client.authorize().scopes([Scope::UserRead, Scope::AppAll]).begin().unwrap();
    assert!(pending.url().contains("/podio.com/oauth/authorize?"), "{}", pending.url());
    assert!(pending.url().contains("scope=user%3Aread+app%3Aall"), "{}", pending.url());
    assert!(pending.url().contains("&state="), "{}", pending.url());
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let token = client.finish(pending, &callback).await.unwrap();
    let who = token.r#ref.as_ref().unwrap();
    assert_eq!(who.kind, RefKind::User);
    assert_eq!(token.expires_in(), Some(Duration::from_secs(28_800)));
    assert!(token.refresh_token().is_some());

    let exchange = emulator.requests().into_iter().find(|it| it.step == Step::Token).unwrap();
    assert_eq!((exchange.host.as_str(), exchange.path.as_str()), ("api.podio.com", "/oauth/token"));
    assert!(exchange.header("authorization").is_none(), "credentials are in the body");
    assert!(exchange.query.is_none());
}

#[tokio::test]
async fn a_user_who_refuses_is_told_apart_with_podios_own_reason() {
    let (emulator, client) = support::start::<Podio>().await;
    let pending = client.authorize().begin().unwrap();
    let callback = emulator.browse(pending.url(), Decision::Deny).await.unwrap();
    assert!(callback.contains("error=access_denied"), "{callback}");
    let error = client.finish(pending, &callback).await.unwrap_err();
    let Error::Callback(CallbackError::Denied(denied)) = &error else { panic!("{error:?}") };
    assert_eq!(denied.code(), "access_denied");
    assert!(denied.fields::<podio::CallbackFields>().unwrap().error_reason.is_some());
    assert_eq!(emulator.token_requests(), 0);
}

#[tokio::test]
async fn of_repeated_parameters_the_last_counts() {
    let (emulator, client) = support::start::<Podio>().await;
    let pending = client.authorize().begin().unwrap();
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let (_, query) = callback.split_once('?').unwrap();
    client.finish(pending, &format!("state=other&code=other&{query}")).await.unwrap();
}

#[tokio::test]
async fn the_client_side_flow_answers_in_the_fragment() {
    let (emulator, client) = support::start::<Podio>().await;
    let pending = client.implicit().scopes([Scope::UserRead]).begin().unwrap();
    assert!(pending.url().contains("response_type=token"), "{}", pending.url());
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    assert!(callback.contains('#'), "{callback}");
    let token = client.accept_implicit(pending, &callback).unwrap();
    assert!(token.r#ref.is_some(), "an object in a fragment is read from its text");
    assert!(token.refresh_token().is_some());
    let session = client.session(token).start();
    assert_eq!(session.get("/user/status").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn username_and_password() {
    let (emulator, client) = support::start::<Podio>().await;
    let token = client.password(emulator.username(), emulator.password()).await.unwrap();
    assert!(token.r#ref.is_some());
    let error = client.password(emulator.username(), "wrong").await.unwrap_err();
    let Error::Provider(provider) = &error else { panic!("{error:?}") };
    assert_eq!(provider.code(), Some("invalid_grant"));
    let fields = provider.fields::<podio::ErrorFields>().unwrap();
    assert!(fields.error_detail.is_some() && fields.error_propagate.is_some());
}

#[tokio::test]
async fn signing_in_as_an_app() {
    let (emulator, client) = support::start::<Podio>().await;
    let app_token = support::accepted(&emulator, "app", "app_token");
    let app_id = support::accepted(&emulator, "app", "app_id").parse().unwrap();
    let app = podio::App { app_id, app_token: app_token.into() };
    let token = client.grant(app.clone()).await.unwrap();
    assert!(token.refresh_token().is_some());
    let wrong = podio::App { app_token: "wrong".into(), ..app };
    assert!(matches!(client.grant(wrong).await.unwrap_err(), Error::Provider(_)));
}

#[tokio::test]
async fn a_refresh_goes_as_declared_or_as_chosen() {
    let cases = [
        (None, "api.podio.com", "/oauth/token", "application/x-www-form-urlencoded"),
        (Some(Variant::Guide), "podio.com", "/oauth/token", ""),
        (Some(Variant::V2), "api.podio.com", "/oauth/token/v2", "application/json"),
    ];
    for (variant, host, path, content_type) in cases {
        let emulator = Emulator::start(&podio::SPEC).await.unwrap();
        let mut builder = support::client::<Podio>(podio::Client::builder(), &emulator);
        if let Some(variant) = variant {
            builder = builder.variant(variant);
        }
        let client = builder.build().unwrap();
        let token = client.password(emulator.username(), emulator.password()).await.unwrap();
        emulator.clear_requests();
        let renewed = client.refresh(&token).await.unwrap();
        assert_ne!(renewed.access_token(), token.access_token());
        let requests = emulator.requests();
        let [request] = requests.as_slice() else { panic!("one request, not {requests:?}") };
        assert_eq!((request.host.as_str(), request.path.as_str()), (host, path));
        assert_eq!(request.method, "POST");
        assert_eq!(request.header("content-type").unwrap_or_default(), content_type);
        if variant == Some(Variant::Guide) {
            assert!(request.body.is_empty());
            for name in ["grant_type=", "client_id=", "client_secret=", "refresh_token="] {
                assert!(request.query.as_deref().unwrap().contains(name), "{request:?}");
            }
        } else {
            assert!(request.query.is_none());
        }
    }
}

#[test]
fn a_variant_is_chosen_by_a_text_from_the_configuration() {
    assert_eq!("v2".parse(), Ok(Variant::V2));
    assert!("v3".parse::<Variant>().is_err());
}

#[tokio::test]
async fn calls_carry_oauth2_whatever_the_token_type() {
    let (emulator, client) = support::start::<Podio>().await;
    let token = signed_in(&emulator, &client).await;
    assert_eq!(token.token_type(), Some("bearer"));
    let expected = format!("OAuth2 {}", token.access_token().expose());
    let session = client.session(token).start();
    session.get("/user/status").send().await.unwrap();
    let call = emulator.requests().into_iter().find(|it| it.step == Step::Api).unwrap();
    assert_eq!(call.header("authorization"), Some(expected.as_str()));
    assert_eq!(call.host, "api.podio.com");
}

#[tokio::test]
async fn a_token_that_is_refused_is_renewed_once_and_the_call_repeated() {
    for code in ["expired_token", "invalid_token"] {
        let (emulator, client) = support::start::<Podio>().await;
        let session = client.session(signed_in(&emulator, &client).await).start();
        let body = format!(r#"{{"error": "{code}"}}"#);
        emulator.fail_next(Step::Api, support::json(401, body));
        emulator.clear_requests();
        let answer = session.get("/user/status").send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let steps: Vec<Step> = emulator.requests().iter().map(|it| it.step).collect();
        assert_eq!(steps, [Step::Api, Step::Token, Step::Api], "{code}");
    }
}

#[tokio::test]
async fn status_420_means_too_many_calls() {
    let (emulator, client) = support::start::<Podio>().await;
    let session = client.session(signed_in(&emulator, &client).await).start();
    emulator.rate_limit_next(Some(Duration::from_secs(30)));
    let answer = session.get("/user/status").send().await.unwrap();
    assert_eq!(answer.status(), 420);
    let error = answer.error_for_status().unwrap_err();
    let Error::Provider(provider) = &error else { panic!("{error:?}") };
    assert!(provider.is_rate_limited());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
}

#[tokio::test]
async fn a_revoked_token_ends_the_session() {
    let (emulator, client) = support::start::<Podio>().await;
    let token = signed_in(&emulator, &client).await;
    client.revoke(&token).await.unwrap();
    let revocation =
        emulator.requests().into_iter().find(|it| it.step == Step::Revocation).unwrap();
    assert_eq!(revocation.path, "/oauth/grant/invalidate");
    assert!(revocation.header("authorization").unwrap().starts_with("OAuth2 "));
    let session = client.session(token).start();
    let error = session.get("/user/status").send().await.unwrap_err();
    assert!(error.needs_user(), "{error}");
}

#[tokio::test]
async fn a_failed_refresh_loses_nothing() {
    let (emulator, client) = support::start::<Podio>().await;
    let session = client.session(signed_in(&emulator, &client).await).start();
    let before = session.token();
    emulator.expire_access_tokens();
    emulator.fail_next(Step::Token, Fault::ServerErrorHtml);
    session.get("/user/status").send().await.unwrap_err();
    assert_eq!(session.token().refresh_token(), before.refresh_token());
    // It asks again after a pause.
    emulator.clock().advance(Duration::from_secs(1));
    assert_eq!(session.get("/user/status").send().await.unwrap().status(), 200);
}
