//! What a refusal looks like, where the declaration says so.

#![allow(
    clippy::unwrap_used,
    clippy::items_after_statements,
    clippy::format_collect,
    reason = "tests"
)]

mod support;

use oauth_runtime::Error;
use oauth_runtime::spec::*;
use support::{Script, TestClock, any};

const BASE: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    endpoints: Endpoints {
        token: Some(Template::text("https://some.example/token")),
        ..Endpoints::NONE
    },
    grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
    ..ProviderSpec::STANDARD
};

static SPEC: ProviderSpec = ProviderSpec {
    errors: ErrorSpec {
        when: &[
            Condition { path: "ok", test: Test::Is(Literal::Boolean(false)) },
            Condition { path: "errcode", test: Test::IsNot(Literal::Integer(0)) },
        ],
        code: &["errors.0.type", "errcode", "code"],
        description: &["errors.0.text", "message"],
        uri: "more.info",
        codes: &[("10003", "invalid_grant"), ("slow", "slow_down")],
        ..ErrorSpec::STANDARD
    },
    ..BASE
};

fn read(status: u16, body: &str) -> Error {
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let response = http::Response::builder().status(status);
    let response = response.body(body.as_bytes().to_vec()).unwrap();
    client.client_credentials().read(response).unwrap_err()
}

#[test]
fn a_good_status_with_a_refusal_in_it() {
    let error =
        read(200, r#"{"access_token":"a","ok":false,"errors":[{"type":"bad","text":"No"}]}"#);
    let Error::Provider(provider) = &error else { panic!("{error:?}") };
    assert_eq!((provider.code(), provider.description()), (Some("bad"), Some("No")));
    assert_eq!(provider.status(), 200);
    let error =
        read(200, r#"{"access_token":"a","errcode":10003,"message":"used","more":{"info":"u"}}"#);
    let Error::Provider(provider) = &error else { panic!("{error:?}") };
    assert_eq!((provider.code(), provider.provider_code()), (Some("invalid_grant"), Some("10003")));
    assert_eq!((provider.description(), provider.uri()), (Some("used"), Some("u")));
    assert!(!error.needs_user(), "no user has to do with this grant");
    assert!(error.to_string().contains("invalid_grant (10003): used"), "{error}");
    // A refusal without a code is one all the same.
    let error = read(200, r#"{"access_token":"a","ok":false}"#);
    assert!(matches!(&error, Error::Provider(it) if it.code().is_none()), "{error:?}");
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let good = support::answer(r#"{"access_token":"a","ok":true,"errcode":"0"}"#);
    assert!(client.client_credentials().read(good).is_ok());
}

#[test]
fn a_bad_status_in_the_providers_words_or_in_the_rfcs() {
    let error = read(400, r#"{"code":"slow"}"#);
    assert!(matches!(&error, Error::Provider(it) if it.code() == Some("slow_down")), "{error:?}");
    assert!(error.is_retryable());
    let error = read(400, r#"{"error":"invalid_client","error_description":"d"}"#);
    assert!(matches!(&error, Error::Provider(it) if it.description() == Some("d")), "{error:?}");
    let error = read(200, r#"{"error":"invalid_scope"}"#);
    assert!(
        matches!(&error, Error::Provider(it) if it.code() == Some("invalid_scope")),
        "{error:?}"
    );
    let error = read(400, "error=invalid_grant&message=x+y");
    assert!(matches!(&error, Error::Provider(it) if it.description() == Some("x y")), "{error:?}");
    let error = read(500, "<html><body class=x>");
    assert!(matches!(&error, Error::Unreadable(_)), "{error:?}");
}
