//! Several scopes become one parameter, with a comma between them.

use crate::prelude::*;
use provider::authz_scope_comma::Client;

#[test]
fn scopes_are_joined_by_commas() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().scopes(["read".into(), "write".into()]).begin().unwrap();
    assert_eq!(param(pending.url(), "scope").unwrap(), "read,write");
}
