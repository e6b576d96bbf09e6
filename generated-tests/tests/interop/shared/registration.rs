//! Clients that register, and what was registered.

use oauth_runtime::grants::Registration;
use oauth_runtime::{ClientBuilder, ClientMetadata, Error, RegistrationFault};

use crate::wire::refusal;

/// What was registered is read, changed and deleted, with the token that came with it (RFC 7592). `fault` is what
/// is said of a redirect URI that is none, `gone` of a client that was deleted.
pub(crate) async fn managed<P: Registration>(
    builder: &ClientBuilder<P>,
    metadata: ClientMetadata,
    (fault, gone): (RegistrationFault, (u16, &str)),
) {
    let metadata = ClientMetadata { client_name: Some("interop".to_owned()), ..metadata };
    let first = builder.register(metadata).await.unwrap();
    let read = builder.manage(&first).read().await.unwrap();
    assert_eq!(read.client_id, first.client_id);
    assert_eq!(read.metadata().client_name.as_deref(), Some("interop"));
    let metadata = ClientMetadata { client_name: Some("another".to_owned()), ..read.metadata() };
    let changed = builder.manage(&read).update(&metadata).await.unwrap();
    assert_eq!(changed.metadata().client_name.as_deref(), Some("another"));
    let wrong = ClientMetadata { redirect_uris: vec!["x".to_owned()], ..metadata };
    let error = builder.manage(&changed).update(&wrong).await.unwrap_err();
    let Error::Provider(error) = error else { panic!("{error:?}") };
    assert_eq!(error.registration_fault(), Some(fault));

    builder.manage(&changed).delete().await.unwrap();
    let error = builder.manage(&changed).read().await.unwrap_err();
    let (status, code) = gone;
    assert_eq!(refusal::<()>(Err(error)), (status, code.to_owned()));
}
