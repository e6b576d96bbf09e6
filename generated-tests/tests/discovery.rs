//! From the address of a resource to a token for it: metadata, registration and the flow, against the emulator.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use std::sync::Arc;

use generated_tests::endpoint_dynamic_client_registration::Client;
use oauth_emulator::{Decision, Emulator, Step};
use oauth_runtime::{ClientMetadata, Error, RegistrationFault, ReqwestTransport, discovery};

const REDIRECT_URI: &str = "https://client.example.org/callback";

#[tokio::test]
async fn a_client_that_knows_nothing_gets_a_token() {
    let emulator = Emulator::start(&generated_tests::endpoint_dynamic_client_registration::SPEC)
        .await
        .unwrap();
    let transport = Arc::new(ReqwestTransport::new().unwrap());
    // What an expired token is told, and what follows from it.
    let resource = discovery::resource("https://mcp.example.com/v1").unwrap();
    let resource = resource.mirror(emulator.url()).unwrap();
    let header = "Bearer resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource/v1\"";
    let found = resource.challenged(header).unwrap().fetch(&*transport).await.unwrap();
    assert_eq!(found.issuer(), Some("https://server.example.com"));

    let builder = Client::builder()
        .redirect_uri(REDIRECT_URI)
        .mirror(emulator.url())
        .transport(transport)
        .discover()
        .await
        .unwrap();
    let registration = builder.register(ClientMetadata::default()).await.unwrap();
    assert_ne!(registration.client_id, emulator.client_id());
    let client = builder.registered(&registration).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    assert!(callback.starts_with(REDIRECT_URI), "{callback}");
    let token = client.finish(pending, callback).await.unwrap();
    client.session(token.clone()).start().get("/me").send().await.unwrap();
    let token = client.refresh(&token).await.unwrap();

    emulator.expire_access_tokens();
    let answer = client.session(token).start().get("/me").send().await;
    assert!(answer.is_ok(), "it is renewed: {answer:?}");
    assert_eq!(emulator.requests_to(Step::Metadata).len(), 2);
    assert_eq!(emulator.requests_to(Step::Registration).len(), 1);
}

#[tokio::test]
async fn a_registration_may_be_refused() {
    let emulator = Emulator::builder(&generated_tests::endpoint_dynamic_client_registration::SPEC)
        .initial_access_token("t0k3n")
        .start()
        .await
        .unwrap();
    let builder = Client::builder().mirror(emulator.url());
    let metadata = || ClientMetadata {
        redirect_uris: vec![REDIRECT_URI.to_owned()],
        ..ClientMetadata::default()
    };
    let refused = builder.register(metadata()).await.unwrap_err();
    let Error::Provider(refused) = refused else { panic!("{refused:?}") };
    assert_eq!((refused.status().as_u16(), refused.code()), (401, Some("invalid_token")));

    let call = |metadata| builder.register(metadata).initial_access_token("t0k3n");
    let fault = |error| match error {
        Error::Provider(error) => error.registration_fault(),
        _ => None,
    };
    let fragment = "https://client.example.org/#x".to_owned();
    let wrong = ClientMetadata { redirect_uris: vec![fragment], ..metadata() };
    let error = call(wrong).await.unwrap_err();
    assert_eq!(fault(error), Some(RegistrationFault::InvalidRedirectUri));
    let method = Some("client_secret_post".to_owned());
    let wrong = ClientMetadata { token_endpoint_auth_method: method, ..metadata() };
    let error = call(wrong).await.unwrap_err();
    assert_eq!(fault(error), Some(RegistrationFault::InvalidClientMetadata));

    let method = Some("none".to_owned());
    let public = ClientMetadata { token_endpoint_auth_method: method, ..metadata() };
    let public = call(public).await.unwrap();
    assert!(public.client_secret.is_none());
}

#[tokio::test]
async fn a_registration_is_read_changed_and_deleted() {
    let emulator = Emulator::start(&generated_tests::endpoint_dynamic_client_registration::SPEC)
        .await
        .unwrap();
    let builder = Client::builder().mirror(emulator.url());
    let metadata = ClientMetadata {
        redirect_uris: vec![REDIRECT_URI.to_owned()],
        client_name: Some("First".to_owned()),
        ..ClientMetadata::default()
    };
    let first = builder.register(metadata).await.unwrap();
    let read = builder.manage(&first).read().await.unwrap();
    assert_eq!(read.save(), first.save());
    let mut metadata = read.metadata();
    assert_eq!(metadata.client_name.as_deref(), Some("First"));
    metadata.client_name = Some("Second".to_owned());
    let second = builder.manage(&read).update(&metadata).await.unwrap();
    assert_eq!(second.client_id, first.client_id);
    assert_eq!(second.metadata().client_name.as_deref(), Some("Second"));
    // The token is another one now, and what was stored before it is worth nothing.
    let code = |error: Error| match error {
        Error::Provider(error) => (error.status().as_u16(), error.code().map(str::to_owned)),
        other => panic!("{other}"),
    };
    let old = builder.manage(&first).read().await.unwrap_err();
    assert_eq!(code(old), (401, Some("invalid_token".to_owned())));
    builder.manage(&second).delete().await.unwrap();
    let gone = builder.manage(&second).read().await.unwrap_err();
    assert_eq!(code(gone).0, 401);
    let builder = builder.redirect_uri(REDIRECT_URI).discover().await.unwrap();
    let client = builder.registered(&second).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    assert!(
        emulator.browse(pending.url(), Decision::Allow).await.is_err(),
        "there is no such client"
    );
}
