//! Pages of the documentation that are written by tests.

use std::path::Path;

/// Compares a page of `docs` with what it should say; `UPDATE_DOCS=1` writes it.
pub(crate) fn up_to_date(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, page).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == page, "docs/{name} is out of date: run the tests with UPDATE_DOCS=1");
}
