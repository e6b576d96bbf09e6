//! Lowering of variables, scopes, fields, callbacks, refusals and API calls.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use oauth_spec::{
    CallbackFormat, Condition, Confidence, Expiry, Field, FieldFrom, FieldKind, Literal, Parameter,
    Provider, RepeatedParameters, ScopeEncoding, Source, SourceFile, StateUse, Template, Test,
    VariableKind, compile,
};

fn compiled(text: &str) -> Provider {
    compile(&SourceFile::new("acme.toml", text)).unwrap_or_else(|report| panic!("\n{report}"))
}

fn answers() -> Provider {
    compiled(include_str!("cases/valid/answers.toml"))
}

/// A provider that says this beside the least.
fn with(rest: &str) -> Provider {
    compiled(&format!(
        "schema = 1\n[provider]\nname = \"acme\"\n[endpoints]\n\
        authorization = \"https://a.example/authorize\"\ntoken = \"https://a.example/token\"\n\
        [grants.authorization_code]\n[grants.refresh_token]\n{rest}"
    ))
}

fn field(provider: &Provider, name: &str) -> Field {
    *provider.spec.token.fields.iter().find(|field| field.name == name).unwrap()
}

#[test]
fn variables() {
    let spec = answers().spec;
    let region = spec.variable("region").unwrap();
    assert_eq!(region.kind, VariableKind::Map(&[("us", "acme.example"), ("eu", "acme.eu")]));
    assert_eq!((region.default, region.pattern), (Some(Template::text("us")), None));
    assert_eq!(spec.variable("shop").unwrap().pattern, Some("[a-z0-9][a-z0-9-]*"));
    assert_eq!(spec.environments[0].value("region"), Some("eu"));
}

#[test]
fn scopes() {
    let provider = answers();
    let scopes = provider.spec.scopes;
    assert_eq!((scopes.separator, scopes.answer_separator), (",", " "));
    assert_eq!(scopes.encoding, ScopeEncoding::Raw);
    assert_eq!(scopes.required, ["openid"]);
    assert_eq!(scopes.default, ["read", "write"]);
    assert_eq!(scopes.forbidden, ["admin"]);
    assert_eq!(scopes.implies, [("write", "read")]);
    let user = scopes.set("user").unwrap();
    assert_eq!(user.known.to_vec(), ["users:read", "users:write"]);
    assert_eq!(provider.names.get("scopes.sets.user"), "UserScope");
    assert_eq!(provider.names.get("scopes.sets.user.list.users:read"), "UsersRead");
    assert_eq!(provider.names.get("scopes.sets.user.list.users:write"), "Write");
    let path = "scopes.sets.user.list.users:read";
    assert_eq!(provider.docs.description(path), Some("reads users"));
}

#[test]
fn a_separator_counts_in_answers_too() {
    let scopes = with("[scopes]\nseparator = \",\"\n").spec.scopes;
    assert_eq!((scopes.separator, scopes.answer_separator), (",", ","));
}

#[test]
fn lifetimes() {
    let token = answers().spec.token;
    assert_eq!(token.lifetime, Some(8 * 3600));
    assert_eq!(token.refresh_token_lifetime, Some(28 * 86_400));
    assert_eq!(token.refresh_token_idle, Some(7 * 86_400));
    assert_eq!(token.renew_before, Some(30));
    assert_eq!(token.answer.expiry, Expiry::EXPIRES_IN);
}

const USER: Condition = Condition { path: "/kind", test: Test::Is(Literal::Text("user")) };
const APP: Condition = Condition { path: "kind", test: Test::Is(Literal::Text("app")) };
const BETA: Condition = Condition { path: "beta", test: Test::Present };

#[test]
fn fields() {
    let provider = answers();
    let get = |name| field(&provider, name);
    let host = Template::Written("{variables.shop}.acme.example");
    assert_eq!(get("shop").equals, Some(host));
    assert_eq!(get("bot"), Field::new("bot", FieldKind::Token).at("/bot"));
    assert_eq!(get("account"), Field::integer("account").at("data.accounts.0.id"));
    let tenant = Field::string("tenant").at("tid").from(FieldFrom::AccessToken);
    assert_eq!(get("tenant"), tenant.pattern("[0-9a-f-]+"));
    assert_eq!(get("email"), Field::string("email").from(FieldFrom::IdToken));
    assert_eq!(get("limit"), Field::integer("limit").at("x-ratelimit").from(FieldFrom::Header));
    let url = FieldKind::Url(&["acme.example", "acme.eu"]);
    assert_eq!(get("instance_url"), Field::new("instance_url", url).required());
    assert_eq!(get("host").kind, FieldKind::Hostname(&["acme.example"]));
    assert_eq!(get("dc").kind, FieldKind::Label);
    assert_eq!(get("user"), Field::string("user").at("/id").when(&[USER]));
    assert_eq!(get("app"), Field::string("app").at("id").required().when(&[APP, BETA]));
}

#[test]
fn callbacks() {
    let callback = answers().spec.callback;
    assert_eq!(callback.format, CallbackFormat::Query);
    assert_eq!(callback.code, "auth_code");
    assert_eq!(callback.state, StateUse::ProviderInitiated("st"));
    assert_eq!(callback.error, ["error_reason", "error"]);
    assert_eq!(callback.error_description, ["message"]);
    assert_eq!(callback.error_codes, [("user_denied", "access_denied")]);
    assert_eq!(callback.fields, [Field::string("realm_id").at("realmId").pattern("[0-9]+")]);
    assert_eq!(callback.repeated_parameters, RepeatedParameters::Refuse);
    let callback = with("[callback]\nstate = \"s\"\nformat = \"json\"\n").spec.callback;
    assert_eq!(callback.state, StateUse::Required("s"));
    assert_eq!(callback.format, CallbackFormat::Json);
    let omit = "[grants.authorization_code.authorization_request]\nomit = [\"state\"]\n";
    let carried = "[callback]\nstate = { name = \"s\", use = \"redirect_uri\" }\n";
    let callback = with(&format!("{omit}{carried}"));
    assert_eq!(callback.spec.callback.state, StateUse::InRedirectUri("s"));
    let sent = "[parameter_names]\nstate = \"s\"\n";
    let callback = with(&format!("{omit}{sent}[callback]\nstate = {{ use = \"redirect_uri\" }}\n"));
    let callback = callback.spec.callback;
    assert_eq!(callback.state, StateUse::InRedirectUri("state"));
}

#[test]
fn refusals() {
    let errors = answers().spec.errors;
    assert_eq!(
        errors.when,
        [
            Condition { path: "ok", test: Test::Is(Literal::Boolean(false)) },
            Condition { path: "meta.code", test: Test::IsNot(Literal::Integer(0)) },
            Condition { path: "errcode", test: Test::Present },
        ]
    );
    assert_eq!(errors.code, ["errors.0.errorType", "error"]);
    assert_eq!((errors.description, errors.uri), (&["message"][..], "help"));
    assert_eq!(errors.codes, [("10003", "invalid_grant")]);
    let codes = [("7", "invalid_target"), ("8", "unknown_user_id"), ("9", "invalid_dpop_proof")];
    let written = codes.map(|(own, standard)| format!("{own} = \"{standard}\"")).join(", ");
    assert_eq!(with(&format!("[errors]\ncodes = {{ {written} }}\n")).spec.errors.codes, codes);
    let errors =
        with("[errors]\nstatuses = { 410 = \"expired_token\", 403 = \"invalid_grant\" }\n");
    let errors = errors.spec.errors;
    assert_eq!(errors.statuses, [(410, "expired_token"), (403, "invalid_grant")]);
    assert_eq!(errors.code_of_status(410, true), Some("expired_token"));
    assert_eq!(errors.code_of_status(410, false), None, "only polls are told that");
    assert_eq!(errors.code_of_status(403, false), Some("invalid_grant"));
    let errors = with("[errors]\nwhen = { status = \"error\" }\n").spec.errors;
    assert_eq!(errors.when, [Condition { path: "status", test: Test::Is(Literal::Text("error")) }]);
    assert_eq!((errors.code, errors.uri), (&["error"][..], "error_uri"));
}

#[test]
fn api_calls() {
    let api = answers().spec.api;
    assert_eq!(api.authorization, None);
    assert_eq!(api.query, [Parameter::value("access_token", Source::AccessToken)]);
    assert_eq!(api.body, [Parameter::text("v", "2")]);
    assert_eq!(api.expired.status, [401, 403]);
    let api = with("[api]\nexpired = { status = 403 }\nauthorization = \"X {access_token}\"\n");
    assert_eq!(api.spec.api.expired.status, [403]);
    assert_eq!(api.spec.api.authorization, Some(Template::Written("X {access_token}")));
}

#[test]
fn confidence() {
    let docs = answers().docs;
    assert_eq!(docs.confidence("token.lifetime"), Confidence::Seen);
    assert_eq!(docs.confidence("endpoints.token"), Confidence::Unconfirmed);
    assert_eq!(docs.confidence("endpoints.authorization"), Confidence::Documented);
    assert_eq!(docs.seen, [("token.lifetime".to_owned(), "two public catalogues".to_owned())]);
}
