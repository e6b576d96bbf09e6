//! Pushed authorization requests, against the emulator (RFC 9126).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use generated_tests::pushed::{self, Pushed};
use oauth_emulator::{Decision, Emulator, Fault, Step};
use oauth_runtime::Error;
use oauth_runtime::spec::ProviderSpec;

async fn start() -> (Emulator, pushed::Client) {
    let emulator = Emulator::start(&pushed::SPEC).await.unwrap();
    let builder = support::client::<Pushed>(pushed::Client::builder(), &emulator);
    let client = builder.discover().await.unwrap().build().unwrap();
    (emulator, client)
}

#[tokio::test]
async fn the_whole_flow() {
    let (emulator, client) = start().await;
    let pending = client.authorize().scopes([pushed::Scope::Read]).push().await.unwrap();
    // Nothing of the request is in the URL.
    assert!(!pending.url().contains("read") && !pending.url().contains(pending.state()));
    let pushed_ = &emulator.requests_to(Step::PushedAuthorization)[0];
    assert!(pushed_.form_pairs().contains(&("scope".to_owned(), "read".to_owned())));
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let pending = pushed::Pending::restore(&pending.save()).unwrap();
    let token = client.finish(pending, &callback).await.unwrap();
    assert!(token.granted_scopes().any(|scope| scope == "read"));
}

#[tokio::test]
async fn a_refusal_is_the_providers() {
    let (emulator, client) = start().await;
    emulator.fail_next(Step::PushedAuthorization, Fault::oauth_error("invalid_scope"));
    let error = client.authorize().push().await.unwrap_err();
    let Error::Provider(error) = &error else { panic!("{error:?}") };
    assert_eq!((error.status().as_u16(), error.code()), (400, Some("invalid_scope")));
    emulator.fail_next(Step::PushedAuthorization, Fault::BrokenJson);
    let error = client.authorize().push().await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error:?}");
    // A URL without a request pushed is sent back.
    let url = "https://pushed.example/authorize?response_type=code&client_id=";
    let url = format!("{url}{}", emulator.client_id());
    assert!(emulator.browse(&url, Decision::Allow).await.is_err());
}

#[tokio::test]
async fn metadata_that_demands_it_is_heard() {
    static BEGINS: ProviderSpec = ProviderSpec {
        grants: oauth_runtime::spec::Grants {
            authorization_code: Some(oauth_runtime::spec::AuthorizationCodeGrant::STANDARD),
            ..oauth_runtime::spec::Grants::NONE
        },
        ..pushed::SPEC
    };
    let emulator = Emulator::start(&pushed::SPEC).await.unwrap();
    let builder = oauth_runtime::Client::<oauth_runtime::AnyProvider>::builder_for(&BEGINS);
    let builder = builder.client_id("id").client_secret("s").mirror(emulator.url());
    let error = builder.discover().await.unwrap().build().unwrap_err();
    let told = error.to_string();
    assert!(told.contains("set `pushed = true` in `[grants.authorization_code]`"), "{told}");
}
