//! A sign-in that brings an ID token alone, step by step: what is asked for, and what a look at it costs.
#![cfg(feature = "jose")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::*;
use oauth_runtime::{AnyProvider, CallbackError, Client, Error, Pending};
use support::{Script, TestClock, any};

static SPEC: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    endpoints: Endpoints {
        issuer: Some(Template::text("https://some.example")),
        authorization: Some(Template::text("https://some.example/authorize")),
        jwks: Some(Template::text("https://some.example/keys")),
        ..Endpoints::NONE
    },
    grants: Grants {
        implicit: Some(ImplicitGrant {
            authorization: AuthorizationRequest::IMPLICIT_ID_TOKEN,
            response_type: ResponseType::IdToken,
            ..ImplicitGrant::STANDARD
        }),
        ..Grants::NONE
    },
    id_token: Some(IdTokenSpec {
        issuer: Template::text("https://some.example"),
        ..IdTokenSpec::STANDARD
    }),
    ..ProviderSpec::STANDARD
};

fn begun(client: &Client<AnyProvider>) -> (impl Fn() -> Pending<AnyProvider> + use<>, String) {
    let pending = client.implicit_id_token().begin().unwrap();
    let (saved, state) = (pending.save(), pending.state().to_owned());
    (move || Pending::restore(&saved).unwrap(), state)
}

/// An ID token that nobody can verify before there are keys.
fn id_token() -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.AAAA", part(r#"{"alg":"RS256","kid":"1"}"#), part("{}"))
}

fn callback<T>(result: Result<T, Error>) -> CallbackError {
    match result {
        Err(Error::Callback(error)) => error,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was accepted"),
    }
}

/// For what is refused whatever the ID token says, nobody is asked for keys, and a look at it spends nothing.
#[test]
fn a_look_spends_nothing() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&SPEC, &script, &clock);
    for (more, is_denied) in [
        ("error=access_denied".to_owned(), true),
        (format!("id_token={}&error=access_denied", id_token()), true),
        ("nothing=1".to_owned(), false),
    ] {
        let (again, state) = begun(&client);
        let redirect = format!("https://app.example/cb#{more}&state={state}");
        let expected = |error| match error {
            CallbackError::Denied(_) => is_denied,
            CallbackError::MissingIdToken => !is_denied,
            other => panic!("{more}: {other}"),
        };
        let call = client.accept_id_token(again(), &*redirect);
        assert!(expected(callback(call.request())), "{more}");
        assert!(expected(callback(call.request())), "{more}");
        assert!(expected(callback(call.accept())), "{more}");
        // It counts once all the same.
        let call = client.accept_id_token(again(), &*redirect);
        assert!(matches!(callback(call.accept()), CallbackError::Replayed), "{more}");
    }
}

#[test]
fn what_is_too_old_or_of_another_asks_for_no_keys() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&SPEC, &script, &clock);
    let (again, state) = begun(&client);
    let good = format!("id_token={}&state={state}", id_token());
    let request = |text: &str| client.accept_id_token(again(), text).request();
    let keys = request(&good).unwrap().unwrap();
    assert_eq!(keys.uri(), "https://some.example/keys");
    let of_another = format!("{good}&iss=https%3A%2F%2Fother.example");
    assert!(matches!(callback(request(&of_another)), CallbackError::WrongIssuer { .. }));
    clock.advance(601);
    assert!(matches!(callback(request(&good)), CallbackError::Expired { .. }));
}
