//! Two lists of scopes, two parameters, neither of them called `scope`.

use crate::prelude::*;
use provider::authz_scope_param_renamed::{Client, UserScope};

#[test]
fn each_list_has_its_own_parameter() {
    let client: Client = Wire::default().client();
    let pending = client
        .authorize()
        .scopes(["commands".into(), "bot".into()])
        .scope_set([UserScope::UsersRead])
        .scope_set([UserScope::Chat])
        .begin()
        .unwrap();
    assert!(pending.url().contains("&perms=commands%2Cbot&"), "{}", pending.url());
    assert!(pending.url().contains("&user_scope=users%3Aread%2Cchat"), "{}", pending.url());
    assert_eq!(param(pending.url(), "scope"), None);
}

#[test]
fn a_list_that_is_not_asked_for_is_not_sent() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().scope_set([UserScope::Chat]).begin().unwrap();
    assert_eq!(param(pending.url(), "user_scope").unwrap(), "chat");
    assert_eq!(param(pending.url(), "perms"), None);
    let pending = client.authorize().scope("bot").begin().unwrap();
    assert_eq!(param(pending.url(), "perms").unwrap(), "bot");
    assert_eq!(param(pending.url(), "user_scope"), None);
}

#[test]
fn both_names_are_taken() {
    let client: Client = Wire::default().client();
    for name in ["perms", "user_scope"] {
        let error = client.authorize().parameter(name, "admin").begin().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the parameter `{name}` belongs to the request itself: leave out `.parameter(…)`"
            )
        );
    }
}
