//! A host that is the usual one unless the customer has another.

use crate::prelude::*;
use provider::endpoint_variable_with_default_host::{Client, Variables};

#[test]
fn the_usual_host() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    assert!(
        pending.url().starts_with("https://login.acme.example/authorize?"),
        "{}",
        pending.url()
    );
}

#[tokio::test]
async fn the_customers_host() {
    for host in ["acme.my.example", "127.0.0.1:8443"] {
        let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
        let variables = Variables::new().host(host);
        let client: Client = wire.setup(Client::builder_with(variables)).build().unwrap();
        let pending = client.authorize().begin().unwrap();
        assert!(
            pending.url().starts_with(&format!("https://{host}/authorize?")),
            "{}",
            pending.url()
        );
        wire.sign_in(&client, "").await.unwrap();
        assert_eq!(wire.sent(0).line(), format!("POST https://{host}/token"));
    }
}

#[test]
fn what_is_no_host_is_refused() {
    for host in ["https://a.example", "a.example/x", "a.example?x", "u@a.example", "a..example", ""]
    {
        let builder = Client::builder_with(Variables::new().host(host));
        assert_eq!(
            Wire::default().setup(builder).build().unwrap_err().to_string(),
            format!(
                "the variable `host` is a host name, such as `acme.example.com`, with a port if need be, \
                 and `{host}` is not"
            )
        );
    }
}
