//! The plus between scopes is sent as it is, and what could end the parameter is not.

use crate::prelude::*;
use provider::authz_scope_raw_encoding::Client;

#[test]
fn the_separator_and_what_a_query_may_hold_are_not_escaped() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().scopes(["user:read".into(), "a/b".into()]).begin().unwrap();
    assert!(pending.url().contains("&scope=user:read+a/b&"), "{}", pending.url());
}

#[test]
fn a_scope_cannot_bring_a_parameter_of_its_own() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().scopes(["a&state=mine#x=1".into()]).begin().unwrap();
    assert!(pending.url().contains("&scope=a%26state%3Dmine%23x%3D1&"), "{}", pending.url());
    assert_ne!(param(pending.url(), "state").unwrap(), "mine");
}

#[test]
fn what_no_query_may_hold_is_escaped_all_the_same() {
    let client: Client = Wire::default().client();
    for (scope, sent) in
        [("100%26", "100%2526"), ("a b", "a%20b"), ("ä\n", "%C3%A4%0A"), ("<\">", "%3C%22%3E")]
    {
        let pending = client.authorize().scope(scope).begin().unwrap();
        assert!(pending.url().contains(&format!("&scope={sent}&")), "{}", pending.url());
    }
}
