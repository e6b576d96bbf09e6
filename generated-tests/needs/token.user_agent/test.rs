//! Every request says whose it is, in the application's own words.

use crate::prelude::*;
use provider::token_user_agent::{Client, Variables};

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;
const NAME: &str = "tea/1.0 (ada@acme.example)";

#[tokio::test]
async fn requests_for_tokens_and_calls_have_it() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN), json("{}")]);
    let client = wire.setup(Client::builder_with(Variables::new(NAME))).build().unwrap();
    let token = wire.sign_in(&client, "").await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    client.session(token).start().get("/me").send().await.unwrap();
    for number in 0..3 {
        assert_eq!(wire.sent(number).header("user-agent"), Some(NAME));
    }
}

#[test]
fn a_name_that_no_header_can_hold_is_refused() {
    let builder = Client::builder_with(Variables::new("tea\r\nx-admin: 1"));
    assert_eq!(
        Wire::default().setup(builder).build().unwrap_err().to_string(),
        "the variable `user_agent` is a text without control characters, not empty and no path step, and \
         `tea\\u{d}\\u{a}x-admin: 1` is not"
    );
}
