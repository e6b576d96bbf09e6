//! Every part of the model, written out: the text, that it compiles, and that it says the same.
//!
//! After a change that is meant: `UPDATE_GENERATED=1 cargo test -p oauth-codegen --test everything`.

#[rustfmt::skip]
mod generated;
mod runtime;

use std::path::Path;

use oauth_codegen::{Options, diagram, flows};
use oauth_spec::{Provider, SourceFile};

fn provider() -> Provider {
    let source = SourceFile::new("acme.toml", include_str!("acme.toml"));
    oauth_spec::compile(&source).unwrap_or_else(|report| panic!("\n{report}"))
}

#[test]
fn the_text_is_the_one_that_is_compiled_here() {
    let options = Options::default().runtime_path("crate::runtime").unwrap();
    let text = oauth_codegen::text(&provider(), &options, "acme.toml");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/everything/generated.rs");
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap();
    for (line, (known, text)) in known.lines().zip(text.lines()).enumerate() {
        assert_eq!(known, text, "line {}", line + 1);
    }
    assert_eq!(known.len(), text.len());
}

#[test]
fn every_flow_has_a_diagram() {
    let provider = provider();
    let flows = flows(&provider);
    let diagrams: Vec<String> = flows
        .iter()
        .map(|flow| format!("{}\n{}", flow.grant, diagram(provider.spec, flow.grant).unwrap()))
        .collect();
    insta::assert_snapshot!(diagrams.join("\n"));
    assert!(diagram(provider.spec, "none").is_none());
}

#[test]
fn what_the_diagram_shows_stays_in_its_line() {
    let mut wild = *provider().spec;
    wild.endpoints.token = Some(oauth_spec::Template::text("https://a/\n```\n#;\u{202e}x"));
    let diagram = diagram(&wild, "password").unwrap();
    assert!(diagram.contains("https://a/#96;#96;#96;#35;#59;x<br/>"), "{diagram}");
}

#[test]
fn the_constant_equals_what_it_was_made_from() {
    assert_eq!(generated::acme::SPEC, *provider().spec);
}
