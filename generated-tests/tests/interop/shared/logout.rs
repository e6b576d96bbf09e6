//! Signing out at the server.

use oauth_runtime::grants::EndSession;
use oauth_runtime::{CallbackError, Client, Error, Token};

use crate::browser::{Browser, End};

/// Where the servers send the browser that has signed out.
const GOODBYE: &str = "http://127.0.0.1:8765/goodbye";

/// The browser signs out with the ID token of `token`, and comes back.
pub(crate) async fn and_back<P: EndSession>(
    browser: &Browser,
    client: &Client<P>,
    token: &Token<P>,
) {
    let logout = || client.logout().token(token).post_logout_redirect_uri(GOODBYE);
    // Another state is not this logout's.
    let (pending, other) = (logout().begin().unwrap(), logout().begin().unwrap());
    let End::Callback(back) = browser.open(pending.url(), GOODBYE).await else {
        panic!("the browser does not come back");
    };
    let error = client.accept_logout(other, &back).unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::WrongState)), "{error}");
    client.accept_logout(pending, back).unwrap();
}

/// Nobody is sent to an address that is not registered for that; another client's ID token is shown to no provider.
pub(crate) async fn elsewhere<P: EndSession>(
    client: &Client<P>,
    other: &Client<P>,
    token: &Token<P>,
) {
    let back = "http://127.0.0.1:8765/evil";
    let logout = client.logout().token(token).post_logout_redirect_uri(back);
    let page = Browser::new().open(logout.begin().unwrap().url(), back).await;
    let End::Page(status, _) = page else { panic!("{page:?}") };
    assert_eq!(status, 400);
    let error = other.logout().token(token).begin().unwrap_err().to_string();
    assert!(error.contains("the token belongs to"), "{error}");
}
