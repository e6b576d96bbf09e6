//! What is shown, and what is not.

use oauth_emulator::{Emulator, Fault, Step};
use oauth_spec::SourceFile;

use super::ACME;
use crate::demo::perform;

#[test]
fn the_api_is_called_where_nothing_else_is() {
    for (userinfo, path) in [("api.acme.example/me", "/anything"), ("acme.example/me", "/me")] {
        let more = format!("\nuserinfo = \"https://{userinfo}\"\n\n[grants.authorization_code]");
        let text = ACME.replace("\n[grants.authorization_code]", &more);
        let provider = oauth_spec::compile(&SourceFile::new("acme.toml", text)).unwrap();
        let mut told = String::new();
        assert!(perform(&[provider], &|_| {}, &mut |line| told.push_str(line)), "{told}");
        let told = anstream::adapter::strip_str(&told).to_string();
        assert!(told.contains(&format!("→ GET  https://api.acme.example{path} ")), "{told}");
    }
}

#[test]
fn secrets_of_a_list_are_masked() {
    let fields = "[token.fields.pins]\nsecret = true\nlist = true\n\n\
        [callback.fields.codes]\nsecret = true\nlist = true\nrequired = true\n";
    let text = format!("{ACME}\n{fields}");
    let provider = oauth_spec::compile(&SourceFile::new("acme.toml", text)).unwrap();
    let mut told = String::new();
    assert!(perform(&[provider], &|_| {}, &mut |line| told.push_str(line)), "{told}");
    let told = anstream::adapter::strip_str(&told).to_string();
    assert!(told.contains("pins") && told.contains("codes="), "{told}");
    assert!(!told.contains("secret-pins") && !told.contains("secret-codes"), "{told}");
}

#[test]
fn a_secret_at_the_second_path_is_masked() {
    let text =
        format!("{ACME}\n[token.fields.pin]\nsecret = true\npath = [\"pin\", \"code.pin\"]\n");
    let provider = oauth_spec::compile(&SourceFile::new("acme.toml", text)).unwrap();
    let fault = Fault::Answer {
        status: 200,
        content_type: "application/json".to_owned(),
        body: r#"{"access_token":"a","token_type":"bearer","code":{"pin":"hidden-in-code"}}"#
            .to_owned(),
    };
    let disturb = |it: &Emulator| it.fail_always(Step::Token, fault.clone());
    let mut told = String::new();
    perform(&[provider], &disturb, &mut |line| told.push_str(line));
    let told = anstream::adapter::strip_str(&told).to_string();
    assert!(told.contains(r#""code": {"pin":"hidden-…"}"#), "{told}");
    assert!(!told.contains("hidden-in-code"), "{told}");
}

#[test]
fn an_empty_object_is_shown_as_one_and_no_line_ends_in_spaces() {
    let text = ACME.replace(
        "[grants.authorization_code]\n[grants.client_credentials]\n",
        "[grants.own]\ngrant_type = \"own\"\n",
    );
    let text = text.replace("authorization = \"https://acme.example/authorize\"\n", "");
    let provider = oauth_spec::compile(&SourceFile::new("acme.toml", text)).unwrap();
    let fault = Fault::Answer {
        status: 400,
        content_type: "application/json".to_owned(),
        body: "{}".to_owned(),
    };
    let disturb = |it: &Emulator| it.fail_next(Step::Token, fault.clone());
    let mut told = Vec::new();
    assert!(!perform(&[provider], &disturb, &mut |line| {
        told.push(anstream::adapter::strip_str(line).to_string());
    }));
    assert!(told.iter().any(|line| line.trim_end().ends_with("← 400  {}")), "{told:#?}");
    assert_eq!(told.iter().find(|line| line.ends_with(' ')), None, "{told:#?}");
}
