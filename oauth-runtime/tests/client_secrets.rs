//! The secret of a client that takes the place of another.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use oauth_runtime::spec::*;
use oauth_runtime::{CallbackError, Error, Pending, Secret};
use support::{Script, TestClock, any, builder, json, messages};

/// Once in the body, and once in a header.
const SPEC: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    client: ClientSpec::authenticating(&[
        ClientAuthentication::ClientSecretPost,
        ClientAuthentication::ClientSecretBasic,
        ClientAuthentication::None,
    ]),
    endpoints: Endpoints {
        authorization: Some(Template::text("https://some.example/authorize")),
        token: Some(Template::text("https://some.example/token")),
        api: Some(Template::text("https://some.example/api")),
        ..Endpoints::NONE
    },
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant::STANDARD),
        client_credentials: Some(TokenGrant {
            request: TokenRequest {
                headers: &[Header {
                    name: "x-secret",
                    value: Template::Written("of {client_secret}"),
                }],
                ..TokenRequest::CLIENT_CREDENTIALS
            },
            ..TokenGrant::CLIENT_CREDENTIALS
        }),
        ..Grants::NONE
    },
    api: Api {
        headers: &[Header { name: "x-app", value: Template::Written("{client_secret}") }],
        ..Api::STANDARD
    },
    ..ProviderSpec::STANDARD
};
static POST: ProviderSpec = SPEC;

const TOKEN: &str = r#"{"access_token":"a","token_type":"bearer","expires_in":60}"#;

/// The secrets in the last request.
fn secrets(script: &Script) -> (String, String) {
    let (_, _, body, headers) = script.last();
    let (_, secret) = body.split_once("client_secret=").unwrap();
    (secret.to_owned(), headers["x-secret"].to_str().unwrap().to_owned())
}

#[tokio::test]
async fn another_secret_takes_its_place_in_clones_and_sessions() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&POST, &script, &clock);
    script.answer(json(200, TOKEN));
    let token = client.client_credentials().await.unwrap();
    assert_eq!(secrets(&script), ("s%26cret".to_owned(), "of s&cret".to_owned()));
    let session = client.session(token).start();
    let begun = client.client_credentials();

    client.clone().replace_client_secret("n&w").unwrap();
    script.answer(json(200, TOKEN));
    client.client_credentials().await.unwrap();
    assert_eq!(secrets(&script), ("n%26w".to_owned(), "of n&w".to_owned()));
    script.answer(json(200, TOKEN));
    session.renew().await.unwrap();
    assert_eq!(secrets(&script), ("n%26w".to_owned(), "of n&w".to_owned()));
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    assert_eq!(script.last().3["x-app"], "n&w");
    // It was begun with the other one.
    script.answer(json(200, TOKEN));
    begun.await.unwrap();
    assert_eq!(secrets(&script), ("s%26cret".to_owned(), "of s&cret".to_owned()));
}

#[test]
fn prepared_credentials_change_too() {
    static SPEC: ProviderSpec = ProviderSpec { ..self::SPEC };
    let settings = builder(&SPEC, &[], &Script::new(), &TestClock::new());
    let client = settings.authentication(ClientAuthentication::ClientSecretBasic).build().unwrap();
    let basic = || {
        let request = client.client_credentials().request().unwrap();
        request.headers()["authorization"].to_str().unwrap().to_owned()
    };
    assert_eq!(basic(), "Basic bXkraWQ6cyUyNmNyZXQ=");
    client.replace_client_secret(Secret::from("new")).unwrap();
    assert_eq!(basic(), "Basic bXkraWQ6bmV3");
}

#[test]
fn no_request_has_two_secrets() {
    let client = any(&POST, &Script::new(), &TestClock::new());
    let other = client.clone();
    let replacing = std::thread::spawn(move || {
        for number in 0..300 {
            other.replace_client_secret(format!("secret{number}")).unwrap();
        }
    });
    while !replacing.is_finished() {
        let request = client.client_credentials().request().unwrap();
        let (_, secret) = support::body(&request).rsplit_once('=').unwrap();
        assert_eq!(request.headers()["x-secret"], format!("of {}", secret.replace("%26", "&")));
    }
    replacing.join().unwrap();
}

#[test]
fn a_secret_that_the_client_could_not_have_had_is_refused() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&POST, &script, &clock);
    assert!(messages(client.replace_client_secret(""))[0].contains("the client secret is empty"));
    let told = messages(client.replace_client_secret("two\nlines"));
    assert!(told.iter().any(|it| it.contains("the client secret has a line break")), "{told:?}");
    let request = client.client_credentials().request().unwrap();
    assert_eq!(request.headers()["x-secret"], "of s&cret", "it goes on with what it has");
    let public = oauth_runtime::Client::<oauth_runtime::AnyProvider>::builder_for(&PUBLIC);
    let public = public.client_id("my id").build().unwrap();
    assert!(messages(public.replace_client_secret("s"))[0].contains("call `.client_secret(…)`"));
}

static PUBLIC: ProviderSpec = ProviderSpec {
    client: ClientSpec::authenticating(&[ClientAuthentication::None]),
    grants: Grants { authorization_code: SPEC.grants.authorization_code, ..Grants::NONE },
    api: Api::STANDARD,
    ..SPEC
};

#[test]
fn what_was_used_once_stays_used() {
    let client = any(&POST, &Script::new(), &TestClock::new());
    let pending = client.authorize().begin().unwrap();
    let (saved, callback) = (pending.save(), format!("code=c&state={}", pending.state()));
    client.accept(pending, &callback).unwrap();
    client.replace_client_secret("new").unwrap();
    let again = client.accept(Pending::restore(&saved).unwrap(), &callback);
    assert!(matches!(again, Err(Error::Callback(CallbackError::Replayed))), "{again:?}");
}

/// What the provider has refused with the old one it may give with the new one: nobody waits for that.
#[tokio::test]
async fn the_next_call_tries_the_new_one_at_once() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&POST, &script, &clock);
    let token = client.client_credentials().read(support::answer(TOKEN)).unwrap();
    let session = client.session(token).start();
    clock.advance(60);
    let refused = || script.answer(json(401, r#"{"error":"invalid_client"}"#));
    refused();
    session.fresh_token().await.unwrap_err();
    session.fresh_token().await.unwrap_err();
    assert_eq!(script.count(), 1, "it is too early");
    client.replace_client_secret("new").unwrap();
    refused();
    session.fresh_token().await.unwrap_err();
    session.fresh_token().await.unwrap_err();
    assert_eq!(script.count(), 2, "the new one fails, too");
    client.replace_client_secret("right").unwrap();
    script.answer(json(200, TOKEN));
    session.fresh_token().await.unwrap();
    assert_eq!(secrets(&script), ("right".to_owned(), "of right".to_owned()));
    // Where it is time that helps, another secret does not.
    clock.advance(60);
    script.answer(support::status(429, &[("retry-after", "30")], ""));
    session.fresh_token().await.unwrap_err();
    client.replace_client_secret("newest").unwrap();
    session.fresh_token().await.unwrap_err();
    assert_eq!(script.count(), 4);
}

/// The call was made when the session was: it is made again for years.
#[tokio::test]
async fn what_a_session_asks_again_with_is_asked_with_the_new_one() {
    static SPEC: ProviderSpec = ProviderSpec {
        grants: Grants {
            password: Some(TokenGrant { renewal: Renewal::Reacquire, ..TokenGrant::PASSWORD }),
            ..Grants::NONE
        },
        ..self::SPEC
    };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&SPEC, &script, &clock);
    let call = client.password("u", "p");
    let token = call.read(support::answer(TOKEN)).unwrap();
    let session = client.session(token).reacquire_with(call).start();
    client.replace_client_secret("new").unwrap();
    script.answer(json(200, TOKEN));
    session.renew().await.unwrap();
    let (_, _, body, _) = script.last();
    assert!(body.ends_with("client_secret=new"), "{body}");
}

/// Somebody is at another screen meanwhile.
#[tokio::test]
async fn polls_are_made_with_the_secret_that_counts_then() {
    static SPEC: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            device_authorization: Some(Template::text("https://some.example/device")),
            ..self::SPEC.endpoints
        },
        grants: Grants { device_code: Some(DeviceGrant::STANDARD), ..Grants::NONE },
        ..self::SPEC
    };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&SPEC, &script, &clock);
    script.answer(json(
        200,
        r#"{"device_code":"d","user_code":"u","verification_uri":"https://some.example/u","expires_in":600}"#,
    ));
    let waiting = client.device_token(client.device().await.unwrap());
    client.replace_client_secret("new").unwrap();
    script.answer(json(200, TOKEN));
    waiting.await.unwrap();
    let (_, _, body, _) = script.last();
    assert!(body.ends_with("client_secret=new"), "{body}");
}

/// It was given because the first one would end.
#[cfg(feature = "discovery")]
#[test]
fn when_the_first_secret_ends_says_nothing_of_the_next() {
    static SPEC: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            issuer: Some(Template::text("https://some.example")),
            ..self::SPEC.endpoints
        },
        ..self::SPEC
    };
    let text = serde_json::json!({
        "version": 1, "kind": "registration", "provider": "some", "issuer": "https://some.example",
        "client_id": "my id", "client_secret": "first", "client_secret_expires_at": 1_700_000_100_000_u64,
    });
    let registration = oauth_runtime::Registration::restore(&text.to_string()).unwrap();
    let clock = TestClock::new();
    let settings = || builder(&SPEC, &[], &Script::new(), &clock).registered(&registration);
    let client = settings().build().unwrap();
    clock.advance(200);
    assert!(messages(settings().build())[0].contains("has expired"));
    client.replace_client_secret("second").unwrap();
    let request = client.client_credentials().request().unwrap();
    assert_eq!(request.headers()["x-secret"], "of second");
}
