//! Grants of further RFCs, which a file says nothing of but their names.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use oauth_spec::{CustomGrant, ParameterKind, Provider, Source, SourceFile, compile};

const HEAD: &str =
    "schema = 1\n[provider]\nname = \"a\"\n[endpoints]\ntoken = \"https://a.example/t\"\n";

fn compiled(text: &str) -> Provider {
    compile(&SourceFile::new("a.toml", format!("{HEAD}{text}"))).unwrap()
}

fn only(text: &str) -> CustomGrant {
    compiled(text).spec.grants.custom[0]
}

fn offered(grant: &CustomGrant) -> Vec<(&'static str, ParameterKind, bool)> {
    grant.parameters.iter().map(|it| (it.name, it.kind, it.required)).collect()
}

fn sent(grant: &CustomGrant) -> Vec<(&'static str, String)> {
    grant.request.parameters.iter().map(|it| (it.name, it.value.to_string())).collect()
}

fn said(text: &str) -> Vec<(String, Option<String>)> {
    let report = compile(&SourceFile::new("a.toml", format!("{HEAD}{text}"))).unwrap_err();
    let diagnostics = report.diagnostics().iter();
    diagnostics.map(|it| (it.message.clone(), it.help.clone())).collect()
}

#[test]
fn one_line_is_the_rfc() {
    use ParameterKind::{Secret, String};
    let exchange = only("[grants.token_exchange]");
    assert_eq!(
        offered(&exchange),
        [
            ("subject_token", Secret, true),
            ("subject_token_type", String, true),
            ("actor_token", Secret, false),
            ("actor_token_type", String, false),
            ("resource", String, false),
            ("audience", String, false),
            ("requested_token_type", String, false),
        ]
    );
    let sent = sent(&exchange);
    assert_eq!(sent[0].1, "urn:ietf:params:oauth:grant-type:token-exchange");
    assert_eq!(sent.len(), 9);
    assert_eq!(exchange.request.parameters[8].value.as_source(), Some(Source::Scope));
    for (name, grant_type) in [
        ("jwt_bearer", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        ("saml_bearer", "urn:ietf:params:oauth:grant-type:saml2-bearer"),
    ] {
        let grant = only(&format!("[grants.{name}]"));
        assert_eq!(offered(&grant), [("assertion", Secret, true)]);
        assert_eq!(grant.request.parameters[0].value.to_string(), grant_type);
    }
    let documented = compiled("[grants.jwt_bearer]");
    assert!(documented.docs.description("grants.jwt_bearer.parameters.assertion").is_some());
}

#[test]
fn what_the_request_says_nobody_has_to_give() {
    let grant = only(
        "[grants.token_exchange]\n\
         request = { omit = [\"actor_token\", \"actor_token_type\", \"resource\", \"scope\"], \
         parameters = { subject_token_type = \"urn:x\", audience = \"aud:{audience}\" } }\n\
         parameters.requested_token_type = { required = true }\n\
         parameters.tenant = {}\n",
    );
    let names: Vec<_> = offered(&grant).iter().map(|it| (it.0, it.2)).collect();
    assert_eq!(
        names,
        [
            ("subject_token", true),
            ("audience", false),
            ("requested_token_type", true),
            ("tenant", false)
        ]
    );
    let names: Vec<_> = sent(&grant).iter().map(|it| it.0).collect();
    assert_eq!(
        names,
        [
            "grant_type",
            "subject_token",
            "subject_token_type",
            "audience",
            "requested_token_type",
            "tenant"
        ]
    );
    // One that the client signs.
    let grant = only(
        "[grants.jwt_bearer]\n\
         request = { omit = [\"user\"], parameters = { assertion = \"{computed.a}\" } }\n\
         parameters.user = { required = true }\n\
         [computed.a]\njwt = \"ES256\"\nkey = \"key\"\nclaims = { sub = \"{user}\" }\n\
         [variables.key]\n",
    );
    assert_eq!(offered(&grant), [("user", ParameterKind::String, true)]);
    assert_eq!(
        sent(&grant).iter().map(|it| it.0).collect::<Vec<_>>(),
        ["grant_type", "assertion", "scope"]
    );
}

#[test]
fn with_a_grant_type_the_table_says_everything_by_itself() {
    let grant = only("[grants.token_exchange]\ngrant_type = \"urn:own\"\nparameters.a = {}\n");
    assert_eq!(offered(&grant), [("a", ParameterKind::String, false)]);
    let sent = sent(&grant);
    assert_eq!(sent[0].1, "urn:own");
}

#[test]
fn after_another_grant_it_takes_what_its_request_names() {
    let spec = compiled(
        "authorization = \"https://a.example/a\"\n[grants.authorization_code]\n\
         [grants.token_exchange]\nafter = [\"authorization_code\"]\n\
         request = { parameters = { subject_token = \"{access_token}\", subject_token_type = \"urn:x\" } }\n",
    );
    let grant = spec.spec.grants.custom[0];
    assert_eq!(grant.after, ["authorization_code"]);
    assert!(grant.parameters.is_empty());
    assert_eq!(
        sent(&grant).iter().map(|it| it.0).collect::<Vec<_>>(),
        ["grant_type", "subject_token", "subject_token_type"]
    );
}

#[test]
fn mistakes_are_told() {
    let wrong = said("[grants.token_exchang]\n");
    assert_eq!(wrong[0].0, "unknown grant `token_exchang`");
    assert_eq!(wrong[0].1.as_deref(), Some("did you mean `token_exchange`?"));
    let wrong = said("[grants.jwt_bearer]\nrequest = { omit = [\"assertion\"] }\n");
    assert_eq!(wrong[0].0, "the request never sends `{assertion}`");
    let wrong = said("[grants.jwt_bearer]\nrequest = { omit = [\"asertion\"] }\n");
    assert_eq!(wrong[0].0, "the request has no `asertion` to leave out");
    let wrong = said("[grants.jwt_bearer]\ngrant_typ = \"x\"\n");
    assert!(wrong[0].0.contains("grant_typ"), "{wrong:?}");
}
