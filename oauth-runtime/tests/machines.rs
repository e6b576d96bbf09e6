//! Sessions of tokens that no user has a part in, and whose a token is.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::time::Duration;

use oauth_runtime::spec::*;
use oauth_runtime::{AnyProvider, BeforeRenewal, Client, Error, Event, Remedy, StoredError, Token};
use support::{Piggy, Script, TestClock, answer, body, builder, json};

const FIRST: &str = r#"{"access_token":"a1","expires_in":100}"#;
const SECOND: &str = r#"{"access_token":"a2","expires_in":100}"#;

/// Whatever the code says: no user has a part in it.
#[tokio::test]
async fn a_machine_that_was_refused_asks_again_after_a_pause() {
    for code in ["access_denied", "invalid_grant", "consent_required", "login_required"] {
        let (script, clock) = (Script::new(), TestClock::new());
        let client = support::piggy(&script, &clock);
        let token = client.client_credentials().read(answer(FIRST)).unwrap();
        let session = client.session(token).start();
        let mut events = session.subscribe();
        clock.advance(101);
        script.answer(json(400, &format!(r#"{{"error":"{code}"}}"#)));
        let error = session.get("/ping").await.unwrap_err();
        assert_eq!(error.remedy(), Remedy::Operator, "{error}");
        assert!(!error.needs_user() && error.to_string().contains(code), "{error}");
        assert!(!error.to_string().contains("authorize again"), "{error}");
        assert!(matches!(events.next().await, Some(Event::RenewalFailed { .. })));
        // It is not asked in vain at once, and then it is.
        session.get("/ping").await.unwrap_err();
        assert_eq!(script.count(), 1);
        clock.advance(1);
        script.answer(json(200, SECOND));
        script.answer(json(200, "{}"));
        session.get("/ping").await.unwrap();
        assert!(matches!(events.next().await, Some(Event::NewToken(_))));
    }
}

/// There is nobody who could connect again.
#[tokio::test]
async fn a_machine_whose_token_is_gone_from_the_store_asks_for_another() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::piggy(&script, &clock);
    let token = client.client_credentials().read(answer(FIRST)).unwrap();
    let builder = client.session(token);
    let session = builder.before_renewal(|_| async { Ok(BeforeRenewal::gone()) }).start();
    clock.advance(101);
    script.answer(json(200, SECOND));
    let renewed = tokio::time::timeout(Duration::from_secs(5), session.fresh_token()).await;
    assert_eq!(renewed.unwrap().unwrap().access_token().expose(), "a2");
}

#[tokio::test]
async fn a_first_refusal_is_nothing_for_a_user_either() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::piggy(&script, &clock);
    script.answer(json(400, r#"{"error":"access_denied"}"#));
    assert_eq!(client.client_credentials().await.unwrap_err().remedy(), Remedy::Operator);
    // A password is a user's.
    let client = support::podio(&script, &clock);
    script.answer(json(400, r#"{"error":"invalid_grant"}"#));
    assert!(client.password("a", "b").await.unwrap_err().needs_user());
}

const MACHINE: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretPost],
        ..ClientSpec::STANDARD
    },
    endpoints: Endpoints {
        token: Some(Template::text("https://some.example/token")),
        api: Some(Template::text("https://api.some.example")),
        ..Endpoints::NONE
    },
    grants: Grants {
        client_credentials: Some(TokenGrant {
            parameters: &[CallParameter::optional("region", ParameterKind::Secret)],
            request: TokenRequest {
                parameters: &[
                    Parameter::text("grant_type", "client_credentials"),
                    Parameter::value("region", Source::Parameter("region")),
                ],
                ..TokenRequest::CLIENT_CREDENTIALS
            },
            ..TokenGrant::CLIENT_CREDENTIALS
        }),
        ..Grants::NONE
    },
    ..ProviderSpec::STANDARD
};

/// Otherwise the service would hold a token for something else after an hour.
#[tokio::test]
async fn a_machine_asks_again_for_all_that_it_asked_for_at_first() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::any(&MACHINE, &script, &clock);
    let call = client
        .client_credentials()
        .parameter("audience", "https://api.example")
        .values(vec![("region", oauth_runtime::Secret::from("eu&1").into())]);
    let first = body(&call.request().unwrap()).to_owned();
    assert!(first.contains("region=eu%261&") && first.contains("audience=https%3A"), "{first}");
    let mut token = call.read(answer(FIRST)).unwrap();
    // Stored, and renewed twice.
    for _ in 0..2 {
        token = client.restore_token(&token.save()).unwrap();
        let session = client.session(token).start();
        clock.advance(101);
        script.answer(json(200, FIRST));
        token = (*session.renew().await.unwrap()).clone();
        assert_eq!(script.last().2, first);
    }
}

static REFRESHED: ProviderSpec = ProviderSpec {
    endpoints: Endpoints {
        revocation: Some(Template::text("https://some.example/revoke")),
        ..MACHINE.endpoints
    },
    grants: Grants {
        client_credentials: Some(TokenGrant {
            renewal: Renewal::RefreshToken,
            ..TokenGrant::CLIENT_CREDENTIALS
        }),
        refresh_token: Some(RefreshGrant::STANDARD),
        ..Grants::NONE
    },
    revocation: TokenOperation {
        authentication: CallAuthentication::AccessToken,
        ..TokenOperation::STANDARD
    },
    ..MACHINE
};
const WITH_REFRESH: &str = r#"{"access_token":"a1","expires_in":100,"refresh_token":"r1"}"#;

/// The client has all that it needs for another one.
#[tokio::test]
async fn a_machine_whose_refresh_token_is_refused_or_missing_asks_as_at_first() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::any(&REFRESHED, &script, &clock);
    let token = client.client_credentials().scope("x").read(answer(WITH_REFRESH)).unwrap();
    let session = client.session(token).start();
    let mut events = session.subscribe();
    clock.advance(101);
    script.answer(json(400, r#"{"error":"invalid_grant"}"#));
    script.answer(json(200, SECOND));
    assert_eq!(session.fresh_token().await.unwrap().access_token().expose(), "a2");
    assert!(
        script.last().2.starts_with("grant_type=client_credentials&scope=x"),
        "{:?}",
        script.last()
    );
    // There was none this time.
    clock.advance(101);
    script.answer(json(200, WITH_REFRESH));
    assert_eq!(session.fresh_token().await.unwrap().access_token().expose(), "a1");
    assert_eq!(script.count(), 3);
    for _ in 0..2 {
        assert!(matches!(events.next().await, Some(Event::NewToken(_))));
    }
    // Whatever is refused: no user has a part in it.
    clock.advance(101);
    for _ in 0..2 {
        script.answer(json(400, r#"{"error":"invalid_grant"}"#));
    }
    let error = session.fresh_token().await.unwrap_err();
    assert_eq!(error.remedy(), Remedy::Operator, "{error}");
    assert!(matches!(events.next().await, Some(Event::RenewalFailed { .. })));
}

#[tokio::test]
async fn a_machine_asks_for_no_token_to_revoke_it() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::any(&REFRESHED, &script, &clock);
    let token = client.client_credentials().read(answer(FIRST)).unwrap();
    script.answer(json(401, r#"{"error":"invalid_token"}"#));
    client.session(token).start().revoke().await.unwrap();
    assert_eq!(script.count(), 1);
}

#[tokio::test]
async fn a_machine_whose_token_nothing_renews_needs_its_operator() {
    static SPEC: ProviderSpec = ProviderSpec {
        grants: Grants {
            client_credentials: Some(TokenGrant {
                renewal: Renewal::None,
                ..TokenGrant::CLIENT_CREDENTIALS
            }),
            ..Grants::NONE
        },
        ..MACHINE
    };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::any(&SPEC, &script, &clock);
    let token = client.client_credentials().read(answer(FIRST)).unwrap();
    let session = client.session(token).start();
    clock.advance(101);
    let error = session.fresh_token().await.unwrap_err();
    assert!(matches!(error, Error::AuthorizeAgain(_)), "{error:?}");
    assert_eq!(error.remedy(), Remedy::Operator);
}

/// Who has changed it must log in; to send the old one again may lock the account.
#[tokio::test]
async fn a_password_that_is_refused_is_its_users_and_not_sent_again() {
    static SPEC: ProviderSpec = ProviderSpec {
        grants: Grants {
            password: Some(TokenGrant { renewal: Renewal::Reacquire, ..TokenGrant::PASSWORD }),
            ..Grants::NONE
        },
        ..MACHINE
    };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::any(&SPEC, &script, &clock);
    let call = client.password("u", "p");
    let token = call.read(answer(FIRST)).unwrap();
    let session = client.session(token).reacquire_with(call).start();
    let mut events = session.subscribe();
    clock.advance(101);
    script.answer(json(200, FIRST));
    session.fresh_token().await.unwrap();
    assert!(matches!(events.next().await, Some(Event::NewToken(_))));
    clock.advance(101);
    script.answer(json(400, r#"{"error":"invalid_grant"}"#));
    for _ in 0..3 {
        let error = session.fresh_token().await.unwrap_err();
        assert_eq!(error.remedy(), Remedy::AskUser, "{error}");
        clock.advance(3600);
    }
    assert!(matches!(events.next().await, Some(Event::NeedsUser { .. })));
    assert_eq!(script.count(), 2);
}

static TENANTS: ProviderSpec = ProviderSpec {
    variables: &[
        Variable { name: "shop", kind: VariableKind::Label, default: None, pattern: None },
        Variable { name: "release", kind: VariableKind::String, default: None, pattern: None },
    ],
    endpoints: Endpoints {
        token: Some(Template::of(&[
            Part::Text("https://"),
            Part::Value(Source::Variable("shop")),
            Part::Text(".shops.example/token"),
        ])),
        api: Some(Template::of(&[
            Part::Text("https://"),
            Part::Value(Source::Variable("shop")),
            Part::Text(".shops.example/api/"),
            Part::Value(Source::Variable("release")),
        ])),
        ..Endpoints::NONE
    },
    grants: Grants {
        password: Some(TokenGrant::PASSWORD),
        refresh_token: Some(RefreshGrant::STANDARD),
        personal_access_token: Some(PersonalAccessTokenGrant { expiry: IssuedExpiry::Chosen }),
        ..Grants::NONE
    },
    ..MACHINE
};

fn tenant(
    script: &Script,
    shop: &str,
    release: &str,
    id: &str,
    secret: &str,
) -> Client<AnyProvider> {
    builder(&TENANTS, &[("shop", shop), ("release", release)], script, &TestClock::new())
        .client_id(id)
        .client_secret(secret)
        .build()
        .unwrap()
}

fn refused<T>(result: Result<T, Error>, whose: &str) {
    let error = result.err().expect("it is another's");
    assert!(matches!(error, Error::Stored(StoredError::Other { .. })), "{error:?}");
    assert_eq!(error.remedy(), Remedy::Operator);
    assert!(error.to_string().contains(whose), "{error}");
}

#[tokio::test]
async fn a_token_of_one_tenant_goes_to_no_other() {
    let script = Script::new();
    let own = tenant(&script, "aaa", "2025-01", "id", "s");
    let text = r#"{"access_token":"at","refresh_token":"rt","expires_in":100}"#;
    let token: Token<AnyProvider> = own.password("u", "p").read(answer(text)).unwrap();
    let saved = token.save();
    let other = tenant(&script, "bbb", "2025-01", "id", "s");
    refused(
        other.restore_token(&saved),
        "belongs to `some` with `shop` = `aaa`, not to `some` with `shop` = `bbb`",
    );
    let of_another_client = tenant(&script, "aaa", "2025-01", "di", "s");
    refused(
        of_another_client.restore_token(&saved),
        "belongs to `some` with the client id `id`, not to `some` with the client id `di`",
    );
    // Nor the token itself, nor in the place of another.
    for client in [other, of_another_client] {
        let session = client.session(token.clone()).start();
        let error = session.get("/x").await.unwrap_err();
        assert!(error.to_string().contains("it is not sent elsewhere"), "{error}");
        client.refresh(&token).await.unwrap_err();
        let first = client.personal_access_token("first", None).unwrap();
        client.session(first).start().replace(token.clone()).unwrap_err();
    }
    assert_eq!(script.count(), 0, "nothing was sent");
    // A new secret, another release of the API, and another way to write a host change nothing.
    let later = tenant(&script, "AAA", "2026-01", "id", "new");
    script.answer(json(200, "{}"));
    later.session(later.restore_token(&saved).unwrap()).start().get("/x").await.unwrap();
    // A text from before this was written down is still read.
    let mut old: serde_json::Value = serde_json::from_str(&saved).unwrap();
    for name in ["client_id", "variables"] {
        assert!(old.as_object_mut().unwrap().remove(name).is_some());
    }
    own.restore_token(&old.to_string()).unwrap();
    // What a person has made is the person's.
    let by_hand = own.personal_access_token("pat", None).unwrap();
    tenant(&script, "aaa", "2025-01", "di", "s").restore_token(&by_hand.save()).unwrap();
    refused(tenant(&script, "bbb", "2025-01", "id", "s").restore_token(&by_hand.save()), "aaa");
}

#[test]
fn a_token_of_a_provider_without_variables_names_none() {
    let client = support::piggy(&Script::new(), &TestClock::new());
    let token: Token<Piggy> = client.client_credentials().read(answer(FIRST)).unwrap();
    let saved: serde_json::Value = serde_json::from_str(&token.save()).unwrap();
    assert_eq!(saved["variables"], serde_json::json!({ "host": "api.piggy.eu" }));
    let client = support::podio(&Script::new(), &TestClock::new());
    let token = client.password("a", "b").read(answer(FIRST)).unwrap();
    let saved: serde_json::Value = serde_json::from_str(&token.save()).unwrap();
    assert_eq!(saved["client_id"], "my client");
    assert!(saved.get("variables").is_none(), "{saved}");
}

/// What users are asked for by default, such as who they are, is nothing that a machine asks for.
#[test]
fn a_machine_asks_for_no_scope_that_users_are_asked_for_by_default() {
    static SPEC: ProviderSpec = ProviderSpec {
        scopes: Scopes { default: &["profile"], required: &["openid"], ..Scopes::STANDARD },
        grants: Grants {
            client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS),
            password: Some(TokenGrant::PASSWORD),
            ..Grants::NONE
        },
        ..MACHINE
    };
    let client = support::any(&SPEC, &Script::new(), &TestClock::new());
    let call = client.client_credentials();
    assert!(!body(&call.request().unwrap()).contains("scope"));
    assert!(body(&call.scope("files").request().unwrap()).contains("&scope=files&"));
    assert!(body(&client.password("u", "p").request().unwrap()).contains("&scope=profile&"));
}
