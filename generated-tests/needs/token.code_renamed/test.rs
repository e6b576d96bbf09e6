//! The code comes as `code` and goes under another name.

use crate::check::names;
use crate::prelude::*;
use provider::token_code_renamed::Client;

#[tokio::test]
async fn the_code_is_sent_under_its_other_name() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(names(sent.body()), ["grant_type", "redirect_uri", "js_code", "code_verifier"]);
    assert_eq!(sent.form("js_code").unwrap(), "c0de");
}

#[tokio::test]
async fn a_callback_with_that_name_has_no_code() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("js_code=c0de&state={}", pending.state());
    assert_eq!(
        client.accept(pending, callback).unwrap_err().to_string(),
        "the callback has neither `code` nor `error`: start a new authorization"
    );
}
