//! The text that is generated: three real providers, and one small case a feature. What the rest of the
//! catalogue offers is in `surface.rs`.
//!
//! After a change that is meant: `INSTA_UPDATE=always cargo test -p generated-tests --test snapshots`.

mod declarations;

use std::panic::{AssertUnwindSafe, catch_unwind};

use declarations::{cases, entries, named, text};
use oauth_spec::SourceFile;

/// The declarations whose text is kept.
fn kept() -> impl Iterator<Item = (String, SourceFile)> {
    let providers = ["podio", "pio", "piggy"].map(|name| (name.to_owned(), named(name)));
    providers.into_iter().chain(cases())
}

#[test]
fn generated_texts() {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    let mut failed = Vec::new();
    for (name, source) in kept() {
        let text = text(&source);
        // All of them are compared, so that one run shows, or updates, every difference.
        let compare = || settings.bind(|| insta::assert_snapshot!(name.as_str(), text));
        if catch_unwind(AssertUnwindSafe(compare)).is_err() {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "these texts have changed: {}", failed.join(", "));
}

#[test]
fn no_snapshot_is_left_over() {
    let expected: Vec<String> = kept().map(|(name, _)| format!("{name}.snap")).collect();
    for path in entries("tests/snapshots") {
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_known = expected.iter().any(|expected| expected == name);
        assert!(is_known || name.ends_with(".snap.new"), "no test makes {name}: remove it");
    }
}
