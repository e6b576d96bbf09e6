//! `cargo oauth schema`.

use oauth_spec::schema::FILE;
use serde_json::Value;

use crate::support::run;

#[test]
fn every_reference_leads_to_a_definition() {
    let run = run(&["schema"]);
    let schema: Value = serde_json::from_str(&run.out).unwrap();
    for key in FILE.keys {
        assert!(schema["properties"][key.name].is_object(), "{}", key.name);
    }
    let mut open = vec![&schema];
    let mut found = 0;
    while let Some(value) = open.pop() {
        if let Some(path) = value.get("$ref").and_then(Value::as_str) {
            let pointer = path.strip_prefix('#').expect("in the same document");
            assert!(schema.pointer(pointer).is_some(), "{path}");
            found += 1;
        }
        match value {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    assert!(found > 20, "{found}");
}

#[test]
fn every_table_is_on_the_page() {
    let run = run(&["schema", "--format", "markdown"]);
    for heading in ["[endpoints]", "[grants.authorization_code]", "[token]", "[lint]"] {
        assert!(run.out.contains(&format!("\n## `{heading}`\n")), "{heading}");
    }
}

/// `UPDATE_DOCS=1` writes the page.
#[test]
fn the_page_is_in_the_documentation() {
    let page = run(&["schema", "--format", "markdown"]).out;
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == page, "docs/reference.md is out of date: run the tests with UPDATE_DOCS=1");
}
