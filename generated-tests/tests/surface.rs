//! What each provider of the catalogue offers in Rust, a line an item: a change of it breaks applications.
//!
//! After a change that is meant: `INSTA_UPDATE=always cargo test -p generated-tests --test surface`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod declarations;
#[path = "surface/items.rs"]
mod items;
#[path = "surface/types.rs"]
mod types;

use std::panic::{AssertUnwindSafe, catch_unwind};

use declarations::{catalogue, entries, provider};
use oauth_codegen::{Options, expand_items};

#[test]
fn what_each_provider_offers() {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("surface");
    let mut failed = Vec::new();
    for (name, source) in catalogue() {
        let tokens = expand_items(&provider(&source), &Options::default());
        let lines = items::lines(&syn::parse2(tokens).unwrap());
        // All of them are compared, so that one run shows, or updates, every difference.
        let compare = || settings.bind(|| insta::assert_snapshot!(name.as_str(), lines));
        if catch_unwind(AssertUnwindSafe(compare)).is_err() {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "these offer something else now: {}", failed.join(", "));
}

#[test]
fn no_snapshot_is_left_over() {
    let known: Vec<String> = catalogue().into_iter().map(|(name, _)| name).collect();
    for path in entries("tests/surface") {
        let name = path.file_name().unwrap().to_str().unwrap();
        let name = name.strip_suffix(".snap").or(name.strip_suffix(".snap.new"));
        let is_known = name.is_none_or(|name| known.iter().any(|known| known == name));
        assert!(is_known, "no test makes {}: remove it", path.display());
    }
}
