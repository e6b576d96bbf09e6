//! The catalogue as a page: `docs/catalogue.md`, written with `UPDATE_DOCS=1`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod declarations;
#[path = "catalogue/facts.rs"]
mod facts;
mod page;

use std::fmt::Write as _;

use declarations::{catalogue, provider};
use facts::Facts;
use oauth_codegen::{deviations_by_area, flows};
use oauth_spec::{Provider, SourceFile};

const HEAD: &str = "\
# The catalogue

Written by a test (`generated-tests/tests/catalogue.rs`) from the files in [`providers/`](../providers), and from
nothing else. `cargo oauth expand NAME` shows each in full.

- **grants**: those that the file declares, with the steps that follow by themselves.
- **differs in**: where the provider is not as the standards say, and in how many points.
- **facts**: the keys of the file itself, a list of scopes counted once. *Documented*: a document of the provider states it, or it
  follows from one. *Seen*: only public catalogues state it. *Unconfirmed*: nobody states it. The tests know a provider
  from its file only; no account was used.

";

#[test]
fn the_page_of_the_catalogue() {
    let files = catalogue();
    let mut page = HEAD.to_owned();
    let mut all = Facts::default();
    let mut rows = String::new();
    for (name, source) in &files {
        let provider = provider(source);
        let table: toml::Table = toml::from_str(&source.text).unwrap();
        let facts = facts::count(&table, &provider.docs);
        all.add(facts);
        writeln!(rows, "{}", row(name, &provider, &table, facts)).unwrap();
    }
    writeln!(
        page,
        "{} providers, {} facts: {} documented, {} seen, {} unconfirmed.\n",
        files.len(),
        all.all(),
        all.documented,
        all.seen,
        all.unconfirmed
    )
    .unwrap();
    page.push_str(
        "| provider | grants | differs in | documents | documented | seen | unconfirmed | extends |\n\
         |---|---|---|---:|---:|---:|---:|---|\n",
    );
    page::up_to_date("catalogue.md", &(page + &rows));
}

fn row(name: &str, provider: &Provider, table: &toml::Table, facts: Facts) -> String {
    let grants: Vec<String> = flows(provider)
        .iter()
        .map(|flow| {
            let steps = std::iter::once(&flow.grant).chain(&flow.then);
            steps.map(|step| format!("`{step}`")).collect::<Vec<_>>().join(" → ")
        })
        .collect();
    let areas = deviations_by_area(provider);
    let areas: Vec<String> =
        areas.iter().map(|(area, points)| format!("{area} {}", points.len())).collect();
    let base = table.get("extends").and_then(toml::Value::as_str);
    let base = base.map(|base| format!("[{base}](../providers/{base}.toml)")).unwrap_or_default();
    format!(
        "| [{}](../providers/{name}.toml) | {} | {} | {} | {} | {} | {} | {base} |",
        provider.spec.title,
        grants.join(", "),
        areas.join(", "),
        provider.docs.documents.len(),
        facts.documented,
        facts.seen,
        facts.unconfirmed,
    )
}

#[test]
fn a_list_of_scopes_counts_once_and_a_description_not_at_all() {
    let text = "schema = 1\n[provider]\nname = \"acme\"\n[documents]\na = { title = \"A\" }\n\
                [seen]\n\"token.lifetime\" = \"x\"\n[unconfirmed]\n\"scopes\" = \"x\"\n\
                [endpoints]\ntoken = \"https://acme.example/token\"\n[grants.client_credentials]\n\
                [scopes.list]\na = \"A\"\nb = \"B\"\n[token]\nlifetime = \"1h\"\n\
                [token.fields.id]\ndescription = \"x\"\nrequired = true\n";
    let provider = provider(&SourceFile::new("acme.toml", text));
    let facts = facts::count(&toml::from_str(text).unwrap(), &provider.docs);
    assert_eq!(facts, Facts { documented: 3, seen: 1, unconfirmed: 1 });
}
