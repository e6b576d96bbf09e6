//! Token answers that are not written as the RFC says.

#![allow(
    clippy::unwrap_used,
    clippy::items_after_statements,
    clippy::format_collect,
    reason = "tests"
)]

mod support;

use std::time::{Duration, UNIX_EPOCH};

use base64::Engine as _;
use oauth_runtime::spec::*;
use oauth_runtime::{
    AnyProvider, AnyScope, Clock as _, Error, FieldValues, Fields, NoEnvironment, NoFields,
    NoVariables, NoVariant, OtherToken, Provider, Secret, Token, grants,
};
use support::{Script, TestClock, answer, any};

const BASE: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    endpoints: Endpoints {
        token: Some(Template::text("https://some.example/token")),
        ..Endpoints::NONE
    },
    grants: Grants {
        client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS),
        refresh_token: Some(RefreshGrant::STANDARD),
        ..Grants::NONE
    },
    ..ProviderSpec::STANDARD
};

fn read(spec: &'static ProviderSpec, text: &str) -> Result<Token<AnyProvider>, Error> {
    let client = any(spec, &Script::new(), &TestClock::new());
    client.client_credentials().read(answer(text))
}

fn what(result: Result<Token<AnyProvider>, Error>) -> String {
    match result {
        Err(Error::Unreadable(error)) => error.what().to_owned(),
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("it was read"),
    }
}

const fn token(answer: Answer) -> ProviderSpec {
    ProviderSpec { token: TokenSpec { answer, ..TokenSpec::STANDARD }, ..BASE }
}

#[test]
fn names_roots_and_paths() {
    static SPEC: ProviderSpec = token(Answer {
        root: "data.0",
        access_token: "token.value",
        refresh_token: "refreshToken",
        token_type: "kind",
        scope: "/meta.scopes",
        expiry: Expiry::after("ttl", Unit::Milliseconds),
        refresh_token_expiry: Some(Expiry::after("rttl", Unit::Seconds)),
        ..Answer::STANDARD
    });
    let token = read(
        &SPEC,
        r#"{"data":[{"token":{"value":"at"},"refreshToken":"rt","kind":"x","ttl":"90500","rttl":60,"own":1,
            "id_token":"idt"}],"meta":{"scopes":["a","b c"]}}"#,
    )
    .unwrap();
    assert_eq!(token.access_token().expose(), "at");
    assert_eq!(token.refresh_token().unwrap().expose(), "rt");
    assert_eq!(token.id_token().unwrap().expose(), "idt");
    assert_eq!(token.token_type(), Some("x"));
    assert_eq!(token.granted_scopes().collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(token.expires_in(), Some(Duration::from_secs(90)));
    assert_eq!(token.expires_at(), Some(token.received_at() + Duration::from_millis(90_500)));
    assert_eq!(token.refresh_expires_at(), Some(token.received_at() + Duration::from_secs(60)));
    assert_eq!(token.extra().keys().collect::<Vec<_>>(), ["own"]);
    let restored = Token::<AnyProvider>::restore(&token.save()).unwrap();
    assert_eq!(restored.access_token().expose(), "at");
    assert_eq!(restored.expires_at(), token.expires_at());
    assert_eq!(restored.refresh_expires_at(), token.refresh_expires_at());
    assert!(!format!("{token:?}").contains("\"at\""));
}

#[test]
fn other_notations() {
    static FORM: ProviderSpec = token(Answer { format: AnswerFormat::Form, ..Answer::STANDARD });
    let token_ = read(&FORM, "access_token=a%20b&expires_in=60&scope=x+y").unwrap();
    assert_eq!(token_.access_token().expose(), "a b");
    assert_eq!(token_.expires_in(), Some(Duration::from_secs(60)));
    let error = read(&FORM, "error=bad_code&error_description=No+such+code").unwrap_err();
    assert!(
        matches!(&error, Error::Provider(it) if it.description() == Some("No such code")),
        "{error}"
    );
    static JSONP: ProviderSpec = token(Answer { format: AnswerFormat::Jsonp, ..Answer::STANDARD });
    let token_ = read(&JSONP, "callback( {\"access_token\":\"a\"} );\n").unwrap();
    assert_eq!(token_.access_token().expose(), "a");
    let error = read(&JSONP, "callback( {\"error\":\"invalid_grant\"} );").unwrap_err();
    assert!(matches!(&error, Error::Provider(it) if it.code() == Some("invalid_grant")), "{error}");
    assert!(what(read(&JSONP, "{}")).contains("no call"));
}

#[test]
fn expiries_of_every_kind() {
    let now = TestClock::new().now();
    const fn expiry(expiry: Expiry) -> ProviderSpec {
        ProviderSpec {
            token: TokenSpec {
                answer: Answer { expiry, ..Answer::STANDARD },
                lifetime: Some(100),
                ..TokenSpec::STANDARD
            },
            ..BASE
        }
    }
    let at = |spec: &'static ProviderSpec, member: &str| {
        read(spec, &format!(r#"{{"access_token":"a"{member}}}"#)).unwrap().expires_at()
    };
    let later = |seconds| Some(now + Duration::from_secs(seconds));
    static UNIX: ProviderSpec = expiry(Expiry::at("at", TimeFormat::Unix));
    assert_eq!(at(&UNIX, r#","at":1700000007"#), later(7));
    assert_eq!(at(&UNIX, r#","at":"1700000007""#), later(7));
    assert_eq!(at(&UNIX, ""), later(100));
    static MS: ProviderSpec = expiry(Expiry::At {
        field: "at",
        format: TimeFormat::UnixMilliseconds,
        zero_is_never: true,
    });
    assert_eq!(at(&MS, r#","at":1700000007000"#), later(7));
    assert_eq!(at(&MS, r#","at":0"#), None);
    static RFC: ProviderSpec = expiry(Expiry::at("at", TimeFormat::Rfc3339));
    assert_eq!(at(&RFC, r#","at":"2023-11-14T23:13:27+01:00""#), later(7));
    assert_eq!(at(&RFC, r#","at":"soon""#), later(100));
    static ZERO: ProviderSpec =
        expiry(Expiry::In { field: "expires_in", unit: Unit::Seconds, zero_is_never: true });
    assert_eq!(at(&ZERO, r#","expires_in":0"#), None);
    assert_eq!(at(&ZERO, r#","expires_in":7"#), later(7));
    static LIFETIME: ProviderSpec = expiry(Expiry::Lifetime);
    assert_eq!(at(&LIFETIME, r#","expires_in":7"#), later(100));
    static JWT: ProviderSpec = expiry(Expiry::Jwt);
    let jwt = |claims: &str| {
        let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(claims);
        read(&JWT, &format!(r#"{{"access_token":"e30.{claims}.x"}}"#)).unwrap().expires_at()
    };
    assert_eq!(jwt(r#"{"exp":1700000007}"#), later(7));
    assert_eq!(jwt(r#"{"exp":18446744073709551615}"#), None, "beyond every clock");
    assert_eq!(jwt("{}"), later(100));
    assert_eq!(at(&JWT, ""), later(100));
}

#[test]
fn scopes_that_imply_others() {
    static SPEC: ProviderSpec = ProviderSpec {
        scopes: Scopes {
            separator: " ",
            answer_separator: ",",
            implies: &[("admin", "write"), ("write", "read"), ("write", "write")],
            ..Scopes::STANDARD
        },
        ..BASE
    };
    let token = read(&SPEC, r#"{"access_token":"a","scope":"admin,x"}"#).unwrap();
    assert_eq!(token.granted_scopes().collect::<Vec<_>>(), ["admin", "x", "write", "read"]);
    assert!(token.missing_scopes(&["read".into()]).is_empty());
    let token = read(&SPEC, r#"{"access_token":"a","scope":["admin","x"]}"#).unwrap();
    assert_eq!(token.scope(), Some("admin,x"));
}

const FIELDS: &[Field] = &[
    Field::string("site").at("/site.url"),
    Field::new("host", FieldKind::Hostname(&["some.example"])),
    Field::new("api", FieldKind::Url(&["some.example"])),
    Field::new("user", FieldKind::Token),
    Field::string("tenant").from(FieldFrom::AccessToken).at("tid"),
    Field::integer("count").from(FieldFrom::Header).at("x-count"),
    Field::string("client").equals(Template::value(Source::ClientId)),
    Field::string("digits").pattern("[0-9]+"),
    Field::object("owner", &[Field::integer("id").at("key.id").required()]),
];

const RICH: ProviderSpec =
    ProviderSpec { token: TokenSpec { fields: FIELDS, ..TokenSpec::STANDARD }, ..BASE };

#[derive(Debug)]
enum Rich {}
impl oauth_runtime::OptionalVariables for Rich {}
impl Provider for Rich {
    fn spec() -> &'static ProviderSpec {
        &RICH
    }

    type Scope = AnyScope;
    type Environment = NoEnvironment;
    type Variables = NoVariables;
    type Variant = NoVariant;
    type TokenFields = RichFields;
    type CallbackFields = NoFields;
    type ErrorFields = NoFields;
}
impl grants::ClientCredentials for Rich {}
impl grants::RefreshToken for Rich {}

#[derive(Debug, Clone)]
struct RichFields {
    site: Option<String>,
    host: Option<String>,
    api: Option<String>,
    user: Option<OtherToken>,
    tenant: Option<String>,
    count: Option<i64>,
    client: Option<String>,
    digits: Option<String>,
    owner: Option<Owner>,
}

impl Fields for RichFields {
    const FIELDS: &'static [Field] = FIELDS;
    fn read(values: &mut FieldValues) -> Self {
        Self {
            site: values.text(0),
            host: values.text(1),
            api: values.text(2),
            user: values.token(3),
            tenant: values.text(4),
            count: values.integer(5),
            client: values.text(6),
            digits: values.text(7),
            owner: values.object(8),
        }
    }
}

#[derive(Debug, Clone)]
struct Owner {
    id: i64,
}

impl Fields for Owner {
    const FIELDS: &'static [Field] = &[Field::integer("id").at("key.id").required()];
    fn read(values: &mut FieldValues) -> Self {
        Self { id: values.required_integer(0) }
    }
}

fn rich() -> oauth_runtime::Client<Rich> {
    oauth_runtime::Client::<Rich>::builder()
        .client_id("my id")
        .client_secret("s")
        .clock(TestClock::new())
        .build()
        .unwrap()
}

const WHOLE: &str = r#"{"access_token":"e30.eyJ0aWQiOiJUMSJ9.x","refresh_token":"r","site":{"url":"u"},
    "host":"a.some.example","api":"https://b.some.example/v1?x","client":"my id","digits":"12",
    "user":{"access_token":"user-secret","refresh_token":"ur","scope":"s1","expires_in":60},
    "owner":"{\"key\":{\"id\":\"7\"}}","more":1}"#;

fn whole() -> http::Response<Vec<u8>> {
    let mut response = answer(WHOLE);
    response.headers_mut().insert("x-count", http::HeaderValue::from_static("3"));
    response
}

#[test]
fn fields_from_everywhere_and_what_survives() {
    let client = rich();
    let token = client.client_credentials().read(whole()).unwrap();
    let check = |token: &Token<Rich>| {
        assert_eq!(token.site.as_deref(), Some("u"));
        assert_eq!(token.host.as_deref(), Some("a.some.example"));
        assert_eq!(token.api.as_deref(), Some("https://b.some.example/v1?x"));
        assert_eq!(token.tenant.as_deref(), Some("T1"));
        assert_eq!((token.count, token.digits.as_deref()), (Some(3), Some("12")));
        assert_eq!(token.client.as_deref(), Some("my id"));
        assert_eq!(token.owner.as_ref().unwrap().id, 7);
        assert_eq!(token.user.as_ref().unwrap().access_token().expose(), "user-secret");
    };
    check(&token);
    assert_eq!(token.extra().keys().collect::<Vec<_>>(), ["more"]);
    assert!(!format!("{token:?}").contains("user-secret"));
    let token = Token::<Rich>::restore(&token.save()).unwrap();
    check(&token);
    // What a refresh leaves out stays.
    let answer_ = r#"{"access_token":"e30.e30.x","digits":"13"}"#;
    let new = client.refresh(&token).read(answer(answer_)).unwrap();
    assert_eq!(new.tenant.as_deref(), Some("T1"));
    assert_eq!((new.count, new.digits.as_deref()), (Some(3), Some("13")));
    assert_eq!(new.refresh_token().map(Secret::expose), Some("r"));
    assert_eq!(new.extra()["more"], 1);
    let new = Token::<Rich>::restore(&new.save()).unwrap();
    assert_eq!(new.user.as_ref().unwrap().scope(), Some("s1"));

    let user = client.adopt(new.user.as_ref().unwrap()).unwrap();
    assert_eq!(user.access_token().expose(), "user-secret");
    assert_eq!(user.refresh_token().map(Secret::expose), Some("ur"));
    assert_eq!(user.expires_at(), Some(token.received_at() + Duration::from_secs(60)));
    assert_eq!(user.grant(), "client_credentials");
}

#[test]
fn what_a_field_must_be_is_checked_and_hosts_stay_where_they_belong() {
    let client = rich();
    let read =
        |from: &str, to: &str| client.client_credentials().read(answer(&WHOLE.replace(from, to)));
    let what = |from: &str, to: &str| match read(from, to) {
        Err(Error::Unreadable(error)) => error.what().to_owned(),
        other => panic!("{other:?}"),
    };
    assert!(what("\"my id\"", "\"other\"").contains("`client` is not what it must be"));
    assert!(what("\"client\":\"my id\",", "").contains("`client` is missing"));
    assert!(what("\"12\"", "\"1x\"").contains("`digits` does not look as it must"));
    for host in
        ["some.example.evil.example", "evilsome.example", "a.some.example/x", "@some.example"]
    {
        assert_eq!(read("a.some.example", host).unwrap().host, None, "{host}");
    }
    assert_eq!(
        read("https://b.some.example", "https://b.some.example@evil.example").unwrap().api,
        None
    );
    // Without types the same is checked, and all of it is there by name.
    let client = any(&RICH, &Script::new(), &TestClock::new());
    let token = client.client_credentials().read(whole()).unwrap();
    assert_eq!(token.member("tenant").unwrap(), "T1");
    assert_eq!(token.member("count").unwrap(), "3");
    let user = client.adopt(&token.other_token("user").unwrap()).unwrap();
    assert_eq!(user.access_token().expose(), "user-secret");
    let error = client.client_credentials().read(answer(r#"{"access_token":"a","client":"x"}"#));
    assert!(error.unwrap_err().to_string().contains("`client`"));
}

#[test]
fn an_answer_of_its_own_for_one_grant() {
    static OTHER: Answer = Answer { access_token: "key", ..Answer::STANDARD };
    static SPEC: ProviderSpec = ProviderSpec {
        grants: Grants {
            client_credentials: Some(TokenGrant {
                request: TokenRequest { answer: Some(&OTHER), ..TokenRequest::CLIENT_CREDENTIALS },
                ..TokenGrant::CLIENT_CREDENTIALS
            }),
            ..BASE.grants
        },
        ..BASE
    };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let token =
        client.client_credentials().read(answer(r#"{"key":"a","refresh_token":"r","own":1}"#));
    let token = token.unwrap();
    assert_eq!(token.access_token().expose(), "a");
    let new = client.refresh(&token).read(answer(r#"{"access_token":"b"}"#)).unwrap();
    assert_eq!(new.access_token().expose(), "b");
    assert_eq!(new.refresh_token().map(Secret::expose), Some("r"));
    assert_eq!(new.extra()["own"], 1);
    assert_eq!(new.received_at().duration_since(UNIX_EPOCH).unwrap().as_secs(), 1_700_000_000);
}

#[test]
fn answers_that_make_no_sense() {
    static SPEC: ProviderSpec = token(Answer { root: "data", ..Answer::STANDARD });
    for (body, expected) in [
        ("", "the body is empty"),
        ("[]", "not a JSON object"),
        ("{}", "neither `data.access_token` nor `error`"),
        (r#"{"data":[]}"#, "neither `data.access_token` nor `error`"),
        (r#"{"data":{"access_token":""}}"#, "neither `data.access_token` nor `error`"),
        (
            r#"{"data":{"access_token":{"very":"secret"}}}"#,
            "neither `data.access_token` nor `error`",
        ),
    ] {
        assert!(what(read(&SPEC, body)).contains(expected), "{body}");
    }
    for (spec, body) in [
        (&BASE, r#"{"access_token":"good\r\nx-evil: 1"}"#),
        (&BASE, r#"{"access_token":"good\n"}"#),
        (&SPEC, r#"{"data":{"access_token":"good\u0000"}}"#),
    ] {
        assert!(what(read(spec, body)).contains("control characters"), "{body}");
    }
    let token = read(&SPEC, r#"{"data":{"access_token":12345}}"#).unwrap();
    assert_eq!(token.access_token().expose(), "12345", "a number is a token too");
}

#[test]
fn a_signed_answer_is_believed_only_when_it_fits() {
    static SPEC: ProviderSpec = ProviderSpec {
        token: TokenSpec {
            signature: Some(Signature {
                place: SignaturePlace::Json("signature"),
                syntax: SignatureSyntax::Prefix(""),
                check: SignatureCheck::Digest(&Digest {
                    key: Template::value(Source::ClientSecret),
                    message: Template::value(Source::JsonMember("id")),
                    ..Digest::STANDARD
                }),
                timestamp: None,
                replay_id: None,
            }),
            ..TokenSpec::STANDARD
        },
        ..BASE
    };
    let mac = hmac_sha256::HMAC::mac("me", b"s&cret");
    let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    let signed = format!(r#"{{"access_token":"a","id":"me","signature":"{hex}"}}"#);
    assert!(read(&SPEC, &signed).is_ok());
    assert!(what(read(&SPEC, &signed.replace("me", "you"))).contains("signature"));
    assert!(what(read(&SPEC, r#"{"access_token":"a","id":"me"}"#)).contains("no signature"));
}

#[test]
fn what_is_signed_may_be_a_chosen_element() {
    static FIELDS: [Field; 1] = [Field::string("team")
        .at("teams.*.id")
        .when(&[Condition { path: "teams.*.main", test: Test::Is(Literal::Boolean(true)) }])];
    static SPEC: ProviderSpec = ProviderSpec {
        token: TokenSpec {
            fields: &FIELDS,
            signature: Some(Signature {
                place: SignaturePlace::Json("signature"),
                syntax: SignatureSyntax::Prefix(""),
                check: SignatureCheck::Digest(&Digest {
                    key: Template::value(Source::ClientSecret),
                    message: Template::value(Source::Token("team")),
                    ..Digest::STANDARD
                }),
                timestamp: None,
                replay_id: None,
            }),
            ..TokenSpec::STANDARD
        },
        ..BASE
    };
    let mac = hmac_sha256::HMAC::mac("t2", b"s&cret");
    let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    let signed = |teams: &str| {
        let text = format!(r#"{{"access_token":"a","teams":{teams},"signature":"{hex}"}}"#);
        read(&SPEC, &text)
    };
    assert!(signed(r#"[{"id":"t1"},{"id":"t2","main":true},{"id":"t3","main":true}]"#).is_ok());
    for teams in [r#"[{"id":"t2"},{"id":"t3","main":true}]"#, r#"[{"id":"t2"}]"#, "[]", "{}"] {
        assert!(matches!(signed(teams), Err(Error::Unreadable(_))), "{teams}");
    }
}
