//! The index of the needs: every one has a case with tests, or a reason why not; `docs/needs.md` says so.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::page::up_to_date;

fn needs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("needs")
}

fn table(path: &Path) -> toml::Table {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn texts(table: &toml::Table, key: &str) -> Vec<String> {
    let values = table[key].as_array().unwrap();
    values.iter().map(|value| value.as_str().unwrap().to_owned()).collect()
}

/// Whether a declaration has that word: keys, joined by dots; `x` is any key. It may begin in any table.
fn has_word(value: &toml::Value, word: &[&str], is_within: bool) -> bool {
    let Some((key, rest)) = word.split_first() else { return true };
    let tables = match value {
        toml::Value::Table(table) => table,
        toml::Value::Array(list) => {
            return list.iter().any(|value| has_word(value, word, is_within));
        }
        _ => return false,
    };
    tables.iter().any(|(name, value)| {
        (*key == "x" || name == key) && has_word(value, rest, true)
            || !is_within && has_word(value, word, false)
    })
}

#[test]
fn every_need_has_a_case_or_a_reason() {
    let ids = std::fs::read_to_string(needs().join("ids.txt")).unwrap();
    let excluded = table(&needs().join("excluded.toml"));

    let mut page = String::from(
        "# What providers need\n\nWritten by the tests in `generated-tests/tests/needs`, from the cases in \
         `generated-tests/needs`: each has a declaration and tests that drive the generated client and compare \
         what goes over the wire. The counts are of providers with evidence in public catalogues.\n\n\
         | id | need | words of the language | providers | case |\n|---|---|---|---|---|\n",
    );
    let mut parts = String::new();
    for id in ids.lines() {
        let folder = needs().join(id);
        if excluded.contains_key(id) {
            assert!(!folder.exists(), "{id} has a case and is in excluded.toml");
            continue;
        }
        let need = table(&folder.join("need.toml"));
        let tests = std::fs::read_to_string(folder.join("test.rs"))
            .unwrap_or_else(|_| panic!("needs/{id}/test.rs is missing"));
        assert!(tests.contains("#[test]") || tests.contains("#[tokio::test]"), "{id} has no test");
        let declared = toml::Value::Table(table(&folder.join("provider.toml")));
        let is_default = need.contains_key("default");
        let words: Vec<_> = texts(&need, "words")
            .iter()
            .map(|word| {
                let keys: Vec<_> = word.split('.').collect();
                let is_there = has_word(&declared, &keys, false);
                assert!(is_there != is_default, "{id}: `{word}` in its declaration: {is_there}");
                format!("`{word}`{}", if is_default { " (its default)" } else { "" })
            })
            .collect();
        if let Some(why) = need.get("without") {
            let _ = writeln!(parts, "| `{id}`, in part | {} |", why.as_str().unwrap());
        }
        let providers = texts(&need, "providers");
        let more =
            need["count"].as_integer().unwrap() - i64::try_from(providers.len().min(4)).unwrap();
        let mut named = providers.into_iter().take(4).collect::<Vec<_>>().join(", ");
        if more > 0 {
            let _ = write!(named, " and {more} more");
        }
        let _ = writeln!(
            page,
            "| `{id}` | {} | {} | {named} | [`{id}`](../generated-tests/needs/{id}) |",
            need["need"].as_str().unwrap(),
            words.join(", ")
        );
    }
    assert!(excluded.len() + parts.lines().count() < 6, "fewer than six, those in part as well");
    page.push_str("\n## Left out\n\n| id | why |\n|---|---|\n");
    for (id, why) in &excluded {
        let _ = writeln!(page, "| `{id}` | {} |", why.as_str().unwrap());
    }
    page.push_str(&parts);
    up_to_date("needs.md", &page);
}

#[test]
fn no_folder_is_without_an_id() {
    let ids = std::fs::read_to_string(needs().join("ids.txt")).unwrap();
    for entry in std::fs::read_dir(needs()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(!path.is_dir() || ids.lines().any(|id| id == name), "{name} is no known need");
    }
}
