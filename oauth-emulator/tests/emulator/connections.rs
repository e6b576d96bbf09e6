//! What belongs to connecting beside tokens: exchanges, calls, consents, introspection, API parameters.

use std::time::Duration;

use oauth_emulator::{Decision, Emulator, Fault, Step};
use oauth_spec::AuthorizationRequest;
use oauth_spec::{
    Api, Call, CallAuthentication, CallTime, Computed, ComputedRecipe, Condition, Consent,
    CustomGrant, Digest, Endpoints, Field, Grants, Header, Literal, Method, Parameter,
    ParametersIn, Part, ProviderSpec, Renewal, Source, Template, Test, TokenOperation,
    TokenRequest,
};
use serde_json::json;

use crate::acme::{ACME, API, TOKEN, log_in, refresh, token};
use crate::support::{
    Answer, basic, client, form, get, has, mirrored, pairs, post_form, read, value,
};

async fn start(spec: &'static ProviderSpec) -> Emulator {
    Emulator::builder(spec).client("me", "secret").start().await.expect("it starts")
}

async fn call(emulator: &Emulator, url: &str, token: &str) -> Answer {
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
async fn a_revocation_may_be_anything() {
    static IN_PATH: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            revocation: Some(Template::of(&[
                Part::Text("https://acme.example/tokens/"),
                Part::Value(Source::AccessToken),
            ])),
            ..ACME.endpoints
        },
        revocation: TokenOperation {
            method: Method::Delete,
            authentication: CallAuthentication::None,
            parameters_in: ParametersIn::Query,
            parameters: &[],
            headers: &[],
        },
        ..ACME
    };
    static IN_JSON: ProviderSpec = ProviderSpec {
        revocation: TokenOperation {
            parameters_in: ParametersIn::Json,
            parameters: &[
                Parameter::value("token", Source::AccessToken),
                Parameter::text("token_type_hint", "access_token"),
            ],
            ..TokenOperation::STANDARD
        },
        ..ACME
    };
    let emulator = start(&IN_PATH).await;
    let token = log_in(&emulator).await.member("access_token");
    let path: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
    let url = mirrored(&emulator, &format!("https://acme.example/tokens/{path}"));
    assert_eq!(read(client().post(&url)).await.status, 405);
    assert_eq!(read(client().delete(&url)).await.status, 200);
    call(&emulator, API, &token).await.assert_error(401, "invalid_token", "revoked");

    let emulator = start(&IN_JSON).await;
    let token = log_in(&emulator).await.member("access_token");
    let body = json!({ "token": token, "token_type_hint": "access_token" }).to_string();
    let request = client().post(mirrored(&emulator, crate::acme::REVOKE));
    let request = request.header("authorization", basic("me", "secret"));
    let request = request.header("content-type", "application/json").body(body);
    assert_eq!(read(request).await.status, 200);
    call(&emulator, API, &token).await.assert_error(401, "invalid_token", "revoked");
}

#[tokio::test]
async fn a_client_may_be_named_in_the_address() {
    static IN_PATH: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            authorization: Some(Template::of(&[
                Part::Text("https://acme.example/apps/"),
                Part::Value(Source::ClientId),
                Part::Text("/authorize"),
            ])),
            ..ACME.endpoints
        },
        grants: Grants {
            authorization_code: Some(oauth_spec::AuthorizationCodeGrant {
                authorization: AuthorizationRequest {
                    parameters: &[Parameter::value("state", Source::State)],
                    ..AuthorizationRequest::EMPTY
                },
                request: TokenRequest::AUTHORIZATION_CODE_WITHOUT_PKCE,
                ..oauth_spec::AuthorizationCodeGrant::STANDARD
            }),
            ..Grants::NONE
        },
        ..ACME
    };
    let emulator = Emulator::builder(&IN_PATH).client("me", "s").another_client("you", "t");
    let emulator = emulator.start().await.expect("it starts");
    let url = "https://acme.example/apps/you/authorize?state=x";
    let code = value(&crate::support::allow(&emulator, url).await, "code");
    let uri = emulator.redirect_uri().to_owned();
    let ask = async |basic: String| {
        let pairs =
            [("grant_type", "authorization_code"), ("redirect_uri", &*uri), ("code", &*code)];
        post_form(&emulator, TOKEN, &[("authorization", &basic)], &pairs).await
    };
    ask(basic("me", "s")).await.assert_error(400, "invalid_grant", "another client");
    assert_eq!(ask(basic("you", "t")).await.status, 200);
    let stranger = "https://acme.example/apps/stranger/authorize?state=x";
    assert!(emulator.browse(stranger, Decision::Allow).await.is_err());
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

#[tokio::test]
async fn a_token_can_be_asked_about() {
    const ASK: &str = "https://acme.example/introspect";
    static ASKED: ProviderSpec = ProviderSpec {
        endpoints: Endpoints { introspection: Some(Template::text(ASK)), ..ACME.endpoints },
        ..ACME
    };
    let emulator = start(&ASKED).await;
    let answer = log_in(&emulator).await;
    let ask = async |token: &str| {
        let basic = basic("me", "secret");
        post_form(&emulator, ASK, &[("authorization", &basic)], &[("token", token)]).await
    };
    let token = answer.member("access_token");
    let told = ask(&token).await.json();
    assert_eq!((&told["active"], &told["scope"]), (&json!(true), &json!("read")));
    assert_eq!((&told["client_id"], &told["sub"]), (&json!("me"), &json!(emulator.username())));
    assert!(told["exp"].as_u64().expect("a time") > 1_700_000_000);
    assert_eq!(ask(&answer.member("refresh_token")).await.json()["active"], true);
    assert_eq!(ask("invented").await.json(), json!({ "active": false }));
    emulator.clock().advance(Duration::from_secs(7200));
    assert_eq!(ask(&token).await.json(), json!({ "active": false }));
    post_form(&emulator, ASK, &[], &[]).await.assert_error(401, "invalid_client", "authenticate");
    emulator.fail_next(Step::Introspection, Fault::oauth_error("temporarily_unavailable"));
    assert_eq!(ask(&token).await.status, 400);
}

#[tokio::test]
async fn consent_may_be_all_there_is() {
    static ADMIN: ProviderSpec = ProviderSpec {
        consents: &[Consent {
            name: "admin",
            authorization: AuthorizationRequest {
                endpoint: Some(Template::text("https://acme.example/adminconsent")),
                parameters: &[
                    Parameter::value("client_id", Source::ClientId),
                    Parameter::value("redirect_uri", Source::RedirectUri),
                    Parameter::value("state", Source::State),
                ],
                ..AuthorizationRequest::EMPTY
            },
            success: Some(Condition {
                path: "admin_consent",
                test: Test::Is(Literal::Text("True")),
            }),
            fields: &[Field::string("tenant")],
        }],
        ..ACME
    };
    let emulator = start(&ADMIN).await;
    let query =
        form(&[("client_id", "me"), ("redirect_uri", emulator.redirect_uri()), ("state", "s1")]);
    let url = format!("https://acme.example/adminconsent?{query}");
    let found = pairs(&emulator.browse(&url, Decision::Allow).await.expect("back"), '?');
    assert_eq!(value(&found, "admin_consent"), "True");
    assert_eq!(value(&found, "tenant"), "sample-tenant");
    assert_eq!(value(&found, "state"), "s1");
    assert!(!has(&found, "code"));
    let found = pairs(&emulator.browse(&url, Decision::Deny).await.expect("back"), '?');
    assert_eq!(value(&found, "error"), "access_denied");
    assert!(!has(&found, "admin_consent"));
}

static IN_PARAMETERS: ProviderSpec = ProviderSpec {
    api: Api {
        authorization: None,
        query: &[
            Parameter::value("access_token", Source::AccessToken),
            Parameter::value("proof", Source::Computed("proof")),
        ],
        ..Api::STANDARD
    },
    computed: &[Computed {
        name: "proof",
        recipe: ComputedRecipe::Digest(&Digest {
            key: Template::value(Source::ClientSecret),
            message: Template::value(Source::AccessToken),
            ..Digest::STANDARD
        }),
    }],
    ..ACME
};

#[tokio::test]
async fn api_calls_may_carry_the_token_and_a_proof_in_the_query() {
    let emulator = start(&IN_PARAMETERS).await;
    let token = log_in(&emulator).await.member("access_token");
    let digest = hmac_sha256::HMAC::mac(token.as_bytes(), b"secret");
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let ask = async |pairs: &[(&str, &str)]| {
        get(&emulator, &format!("{API}/me?own=1&{}", form(pairs)), &[]).await
    };
    let good = [("access_token", token.as_str()), ("proof", hex.as_str())];
    assert_eq!(ask(&good).await.status, 200);
    ask(&good[..1]).await.assert_error(400, "invalid_request", "`proof` is missing");
    let forged = [good[0], ("proof", "00")];
    ask(&forged).await.assert_error(400, "invalid_request", "`proof` does not hold the right");
    ask(&[("access_token", "x"), good[1]]).await.assert_error(401, "invalid_token", "unknown");
}

#[tokio::test]
async fn api_calls_may_carry_the_token_in_the_form() {
    static IN_FORM: ProviderSpec = ProviderSpec {
        api: Api {
            authorization: None,
            form: &[Parameter::value("access_token", Source::AccessToken)],
            ..Api::STANDARD
        },
        ..ACME
    };
    let emulator = start(&IN_FORM).await;
    let token = log_in(&emulator).await.member("access_token");
    let sent = [("text", "hello"), ("access_token", token.as_str())];
    assert_eq!(post_form(&emulator, &format!("{API}/say"), &[], &sent).await.status, 200);
    let answer = post_form(&emulator, &format!("{API}/say"), &[], &sent[..1]).await;
    answer.assert_error(400, "invalid_request", "`access_token` is missing");
}

#[tokio::test]
async fn addresses_may_come_from_the_provider() {
    static MOVED: ProviderSpec = ProviderSpec {
        callback: oauth_spec::Callback {
            fields: &[Field::new("server", oauth_spec::FieldKind::Url(&["acme.example"]))],
            ..oauth_spec::Callback::STANDARD
        },
        token: oauth_spec::TokenSpec {
            fields: &[Field::new("instance", oauth_spec::FieldKind::Hostname(&["crm.example"]))],
            ..oauth_spec::TokenSpec::STANDARD
        },
        endpoints: Endpoints {
            token: Some(Template::of(&[
                Part::Value(Source::Callback("server")),
                Part::Text("/token"),
            ])),
            api: Some(Template::of(&[
                Part::Text("https://"),
                Part::Value(Source::Token("instance")),
                Part::Text("/api"),
            ])),
            ..ACME.endpoints
        },
        grants: Grants { implicit: None, ..ACME.grants },
        ..ACME
    };
    let emulator = start(&MOVED).await;
    let found =
        crate::support::allow(&emulator, &crate::acme::authorize_url(&emulator, "read")).await;
    let server = value(&found, "server");
    assert_eq!(server, "https://sample.acme.example");
    let (uri, code) = (emulator.redirect_uri(), value(&found, "code"));
    let pairs = [
        ("grant_type", "authorization_code"),
        ("redirect_uri", uri),
        ("code", code.as_str()),
        ("code_verifier", crate::support::VERIFIER),
    ];
    let basic = basic("me", "secret");
    let headers = [("authorization", basic.as_str())];
    assert_eq!(post_form(&emulator, TOKEN, &headers, &pairs).await.status, 404);
    let answer = post_form(&emulator, &format!("{server}/token"), &headers, &pairs).await;
    let url = format!("https://{}/api/me", answer.member("instance"));
    let answer = call(&emulator, &url, &answer.member("access_token")).await;
    assert_eq!(answer.json()["path"], "/api/me");
}
