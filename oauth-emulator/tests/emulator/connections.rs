//! What belongs to connecting beside tokens: exchanges, calls, consents, introspection, API parameters.

use oauth_emulator::{Emulator, Fault, Step};
use oauth_spec::{
    Api, Call, CallAuthentication, CallTime, Condition, CustomGrant, Field, Grants, Header,
    Literal, Method, Parameter, ParametersIn, Part, ProviderSpec, Renewal, Source, Template, Test,
    TokenRequest,
};
use serde_json::json;

use crate::acme::{ACME, API, TOKEN, log_in, refresh, token};
use crate::support::{Answer, basic, client, form, get, mirrored, post_form, read};

pub(crate) async fn start(spec: &'static ProviderSpec) -> Emulator {
    Emulator::builder(spec).client("me", "secret").start().await.expect("it starts")
}

pub(crate) async fn call(emulator: &Emulator, url: &str, token: &str) -> Answer {
    get(emulator, url, &[("authorization", &format!("Bearer {token}"))]).await
}

const LONG_LIVED: CustomGrant = CustomGrant {
    name: "long_lived",
    after: &["authorization_code"],
    parameters: &[],
    request: TokenRequest {
        parameters: &[
            Parameter::text("grant_type", "exchange"),
            Parameter::value("token", Source::AccessToken),
        ],
        ..TokenRequest::FORM
    },
    renewal: Renewal::None,
};

#[tokio::test]
async fn a_token_may_have_to_be_exchanged_at_once() {
    static AFTER: ProviderSpec =
        ProviderSpec { grants: Grants { custom: &[LONG_LIVED], ..ACME.grants }, ..ACME };
    let emulator = start(&AFTER).await;
    let first = log_in(&emulator).await;
    let short = first.member("access_token");
    let answer = call(&emulator, API, &short).await;
    answer.assert_error(400, "invalid_request", "the grant `long_lived` only");
    let exchange = [("grant_type", "exchange"), ("token", short.as_str())];
    let second = token(&emulator, &exchange).await;
    assert_eq!(second.status, 200, "{}", second.body);
    assert!(second.json().get("refresh_token").is_none(), "what it leaves out stays");
    let answer = call(&emulator, API, &second.member("access_token")).await;
    assert_eq!(answer.json()["token"]["grant"], "authorization_code");
    let third = refresh(&emulator, &first.member("refresh_token")).await;
    assert_eq!(call(&emulator, API, &third.member("access_token")).await.status, 200);
    let wrong = [("grant_type", "exchange"), ("token", "x")];
    token(&emulator, &wrong).await.assert_error(400, "invalid_grant", "not good");
}

#[tokio::test]
async fn a_request_may_need_the_token_of_another_grant() {
    static WITH_APP: ProviderSpec = ProviderSpec {
        grants: Grants {
            password: Some(oauth_spec::TokenGrant {
                request: TokenRequest {
                    headers: &[Header {
                        name: "x-app",
                        value: Template::value(Source::Grant("client_credentials")),
                    }],
                    ..TokenRequest::PASSWORD
                },
                ..oauth_spec::TokenGrant::PASSWORD
            }),
            ..ACME.grants
        },
        ..ACME
    };
    let emulator = start(&WITH_APP).await;
    let app =
        token(&emulator, &[("grant_type", "client_credentials")]).await.member("access_token");
    let other = log_in(&emulator).await.member("access_token");
    let ask = async |app: &str| {
        let basic = basic("me", "secret");
        let headers = [("authorization", basic.as_str()), ("x-app", app)];
        let (name, password) = (emulator.username(), emulator.password());
        let pairs = [("grant_type", "password"), ("username", name), ("password", password)];
        post_form(&emulator, TOKEN, &headers, &pairs).await
    };
    assert_eq!(ask(&app).await.status, 200);
    ask(&other).await.assert_error(400, "invalid_grant", "{grants.client_credentials}");
}

static CALLS: ProviderSpec = ProviderSpec {
    calls: &[
        Call {
            name: "tenant",
            when: CallTime::Connected,
            url: Template::text("/connections"),
            fields: &[
                Field::string("id").at("0.tenantId").required(),
                Field::string("next").from(oauth_spec::FieldFrom::Header).at("x-next"),
            ],
            ..Call::STANDARD
        },
        Call {
            name: "uninstall",
            when: CallTime::Disconnect,
            method: Method::Delete,
            url: Template::of(&[
                Part::Text("https://api.acme.example/v1/apps/"),
                Part::Value(Source::ClientId),
            ]),
            authorization: Some(Template::of(&[
                Part::Text("OAuth "),
                Part::Value(Source::AccessToken),
            ])),
            parameters: &[Parameter::text("sure", "yes")],
            ..Call::STANDARD
        },
        Call {
            name: "register",
            method: Method::Post,
            url: Template::text("https://acme.example/register"),
            authentication: CallAuthentication::Client,
            parameters_in: ParametersIn::Json,
            parameters: &[Parameter::text("kind", "app")],
            ..Call::STANDARD
        },
    ],
    api: Api {
        headers: &[Header { name: "x-tenant", value: Template::value(Source::Call("tenant.id")) }],
        ..Api::STANDARD
    },
    ..ACME
};

const fn kind(name: &'static str) -> Condition {
    Condition { path: "kind", test: Test::Is(Literal::Text(name)) }
}

static SOMETIMES: ProviderSpec = ProviderSpec {
    calls: &[Call {
        name: "whoami",
        when: CallTime::Connected,
        url: Template::text("https://acme.example/whoami"),
        fields: &[
            Field::string("user").at("id").required().when(&[kind("user")]),
            Field::string("app").at("id").required().when(&[kind("app")]),
            Field::object("plan", &[Field::integer("seats").when(&[kind("team")])]),
        ],
        ..Call::STANDARD
    }],
    api: Api {
        headers: &[
            Header { name: "x-user", value: Template::value(Source::Call("whoami.user")) },
            Header { name: "x-app", value: Template::value(Source::Call("whoami.app")) },
        ],
        ..Api::STANDARD
    },
    ..ACME
};

#[tokio::test]
async fn fields_that_are_there_sometimes_are_not_there_at_once() {
    let builder = || Emulator::builder(&SOMETIMES).client("me", "secret");
    for (started, kind, id, own, other) in [
        (builder(), "user", "sample-user", "x-user", "x-app"),
        (builder().field("calls.whoami.app", "a-7"), "app", "a-7", "x-app", "x-user"),
    ] {
        let emulator = started.start().await.expect("it starts");
        let token = log_in(&emulator).await.member("access_token");
        let answer = call(&emulator, "https://acme.example/whoami", &token).await.json();
        let plan = json!({ "kind": "team", "seats": 4711 });
        assert_eq!(answer, json!({ "id": id, "kind": kind, "plan": plan }));
        let bearer = format!("Bearer {token}");
        let with = [("authorization", bearer.as_str()), (own, id), (other, id)];
        assert_eq!(get(&emulator, API, &with[..2]).await.status, 200);
        let missing = format!("`{own}` is missing");
        get(&emulator, API, &with[..1]).await.assert_error(400, "invalid_request", &missing);
        let what = format!("`{other}` does not hold the right");
        get(&emulator, API, &with).await.assert_error(400, "invalid_request", &what);
    }
    let both = builder().field("calls.whoami.user", "u").field("calls.whoami.app", "a");
    let error = both.start().await.expect_err("it is one or the other").to_string();
    assert!(error.contains("has `calls.whoami.app` only where its `when` holds"), "{error}");
}

#[tokio::test]
async fn calls_are_answered_with_their_fields() {
    let emulator = start(&CALLS).await;
    let token = log_in(&emulator).await.member("access_token");
    let bearer = format!("Bearer {token}");
    let with_tenant = [("authorization", bearer.as_str()), ("x-tenant", "sample-id")];
    let url = format!("{API}/connections");
    let answer = get(&emulator, &url, &with_tenant).await;
    assert_eq!(answer.json(), json!([{ "tenantId": "sample-id" }]));
    assert_eq!(answer.header("x-next"), "sample-next");
    assert_eq!(emulator.requests_to(Step::Call).len(), 1);
    get(&emulator, &url, &[]).await.assert_error(400, "invalid_request", "authorization");
    // The tenant is for every other call.
    let wrong = [with_tenant[0], ("x-tenant", "another")];
    let answer = get(&emulator, &format!("{API}/me"), &wrong).await;
    answer.assert_error(400, "invalid_request", "`x-tenant` does not hold the right");
    assert_eq!(get(&emulator, &format!("{API}/me"), &with_tenant).await.status, 200);

    emulator.fail_next(Step::Call, Fault::ServerErrorHtml);
    assert_eq!(get(&emulator, &url, &with_tenant).await.status, 500);

    let register = |body: &'static str| {
        let request = client().post(mirrored(&emulator, "https://acme.example/register"));
        let request = request.header("authorization", basic("me", "secret"));
        read(request.header("content-type", "application/json").body(body))
    };
    assert_eq!(register("{\"kind\":\"app\"}").await.status, 200);
    register("{}").await.assert_error(400, "invalid_request", "`kind` is missing");

    let goodbye = |query: &str, scheme: &str| {
        let url = mirrored(&emulator, &format!("{API}/apps/me{query}"));
        let request = client().delete(url).header("authorization", format!("{scheme} {token}"));
        read(request.header("x-tenant", "sample-id"))
    };
    goodbye("?sure=yes", "Bearer").await.assert_error(400, "invalid_request", "OAuth");
    goodbye("", "OAuth").await.assert_error(400, "invalid_request", "`sure` is missing");
    assert_eq!(goodbye("?sure=yes", "OAuth").await.status, 200);
    let answer = get(&emulator, &format!("{API}/me"), &with_tenant).await;
    answer.assert_error(401, "invalid_token", "revoked");
}

#[tokio::test]
async fn a_call_that_shows_its_token_itself_must_show_a_good_one() {
    static BARE: ProviderSpec = ProviderSpec {
        calls: &[Call {
            name: "who",
            url: Template::text("https://acme.example/who"),
            authentication: CallAuthentication::None,
            parameters: &[Parameter::value("token", Source::AccessToken)],
            fields: &[Field::integer("uid").at("data.uid")],
            ..Call::STANDARD
        }],
        ..ACME
    };
    let emulator = Emulator::builder(&BARE).field("calls.who.uid", 17).start().await.expect("ok");
    let token = log_in(&emulator).await.member("access_token");
    let ask = async |token: &str| {
        let query = form(&[("token", token)]);
        get(&emulator, &format!("https://acme.example/who?{query}"), &[]).await
    };
    assert_eq!(ask(&token).await.json(), json!({ "data": { "uid": 17 } }));
    ask("invented").await.assert_error(401, "invalid_token", "not good");
}

/// One answer for both, which has what the test says.
#[tokio::test]
async fn what_is_given_to_one_of_two_calls_that_are_alike_counts() {
    static ALIKE: ProviderSpec = ProviderSpec {
        calls: &[
            Call {
                name: "first",
                url: Template::text("https://api.acme.example/cars"),
                fields: &[Field::string("id")],
                ..Call::STANDARD
            },
            Call {
                name: "second",
                url: Template::text("https://api.acme.example/cars"),
                fields: &[Field::string("number").at("id")],
                ..Call::STANDARD
            },
        ],
        ..ACME
    };
    let emulator = Emulator::builder(&ALIKE).client("me", "secret").field("calls.first.id", "c-7");
    let emulator = emulator.start().await.expect("it starts");
    let token = log_in(&emulator).await.member("access_token");
    let answer = call(&emulator, "https://api.acme.example/cars", &token).await;
    assert_eq!(answer.member("id"), "c-7", "{}", answer.body);
    assert_eq!(emulator.field("calls.second.number"), Some(json!("c-7")));
}
