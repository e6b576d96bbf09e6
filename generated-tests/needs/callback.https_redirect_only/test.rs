//! What the provider would refuse is refused before anybody is sent there.

use crate::prelude::*;
use provider::callback_https_redirect_only::Client;

fn built(redirect_uri: &str) -> Result<Client, Error> {
    Wire::default().setup(Client::builder()).redirect_uri(redirect_uri).build()
}

#[test]
fn https_is_sent_as_it_is() {
    let client = built("https://app.example/a?b=c").unwrap();
    let pending = client.authorize().begin().unwrap();
    assert!(
        pending.url().contains("redirect_uri=https%3A%2F%2Fapp.example%2Fa%3Fb%3Dc&"),
        "{}",
        pending.url()
    );
}

#[test]
fn neither_loopback_nor_an_own_scheme_is_taken() {
    for uri in
        ["http://localhost:8080/callback", "http://127.0.0.1/callback", "com.example.app:/callback"]
    {
        assert_eq!(
            built(uri).unwrap_err().to_string(),
            format!("the redirect URI `{uri}` must begin with `https:`: see `.redirect_uri(…)`")
        );
    }
}
