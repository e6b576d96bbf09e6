//! The flow starts at a link of the application's own, and an installation comes back.

use oauth_runtime::CallbackError;

use crate::prelude::*;
use provider::authz_install_link::{Client, Variables, consents};

fn client(app: &str) -> Client {
    Wire::default().setup(Client::builder_with(Variables::new(app))).build().unwrap()
}

fn accepted(callback: &str) -> Result<consents::Installation, Error> {
    let client = client("books");
    let pending = client.consent::<consents::Installation>().begin()?;
    let callback = callback.replace("STATE", pending.state());
    client.accept_consent::<consents::Installation>(pending, callback)
}

#[test]
fn the_link_is_the_applications() {
    let pending = client("books").consent::<consents::Installation>().begin().unwrap();
    assert_eq!(
        pending.url().replace(pending.state(), "STATE"),
        "https://acme.example/apps/books/installations/new?state=STATE"
    );
    let pending = client("a/b?c").consent::<consents::Installation>().begin().unwrap();
    let start = "https://acme.example/apps/a%2Fb%3Fc/installations/new?state=";
    assert!(pending.url().starts_with(start), "{}", pending.url());
}

#[test]
fn the_installation_comes_back() {
    let installed = accepted("installation_id=48151623&setup_action=install&state=STATE").unwrap();
    assert_eq!(installed.installation_id, 48_151_623);
}

#[test]
fn what_comes_back_otherwise_is_refused() {
    for callback in ["installation_id=all&state=STATE", "state=STATE"] {
        assert_eq!(
            accepted(callback).unwrap_err().to_string(),
            "the callback has no usable `installation_id`, which the provider declares: start a new \
             authorization"
        );
    }
    let error = accepted("installation_id=1").unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::MissingState { .. })), "{error}");
}
