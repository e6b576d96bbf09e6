//! Token answers and refusals in every shape.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use oauth_emulator::{Clock, Emulator};
use oauth_spec::{
    Answer, AnswerFormat, Condition, Digest, DigestEncoding, ErrorSpec, Expiry, Field, FieldFrom,
    FieldKind, Grants, Literal, Part, ProviderSpec, RefreshGrant, Signature, SignatureCheck,
    SignaturePlace, SignatureSyntax, Source, Template, Test, TimeFormat, TokenGrant, TokenRequest,
    TokenSpec, Unit,
};
use serde_json::{Value, json};

use crate::acme::{ACME, API, token};
use crate::support::{claims, get};

const CLIENT: [(&str, &str); 1] = [("grant_type", "client_credentials")];

const fn spec(token: &TokenSpec, errors: ErrorSpec) -> ProviderSpec {
    ProviderSpec {
        name: "answers",
        client: ACME.client,
        endpoints: ACME.endpoints,
        grants: Grants {
            client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS),
            password: Some(TokenGrant::PASSWORD),
            refresh_token: Some(RefreshGrant::STANDARD),
            ..Grants::NONE
        },
        token: *token,
        errors,
        ..ProviderSpec::STANDARD
    }
}

const fn answering(answer: Answer) -> ProviderSpec {
    spec(&TokenSpec { answer, lifetime: Some(600), ..TokenSpec::STANDARD }, ErrorSpec::STANDARD)
}

async fn start(spec: &'static ProviderSpec) -> Emulator {
    let clock = Clock::stopped_at(std::time::UNIX_EPOCH + Duration::from_secs(1_795_300_560));
    Emulator::builder(spec).clock(clock).client("me", "s").start().await.expect("it starts")
}

async fn password(emulator: &Emulator) -> crate::support::Answer {
    let (name, password) = (emulator.username(), emulator.password());
    let pairs =
        [("grant_type", "password"), ("username", name), ("password", password), ("scope", "a b")];
    let answer = token(emulator, &pairs).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}

async fn works(emulator: &Emulator, token: &str) -> bool {
    let bearer = format!("Bearer {token}");
    get(emulator, API, &[("authorization", &bearer)]).await.status == 200
}

#[tokio::test]
async fn members_have_paths_and_notations() {
    const NESTED: Answer = Answer {
        root: "data.0",
        access_token: "token",
        refresh_token: "/refresh",
        expiry: Expiry::after("ttl", Unit::Milliseconds),
        refresh_token_expiry: Some(Expiry::at("until", TimeFormat::Unix)),
        ..Answer::STANDARD
    };
    static PATHS: ProviderSpec = spec(
        &TokenSpec {
            answer: NESTED,
            lifetime: Some(600),
            refresh_token_lifetime: Some(60),
            ..TokenSpec::STANDARD
        },
        ErrorSpec::STANDARD,
    );
    static FORM: ProviderSpec =
        answering(Answer { format: AnswerFormat::Form, ..Answer::STANDARD });
    static JSONP: ProviderSpec =
        answering(Answer { format: AnswerFormat::Jsonp, ..Answer::STANDARD });
    let emulator = start(&PATHS).await;
    let body = password(&emulator).await.json();
    assert_eq!(body["data"][0]["ttl"], 600_000);
    assert_eq!(body["data"][0]["until"], 1_795_300_620_u64);
    assert!(body["refresh"].is_string());
    assert!(works(&emulator, body["data"][0]["token"].as_str().expect("a token")).await);

    let emulator = start(&FORM).await;
    let answer = password(&emulator).await;
    let found: Vec<_> = form_urlencoded::parse(answer.body.as_bytes()).into_owned().collect();
    assert_eq!(crate::support::value(&found, "scope"), "a b");
    assert_eq!(crate::support::value(&found, "expires_in"), "600");
    assert!(works(&emulator, &crate::support::value(&found, "access_token")).await);
    let refused = token(&emulator, &[("grant_type", "x")]).await;
    assert_eq!(refused.status, 400);
    assert!(refused.body.contains("error=unsupported_grant_type"), "{}", refused.body);

    let emulator = start(&JSONP).await;
    let answer = password(&emulator).await;
    let inside =
        answer.body.strip_prefix("callback(").and_then(|rest| rest.trim_end().strip_suffix(");"));
    let body: Value = serde_json::from_str(inside.expect("a call")).expect("JSON");
    assert!(works(&emulator, body["access_token"].as_str().expect("a token")).await);
}

#[tokio::test]
async fn expiry_is_told_as_declared() {
    const fn expiring(expiry: Expiry) -> ProviderSpec {
        answering(Answer { expiry, ..Answer::STANDARD })
    }
    static UNIX: ProviderSpec = expiring(Expiry::at("at", TimeFormat::Unix));
    static UNIX_MS: ProviderSpec = expiring(Expiry::at("at", TimeFormat::UnixMilliseconds));
    static RFC3339: ProviderSpec = expiring(Expiry::at("at", TimeFormat::Rfc3339));
    static LIFETIME: ProviderSpec = expiring(Expiry::Lifetime);
    static JWT: ProviderSpec = expiring(Expiry::Jwt);
    for (spec, expected) in [
        (&UNIX, json!(1_795_301_160_u64)),
        (&UNIX_MS, json!(1_795_301_160_000_u64)),
        (&RFC3339, json!("2026-11-21T22:46:00Z")),
        (&LIFETIME, Value::Null),
        (&JWT, Value::Null),
    ] {
        let emulator = start(spec).await;
        let answer = password(&emulator).await;
        assert_eq!(answer.json()["at"], expected);
        assert_eq!(answer.json()["expires_in"], Value::Null);
        let token = answer.member("access_token");
        if spec.token.answer.expiry == Expiry::Jwt {
            assert_eq!(claims(&token)["exp"], 1_795_301_160_u64);
        }
        emulator.clock().advance(Duration::from_secs(599));
        assert!(works(&emulator, &token).await);
        emulator.clock().advance(Duration::from_secs(1));
        assert!(!works(&emulator, &token).await);
    }
}

#[tokio::test]
async fn a_refresh_token_whose_end_is_told_has_one() {
    const fn ending(expiry: Expiry) -> ProviderSpec {
        answering(Answer { refresh_token_expiry: Some(expiry), ..Answer::STANDARD })
    }
    const fn within(zero_is_never: bool) -> Expiry {
        Expiry::In { field: "ends_in", unit: Unit::Seconds, zero_is_never }
    }
    static TOLD: ProviderSpec = ending(within(false));
    static NEVER: ProviderSpec = ending(within(true));
    let emulator = start(&TOLD).await;
    assert_eq!(password(&emulator).await.json()["ends_in"], 30 * 86_400);
    let emulator = start(&NEVER).await;
    assert_eq!(password(&emulator).await.json()["ends_in"], 0);
}

#[tokio::test]
async fn fields_come_from_everywhere() {
    static EVERYWHERE: ProviderSpec = spec(
        &TokenSpec {
            fields: &[
                Field::string("plan").at("team.plan.name"),
                Field::integer("account").from(FieldFrom::AccessToken).at("acct.id"),
                Field::string("tenant").from(FieldFrom::IdToken).at("https://x.example/tenant"),
                Field::string("region").from(FieldFrom::Header).at("x-region"),
                Field::new("instance", FieldKind::Hostname(&["crm.example"])).at("/meta.host"),
                Field::new("other", FieldKind::Token).at("authed_user"),
            ],
            answer: Answer { root: "result", ..Answer::STANDARD },
            ..TokenSpec::STANDARD
        },
        ErrorSpec::STANDARD,
    );
    let emulator = Emulator::builder(&EVERYWHERE).scope_as_list().start().await.expect("ok");
    let answer = password(&emulator).await;
    let body = answer.json();
    assert_eq!(body["result"]["team"]["plan"]["name"], "sample-plan");
    assert_eq!(body["meta"]["host"], "sample.crm.example");
    assert_eq!(body["result"]["scope"], json!(["a", "b"]));
    assert_eq!(answer.header("x-region"), "sample-region");
    let text = |path: &Value| path.as_str().expect("a text").to_owned();
    assert_eq!(claims(&text(&body["result"]["access_token"]))["acct"]["id"], 4711);
    let id_token = claims(&text(&body["result"]["id_token"]));
    assert_eq!(id_token["https://x.example/tenant"], "sample-tenant");
    let other = &body["result"]["authed_user"];
    assert!(works(&emulator, &text(&other["access_token"])).await, "it is live");
    assert_eq!(other["expires_in"], 3600);
    let refreshed = crate::acme::refresh(&emulator, &text(&other["refresh_token"])).await;
    assert_eq!(refreshed.status, 200, "{}", refreshed.body);
}

#[tokio::test]
async fn a_grant_may_be_answered_in_its_own_way() {
    static OWN: ProviderSpec = ProviderSpec {
        grants: Grants {
            client_credentials: Some(TokenGrant {
                request: TokenRequest {
                    answer: Some(&Answer { access_token: "app_token", ..Answer::STANDARD }),
                    ..TokenRequest::CLIENT_CREDENTIALS
                },
                ..TokenGrant::CLIENT_CREDENTIALS
            }),
            ..ACME.grants
        },
        ..ACME
    };
    let emulator = Emulator::start(&OWN).await.expect("it starts");
    let answer = token(&emulator, &CLIENT).await;
    assert!(works(&emulator, &answer.member("app_token")).await);
    assert!(!password_has(&emulator).await, "other grants answer as always");
}

async fn password_has(emulator: &Emulator) -> bool {
    let pairs = [
        ("grant_type", "password"),
        ("username", emulator.username()),
        ("password", emulator.password()),
    ];
    token(emulator, &pairs).await.json().get("app_token").is_some()
}

#[tokio::test]
async fn an_answer_may_be_signed() {
    static SIGNED: ProviderSpec = spec(
        &TokenSpec {
            fields: &[Field::string("id"), Field::integer("issued_at")],
            signature: Some(Signature {
                place: SignaturePlace::Json("signature"),
                syntax: SignatureSyntax::Prefix(""),
                check: SignatureCheck::Digest(&Digest {
                    key: Template::value(Source::ClientSecret),
                    message: Template::of(&[
                        Part::Value(Source::JsonMember("id")),
                        Part::Value(Source::Token("issued_at")),
                    ]),
                    encoding: DigestEncoding::Base64,
                    ..Digest::STANDARD
                }),
                timestamp: None,
                replay_id: None,
            }),
            ..TokenSpec::STANDARD
        },
        ErrorSpec::STANDARD,
    );
    let emulator = start(&SIGNED).await;
    let digest = hmac_sha256::HMAC::mac(b"sample-id4711", b"s");
    assert_eq!(password(&emulator).await.member("signature"), BASE64.encode(digest));
}

#[tokio::test]
async fn refusals_are_shaped_as_declared() {
    static MARKED: ProviderSpec = spec(
        &TokenSpec::STANDARD,
        ErrorSpec {
            when: &[Condition { path: "errcode", test: Test::IsNot(Literal::Integer(0)) }],
            code: &["errcode", "error"],
            description: &["detail.message"],
            codes: &[("40029", "invalid_grant"), ("denied", "invalid_client")],
            fields: &[Field::string("trace").at("meta.trace")],
            ..ErrorSpec::STANDARD
        },
    );
    static FLAGGED: ProviderSpec = spec(
        &TokenSpec::STANDARD,
        ErrorSpec {
            when: &[Condition { path: "ok", test: Test::Is(Literal::Boolean(false)) }],
            ..ErrorSpec::STANDARD
        },
    );
    static WORDED: ProviderSpec = spec(
        &TokenSpec::STANDARD,
        ErrorSpec {
            when: &[Condition { path: "ok", test: Test::Is(Literal::Text("false")) }],
            ..ErrorSpec::STANDARD
        },
    );
    let wrong = [("grant_type", "password"), ("username", "x"), ("password", "y")];
    let emulator = start(&MARKED).await;
    let answer = token(&emulator, &wrong).await;
    let body = answer.json();
    assert_eq!((answer.status, &body["errcode"]), (200, &json!(40029)));
    assert!(body["detail"]["message"].as_str().expect("a text").contains("wrong"));
    assert_eq!(body["meta"]["trace"], "sample-trace");
    assert_eq!(password(&emulator).await.json()["errcode"], 0);
    // What has no code of the provider's own keeps that of the RFC.
    let answer = token(&emulator, &[("grant_type", "x")]).await;
    assert_eq!(answer.json()["errcode"], "unsupported_grant_type");

    let emulator = start(&FLAGGED).await;
    let answer = token(&emulator, &wrong).await;
    assert_eq!((answer.status, &answer.json()["ok"]), (200, &json!(false)));
    assert_eq!(answer.json()["error"], "invalid_grant");
    assert_eq!(password(&emulator).await.json()["ok"], true);

    // Written as a text it is one.
    let emulator = start(&WORDED).await;
    assert_eq!(token(&emulator, &wrong).await.json()["ok"], "false");
    assert_eq!(password(&emulator).await.json()["ok"], "true");
}
