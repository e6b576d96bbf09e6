//! Token answers: what is read, what is kept, what is refused.

#![allow(clippy::unwrap_used, clippy::items_after_statements, reason = "tests")]

mod support;

use std::time::{Duration, UNIX_EPOCH};

use oauth_runtime::spec::{ProviderSpec, TokenSpec};
use oauth_runtime::{AnyProvider, Client, Clock as _, Error, Token};
use support::{PODIO, Piggy, Podio, Script, TestClock, json, status};

fn read(body: &str) -> Result<Token<Podio>, Error> {
    let client = support::podio(&Script::new(), &TestClock::new());
    client.password("a", "b").read(http::Response::new(body.as_bytes().to_vec()))
}

#[test]
fn the_whole_answer() {
    let clock = TestClock::new();
    let client = support::podio(&Script::new(), &clock);
    let answer = http::Response::new(support::TOKEN.as_bytes().to_vec());
    let token = client.password("a", "b").read(answer).unwrap();
    let now = clock.now();
    assert_eq!(token.token_type(), Some("bearer"));
    assert_eq!(token.expires_in(), Some(Duration::from_secs(28_800)));
    assert_eq!(token.expires_at(), Some(now + Duration::from_secs(28_800)));
    assert_eq!(token.refresh_expires_at(), Some(now + Duration::from_secs(28 * 86_400)));
    assert_eq!(token.received_at(), now);
    assert_eq!(token.granted_scopes().collect::<Vec<_>>(), ["user:read", "item:write"]);
    assert_eq!(token.missing_scopes(&["user:read".into(), "org:all".into()]), ["org:all".into()]);
    assert_eq!(token.r#ref.as_ref().unwrap().r#type.as_deref(), Some("user"));
    assert_eq!(token.transfer_token.as_ref().unwrap().expose(), "tt-1-very-secret");
    assert_eq!((token.provider(), token.environment(), token.grant()), ("podio", None, "password"));
    assert!(token.extra().is_empty());
    assert!(!token.is_expired(now));
    assert!(token.is_expired(now + Duration::from_secs(28_800)));
    assert!(token.expires_within(now, Duration::from_secs(28_800)));
    assert!(token.expires_within(now, Duration::MAX));
    assert!(!token.expires_within(now, Duration::from_secs(60)));
}

#[test]
fn a_minimal_answer_and_nulls() {
    let token = read(r#"{"access_token":"a"}"#).unwrap();
    assert_eq!(
        (token.token_type(), token.refresh_token().is_some(), token.scope()),
        (None, false, None)
    );
    // The documented lifetime counts where the answer tells none.
    assert_eq!(token.expires_at(), Some(token.received_at() + Duration::from_secs(28_800)));
    assert_eq!(token.refresh_expires_at(), None);
    assert!(token.missing_scopes(&["x".into()]).is_empty(), "nothing said means all granted");
    let token = read(
        r#"{"access_token":"a","token_type":null,"refresh_token":null,"expires_in":null,"ref":null,"x":null}"#,
    )
    .unwrap();
    assert!(token.refresh_token().is_none() && token.r#ref.is_none());
    assert_eq!(token.extra().keys().collect::<Vec<_>>(), ["x"]);
}

#[test]
fn lifetimes_however_they_are_written() {
    let seconds = |text: &str| {
        let token = read(&format!(r#"{{"access_token":"a","expires_in":{text}}}"#)).unwrap();
        token.expires_in().map(|lifetime| lifetime.as_secs())
    };
    assert_eq!(seconds("3600"), Some(3600));
    assert_eq!(seconds("\"3600\""), Some(3600));
    assert_eq!(seconds("\" 3600 \""), Some(3600));
    assert_eq!(seconds("3600.9"), Some(3600));
    assert_eq!(seconds("\"3599.5\""), Some(3599));
    assert_eq!(seconds("-1"), Some(0));
    assert_eq!(seconds("\"-1\""), Some(0));
    assert_eq!(seconds("1e300"), Some(u64::MAX));
    assert_eq!(seconds("18446744073709551615"), Some(u64::MAX));
    for nonsense in ["\"soon\"", "\"\"", "\"inf\"", "\"NaN\"", "[]", "{}", "true"] {
        assert_eq!(seconds(nonsense), None, "{nonsense}");
    }
    let token = read(r#"{"access_token":"a","expires_in":1e300}"#).unwrap();
    assert_eq!(token.expires_at(), None, "beyond every clock");
    let token = read(r#"{"access_token":"a","expires_in":"soon"}"#).unwrap();
    assert_eq!(token.extra()["expires_in"], "soon");
}

#[test]
fn what_is_of_another_type_is_kept_as_extra() {
    let token = read(
        r#"{"access_token":"a","refresh_token":7,"token_type":["x"],"scope":{"a":1},
            "ref":{"type":"user"},"transfer_token":{"x":[1]},"own":[1,2]}"#,
    )
    .unwrap();
    assert!(
        token.refresh_token().is_none() && token.r#ref.is_none() && token.transfer_token.is_none()
    );
    let extra = token.extra();
    assert_eq!(extra["refresh_token"], 7);
    assert_eq!(extra["ref"]["type"], "user");
    assert_eq!(extra["transfer_token"]["x"][0], 1);
    assert_eq!(extra["own"][1], 2);
    // An optional part of an object is of another type: the rest is read, the whole is kept too.
    let token = read(r#"{"access_token":"a","ref":{"type":1,"id":"42"}}"#).unwrap();
    assert_eq!(token.r#ref.as_ref().unwrap().id, 42);
    assert_eq!(token.extra()["ref"]["type"], 1);
}

#[test]
fn scopes_as_a_list() {
    let token = read(r#"{"access_token":"a","scope":["x","y z"]}"#).unwrap();
    assert_eq!(token.granted_scopes().collect::<Vec<_>>(), ["x", "y", "z"]);
}

#[test]
fn answers_that_are_no_tokens() {
    for (body, what) in [
        ("", "the body is empty"),
        ("{", "broken JSON"),
        ("null", "not a JSON object"),
        ("[]", "not a JSON object"),
        ("\"very-secret\"", "not a JSON object"),
        ("{}", "neither `access_token` nor `error`"),
        (r#"{"access_token":""}"#, "neither `access_token` nor `error`"),
        (r#"{"access_token":{"x":"very-secret"}}"#, "neither `access_token` nor `error`"),
        (r#"{"access_token":"very-secret"} trailing"#, "broken JSON"),
        ("\u{feff}{}", "broken JSON"),
    ] {
        let error = read(body).unwrap_err();
        let Error::Unreadable(unreadable) = &error else { panic!("{body}: {error:?}") };
        assert!(unreadable.what().contains(what), "{body}: {error}");
        assert_eq!(unreadable.body(), body.as_bytes());
        assert!(!format!("{error} {error:?}").contains("very-secret"));
    }
    let error = read(r#"{"error":"invalid_grant","error_description":"no"}"#).unwrap_err();
    assert!(
        matches!(&error, Error::Provider(it) if it.code() == Some("invalid_grant")),
        "{error:?}"
    );
    assert!(error.needs_user());
}

#[test]
fn a_required_field_is_required() {
    #[derive(Debug)]
    enum Strict {}
    impl oauth_runtime::OptionalVariables for Strict {}
    impl oauth_runtime::Provider for Strict {
        fn spec() -> &'static ProviderSpec {
            &PODIO
        }

        type Scope = oauth_runtime::AnyScope;
        type Environment = oauth_runtime::NoEnvironment;
        type Variables = oauth_runtime::NoVariables;
        type Variant = oauth_runtime::NoVariant;
        type TokenFields = Needs;
        type CallbackFields = oauth_runtime::NoFields;
        type ErrorFields = oauth_runtime::NoFields;
    }
    impl oauth_runtime::grants::Password for Strict {}
    #[derive(Debug, Clone)]
    struct Needs {
        count: i64,
    }
    impl oauth_runtime::Fields for Needs {
        const FIELDS: &'static [oauth_runtime::spec::Field] =
            &[oauth_runtime::spec::Field::integer("count").required()];
        fn read(values: &mut oauth_runtime::FieldValues) -> Self {
            Self { count: values.required_integer(0) }
        }
    }
    let client = Client::<Strict>::builder().client_id("a").client_secret("b").build().unwrap();
    let read =
        |body: &str| client.password("a", "b").read(http::Response::new(body.as_bytes().to_vec()));
    assert_eq!(read(r#"{"access_token":"a","count":"7"}"#).unwrap().count, 7);
    assert_eq!(read(r#"{"access_token":"a","count":7.0}"#).unwrap().count, 7);
    for body in [r#"{"access_token":"a"}"#, r#"{"access_token":"a","count":7.5}"#] {
        let error = read(body).unwrap_err();
        assert!(error.to_string().contains("`count` is missing or of another type"), "{error}");
    }
    // An error is an error, whatever else is not there.
    assert!(matches!(read(r#"{"error":"x"}"#).unwrap_err(), Error::Provider(_)));
}

#[tokio::test]
async fn a_refresh_keeps_what_it_does_not_say() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let first = support::podio_token(&script, &client).await;
    clock.advance(1000);
    script.answer(json(200, r#"{"access_token":"at-2","expires_in":10}"#));
    let second = client.refresh(&first).await.unwrap();
    assert_eq!(second.access_token().expose(), "at-2");
    assert_eq!(second.refresh_token(), first.refresh_token());
    assert_eq!(second.refresh_expires_at(), first.refresh_expires_at(), "the old one ages on");
    assert_eq!(second.r#ref.as_ref().unwrap().id, 31_415_926);
    assert_eq!(second.scope(), first.scope());
    assert_eq!(second.grant(), "password");
    assert_eq!(second.expires_at(), Some(clock.now() + Duration::from_secs(10)));
    clock.advance(5);
    script.answer(json(200, r#"{"access_token":"at-3","refresh_token":"rt-3"}"#));
    let third = client.refresh(&second).await.unwrap();
    assert_eq!(third.refresh_token().unwrap().expose(), "rt-3");
    assert_eq!(third.refresh_expires_at(), Some(clock.now() + Duration::from_secs(28 * 86_400)));
    assert_eq!(third.expires_in(), None, "the lifetime of the old one is not the new one's");
    // What was stored says the same.
    let restored = Token::<Podio>::restore(&third.save()).unwrap();
    assert_eq!(restored.refresh_token().unwrap().expose(), "rt-3");
    assert_eq!(restored.refresh_expires_at(), third.refresh_expires_at());
}

#[test]
fn a_token_without_a_refresh_token_is_not_refreshed() {
    let client = support::podio(&Script::new(), &TestClock::new());
    let token = read(r#"{"access_token":"a"}"#).unwrap();
    assert!(support::messages(client.refresh(&token).request())[0].contains("no refresh token"));
}

#[test]
fn tokens_made_by_hand_and_tokens_of_other_environments() {
    let clock = TestClock::new();
    let client = support::piggy(&Script::new(), &clock);
    let at = clock.now() + Duration::from_secs(86_400);
    let token = client.personal_access_token(" pat\n", at).unwrap();
    assert_eq!(token.access_token().expose(), "pat");
    assert_eq!((token.expires_at(), token.grant()), (Some(at), "personal_access_token"));
    assert_eq!(token.environment(), Some("eu"));
    let restored = Token::<Piggy>::restore(&token.save()).unwrap();
    assert_eq!(restored.expires_at(), Some(at));
    assert_eq!(client.personal_access_token("x", None).unwrap().expires_at(), None);
    let other = Client::<Piggy>::builder()
        .client_id("a")
        .client_secret("b")
        .environment(oauth_runtime::AnyName("nl".to_owned()))
        .build()
        .unwrap();
    let error = other.restore_token(&token.save()).unwrap_err();
    assert!(error.to_string().contains("`piggy` (eu), not to `piggy` (nl)"), "{error}");
    assert!(Token::<Podio>::restore(&token.save()).is_err());
}

#[test]
fn a_token_that_never_expires() {
    static NEVER: ProviderSpec = ProviderSpec {
        token: TokenSpec {
            answer: oauth_runtime::spec::Answer {
                expiry: oauth_runtime::spec::Expiry::Never,
                ..oauth_runtime::spec::Answer::STANDARD
            },
            ..PODIO.token
        },
        ..PODIO
    };
    let client = Client::<AnyProvider>::builder_for(&NEVER)
        .client_id("a")
        .client_secret("b")
        .build()
        .unwrap();
    let answer =
        http::Response::new(br#"{"access_token":"a","expires_in":1,"ref":{"id":1}}"#.to_vec());
    let token = client.password("a", "b").read(answer).unwrap();
    assert_eq!((token.expires_in(), token.expires_at()), (Some(Duration::from_secs(1)), None));
    assert!(!token.is_expired(UNIX_EPOCH + Duration::from_secs(u32::MAX.into())));
    // Untyped: what the declaration names is there all the same.
    assert_eq!(token.extra()["ref"]["id"], 1);
}

#[tokio::test]
async fn each_bad_answer_has_an_error_of_its_own() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let call = || client.password("a", "b");

    script.answer(json(
        400,
        r#"{"error":"invalid_grant","error_description":"Expired\u001b[2J","error_uri":"https://x/y",
            "error_detail":"sub","error_propagate":"true"}"#,
    ));
    let error = call().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Podio answered HTTP 400: invalid_grant: Expired\\u{1b}[2J (see https://x/y); what was \
         exchanged (a code, a refresh token, a password) is wrong, used, expired or revoked: authorize again"
    );
    let Error::Provider(provider) = &error else { panic!() };
    let fields: support::ErrorFields = provider.fields().unwrap();
    assert_eq!((fields.error_detail.as_deref(), fields.error_propagate), (Some("sub"), Some(true)));
    assert!(provider.body().starts_with(b"{\"error\""));

    script.answer(status(401, &[], ""));
    let error = call().await.unwrap_err();
    assert!(matches!(&error, Error::Provider(it) if it.code().is_none()), "{error:?}");
    assert!(error.to_string().contains("check client_id"), "{error}");

    for (code, retry, date, seconds) in [
        (429, "7", "", Some(7)),
        (420, "Fri, 31 Dec 2027 23:59:59 GMT", "", None),
        (429, "Fri, 31 Dec 2027 23:59:59 GMT", "Fri, 31 Dec 2027 23:58:49 GMT", Some(70)),
        (429, "Fri, 31 Dec 2027 23:59:59 GMT", "Sat, 01 Jan 2028 00:00:00 GMT", Some(0)),
    ] {
        script.answer(status(code, &[("retry-after", retry), ("date", date)], "slow down"));
        let error = call().await.unwrap_err();
        let Error::Provider(provider) = &error else { panic!("{error:?}") };
        assert!(provider.is_rate_limited() && error.is_retryable());
        assert_eq!(error.retry_after(), seconds.map(Duration::from_secs));
        assert_eq!(provider.retry_after_text(), Some(retry));
        let told =
            seconds.map_or_else(|| format!("until {retry}"), |wait| format!("{wait} seconds"));
        assert!(error.to_string().contains(&told), "{error}");
    }

    script.answer(status(500, &[("content-type", "text/html")], "<html>very-secret</html>"));
    let error = call().await.unwrap_err();
    assert!(matches!(&error, Error::Unreadable(it) if it.status() == 500), "{error:?}");
    assert!(error.is_retryable());
    assert!(error.to_string().contains("HTTP 500, text/html, 24 bytes"), "{error}");

    script.answer(status(200, &[("content-type", "application/json")], r#"{"access_token":"#));
    let error = call().await.unwrap_err();
    assert!(error.to_string().contains("broken JSON at line 1, column 16"), "{error}");
    assert!(!error.is_retryable());

    script.answer(status(302, &[("location", "https://evil.example/x?secret=1")], ""));
    let error = call().await.unwrap_err();
    assert!(error.to_string().contains("it redirects to evil.example"), "{error}");
    assert!(!error.to_string().contains("secret=1"));

    script.answer(status(404, &[], "nothing here"));
    let error = call().await.unwrap_err();
    assert!(error.to_string().contains("without an OAuth error code (HTTP 404"), "{error}");
}
