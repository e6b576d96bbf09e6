//! Both doors in modules that nobody else sees and that use little of it, as in a program: not a warning.

#![deny(warnings, clippy::pedantic, missing_docs, unreachable_pub, rust_2018_idioms)]

mod generated {
    oauth_runtime::include_providers!();
}

#[oauth_runtime::oauth_provider("podio")]
mod podio {}

#[oauth_runtime::oauth_provider("cases/hostile/provider.toml")]
mod hostile {}

#[oauth_runtime::oauth_provider("cases/fields/provider.toml")]
mod fields {}

#[test]
fn one_item_of_each_is_used() {
    assert_eq!(podio::SPEC, generated::podio::SPEC);
    assert_eq!(hostile::SPEC, generated::hostile::SPEC);
    assert_eq!(fields::SPEC, generated::fields::SPEC);
}
