//! What is sent: each grant, each place, each way of authenticating.

#![allow(clippy::unwrap_used, clippy::items_after_statements, reason = "tests")]

mod support;

use oauth_runtime::spec::{
    ClientAuthentication, Endpoints, Grants, Parameter, ParametersIn, ProviderSpec, Template,
    TokenGrant, TokenRequest,
};
use oauth_runtime::{AnyName, AnyProvider, Client, Value};
use support::{
    App, PIGGY, PODIO, Podio, SECRET, Script, TOKEN, TestClock, body, json, messages, parameter,
};

fn builder() -> oauth_runtime::ClientBuilder<Podio> {
    Client::<Podio>::builder()
        .client_id("my client")
        .client_secret(SECRET)
        .redirect_uri("https://app.example/callback?x=1")
}

#[test]
fn a_form_with_the_secret_in_it() {
    let client = builder().build().unwrap();
    let request = client.password("me@example.com", "p w&=").scope("user:read").request().unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://podio.com/oauth/token");
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    assert!(!request.headers().contains_key("authorization"));
    assert_eq!(
        body(&request),
        "grant_type=password&username=me%40example.com&password=p+w%26%3D&scope=user%3Aread\
         &client_id=my+client&client_secret=q9Tn3kXv7LrPz0Wc%26Yb2%3DHdJm"
    );
}

#[test]
fn basic_authentication_encodes_both_values_first() {
    let client = builder().authentication(ClientAuthentication::ClientSecretBasic).build().unwrap();
    let request = client.password("a", "b").request().unwrap();
    assert_eq!(body(&request), "grant_type=password&username=a&password=b");
    let header = &request.headers()["authorization"];
    assert!(header.is_sensitive());
    // base64("my+client:q9Tn3kXv7LrPz0Wc%26Yb2%3DHdJm")
    assert_eq!(header, "Basic bXkrY2xpZW50OnE5VG4za1h2N0xyUHowV2MlMjZZYjIlM0RIZEpt");
}

#[test]
fn json_keeps_types_and_variants_say_where() {
    let client = builder().variant(AnyName("v2".to_owned())).build().unwrap();
    let grant = App { app_id: 12, app_token: "t\"\\".into(), trusted: Some(true) };
    let request = client.grant(grant).request().unwrap();
    assert_eq!(request.uri(), "https://api.podio.com/oauth/token/v2");
    assert_eq!(request.headers()["content-type"], "application/json");
    let sent: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(
        sent,
        serde_json::json!({
            "grant_type": "app", "app_id": 12, "app_token": "t\"\\", "trusted": true,
            "client_id": "my client", "client_secret": SECRET,
        })
    );
    let plain = builder().build().unwrap();
    let grant = App { app_id: 12, app_token: "t".into(), trusted: None };
    let request = plain.grant(grant).request().unwrap();
    assert!(body(&request).starts_with("grant_type=app&app_id=12&app_token=t&client_id="));
}

#[tokio::test]
async fn a_query_holds_everything_and_the_body_nothing() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let token = support::podio_token(&script, &client).await;
    let request = client.refresh(&token).request().unwrap();
    assert!(request.body().is_empty());
    assert!(!request.headers().contains_key("content-type"));
    let url = request.uri().to_string();
    assert_eq!(parameter(&url, "grant_type").as_deref(), Some("refresh_token"));
    assert_eq!(parameter(&url, "refresh_token").as_deref(), Some("rt-1-very-secret"));
    assert_eq!(parameter(&url, "client_secret").as_deref(), Some(SECRET));
}

#[test]
fn json_without_scopes_has_exactly_three_members() {
    let client = Client::<AnyProvider>::builder_for(&PIGGY)
        .client_id("17")
        .client_secret("s")
        .build()
        .unwrap();
    let request = client.client_credentials().request().unwrap();
    assert_eq!(
        body(&request),
        r#"{"grant_type":"client_credentials","client_id":"17","client_secret":"s"}"#
    );
    let request = client.client_credentials().parameter("audience", "x\"y").request().unwrap();
    assert!(body(&request).ends_with(r#","client_secret":"s","audience":"x\"y"}"#));
}

#[test]
fn parameters_of_the_request_itself_are_refused() {
    let client = builder().build().unwrap();
    for name in ["grant_type", "password", "client_id", "client_secret", "scope"] {
        let call = client.password("a", "b").parameter(name, "x");
        assert!(messages(call.request())[0].contains(name), "{name}");
    }
    let call = client.password("a", "b").parameter("device", "d e");
    assert!(body(&call.request().unwrap()).ends_with("&device=d+e"));
    let grant = App { app_id: 1, app_token: "t".into(), trusted: None };
    assert!(messages(client.grant(grant).scope("x").request())[0].contains("takes no scopes"));
}

#[test]
fn a_provider_only_known_at_run_time() {
    let client = Client::<AnyProvider>::builder_for(&PODIO)
        .client_id("id")
        .client_secret("s")
        .build()
        .unwrap();
    let values = vec![("app_id", Value::Integer(1)), ("app_token", "t".into())];
    assert!(client.custom_grant("app", values).request().is_ok());
    let problems = messages(client.custom_grant("app", vec![("nonsense", 1.into())]).request());
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(messages(client.custom_grant("nope", vec![]).request())[0].contains("`nope`"));
    assert!(messages(client.client_credentials().request())[0].contains("`client_credentials`"));
}

#[tokio::test]
async fn a_revocation_with_the_token_itself() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let token = support::podio_token(&script, &client).await;
    script.answer(support::status(204, &[], ""));
    client.revoke(&token).await.unwrap();
    let (method, url, body, headers) = script.last();
    assert_eq!(
        (method.as_str(), url.as_str()),
        ("POST", "https://api.podio.com/oauth/grant/invalidate")
    );
    assert_eq!(body, "");
    assert_eq!(headers["authorization"], "OAuth2 at-1-very-secret");
    assert!(headers["authorization"].is_sensitive());
    script.answer(json(400, r#"{"error":"unsupported_token_type"}"#));
    let error = client.revoke(&token).await.unwrap_err();
    assert!(error.to_string().contains("unsupported_token_type"), "{error}");
}

#[test]
fn a_mirror_stands_in_for_every_host() {
    let client = builder().mirror("http://127.0.0.1:4000").build().unwrap();
    let request = client.password("a", "b").request().unwrap();
    assert_eq!(request.uri(), "http://127.0.0.1:4000/podio.com/oauth/token");
    let pending = client.authorize().begin().unwrap();
    assert!(
        pending.url().starts_with("http://127.0.0.1:4000/podio.com/oauth/authorize?response_type")
    );
}

#[tokio::test]
async fn the_answer_can_be_read_without_a_transport() {
    let client = builder().build().unwrap();
    let call = client.password("a", "b");
    let token = call.read(http::Response::new(TOKEN.as_bytes().to_vec())).unwrap();
    assert_eq!(token.access_token().expose(), "at-1-very-secret");
    assert_eq!(token.r#ref.as_ref().unwrap().id, 31_415_926);
    assert_eq!(token.grant(), "password");
}

/// A client whose credentials are a header, and what is sent where nothing is declared, or nothing has a value.
#[test]
fn what_declares_nothing_has_no_body() {
    const fn provider(request: TokenRequest) -> ProviderSpec {
        let grant = TokenGrant { request, ..TokenGrant::CLIENT_CREDENTIALS };
        ProviderSpec {
            name: "bare",
            endpoints: Endpoints {
                token: Some(Template::text("https://bare.example/token")),
                ..Endpoints::NONE
            },
            grants: Grants { client_credentials: Some(grant), ..Grants::NONE },
            ..ProviderSpec::STANDARD
        }
    }
    const fn bare(parameters_in: ParametersIn) -> ProviderSpec {
        provider(TokenRequest { parameters_in, parameters: &[], ..TokenRequest::FORM })
    }
    const fn scoped(parameters_in: ParametersIn) -> ProviderSpec {
        let parameters = &[Parameter::SCOPE];
        provider(TokenRequest { parameters_in, parameters, ..TokenRequest::FORM })
    }
    static BARE: [ProviderSpec; 4] = [
        bare(ParametersIn::Form),
        bare(ParametersIn::Json),
        bare(ParametersIn::Query),
        bare(ParametersIn::Multipart),
    ];
    static SCOPED: [ProviderSpec; 4] = [
        scoped(ParametersIn::Form),
        scoped(ParametersIn::Json),
        scoped(ParametersIn::Query),
        scoped(ParametersIn::Multipart),
    ];
    let sent = |spec: &'static ProviderSpec, extra: Option<&str>| {
        let builder = Client::<AnyProvider>::builder_for(spec);
        let client = builder.client_id("id").client_secret("s").build().unwrap();
        let mut call = client.client_credentials();
        if let Some(value) = extra {
            call = call.parameter("extra", value);
        }
        let request = call.request().unwrap();
        let headers = request.headers();
        assert!(headers.contains_key("authorization"));
        let kind = headers.get("content-type").map(|kind| kind.to_str().unwrap());
        let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().to_owned();
        (kind, body(&request).to_owned())
    };
    for spec in &BARE {
        assert_eq!(sent(spec, None), (String::new(), String::new()));
    }
    let kinds =
        ["application/x-www-form-urlencoded", "application/json", "", "multipart/form-data"];
    // What the application adds is sent as declared.
    for (spec, (kind, expected)) in BARE.iter().zip(kinds.into_iter().zip([
        "extra=1",
        r#"{"extra":"1"}"#,
        "",
        "name=\"extra\"",
    ])) {
        let (sent_kind, sent_body) = sent(spec, Some("1"));
        assert_eq!(sent_kind, kind);
        assert!(sent_body.contains(expected), "{sent_body}");
    }
    // Scopes could have been asked for.
    for (spec, (kind, expected)) in SCOPED.iter().zip(kinds.into_iter().zip(["", "{}", "", "--"])) {
        let (sent_kind, sent_body) = sent(spec, None);
        assert_eq!(sent_kind, kind);
        assert!(sent_body == expected || expected == "--" && sent_body.ends_with("--\r\n"));
    }
}
