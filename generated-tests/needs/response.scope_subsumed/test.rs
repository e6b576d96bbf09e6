//! The provider answers with the fewest scopes that say it all: one that writes may read.

use crate::prelude::*;
use provider::response_scope_subsumed::{Client, Scope};

#[tokio::test]
async fn what_is_implied_is_granted() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "scope": "admin_orders"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(
        token.granted_scopes().collect::<Vec<_>>(),
        ["admin_orders", "write_orders", "read_orders"]
    );
    assert_eq!(token.missing_scopes(&[Scope::ReadOrders, Scope::WriteOrders]), []);
    assert_eq!(token.scope(), Some("admin_orders"), "the answer stays as it is");
}

#[tokio::test]
async fn it_does_not_go_the_other_way() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "scope": "read_orders"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let missing = token.missing_scopes(&[Scope::ReadOrders, Scope::WriteOrders]);
    assert_eq!(missing, [Scope::WriteOrders]);
}

#[test]
fn all_are_asked_for_as_they_are_given() {
    let client: Client = Wire::default().client();
    let scopes = [Scope::ReadOrders, Scope::WriteOrders];
    let pending = client.authorize().scopes(scopes).begin().unwrap();
    assert_eq!(param(pending.url(), "scope").unwrap(), "read_orders write_orders");
}

#[tokio::test]
async fn what_only_looks_like_it_implies_nothing() {
    for scope in ["Admin_Orders", "admin_orders.all", "admin", "admin_orders,x"] {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "scope": "{scope}"}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.granted_scopes().collect::<Vec<_>>(), [scope]);
        assert_eq!(token.missing_scopes(&[Scope::ReadOrders]), [Scope::ReadOrders], "{scope}");
    }
}
