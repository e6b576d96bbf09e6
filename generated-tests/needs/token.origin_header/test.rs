//! Requests for tokens say which origin they come from.

use crate::prelude::*;
use provider::token_origin_header::{Client, Variables};

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_origin_is_named_in_each_request() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN), json("{}")]);
    let builder = Client::builder_with(Variables::new("https://app.example/"));
    let client = wire.setup(builder).build().unwrap();
    let token = wire.sign_in(&client, "").await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(0).header("origin"), Some("https://app.example"));
    assert_eq!(wire.sent(1).header("origin"), Some("https://app.example"));
    client.session(token).start().get("/me").send().await.unwrap();
    assert_eq!(wire.sent(2).header("origin"), None);
}

#[test]
fn what_is_no_origin_is_refused() {
    for origin in
        ["app.example", "http://app.example", "https://app.example?x", "https://a@app.example", ""]
    {
        let builder = Client::builder_with(Variables::new(origin));
        assert_eq!(
            Wire::default().setup(builder).build().unwrap_err().to_string(),
            format!(
                "the variable `origin` is an absolute https URL without user, query and fragment (http for \
                 loopback), such as `https://acme.example.com/sso`, and `{origin}` is not"
            )
        );
    }
}
