//! Renewing, where the declaration has more than the RFC; and calls of the API with more in them.

#![allow(
    clippy::unwrap_used,
    clippy::items_after_statements,
    clippy::format_collect,
    reason = "tests"
)]

mod support;

use std::time::Duration;

use oauth_runtime::spec::*;
use oauth_runtime::{AnyProvider, Client, Secret, Token};
use support::{Script, TestClock, answer, any, body, json, messages};

const BASE: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretPost],
        ..ClientSpec::STANDARD
    },
    endpoints: Endpoints {
        token: Some(Template::text("https://some.example/token")),
        api: Some(Template::text("https://api.some.example/v1?k=1")),
        ..Endpoints::NONE
    },
    grants: Grants {
        password: Some(TokenGrant::PASSWORD),
        refresh_token: Some(RefreshGrant::STANDARD),
        ..Grants::NONE
    },
    ..ProviderSpec::STANDARD
};

const fn refresh(refresh: RefreshGrant) -> Grants {
    Grants { refresh_token: Some(refresh), ..BASE.grants }
}

fn token(client: &Client<AnyProvider>, text: &str) -> Token<AnyProvider> {
    client.password("u", "p").read(answer(text)).unwrap()
}

#[test]
fn a_refresh_token_that_changes_always_or_never() {
    static ALWAYS: ProviderSpec = ProviderSpec {
        grants: refresh(RefreshGrant { rotation: Rotation::Always, ..RefreshGrant::STANDARD }),
        ..BASE
    };
    static NEVER: ProviderSpec = ProviderSpec {
        grants: refresh(RefreshGrant { rotation: Rotation::Never, ..RefreshGrant::STANDARD }),
        ..BASE
    };
    let client = any(&ALWAYS, &Script::new(), &TestClock::new());
    let old = token(&client, r#"{"access_token":"a","refresh_token":"r"}"#);
    let new = client.refresh(&old).read(answer(r#"{"access_token":"b","refresh_token":"s"}"#));
    assert_eq!(new.unwrap().refresh_token().map(Secret::expose), Some("s"));
    // The access token that it does have is not lost.
    for text in [r#"{"access_token":"b"}"#, r#"{"access_token":"b","refresh_token":null}"#] {
        let new = client.refresh(&old).read(answer(text)).unwrap();
        assert_eq!(new.access_token().expose(), "b");
        assert_eq!(new.refresh_token().map(Secret::expose), Some("r"));
    }
    // A refusal is one, whatever else is not in it.
    let error = client.refresh(&old).read(answer(r#"{"error":"invalid_grant"}"#)).unwrap_err();
    assert!(error.needs_user(), "{error:?}");
    let client = any(&NEVER, &Script::new(), &TestClock::new());
    let new = client.refresh(&old).read(answer(r#"{"access_token":"b","refresh_token":"s"}"#));
    assert_eq!(new.unwrap().refresh_token().map(Secret::expose), Some("r"));
}

/// Nothing is lost, and when it ends it is said why that may be.
#[tokio::test]
async fn an_answer_without_the_refresh_token_that_each_should_have() {
    static ALWAYS: ProviderSpec = ProviderSpec {
        grants: refresh(RefreshGrant { rotation: Rotation::Always, ..RefreshGrant::STANDARD }),
        ..BASE
    };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&ALWAYS, &script, &clock);
    let old = r#"{"access_token":"a","refresh_token":"r","expires_in":600}"#;
    for (renewed, is_said) in [
        (r#"{"access_token":"b","expires_in":600}"#, true),
        (r#"{"access_token":"b","refresh_token":"s","expires_in":600}"#, false),
    ] {
        let session = client.session(token(&client, old)).start();
        clock.advance(600);
        script.answer(json(200, renewed));
        assert_eq!(session.fresh_token().await.unwrap().access_token().expose(), "b");
        clock.advance(600);
        script.answer(json(400, r#"{"error":"invalid_grant"}"#));
        let error = session.fresh_token().await.unwrap_err();
        assert!(error.needs_user(), "{error:?}");
        let said = "its last answer had no new refresh token, although each should have one";
        assert_eq!(error.to_string().contains(said), is_said, "{error}");
    }
}

#[test]
fn the_same_token_lives_on() {
    static SPEC: ProviderSpec = ProviderSpec {
        grants: refresh(RefreshGrant {
            request: TokenRequest {
                parameters: &[Parameter::value("token", Source::AccessToken)],
                authentication: Some(ClientAuthentication::ClientSecretBasic),
                endpoint: Some(Template::text("https://some.example/extend")),
                ..TokenRequest::FORM
            },
            same_token: true,
            ..RefreshGrant::STANDARD
        }),
        token: TokenSpec { lifetime: Some(100), ..TokenSpec::STANDARD },
        ..BASE
    };
    let clock = TestClock::new();
    let client = any(&SPEC, &Script::new(), &clock);
    let old = token(&client, r#"{"access_token":"a","expires_in":5,"own":1}"#);
    clock.advance(50);
    // It needs no refresh token: it sends none.
    let call = client.refresh(&old);
    let request = call.request().unwrap();
    assert_eq!((request.uri().path(), body(&request)), ("/extend", "token=a"));
    assert!(request.headers().contains_key("authorization"));
    for text in ["", "{}", r#"{"ok":true}"#] {
        let new = call.read(answer(text)).unwrap();
        assert_eq!(new.access_token().expose(), "a");
        assert_eq!(new.extra()["own"], 1);
        assert_eq!(new.expires_at(), Some(old.received_at() + Duration::from_secs(150)));
    }
    assert!(call.read(answer(r#"{"error":"invalid_grant"}"#)).unwrap_err().needs_user());
}

#[test]
fn how_long_a_refresh_token_lives() {
    static SPEC: ProviderSpec = ProviderSpec {
        token: TokenSpec {
            refresh_token_lifetime: Some(1000),
            refresh_token_idle: Some(300),
            ..TokenSpec::STANDARD
        },
        ..BASE
    };
    let clock = TestClock::new();
    let client = any(&SPEC, &Script::new(), &clock);
    let first = token(&client, r#"{"access_token":"a","refresh_token":"r"}"#);
    let after = |seconds| Some(first.received_at() + Duration::from_secs(seconds));
    assert_eq!(first.refresh_expires_at(), after(300));
    clock.advance(250);
    let second = client.refresh(&first).read(answer(r#"{"access_token":"b"}"#)).unwrap();
    assert_eq!(second.refresh_expires_at(), after(550), "it was used");
    let second = Token::<AnyProvider>::restore(&second.save()).unwrap();
    clock.advance(600);
    let third = client.refresh(&second).read(answer(r#"{"access_token":"c"}"#)).unwrap();
    assert_eq!(third.refresh_expires_at(), after(1000), "used or not");
}

#[test]
fn a_refresh_that_repeats_what_was_asked_for() {
    static SPEC: ProviderSpec = ProviderSpec {
        scopes: Scopes { answer_separator: ",", default: &["d"], ..Scopes::STANDARD },
        grants: refresh(RefreshGrant {
            request: TokenRequest {
                parameters: &[
                    Parameter::value("refresh_token", Source::RefreshToken),
                    Parameter::value("scope", Source::Scope),
                    Parameter::value("redirect_uri", Source::RedirectUri),
                    Parameter::value("idt", Source::IdToken),
                    Parameter::value("site", Source::Token("site")),
                ],
                ..TokenRequest::FORM
            },
            ..RefreshGrant::STANDARD
        }),
        token: TokenSpec { fields: &[Field::string("site").at("s")], ..TokenSpec::STANDARD },
        ..BASE
    };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    assert!(body(&client.password("u", "p").request().unwrap()).contains("&scope=d&"));
    let call = client.password("u", "p").scope("x").scope("y");
    let old =
        call.read(answer(r#"{"access_token":"a","refresh_token":"r","id_token":"i","s":"7"}"#));
    let request = client.refresh(&old.unwrap()).request().unwrap();
    assert!(
        body(&request).starts_with(
            "refresh_token=r&scope=x+y&redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Fx%3D1&idt=i&site=7&"
        ),
        "{}",
        body(&request)
    );
    let old = token(&client, r#"{"access_token":"a"}"#);
    assert!(messages(client.refresh(&old).request())[0].contains("no refresh token"));
}

#[tokio::test]
async fn a_session_renews_a_token_that_came_without_a_refresh_token_as_early_as_prescribed() {
    static SPEC: ProviderSpec = ProviderSpec {
        grants: refresh(RefreshGrant {
            request: TokenRequest {
                parameters: &[Parameter::value("token", Source::AccessToken)],
                ..TokenRequest::FORM
            },
            ..RefreshGrant::STANDARD
        }),
        token: TokenSpec { renew_before: Some(200), ..TokenSpec::STANDARD },
        ..BASE
    };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&SPEC, &script, &clock);
    let session =
        client.session(token(&client, r#"{"access_token":"a","expires_in":1000}"#)).start();
    clock.advance(799);
    assert_eq!(session.fresh_token().await.unwrap().access_token().expose(), "a");
    clock.advance(2);
    script.answer(json(200, r#"{"access_token":"b","expires_in":1000}"#));
    assert_eq!(session.fresh_token().await.unwrap().access_token().expose(), "b");
}

#[tokio::test]
async fn calls_with_the_token_elsewhere_than_in_a_header() {
    static SPEC: ProviderSpec = ProviderSpec {
        computed: &[Computed {
            name: "proof",
            recipe: ComputedRecipe::Digest(&Digest {
                key: Template::value(Source::ClientSecret),
                message: Template::value(Source::AccessToken),
                ..Digest::STANDARD
            }),
        }],
        api: Api {
            authorization: None,
            query: &[
                Parameter::value("access_token", Source::AccessToken),
                Parameter::value("proof", Source::Computed("proof")),
            ],
            body: &[Parameter::value("token", Source::AccessToken)],
            headers: &[Header { name: "x-id", value: Template::value(Source::IdToken) }],
            expired: ExpirySignal { status: &[401, 403], ..ExpirySignal::STANDARD },
            ..Api::STANDARD
        },
        ..BASE
    };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&SPEC, &script, &clock);
    let first = r#"{"access_token":"a b","refresh_token":"r","id_token":"i"}"#;
    let session = client.session(token(&client, first)).start();
    let proof = |token: &str| -> String {
        let mac = hmac_sha256::HMAC::mac(token, b"s&cret");
        mac.iter().map(|byte| format!("{byte:02x}")).collect()
    };
    script.answer(json(200, "{}"));
    session.get("/me?x=y").await.unwrap();
    let (_, url, sent, headers) = script.last();
    let expected =
        format!("https://api.some.example/v1/me?x=y&k=1&access_token=a+b&proof={}", proof("a b"));
    assert_eq!((url.as_str(), sent.as_str()), (expected.as_str(), ""));
    assert!(!headers.contains_key("authorization"));
    assert_eq!(headers["x-id"], "i");
    script.answer(json(200, "{}"));
    session.post("/me").form([("a", "b")]).await.unwrap();
    assert_eq!(script.last().2, "a=b&token=a+b");
    script.answer(json(200, "{}"));
    session.post("/me").await.unwrap();
    assert_eq!(script.last().2, "token=a+b");
    script.answer(json(200, "{}"));
    session.post("/me").json(&1).await.unwrap();
    assert_eq!(script.last().2, "1");
    // Another status that means it; the call is made again with what the new token has.
    script.answer(json(403, "{}"));
    script.answer(json(200, r#"{"access_token":"new"}"#));
    script.answer(json(200, "{}"));
    session.get("/me").await.unwrap();
    assert!(script.last().1.ends_with(&format!("access_token=new&proof={}", proof("new"))));
}

#[tokio::test]
async fn an_api_whose_address_comes_with_the_token() {
    static SPEC: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            api: Some(Template::of(&[Part::Value(Source::Token("base")), Part::Text("/v2")])),
            ..BASE.endpoints
        },
        token: TokenSpec {
            fields: &[Field::new("base", FieldKind::Url(&["some.example"]))],
            ..TokenSpec::STANDARD
        },
        ..BASE
    };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&SPEC, &script, &clock);
    let good = r#"{"access_token":"a","base":"https://na1.some.example/"}"#;
    let session = client.session(token(&client, good)).start();
    script.answer(json(200, "{}"));
    session.get("/me").await.unwrap();
    assert_eq!(script.last().1, "https://na1.some.example/v2/me");
    assert!(messages(session.get("https://other.some.example/x").await)[0].contains("is not at"));
    for evil in
        ["https://evil.example", "https://some.example@evil.example", "http://na1.some.example"]
    {
        let text = good.replace("https://na1.some.example/", evil);
        let session = client.session(token(&client, &text)).start();
        assert!(session.get("/me").await.is_err(), "{evil}");
    }
    assert_eq!(script.count(), 1, "nothing was sent elsewhere");
    // With a new token it may be another: before the call, and when the API has refused the old one.
    let session = client.session(token(&client, good)).start();
    let call = session.get("/me").query([("a", "1")]);
    let good = good.replace('}', r#","refresh_token":"r"}"#);
    let moved = good.replace("na1", "na2");
    session.replace(token(&client, &moved)).unwrap();
    script.answer(json(401, "{}"));
    script.answer(json(200, &good.replace("na1", "na3")));
    script.answer(json(200, "{}"));
    call.await.unwrap();
    let all = script.all();
    assert_eq!(all[1], "GET https://na2.some.example/v2/me?a=1 ");
    assert_eq!(all[3], "GET https://na3.some.example/v2/me?a=1 ");
    // A whole address is the application's own: it is not moved.
    script.answer(json(200, "{}"));
    session.get("https://na3.some.example/other").await.unwrap();
    let call = session.get("https://na3.some.example/other");
    session.replace(token(&client, &moved)).unwrap();
    assert!(messages(call.await)[0].contains("is not at https://na2"));
}

/// A token that was stored before the declaration had another place for a field.
#[test]
fn a_field_of_the_token_before_is_where_the_declaration_has_it_now() {
    static BEFORE: ProviderSpec = BASE;
    static NOW: ProviderSpec = ProviderSpec {
        token: TokenSpec {
            fields: &[
                Field::string("team").at("team_id").or(&["team", "workspace"]),
                Field::string("user"),
            ],
            ..TokenSpec::STANDARD
        },
        ..BASE
    };
    let (script, clock) = (Script::new(), TestClock::new());
    for (member, kept) in [
        (r#""team_id":"t""#, Some("t")),
        (r#""team_id":null,"workspace":"w""#, Some("w")),
        (r#""team":"x","workspace":"w""#, Some("x")),
        (r#""other":"o""#, None),
    ] {
        let body = format!(r#"{{"access_token":"a","refresh_token":"r","user":"u",{member}}}"#);
        let old = token(&any(&BEFORE, &script, &clock), &body);
        let client = any(&NOW, &script, &clock);
        let new = client.refresh(&old).read(answer(r#"{"access_token":"b"}"#)).unwrap();
        assert_eq!(new.member("user"), Some("u".into()));
        assert_eq!(new.member("team"), kept.map(Into::into), "{member}");
    }
}
