//! Names and descriptions of what a generated module holds in modules of its own.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use oauth_spec::{
    Answer, Condition, Expiry, Literal, Provider, Report, SourceFile, Test, Unit, compile,
};

fn read(rest: &str) -> Result<Provider, Report> {
    compile(&SourceFile::new(
        "acme.toml",
        format!(
            "schema = 1\n[provider]\nname = \"acme\"\n[endpoints]\n\
            authorization = \"https://a.example/authorize\"\n\
            token = \"https://a.example/token\"\n\
            introspection = \"https://a.example/introspect\"\n\
            [grants.authorization_code]\n[grants.refresh_token]\n{rest}"
        ),
    ))
}

fn with(rest: &str) -> Provider {
    read(rest).unwrap_or_else(|report| panic!("\n{report}"))
}

#[test]
fn names() {
    let provider = with(
        "[grants.authorization_code.parameters.team]\n\
        [calls.tenant]\nurl = \"https://a.example/me\"\n\
        fields.id = { path = \"0.tenantId\", required = true, description = \"its number\" }\n\
        fields.ref = { type = \"object\", fields.kind = { enum = [\"a-b\"] } }\n\
        [consents.tenant]\nendpoint = \"https://a.example/consent\"\n\
        success = { admin_consent = \"True\" }\nfields.ref = { enum = [\"x\"] }\n\
        [webhooks.event-v1]\nin = { header = \"x-signature\" }\nalgorithm = \"hmac-sha256\"\n\
        message = \"{request.body}\"\n",
    );
    for (path, name) in [
        ("grants.authorization_code:parameters", "AuthorizationCodeParameters"),
        ("grants.authorization_code.parameters.team", "team"),
        ("calls.tenant", "Tenant"),
        ("calls.tenant.fields.id", "id"),
        ("calls.tenant.fields.ref", "r#ref"),
        ("calls.tenant.fields.ref:type", "TenantRef"),
        ("calls.tenant.fields.ref.fields.kind:type", "TenantRefKind"),
        ("calls.tenant.fields.ref.fields.kind.enum.a-b", "AB"),
        ("consents.tenant", "Tenant"),
        ("consents.tenant.fields.ref:type", "TenantRef"),
        ("webhooks.event-v1", "EVENT_V1"),
    ] {
        assert_eq!(provider.names.find(path), Some(name), "{path}");
    }
    assert_eq!(provider.docs.description("calls.tenant.fields.id"), Some("its number"));
    assert_eq!(provider.spec.calls[0].fields[0].path, "0.tenantId");
    let success = Condition { path: "admin_consent", test: Test::Is(Literal::Text("True")) };
    assert_eq!(provider.spec.consents[0].success, Some(success));
}

#[test]
fn names_that_are_the_same() {
    let call = |name: &str, fields: &str| {
        format!("[calls.{name}]\nurl = \"https://a.example/me\"\nfields.a = {{}}\n{fields}\n")
    };
    let text = format!(
        "{}{}{}[webhooks.v-1]\nin = {{ header = \"x\" }}\nalgorithm = \"hmac-sha256\"\n\
        message = \"{{request.body}}\"\n\
        [webhooks.v_1]\nin = {{ header = \"x\" }}\nalgorithm = \"hmac-sha256\"\n\
        message = \"{{request.body}}\"\n",
        call("me", "fields.kind = { enum = [\"a\"] }"),
        call("me-kind", ""),
        call("bot", "fields.header = { from = \"id_token\" }\nfields.b = { path = \"/b\" }"),
    );
    insta::assert_snapshot!(read(&text).expect_err("two of one name"));
}

#[test]
fn token_answers() {
    let answer = with(
        "[token]\nroot = \"data\"\naccess_token = \"token\"\nformat = \"json\"\n\
        expiry = { in = \"expires\", unit = \"ms\", zero = \"never\" }\n",
    )
    .spec
    .token
    .answer;
    let expiry = Expiry::In { field: "expires", unit: Unit::Milliseconds, zero_is_never: true };
    let standard = Answer::STANDARD;
    assert_eq!(answer, Answer { root: "data", access_token: "token", expiry, ..standard });
    for (word, expiry) in [
        ("never", Expiry::Never),
        ("jwt", Expiry::Jwt),
        ("introspection", Expiry::Introspection),
        ("expires_in", Expiry::EXPIRES_IN),
    ] {
        let token = with(&format!("[token]\nexpiry = \"{word}\"\n")).spec.token;
        assert_eq!(token.answer.expiry, expiry);
    }
    let token = with("[token]\nexpiry = \"lifetime\"\nlifetime = \"1h\"\n").spec.token;
    assert_eq!((token.answer.expiry, token.lifetime), (Expiry::Lifetime, Some(3600)));
}
