//! Types with more derives than their own: those that are written out, and those that are derived.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::HashSet;

use oauth_runtime::oauth_provider;

#[oauth_provider("tests/derives/acme.toml", derive(Hash, PartialEq, Eq, ::core::cmp::PartialOrd))]
pub mod acme {}

/// The same as a derived one would be.
#[test]
fn enums_and_structs_have_them() {
    use acme::{Environment, Region, Role, Scope, TokenFields, UserScope, Variables, Variant};

    let all: HashSet<_> = [Scope::Read, Scope::Write, Scope::Read].into();
    assert_eq!(all.len(), 2);
    assert!(Scope::Read < Scope::Write);
    assert!(Region::Eu < Region::Us);
    assert_eq!(HashSet::from([Environment::Test, Environment::Test]).len(), 1);
    assert_eq!(HashSet::from([Variant::V2, Variant::V2]).len(), 1);
    assert_eq!(HashSet::from([UserScope::UsersRead]).len(), 1);
    let roles = [Role::Admin, Role::Other("x".into()), Role::Other("x".into())];
    assert_eq!(HashSet::from(roles.clone()).len(), 2);
    assert!(roles[0] < roles[1]);
    let fields: Option<TokenFields> = None;
    assert_eq!(fields, None::<TokenFields>);
    let variables = HashSet::<Variables>::new();
    assert!(variables.is_empty());
}
