//! The whole start of every address is the customer's, and secrets only go where TLS is.

use crate::prelude::*;
use provider::endpoint_whole_host_variable::{Client, Variables};

#[tokio::test]
async fn every_address_begins_with_the_customers() {
    // A slash at the end makes no difference; a path stays.
    for base in ["https://git.books.example/sso", "https://git.books.example/sso/"] {
        let wire = Wire::answering([json(r#"{"access_token": "a"}"#), json("{}")]);
        let client: Client =
            wire.setup(Client::builder_with(Variables::new(base))).build().unwrap();
        let pending = client.authorize().begin().unwrap();
        let start = "https://git.books.example/sso/authorize?response_type=code&";
        assert!(pending.url().starts_with(start), "{}", pending.url());
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(wire.sent(0).line(), "POST https://git.books.example/sso/token");
        client.session(token).start().get("/me").send().await.unwrap();
        assert_eq!(wire.sent(1).line(), "GET https://git.books.example/sso/api/me");
    }
}

#[test]
fn a_server_on_this_machine_needs_no_tls() {
    let builder = Client::builder_with(Variables::new("http://localhost:3000"));
    let client: Client = Wire::default().setup(builder).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    assert!(pending.url().starts_with("http://localhost:3000/authorize?"), "{}", pending.url());
}

#[test]
fn what_would_send_secrets_elsewhere_is_refused() {
    for base in [
        "http://git.books.example",
        "https://user@git.books.example",
        "https://git.books.example?x=",
        "https://git.books.example#",
        "git.books.example",
        "javascript:alert(1)",
    ] {
        let builder = Client::builder_with(Variables::new(base));
        assert_eq!(
            Wire::default().setup(builder).build().unwrap_err().to_string(),
            format!(
                "the variable `base` is an absolute https URL without user, query and fragment (http for \
                 loopback), such as `https://acme.example.com/sso`, and `{base}` is not"
            )
        );
    }
}
