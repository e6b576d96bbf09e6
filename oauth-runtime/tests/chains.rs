//! Several requests for one token: what comes before, what follows, and what a failure leaves.

#![allow(
    clippy::unwrap_used,
    clippy::items_after_statements,
    clippy::format_collect,
    reason = "tests"
)]

mod support;

use std::time::{Duration, UNIX_EPOCH};

use oauth_runtime::spec::*;
use oauth_runtime::{
    AnyProvider, AnyScope, Client, Error, Event, FieldValues, Fields, NoEnvironment, NoFields,
    NoVariables, NoVariant, Provider, Secret, Step, Token, TransportFault, grants,
};
use support::{Answer as Scripted, Script, TestClock, any, json, status};

const POST: ClientSpec = ClientSpec {
    authentication: &[ClientAuthentication::ClientSecretPost],
    ..ClientSpec::STANDARD
};

const TENANT: Call = Call {
    name: "tenant",
    when: CallTime::Connected,
    url: Template::of(&[Part::Text("/connections/"), Part::Value(Source::Token("site"))]),
    headers: &[Header { name: "x-app", value: Template::value(Source::ClientId) }],
    fields: &[
        Field::string("id").at("0.tenantId").required(),
        Field::new("host", FieldKind::Hostname(&["some.example"])).at("0.host"),
    ],
    ..Call::STANDARD
};
const WHO: Call = Call {
    name: "who",
    method: Method::Post,
    url: Template::of(&[
        Part::Text("https://"),
        Part::Value(Source::Call("tenant.host")),
        Part::Text("/me"),
    ]),
    authorization: Some(Template::of(&[Part::Text("OAuth "), Part::Value(Source::AccessToken)])),
    parameters_in: ParametersIn::Json,
    parameters: &[Parameter::value("tenant", Source::Call("tenant.id"))],
    fields: &[
        Field::integer("id").required(),
        Field::string("trace").from(FieldFrom::Header).at("x-trace"),
    ],
    ..Call::STANDARD
};
const BYE: Call = Call {
    name: "bye",
    when: CallTime::Disconnect,
    method: Method::Delete,
    url: Template::of(&[Part::Text("connections/"), Part::Value(Source::Call("tenant.id"))]),
    ..Call::STANDARD
};

const SPEC: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    client: POST,
    endpoints: Endpoints {
        token: Some(Template::text("https://some.example/token")),
        api: Some(Template::text("https://api.some.example/v1/")),
        revocation: Some(Template::text("https://some.example/revoke")),
        introspection: Some(Template::text("https://some.example/introspect")),
        ..Endpoints::NONE
    },
    grants: Grants {
        password: Some(TokenGrant::PASSWORD),
        client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS),
        refresh_token: Some(RefreshGrant::STANDARD),
        personal_access_token: Some(PersonalAccessTokenGrant { expiry: IssuedExpiry::Chosen }),
        custom: &[CustomGrant {
            name: "long",
            after: &["password"],
            parameters: &[],
            request: TokenRequest {
                parameters: &[
                    Parameter::text("grant_type", "long"),
                    Parameter::value("token", Source::AccessToken),
                    Parameter::value("site", Source::Token("site")),
                ],
                ..TokenRequest::FORM
            },
            renewal: Renewal::RefreshToken,
        }],
        ..Grants::NONE
    },
    token: TokenSpec { fields: &[Field::string("site")], ..TokenSpec::STANDARD },
    calls: &[TENANT, WHO, BYE],
    ..ProviderSpec::STANDARD
};

#[derive(Debug)]
enum Some_ {}
impl oauth_runtime::OptionalVariables for Some_ {}
impl Provider for Some_ {
    fn spec() -> &'static ProviderSpec {
        &SPEC
    }

    type Scope = AnyScope;
    type Environment = NoEnvironment;
    type Variables = NoVariables;
    type Variant = NoVariant;
    type TokenFields = NoFields;
    type CallbackFields = NoFields;
    type ErrorFields = NoFields;
}
impl grants::Password for Some_ {}
impl grants::RefreshToken for Some_ {}
impl grants::PersonalAccessToken for Some_ {}
impl grants::Revocation for Some_ {}
impl grants::Introspection for Some_ {}

#[derive(Debug, Clone)]
struct Tenant {
    id: String,
}

impl Fields for Tenant {
    const FIELDS: &'static [Field] = TENANT.fields;
    fn read(values: &mut FieldValues) -> Self {
        Self { id: values.required_text(0) }
    }
}

impl oauth_runtime::ProviderCall for Tenant {
    type Provider = Some_;
    const NAME: &'static str = "tenant";
}

#[derive(Debug, Clone)]
struct Who {
    id: i64,
    trace: Option<String>,
}

impl Fields for Who {
    const FIELDS: &'static [Field] = WHO.fields;
    fn read(values: &mut FieldValues) -> Self {
        Self { id: values.required_integer(0), trace: values.text(1) }
    }
}

impl oauth_runtime::ProviderCall for Who {
    type Provider = Some_;
    const NAME: &'static str = "who";
}

fn client(script: &Script) -> Client<Some_> {
    Client::<Some_>::builder()
        .client_id("my id")
        .client_secret("s")
        .transport(script.clone())
        .clock(TestClock::new())
        .build()
        .unwrap()
}

const FIRST: &str = r#"{"access_token":"short","refresh_token":"r","site":"s/1"}"#;
const SECOND: &str = r#"{"access_token":"long","expires_in":60}"#;
const THIRD: &str = r#"[{"tenantId":"T1","host":"t1.some.example"}]"#;

async fn connected(script: &Script) -> (Client<Some_>, Token<Some_>) {
    let client = client(script);
    for body in [FIRST, SECOND, THIRD] {
        script.answer(json(200, body));
    }
    let token = client.password("u", "p").await.unwrap();
    (client, token)
}

#[tokio::test]
async fn a_grant_that_follows_and_a_call_that_belongs_to_connecting() {
    let script = Script::new();
    let (_, token) = connected(&script).await;
    assert_eq!(script.count(), 3);
    let requests = script.all();
    assert_eq!(
        requests[1],
        "POST https://some.example/token grant_type=long&token=short&site=s%2F1&client_id=my+id&client_secret=s"
    );
    assert_eq!(requests[2], "GET https://api.some.example/v1/connections/s%2F1 ");
    let (.., headers) = script.last();
    assert_eq!(headers["authorization"], "Bearer long");
    assert_eq!(headers["x-app"], "my id");
    // What the second answer leaves out stays; it is the token of that grant now.
    assert_eq!(token.access_token().expose(), "long");
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
    assert_eq!((token.extra()["site"].as_str(), token.grant()), (Some("s/1"), "long"));
    assert_eq!(token.expires_in(), Some(Duration::from_secs(60)));
    assert_eq!(token.call::<Tenant>().unwrap().unwrap().id, "T1");
    assert!(!token.is_unfinished());
    let token = Token::<Some_>::restore(&token.save()).unwrap();
    assert_eq!(token.call::<Tenant>().unwrap().unwrap().id, "T1");
    assert!(token.call::<Who>().unwrap().is_none());
}

#[tokio::test]
async fn what_a_call_has_read_stays_with_the_tokens_that_renew_it() {
    let script = Script::new();
    let (client, token) = connected(&script).await;
    script.answer(json(200, r#"{"access_token":"new"}"#));
    let new = client.refresh(&token).await.unwrap();
    assert_eq!(script.count(), 4, "a refresh makes no further calls");
    assert_eq!(new.call::<Tenant>().unwrap().unwrap().id, "T1");
    assert_eq!(new.grant(), "long");
}

#[tokio::test]
async fn a_call_that_is_asked_for() {
    let script = Script::new();
    let (client, token) = connected(&script).await;
    script.answer(status(200, &[("x-trace", "t")], r#"{"id":"9"}"#));
    let who = client.call::<Who>(&token).await.unwrap();
    assert_eq!((who.id, who.trace.as_deref()), (9, Some("t")));
    let (method, url, body, headers) = script.last();
    assert_eq!((method.as_str(), url.as_str()), ("POST", "https://t1.some.example/me"));
    assert_eq!(body, r#"{"tenant":"T1"}"#);
    assert_eq!(headers["authorization"], "OAuth long");
    // Without I/O, and without types.
    let call = client.call::<Who>(&token);
    assert_eq!(call.request().unwrap().uri(), "https://t1.some.example/me");
    assert_eq!(call.read(support::answer(r#"{"id":1}"#)).unwrap().id, 1);
    let error = call.read(support::answer("{}")).unwrap_err();
    assert!(error.to_string().contains("`id` of the call `who`"), "{error}");
    let untyped = any(&SPEC, &script, &TestClock::new());
    let token = Token::<AnyProvider>::restore(&token.save()).unwrap();
    script.answer(json(200, r#"{"id":2}"#));
    assert_eq!(untyped.call_json("who", &token).await.unwrap()["id"], 2);
    assert_eq!(token.call_members("tenant").unwrap()["id"], "T1");
    assert!(untyped.call_json("nope", &token).request().unwrap_err().to_string().contains("nope"));
}

#[tokio::test]
async fn the_end_of_a_token() {
    let script = Script::new();
    let (client, token) = connected(&script).await;
    script.answer(status(204, &[], ""));
    script.answer(status(200, &[], ""));
    client.revoke(&token).await.unwrap();
    let requests = script.all();
    assert_eq!(requests[3], "DELETE https://api.some.example/v1/connections/T1 ");
    assert_eq!(
        requests[4],
        "POST https://some.example/revoke token=r&client_id=my+id&client_secret=s"
    );
    script.answer(status(403, &[], ""));
    assert!(client.revoke(&token).await.is_err());
    assert_eq!(script.count(), 6, "nothing is revoked after a refusal");
}

#[tokio::test]
async fn what_revokes_refresh_tokens_alone_is_sent_no_other() {
    const fn revoking(parameters: &'static [Parameter], calls: &'static [Call]) -> ProviderSpec {
        let revocation = TokenOperation { parameters, ..SPEC.revocation };
        ProviderSpec { revocation, calls, ..SPEC }
    }
    const REFRESH: Parameter = Parameter::value("token", Source::RefreshToken);
    const ACCESS: Parameter = Parameter::value("token", Source::AccessToken);
    static ALONE: ProviderSpec = revoking(&[REFRESH], &[]);
    static CALLED: ProviderSpec = revoking(&[REFRESH], &[BYE]);
    static EITHER: ProviderSpec = revoking(&[ACCESS, REFRESH], &[BYE]);
    // What disconnects is called all the same.
    for (spec, sent) in [(&ALONE, 0), (&CALLED, 1), (&EITHER, 2)] {
        let script = Script::new();
        let client = any(spec, &script, &TestClock::new());
        let stored = |rest: &str| {
            let answer = format!(r#"{{"access_token":"a"{rest}}}"#);
            let text = format!(
                r#"{{"version":1,"kind":"token","provider":"some","grant":"password","received_at":0,
                "calls":{{"tenant":{{"id":"T1"}}}},"answer":{answer}}}"#
            );
            Token::<AnyProvider>::restore(&text).unwrap()
        };
        if sent > 0 {
            script.answer(status(204, &[], ""));
        }
        script.answer(status(200, &[], ""));
        let outcome = client.revoke(&stored("")).await;
        assert_eq!((outcome.is_ok(), script.count()), (sent > 0, sent));
        if let Err(error) = outcome {
            assert!(matches!(error, Error::Configuration(_)), "{error:?}");
            assert!(error.to_string().contains("and this token has none: nothing was sent"));
            client.revoke(&stored(r#","refresh_token":"r""#)).await.unwrap();
            assert!(
                script.all()[0].starts_with("POST https://some.example/revoke token=r&client_id=")
            );
        }
    }
}

#[tokio::test]
async fn what_the_provider_knows_of_a_token() {
    let script = Script::new();
    let (client, token) = connected(&script).await;
    script.answer(json(200, r#"{"active":true,"exp":1700000009,"scope":"a b","sub":"u"}"#));
    let known = client.introspect(&token).await.unwrap();
    assert!(known.is_active());
    assert_eq!(known.expires_at(), Some(UNIX_EPOCH + Duration::from_secs(1_700_000_009)));
    assert_eq!((known.scope(), known.subject()), (Some("a b"), Some("u")));
    assert_eq!(
        script.all()[3],
        "POST https://some.example/introspect token=long&client_id=my+id&client_secret=s"
    );
}

#[tokio::test]
async fn a_token_that_was_shown_is_asked_about_by_its_text() {
    let script = Script::new();
    let client = client(&script);
    script.answer(json(200, r#"{"active":true,"sub":"u"}"#));
    let known = client.introspect_text("shown+by somebody").await.unwrap();
    assert!(known.is_active() && known.subject() == Some("u"));
    assert_eq!(
        script.all(),
        [
            "POST https://some.example/introspect token=shown%2Bby+somebody&client_id=my+id&client_secret=s"
        ]
    );
    // Nothing was shown: nothing is asked.
    let known = client.introspect_text(Secret::from("")).await.unwrap();
    assert!(!known.is_active() && script.count() == 1);
    let refused = client.introspect_text("").request().unwrap_err();
    assert!(matches!(refused, Error::NoToken(_)), "{refused:?}");
    assert_eq!(refused.remedy(), oauth_runtime::Remedy::Refuse);
}

#[tokio::test]
async fn only_the_boolean_says_that_a_token_is_good_and_only_while_it_is() {
    let script = Script::new();
    let client = client(&script);
    for (answer, is_active) in [
        (r#"{"active":true}"#, true),
        (r#"{"active":true,"exp":null}"#, true),
        (r#"{"active":true,"exp":1700000001}"#, true),
        (r#"{"active":true,"exp":1700000000}"#, false),
        (r#"{"active":true,"exp":1600000000}"#, false),
        (r#"{"active":true,"exp":"soon"}"#, false),
        (r#"{"active":"true"}"#, false),
        (r#"{"active":1}"#, false),
        (r#"{"active":false}"#, false),
        ("{}", false),
    ] {
        script.answer(json(200, answer));
        let known = client.introspect_text("t").await.unwrap();
        assert_eq!(known.is_active(), is_active, "{answer}");
    }
}

#[tokio::test]
async fn a_failure_on_the_way_loses_nothing() {
    let script = Script::new();
    let client = client(&script);
    script.answer(json(200, FIRST));
    script.answer(Scripted::Fault(TransportFault::Timeout));
    let error = client.password("u", "p").await.unwrap_err();
    let Error::Unfinished(unfinished) = &error else { panic!("{error:?}") };
    assert!(error.to_string().contains("the grant `long` failed"), "{error}");
    assert!(unfinished.cause().is_retryable() && !error.is_retryable());
    assert!(!format!("{error:?}").contains("short"));
    let token = unfinished.token::<Some_>().unwrap();
    assert_eq!((token.access_token().expose(), token.is_unfinished()), ("short", true));
    // It goes on where it stopped, also from the store; and it may stop again.
    let token = Token::<Some_>::restore(&token.save()).unwrap();
    script.answer(json(200, SECOND));
    script.answer(json(500, ""));
    let error = client.resume(&token).await.unwrap_err();
    let Error::Unfinished(unfinished) = &error else { panic!("{error:?}") };
    assert!(error.to_string().contains("the call `tenant` failed"), "{error}");
    let token = unfinished.token::<Some_>().unwrap();
    assert_eq!(token.access_token().expose(), "long");
    script.answer(json(200, THIRD));
    let token = client.resume(&token).await.unwrap();
    assert_eq!(token.call::<Tenant>().unwrap().unwrap().id, "T1");
    assert!(!token.is_unfinished());
    let count = script.count();
    assert!(client.resume(&token).await.is_ok());
    assert_eq!(script.count(), count, "there is nothing left to do");
}

/// A token whose further steps are all still to be made.
async fn unfinished(script: &Script, client: &Client<Some_>) -> Token<Some_> {
    script.answer(json(200, FIRST));
    script.answer(Scripted::Fault(TransportFault::Timeout));
    let error = client.password("u", "p").await.unwrap_err();
    let Error::Unfinished(unfinished) = error else { panic!("{error:?}") };
    unfinished.token().unwrap()
}

#[tokio::test]
async fn a_session_makes_what_is_left_and_keeps_what_was_given() {
    let script = Script::new();
    let client = client(&script);
    let session = client.session(unfinished(&script, &client).await).start();
    // What the token can do already it can do while a step fails.
    let mut events = session.subscribe();
    script.answer(status(503, &[("retry-after", "60")], ""));
    script.answer(json(200, "{}"));
    assert_eq!(session.get("/x").await.unwrap().status(), 200);
    assert!(matches!(events.next().await, Some(Event::NewToken(_))));
    let Some(Event::RenewalFailed { error }) = events.next().await else { panic!() };
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    assert!(script.all()[2].contains("grant_type=long"), "{:?}", script.all());
    assert_eq!(script.last().3["authorization"], "Bearer short");
    assert!(session.token().is_unfinished());
    // What is left is made when somebody asks for it, or a while later.
    script.answer(json(200, SECOND));
    script.answer(json(200, THIRD));
    let token = session.renew().await.unwrap();
    assert_eq!((token.access_token().expose(), token.is_unfinished()), ("long", false));
    assert_eq!(token.call::<Tenant>().unwrap().unwrap().id, "T1");
    assert!(client.personal_access_token("pat", None).unwrap().is_unfinished());
}

#[tokio::test]
async fn an_unfinished_token_that_the_api_refuses_is_renewed_as_any_other() {
    let script = Script::new();
    let client = client(&script);
    let session = client.session(unfinished(&script, &client).await).start();
    script.answer(json(500, ""));
    script.answer(json(401, r#"{"error":"invalid_token"}"#));
    script.answer(json(200, r#"{"access_token":"new"}"#));
    script.answer(json(200, "{}"));
    assert_eq!(session.get("/x").await.unwrap().status(), 200);
    assert!(script.all()[4].contains("grant_type=refresh_token&refresh_token=r"));
    assert_eq!(script.last().3["authorization"], "Bearer new");
    assert!(session.token().is_unfinished(), "what was left open is still to be done");
}

#[test]
fn all_steps_without_io() {
    let client = client(&Script::new());
    let mut steps = client.password("u", "p").steps().unwrap();
    let mut answers = [FIRST, "{", SECOND, THIRD].into_iter();
    let mut seen = Vec::new();
    let token = loop {
        match steps.step().unwrap() {
            Step::Send(request) => {
                seen.push(request.uri().path().to_owned());
                // An answer that is no answer: the same request again.
                let _ = steps.answer(support::answer(answers.next().unwrap()));
            }
            Step::Done(token) => break token,
        }
    };
    assert_eq!(seen, ["/token", "/token", "/token", "/v1/connections/s%2F1"]);
    assert_eq!(token.call::<Tenant>().unwrap().unwrap().id, "T1");
    // The first request alone gives the token so far.
    let call = client.password("u", "p");
    assert!(call.request().is_ok());
    let error = call.read(support::answer(FIRST)).unwrap_err();
    let Error::Unfinished(unfinished) = error else { panic!("{error:?}") };
    assert_eq!(unfinished.token::<Some_>().unwrap().access_token().expose(), "short");
}

#[tokio::test]
async fn a_token_that_another_grant_gives_just_before() {
    static BEFORE: ProviderSpec = ProviderSpec {
        name: "some",
        title: "Some",
        client: POST,
        endpoints: Endpoints {
            token: Some(Template::text("https://some.example/token")),
            ..Endpoints::NONE
        },
        grants: Grants {
            client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS),
            password: Some(TokenGrant {
                request: TokenRequest {
                    headers: &[Header {
                        name: "authorization",
                        value: Template::of(&[
                            Part::Text("Bearer "),
                            Part::Value(Source::Grant("client_credentials")),
                        ]),
                    }],
                    ..TokenRequest::PASSWORD
                },
                ..TokenGrant::PASSWORD
            }),
            ..Grants::NONE
        },
        // Only the token of the grant before counts: it need not have what tokens of this client have.
        token: TokenSpec {
            fields: &[Field::string("user").required().pattern("[a-z]+")],
            ..TokenSpec::STANDARD
        },
        ..ProviderSpec::STANDARD
    };
    let script = Script::new();
    let client = any(&BEFORE, &script, &TestClock::new());
    script.answer(json(200, r#"{"access_token":"before"}"#));
    script.answer(json(200, r#"{"access_token":"a","user":"u"}"#));
    let token = client.password("u", "p").await.unwrap();
    assert_eq!(token.access_token().expose(), "a");
    let (.., headers) = script.last();
    assert_eq!(headers["authorization"], "Bearer before");
    assert!(script.all()[0].contains("grant_type=client_credentials"));
}

#[tokio::test]
async fn a_token_that_a_call_has_read_is_written_as_the_first() {
    const PAGE: Call = Call {
        name: "page",
        when: CallTime::Connected,
        url: Template::text("/page"),
        fields: &[Field::new("token", FieldKind::Token).required()],
        ..Call::STANDARD
    };
    const PAGES: ProviderSpec = ProviderSpec {
        grants: Grants { password: Some(TokenGrant::PASSWORD), ..Grants::NONE },
        token: TokenSpec {
            answer: Answer { access_token: "accessToken", ..Answer::STANDARD },
            ..TokenSpec::STANDARD
        },
        calls: &[PAGE],
        ..SPEC
    };

    #[derive(Debug)]
    enum Pages {}
    impl oauth_runtime::OptionalVariables for Pages {}
    impl Provider for Pages {
        fn spec() -> &'static ProviderSpec {
            &PAGES
        }

        type Scope = AnyScope;
        type Environment = NoEnvironment;
        type Variables = NoVariables;
        type Variant = NoVariant;
        type TokenFields = NoFields;
        type CallbackFields = NoFields;
        type ErrorFields = NoFields;
    }
    impl grants::Password for Pages {}

    #[derive(Debug, Clone)]
    struct Page {
        token: oauth_runtime::OtherToken,
    }
    impl Fields for Page {
        const FIELDS: &'static [Field] = PAGE.fields;
        fn read(values: &mut FieldValues) -> Self {
            Self { token: values.required_token(0) }
        }
    }
    impl oauth_runtime::ProviderCall for Page {
        type Provider = Pages;
        const NAME: &'static str = "page";
    }

    let script = Script::new();
    let builder = Client::<Pages>::builder().client_id("a").client_secret("b");
    let client = builder.transport(script.clone()).build().unwrap();
    script.answer(json(200, r#"{"accessToken":"user"}"#));
    script.answer(json(200, r#"{"token":{"accessToken":"page"}}"#));
    let token = client.password("u", "p").await.unwrap();
    let page = token.call::<Page>().unwrap().unwrap();
    assert_eq!(page.token.access_token().expose(), "page");
    script.answer(json(200, r#"{"token":{"accessToken":"again"}}"#));
    let page = client.call::<Page>(&token).await.unwrap();
    assert_eq!(page.token.access_token().expose(), "again");
}

#[tokio::test]
async fn until_when_a_token_is_good_is_asked() {
    static ASKED: ProviderSpec = ProviderSpec {
        grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
        token: TokenSpec {
            answer: Answer { expiry: Expiry::Introspection, ..Answer::STANDARD },
            ..TokenSpec::STANDARD
        },
        calls: &[],
        ..SPEC
    };
    let script = Script::new();
    let client = any(&ASKED, &script, &TestClock::new());
    script.answer(json(200, r#"{"access_token":"a"}"#));
    script.answer(json(200, r#"{"active":true,"exp":1700000009}"#));
    let token = client.client_credentials().await.unwrap();
    assert_eq!(token.expires_at(), Some(UNIX_EPOCH + Duration::from_secs(1_700_000_009)));
}

/// Nobody can ask for a grant that follows another: what is said is about the one that it began with.
#[tokio::test]
async fn what_ends_after_a_grant_that_followed_begins_with_the_first() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&SPEC, &script, &clock);
    let begun = |refresh: &str| {
        script.answer(json(200, r#"{"access_token":"a","site":"s"}"#));
        script.answer(json(200, &format!(r#"{{"access_token":"b","expires_in":100{refresh}}}"#)));
        script.answer(json(200, r#"[{"tenantId":"t","host":"eu.some.example"}]"#));
        client.password("u", "p")
    };
    let token = begun("").await.unwrap();
    assert_eq!(token.grant(), "long");
    let session = client.session(token).start();
    clock.advance(101);
    let error = session.get("/x").await.unwrap_err();
    let Error::AuthorizeAgain(again) = &error else { panic!("{error}") };
    assert_eq!(again.grant(), "password");
    assert!(error.to_string().ends_with("the user must log in again"), "{error}");

    let session = client.session(begun(r#","refresh_token":"r""#).await.unwrap()).start();
    clock.advance(101);
    script.answer(json(400, r#"{"error":"invalid_grant"}"#));
    let error = session.get("/x").await.unwrap_err();
    let Error::AuthorizeAgain(again) = &error else { panic!("{error}") };
    assert_eq!(again.grant(), "password");
    assert!(error.to_string().ends_with("the user must log in again"), "{error}");
}
