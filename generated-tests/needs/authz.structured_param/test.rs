//! A parameter that is a document is JSON, one that is a list comes several times.

use crate::prelude::*;
use provider::authz_structured_param::{Client, Variables};

fn url(email: &str) -> String {
    let builder = Client::builder_with(Variables::new(email));
    let client: Client = Wire::default().setup(builder).build().unwrap();
    client.authorize().begin().unwrap().url().to_owned()
}

#[test]
fn a_document_is_sent_as_json() {
    let url = url("me@acme.example");
    assert_eq!(
        param(&url, "claims").unwrap(),
        r#"{"id_token":{"email":{"essential":true,"value":"me@acme.example"}}}"#
    );
    assert!(
        url.contains("&claims=%7B%22id_token%22%3A%7B%22email%22%3A%7B%22essential%22%3Atrue%2C"),
        "{url}"
    );
}

#[test]
fn a_list_is_sent_as_several() {
    let url = url("me@acme.example");
    let end = "&grant_options%5B%5D=per-user&grant_options%5B%5D=me%40acme.example";
    assert!(url.ends_with(end), "{url}");
}

#[test]
fn a_value_stays_in_its_text() {
    let url = url(r#"","admin":true,"x":"\&claims=1"#);
    assert_eq!(
        param(&url, "claims").unwrap(),
        r#"{"id_token":{"email":{"essential":true,"value":"\",\"admin\":true,\"x\":\"\\&claims=1"}}}"#
    );
    assert_eq!(params(&url).iter().filter(|(name, _)| name == "claims").count(), 1);
}

#[test]
fn a_value_that_is_none_is_refused_before_the_browser_is_sent_anywhere() {
    for email in ["", "a\nb", "a\u{0}b"] {
        let builder = Client::builder_with(Variables::new(email));
        let error = Wire::default().setup(builder).build().unwrap_err();
        assert!(error.to_string().contains("`email`"), "{error}");
        assert!(error.to_string().contains("without control characters, not empty"), "{error}");
    }
}
