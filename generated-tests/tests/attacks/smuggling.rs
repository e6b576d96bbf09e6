//! Values that would be more than values: in headers, parameters, hosts and terminals.

use generated_tests::rfc_examples::{Client, Scope};
use generated_tests::{endpoint_token_url_from_callback as hosts, shopify};
use oauth_runtime::{CallbackError, Error};

use crate::wire::{Wire, json, param, text};

fn client(wire: &Wire) -> Client {
    wire.setup(Client::builder()).build().unwrap()
}

/// A server that answers with a token which would be two headers: it is not sent, and not shown.
#[tokio::test]
async fn a_token_with_a_line_break_does_not_become_a_header() {
    let answer = r#"{"access_token":"abc\r\nX-Admin: yes","token_type":"Bearer"}"#;
    let wire = Wire::answering([json(answer)]);
    let client = client(&wire);
    let outcome = match client.client_credentials().await {
        Ok(token) => client.session(token).start().get("/me").send().await.map(|_| ()),
        Err(error) => Err(error),
    };
    let error = outcome.unwrap_err();
    assert_eq!(wire.count(), 1, "the API was called");
    assert!(!format!("{error} {error:?}").contains("X-Admin"), "{error:?}");
}

/// What the application gives stays in its parameter, whatever is in it.
#[tokio::test]
async fn values_stay_in_their_parameters() {
    let wire = Wire::answering([json(r#"{"access_token":"at"}"#)]);
    let client = client(&wire);
    let nasty = "a&redirect_uri=https://evil.example#x=1\r\nHost: evil.example";
    let pending = client.authorize().scopes([Scope::Read]).scope(nasty).begin().unwrap();
    assert_eq!(
        param(pending.url(), "redirect_uri").as_deref(),
        Some("https://app.example/callback")
    );
    assert_eq!(param(pending.url(), "scope"), Some(format!("read {nasty}")));
    assert_eq!(pending.url().matches("redirect_uri=").count(), 1);
    client.password("u&grant_type=client_credentials", "p\r\n&x=1").await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.form("grant_type").as_deref(), Some("password"));
    assert_eq!(sent.form("username").as_deref(), Some("u&grant_type=client_credentials"));
    assert_eq!(sent.form("password").as_deref(), Some("p\r\n&x=1"));
    assert_eq!(sent.body().matches('&').count(), 2);
}

/// What the request says itself is not said by the application, in no spelling.
#[test]
fn protected_parameters_are_not_replaced() {
    let wire = Wire::answering([]);
    let client = client(&wire);
    for name in ["state", "client_id", "redirect_uri", "response_type", "code_challenge_method"] {
        let error = client.authorize().parameter(name, "x").begin().unwrap_err();
        assert!(error.to_string().contains(name), "{name}: {error}");
    }
}

/// A variable that stands in a host is a label, not a way to another host.
#[test]
fn a_variable_does_not_lead_to_another_host() {
    let wire = Wire::answering([]);
    for shop in [
        "evil.example/",
        "evil.example#",
        "evil.example?",
        "a@evil.example",
        "a:8080",
        "a\\b",
        "a/../b",
        "",
        "a\r\nHost: evil.example",
        "a b",
        "ä",
        "a.b.",
        "..",
        "-",
        "xn--a\u{202e}",
    ] {
        let built =
            wire.setup(shopify::Client::builder_with(shopify::Variables::new(shop))).build();
        let error = built.map(|client| client.authorize().begin().map(|it| it.url().to_owned()));
        match error {
            Err(Error::Configuration(error)) => {
                assert!(
                    !error.to_string().contains('\n') || !shop.contains('\n'),
                    "{shop:?}: {error}"
                );
            }
            other => panic!("{shop:?} was taken: {other:?}"),
        }
    }
}

/// A host that comes with the callback is one of those that are declared.
#[tokio::test]
async fn a_callback_does_not_choose_where_the_secret_goes() {
    let wire = Wire::answering([]);
    let client = wire.client::<hosts::EndpointTokenUrlFromCallback>();
    let saved = client.authorize().begin().unwrap().save();
    for evil in
        ["evil.example", "https://evil.example", "%40evil.example", "eu%0d%0aHost:%20evil", ""]
    {
        let pending = hosts::Pending::restore(&saved).unwrap();
        let state = pending.state().to_owned();
        let fields = hosts::SPEC.callback.fields.iter().map(|field| field.name);
        let more = fields.fold(String::new(), |more, name| more + "&" + name + "=" + evil);
        assert!(!more.is_empty());
        let outcome = client.finish(pending, format!("code=c0de&state={state}{more}")).await;
        assert!(outcome.is_err(), "{evil} was taken");
    }
    assert_eq!(wire.count(), 0, "the secret was sent");
}

/// What a provider says is for people to read, not for their terminal to obey, and it is short.
#[tokio::test]
async fn what_a_provider_says_does_not_reach_the_terminal_raw() {
    let long = "x".repeat(100_000);
    let body = format!(
        r#"{{"error":"invalid_grant","error_description":"\u001b[2J\u0007\r\n\u202eevil {long}"}}"#
    );
    let wire = Wire::answering([text(400, "application/json", &body)]);
    let client = client(&wire);
    let error = client.client_credentials().await.unwrap_err();
    let told = format!("{error}");
    for control in ['\u{1b}', '\u{7}', '\r', '\n', '\u{202e}'] {
        assert!(!told.contains(control), "{control:?} gets out: {told:?}");
    }
    assert!(told.len() < 2_000, "{} bytes", told.len());

    let pending = client.authorize().begin().unwrap();
    let state = pending.state().to_owned();
    let query = format!("error=access_denied&error_description=%1b%5B2J%0d%0a{long}&state={state}");
    let error = client.accept(pending, &query).unwrap_err();
    assert!(matches!(&error, Error::Callback(CallbackError::Denied(_))), "{error:?}");
    let told = format!("{error}");
    assert!(!told.contains('\u{1b}') && !told.contains('\n') && told.len() < 2_000, "{told:?}");
}
