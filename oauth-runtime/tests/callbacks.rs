//! Callbacks that are not written as the RFC says.

#![allow(
    clippy::unwrap_used,
    clippy::items_after_statements,
    clippy::format_collect,
    reason = "tests"
)]

mod support;

use oauth_runtime::spec::*;
use oauth_runtime::{
    AnyProvider, AnyScope, Authorized, CallbackError, Client, Error, FieldValues, Fields,
    NoEnvironment, NoFields, NoVariables, NoVariant, Provider, Token, grants,
};
use support::{Script, TestClock, answer, any, body};

const BASE: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretPost],
        ..ClientSpec::STANDARD
    },
    endpoints: Endpoints {
        authorization: Some(Template::text("https://some.example/go")),
        token: Some(Template::text("https://some.example/token")),
        ..Endpoints::NONE
    },
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant::WITHOUT_PKCE),
        refresh_token: Some(RefreshGrant::STANDARD),
        ..Grants::NONE
    },
    ..ProviderSpec::STANDARD
};

fn refused<T>(result: Result<T, Error>) -> CallbackError {
    match result {
        Err(Error::Callback(error)) => error,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was accepted"),
    }
}

#[test]
fn other_names_and_other_codes() {
    static SPEC: ProviderSpec = ProviderSpec {
        callback: Callback {
            code: "auth_code",
            state: StateUse::Required("st"),
            error: &["error_reason", "err"],
            error_description: &["why", "error_description"],
            error_codes: &[("user_denied", "access_denied")],
            ..Callback::STANDARD
        },
        ..BASE
    };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let accept = |query: &str| {
        let pending = client.authorize().begin().unwrap();
        let query = query.replace("STATE", pending.state());
        client.accept(pending, query)
    };
    let accepted = accept("auth_code=c&st=STATE&x=y").unwrap();
    assert_eq!(accepted.parameter("x"), Some("y"));
    assert_eq!((accepted.parameter("auth_code"), accepted.parameter("st")), (None, None));
    let request = client.exchange(&accepted).request().unwrap();
    assert!(body(&request).contains("&code=c&"));
    let CallbackError::Denied(denial) = refused(accept("err=user_denied&why=No&st=STATE")) else {
        panic!()
    };
    assert_eq!((denial.code(), denial.provider_code()), ("access_denied", "user_denied"));
    assert_eq!(denial.description(), Some("No"));
    assert!(matches!(
        refused(accept("auth_code=c&state=STATE")),
        CallbackError::MissingState { .. }
    ));
    assert!(matches!(refused(accept("code=c&st=STATE")), CallbackError::MissingCode { .. }));
}

const FIELDS: &[Field] = &[
    Field::string("realm").at("realmId").required(),
    Field::string("client").equals(Template::value(Source::ClientId)),
    Field::new("shop", FieldKind::Hostname(&["shops.example"])).pattern("[a-z.]+"),
    Field::object("org", &[Field::string("id").required()]),
];

const FULL: ProviderSpec = ProviderSpec {
    endpoints: Endpoints {
        token: Some(Template::of(&[
            Part::Text("https://"),
            Part::Value(Source::Callback("shop")),
            Part::Text("/t/"),
            Part::Value(Source::Callback("realm")),
        ])),
        ..BASE.endpoints
    },
    grants: Grants {
        refresh_token: Some(RefreshGrant {
            request: TokenRequest {
                parameters: &[
                    Parameter::value("refresh_token", Source::RefreshToken),
                    Parameter::value("realm", Source::Callback("realm")),
                ],
                ..TokenRequest::FORM
            },
            ..RefreshGrant::STANDARD
        }),
        ..BASE.grants
    },
    callback: Callback {
        fields: FIELDS,
        state: StateUse::ProviderInitiated("state"),
        ..Callback::STANDARD
    },
    ..BASE
};

#[derive(Debug)]
enum Full {}
impl oauth_runtime::OptionalVariables for Full {}
impl Provider for Full {
    fn spec() -> &'static ProviderSpec {
        &FULL
    }

    type Scope = AnyScope;
    type Environment = NoEnvironment;
    type Variables = NoVariables;
    type Variant = NoVariant;
    type TokenFields = NoFields;
    type CallbackFields = Given;
    type ErrorFields = NoFields;
}
impl grants::AuthorizationCode for Full {}
impl grants::RefreshToken for Full {}
impl grants::ProviderInitiated for Full {}

#[derive(Debug, Clone)]
struct Given {
    realm: String,
    shop: Option<String>,
    org: Option<Org>,
}

impl Fields for Given {
    const FIELDS: &'static [Field] = FIELDS;
    fn read(values: &mut FieldValues) -> Self {
        Self { realm: values.required_text(0), shop: values.text(2), org: values.object(3) }
    }
}

#[derive(Debug, Clone)]
struct Org {
    id: String,
}

impl Fields for Org {
    const FIELDS: &'static [Field] = &[Field::string("id").required()];
    fn read(values: &mut FieldValues) -> Self {
        Self { id: values.required_text(0) }
    }
}

fn full() -> Client<Full> {
    Client::<Full>::builder()
        .client_id("my id")
        .client_secret("s")
        .redirect_uri("https://app.example/cb")
        .clock(TestClock::new())
        .build()
        .unwrap()
}

const GOOD: &str =
    "code=c&realmId=a%2Fb&client=my+id&shop=x.shops.example&org=%7B%22id%22%3A%22o%22%7D";

#[test]
fn fields_are_checked_and_stay_with_the_token() {
    let client = full();
    let pending = client.authorize().begin().unwrap();
    let query = format!("{GOOD}&state={}", pending.state());
    let accepted = client.accept(pending, query).unwrap();
    assert_eq!((accepted.realm.as_str(), accepted.org.as_ref().unwrap().id.as_str()), ("a/b", "o"));
    let accepted = Authorized::<Full>::restore(&accepted.save()).unwrap();
    let call = client.exchange(&accepted);
    assert_eq!(call.request().unwrap().uri(), "https://x.shops.example/t/a%2Fb");
    let token = call.read(answer(r#"{"access_token":"a","refresh_token":"r"}"#)).unwrap();
    let token = Token::<Full>::restore(&token.save()).unwrap();
    assert_eq!(token.callback().unwrap().realm, "a/b");
    let refresh = client.refresh(&token);
    let request = refresh.request().unwrap();
    assert_eq!(request.uri(), "https://x.shops.example/t/a%2Fb");
    assert!(body(&request).starts_with("refresh_token=r&realm=a%2Fb&"));
    let new = refresh.read(answer(r#"{"access_token":"b"}"#)).unwrap();
    assert_eq!(new.callback().unwrap().shop.as_deref(), Some("x.shops.example"));
    assert_eq!(new.callback_members().unwrap()["realm"], "a/b");
}

#[test]
fn a_field_that_is_not_what_it_must_be_refuses_the_callback() {
    let client = full();
    let accept = |from: &str, to: &str| {
        let pending = client.authorize().begin().unwrap();
        let query = format!("{}&state={}", GOOD.replace(from, to), pending.state());
        client.accept(pending, query)
    };
    let error = refused(accept("&realmId=a%2Fb", ""));
    assert!(matches!(error, CallbackError::MissingField { name: "realm" }), "{error}");
    let error = refused(accept("my+id", "other"));
    assert!(matches!(error, CallbackError::WrongField { name: "client" }), "{error}");
    let error = refused(accept("x.shops", "x1.shops"));
    assert!(matches!(error, CallbackError::WrongField { name: "shop" }), "{error}");
    // A shop elsewhere is none, and then there is nowhere to send the code.
    let accepted = accept("x.shops.example", "x.shops.example.evil.example").unwrap();
    let messages = support::messages(client.exchange(&accepted).request());
    assert!(messages[0].contains("the callback has no `shop`"), "{messages:?}");
    // A step up in a path would lead elsewhere.
    let accepted = accept("a%2Fb", "..").unwrap();
    let messages = support::messages(client.exchange(&accepted).request());
    assert!(messages[0].contains("leads elsewhere"), "{messages:?}");
}

#[test]
fn a_stored_callback_that_was_changed_sends_nothing_elsewhere() {
    let client = full();
    let pending = client.authorize().begin().unwrap();
    let query = format!("{GOOD}&state={}", pending.state());
    let saved = client.accept(pending, query).unwrap().save();
    for evil in ["evil.example", "x.shops.example@evil.example", "x.shops.example/..", ""] {
        let changed = saved.replace("x.shops.example", evil);
        let accepted = Authorized::<Full>::restore(&changed).unwrap();
        assert!(client.exchange(&accepted).request().is_err(), "{evil}");
    }
}

#[test]
fn an_authorization_that_the_provider_has_started() {
    let client = full();
    let accepted = client.accept_initiated(GOOD).unwrap();
    assert_eq!(accepted.realm, "a/b");
    assert!(client.exchange(&accepted).request().is_ok());
    assert!(matches!(refused(client.accept_initiated(GOOD)), CallbackError::Replayed));
    let with_state = format!("{GOOD}&state=x").replace("code=c", "code=d");
    assert!(matches!(refused(client.accept_initiated(with_state)), CallbackError::UnexpectedState));
    // One that was asked for still needs its state.
    let pending = client.authorize().begin().unwrap();
    assert!(matches!(refused(client.accept(pending, GOOD)), CallbackError::MissingState { .. }));
    let other = any(&BASE, &Script::new(), &TestClock::new());
    assert!(other.accept_initiated("code=c").unwrap_err().to_string().contains("starts by itself"));
}

#[test]
fn a_callback_that_is_posted_as_json() {
    static SPEC: ProviderSpec = ProviderSpec {
        callback: Callback {
            format: CallbackFormat::Json,
            code: "data.code",
            state: StateUse::Required("data.state"),
            error: &["fault.kind"],
            fields: &[Field::integer("account").at("data.account.id").required()],
            ..Callback::STANDARD
        },
        ..BASE
    };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let accept = |body: &str| {
        let pending = client.authorize().begin().unwrap();
        let body = body.replace("STATE", pending.state());
        client.accept(pending, body)
    };
    let accepted = accept(r#"{"data":{"code":"c","state":"STATE","account":{"id":7}}}"#).unwrap();
    assert_eq!(accepted.members()["account"], 7);
    let call = client.exchange(&accepted);
    assert!(body(&call.request().unwrap()).contains("&code=c&"));
    let token = call.read(answer(r#"{"access_token":"a"}"#)).unwrap();
    let token = Token::<AnyProvider>::restore(&token.save()).unwrap();
    assert_eq!(token.callback_members().unwrap()["account"], 7);
    let error = refused(accept(r#"{"data":{"state":"STATE"},"fault":{"kind":"no"}}"#));
    assert!(matches!(error, CallbackError::Denied(_)), "{error}");
    assert!(matches!(refused(accept("code=c&state=STATE")), CallbackError::Unreadable));
    assert!(matches!(
        refused(accept(r#"{"data":{"code":"c"}}"#)),
        CallbackError::MissingState { .. }
    ));
}

#[test]
fn a_posted_callback_may_be_signed_in_a_header() {
    static SPEC: ProviderSpec = ProviderSpec {
        callback: Callback {
            format: CallbackFormat::Json,
            state: StateUse::ProviderInitiated("state"),
            signature: Some(Signature {
                place: SignaturePlace::Header("x-sign"),
                syntax: SignatureSyntax::Prefix("sha256="),
                check: SignatureCheck::Digest(&Digest {
                    key: Template::value(Source::ClientSecret),
                    message: Template::value(Source::Body),
                    ..Digest::STANDARD
                }),
                timestamp: None,
                replay_id: None,
            }),
            ..Callback::STANDARD
        },
        ..BASE
    };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let body = r#"{"code":"c"}"#;
    let mac = hmac_sha256::HMAC::mac(body, b"s&cret");
    let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    let request = |sign: &str| {
        let request = http::Request::post("https://app.example/cb").header("x-sign", sign);
        request.body(body.as_bytes().to_vec()).unwrap()
    };
    let error = refused(client.accept_initiated(body));
    assert!(matches!(error, CallbackError::Signature(_)), "{error}");
    let error = refused(client.accept_initiated_request(&request("sha256=00")));
    assert!(matches!(error, CallbackError::Signature(_)), "{error}");
    client.accept_initiated_request(&request(&format!("sha256={hex}"))).unwrap();
}

/// A word that nobody has declared is told before the code is spent, where a call that follows would go to it.
#[test]
fn a_region_that_nobody_has_declared_is_refused_where_a_call_goes_there() {
    static SPEC: ProviderSpec = ProviderSpec {
        callback: Callback {
            fields: &[Field::new("region", FieldKind::Enum(&["eu", "us"]))],
            ..BASE.callback
        },
        calls: &[Call {
            name: "account",
            when: CallTime::Connected,
            url: Template::of(&[
                Part::Text("https://"),
                Part::Value(Source::Callback("region")),
                Part::Text(".api.some.example/account"),
            ]),
            ..Call::STANDARD
        }],
        ..BASE
    };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    for (region, is_known) in [("eu", true), ("mars", false)] {
        let pending = client.authorize().begin().unwrap();
        let query = format!("code=c&region={region}&state={}", pending.state());
        let accepted = client.accept(pending, query);
        if is_known {
            accepted.unwrap();
        } else {
            let error = refused(accepted);
            assert!(matches!(error, CallbackError::WrongField { name: "region" }), "{error}");
        }
    }
}
