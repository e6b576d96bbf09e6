//! `extends`: a file over its base.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use oauth_spec::{
    Compiled, Confidence, Expiry, Report, SourceFile, Template, compile, compile_with,
};

const BASE: &str = r#"schema = 1

[provider]
name = "base"
title = "Base"

[documents]
guide = { title = "Guide" }

[unconfirmed]
"token.lifetime" = "nobody says"
"endpoints.token" = "nobody says"

[variables.host]
type = "hostname"

[environments.live]
host = "live.example"

[environments.test]
host = "test.example"

[endpoints]
authorization = "https://{host}/authorize"
token = "https://{host}/token"

[grants.authorization_code]
request = { parameters = { a = "1", b = "2" } }

[grants.password]

[token]
lifetime = "8h"

[token.fields.kind]
enum = ["user", "app"]
required = true

[api]
headers = { x-a = "1" }
"#;

/// A file with what it says after its head.
fn own(rest: &str) -> String {
    format!("schema = 1\nextends = \"base\"\n\n[provider]\nname = \"own\"\n\n{rest}")
}

fn over(base: &str, rest: &str) -> Result<Compiled, Report> {
    compile_with(&SourceFile::new("own.toml", own(rest)), &|name| {
        (name == "base").then(|| SourceFile::new("base.toml", base))
    })
}

fn merged(rest: &str) -> Compiled {
    over(BASE, rest).unwrap_or_else(|report| panic!("\n{report}"))
}

fn refused(rest: &str) -> String {
    over(BASE, rest).expect_err("this is wrong").to_string()
}

#[test]
fn what_a_file_does_not_say_its_base_says() {
    let Compiled { provider, files } = merged("[environments.live]\nhost = \"own.example\"\n");
    let spec = provider.spec;
    assert_eq!((spec.name, spec.title), ("own", "Base"));
    let names: Vec<_> = spec.environments.iter().map(|environment| environment.name).collect();
    assert_eq!(names, ["live", "test"], "the base's order");
    assert_eq!(spec.environments[0].value("host"), Some("own.example"));
    assert_eq!(spec.token.lifetime, Some(8 * 3600));
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["own.toml", "base.toml"]);
    assert_eq!(provider.docs.documents[0].id, "guide");
}

#[test]
fn tables_merge_and_everything_else_is_replaced() {
    let spec = merged(
        "[grants.authorization_code]\nrequest = { parameters = { b = \"3\", c = \"4\" } }\n\
        [token.fields.kind]\nenum = [\"user\"]\n",
    )
    .provider
    .spec;
    let request = spec.grants.authorization_code.unwrap().request;
    let value = |name: &str| {
        request.parameters.iter().find(|parameter| parameter.name == name).unwrap().value
    };
    assert_eq!(value("a"), Template::text("1"));
    assert_eq!(value("b"), Template::text("3"));
    assert_eq!(value("c"), Template::text("4"));
    assert_eq!(spec.token.fields[0].kind, oauth_spec::FieldKind::Enum(&["user"]));
    assert!(spec.token.fields[0].required);
}

#[test]
fn false_takes_away() {
    let spec = merged(
        "[grants]\npassword = false\n[token]\nlifetime = false\nexpiry = \"never\"\n\
        [token.fields.kind]\nrequired = false\n[api]\nheaders = { x-a = false }\n",
    )
    .provider
    .spec;
    assert_eq!(spec.grants.password, None);
    assert_eq!((spec.token.lifetime, spec.token.answer.expiry), (None, Expiry::Never));
    assert!(!spec.token.fields[0].required);
    assert_eq!(spec.api.headers, []);
}

#[test]
fn the_conditions_of_a_field_are_one_value() {
    const TEAM: &str = "[token.fields.team]\nwhen = { kind = \"team\" }\n";
    let base = format!("{BASE}{TEAM}");
    let when = |rest| over(&base, rest).unwrap().provider.spec.token.fields[1].when;
    let other = when("[token.fields.team]\nwhen = { sort = \"team\" }\n");
    assert_eq!(other.iter().map(|condition| condition.path).collect::<Vec<_>>(), ["sort"]);
    assert_eq!(when("[token.fields.team]\nwhen = false\n"), []);
    assert_eq!(when("[token.fields.team]\nrequired = true\n").len(), 1);
}

#[test]
fn facts_go_with_what_they_are_about() {
    let docs =
        merged("[seen]\n\"endpoints.token\" = \"a catalogue\"\n[token]\nlifetime = \"9h\"\n")
            .provider
            .docs;
    assert_eq!(docs.confidence("endpoints.token"), Confidence::Seen);
    assert_eq!(docs.confidence("token.lifetime"), Confidence::Documented);
    let docs = merged("[token]\nlifetime = false\n").provider.docs;
    assert_eq!(docs.unconfirmed.len(), 1);
    assert_eq!(docs.confidence("endpoints.token"), Confidence::Unconfirmed);
}

#[test]
fn bases_have_bases() {
    let middle = "schema = 1\nextends = \"base\"\n[provider]\nname = \"middle\"\n\
        [grants]\npassword = false\n";
    let source = SourceFile::new("own.toml", own("").replace("\"base\"", "\"middle\""));
    let compiled = compile_with(&source, &|name| {
        let text = if name == "middle" { middle } else { BASE };
        Some(SourceFile::new(format!("{name}.toml"), text))
    })
    .unwrap();
    assert_eq!(compiled.files.len(), 3);
    assert_eq!(compiled.provider.spec.grants.password, None);
    assert!(compiled.provider.spec.grants.authorization_code.is_some());
}

#[test]
fn a_mistake_in_a_base_is_shown_there() {
    let base = BASE.replace("lifetime = \"8h\"", "lifetime = \"8 hours\"");
    let report = over(&base, "").expect_err("the base is wrong");
    let first = &report.diagnostics()[0];
    assert_eq!(report.file(first), "base.toml");
    assert_eq!(report.position(first).unwrap().line, 33);
    assert_eq!(report.files().collect::<Vec<_>>(), ["own.toml", "base.toml"]);
    insta::assert_snapshot!(report);
}

#[test]
fn a_contradiction_between_both_names_both() {
    insta::assert_snapshot!(refused("[token]\nexpiry = \"never\"\n"));
}

#[test]
fn nothing_to_take_away() {
    insta::assert_snapshot!(refused("[token]\nrefresh_token_lifetime = false\n"));
}

#[test]
fn what_a_misspelt_table_takes_away_is_one_mistake() {
    let report = over(BASE, "[grnats]\npassword = false\n").expect_err("no such table");
    let messages: Vec<_> = report.diagnostics().iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages, ["unknown key `grnats`"]);
}

#[test]
fn what_takes_away_a_misspelt_key_is_unknown() {
    insta::assert_snapshot!(refused(
        "[grants.authorization_code]\npkec = false\n\n[endpoints]\ntokn = false\n\n\
        [variables.host]\ndefalt = false\n"
    ));
}

#[test]
fn a_file_needs_a_name_and_a_schema_of_its_own() {
    let source = SourceFile::new("own.toml", "extends = \"base\"\n");
    let base = |_: &str| Some(SourceFile::new("base.toml", BASE));
    insta::assert_snapshot!(compile_with(&source, &base).expect_err("no name"));
}

#[test]
fn a_base_with_syntax_errors() {
    let base = BASE.replace("name = \"base\"", "name = base");
    insta::assert_snapshot!(over(&base, "").expect_err("no TOML"));
}

#[test]
fn a_base_that_nobody_knows() {
    let source = SourceFile::new("own.toml", own(""));
    insta::assert_snapshot!(compile(&source).expect_err("no base"));
    let source = SourceFile::new("own.toml", own("").replace("\"base\"", "1"));
    insta::assert_snapshot!(compile(&source).expect_err("no text"));
    let source = SourceFile::new("own.toml", own("").replace("\"base\"", "\"../base.toml\""));
    let any = |_: &str| panic!("asked for a path");
    insta::assert_snapshot!(compile_with(&source, &any).expect_err("a path"));
}

#[test]
fn bases_in_a_circle() {
    let source = SourceFile::new("own.toml", own(""));
    let again = |_: &str| Some(source.clone());
    insta::assert_snapshot!(compile_with(&source, &again).expect_err("itself"));
    let base = |name: &str| {
        let text =
            own("").replace("\"base\"", if name == "base" { "\"other\"" } else { "\"base\"" });
        Some(SourceFile::new(format!("{name}.toml"), text))
    };
    insta::assert_snapshot!(compile_with(&source, &base).expect_err("a circle"));
    let endless = |name: &str| {
        let text = own("").replace("\"base\"", &format!("\"{name}x\""));
        Some(SourceFile::new(format!("{name}.toml"), text))
    };
    let report = compile_with(&source, &endless).expect_err("no end");
    assert_eq!(report.diagnostics()[0].message, "too many bases");
}

#[test]
fn a_variable_that_the_file_has_no_use_for() {
    let endpoints = "authorization = \"https://a.example/authorize\"\n\
        token = \"https://a.example/token\"\n";
    insta::assert_snapshot!(refused(&format!("[endpoints]\n{endpoints}")));
    merged(&format!(
        "[endpoints]\n{endpoints}[variables]\nhost = false\n[environments]\n\
        live = false\ntest = false\n"
    ));
}

#[test]
fn whatever_stands_in_a_base_ends_in_a_provider_or_a_report() {
    for end in 0..BASE.len() {
        let Some(base) = BASE.get(..end) else { continue };
        if let Err(report) = over(base, "[token]\nlifetime = false\n[grants.password]\n") {
            assert!(report.to_string().starts_with("error: "));
            for diagnostic in report.diagnostics() {
                assert!(report.position(diagnostic).unwrap().line >= 1);
            }
        }
    }
    let own = own("[token]\nlifetime = { a = [1] }\nfields = 1\n[grants]\npassword = [false]\n");
    for end in 0..own.len() {
        let source = SourceFile::new("own.toml", own.get(..end).unwrap());
        let base = |_: &str| Some(SourceFile::new("base.toml", BASE));
        if let Err(report) = compile_with(&source, &base) {
            assert!(report.to_string().starts_with("error: "));
        }
    }
}

#[test]
fn facts_are_taken_away_by_their_path() {
    let provider = over(BASE, "[unconfirmed]\n\"token.lifetime\" = false").unwrap().provider;
    assert_eq!(provider.docs.confidence("token.lifetime"), Confidence::Documented);
    assert_eq!(provider.docs.confidence("endpoints.token"), Confidence::Unconfirmed);
    // A fact about a key that is stated anew goes by itself, and may be taken away all the same.
    let text = "[unconfirmed]\n\"token.lifetime\" = false\n[token]\nlifetime = \"1h\"";
    assert!(over(BASE, text).is_ok());
    let text = "[unconfirmed]\n\"token.lifetime\" = false\n[token]\nlifetime = false";
    assert!(over(BASE, text).is_ok());
    assert!(over(BASE, "[unconfirmed]\n\"token.root\" = false").is_err());
}
