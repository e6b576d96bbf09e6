//! Token requests in every shape: methods, places, lists, JSON in parameters, other names.

use std::time::{Duration, UNIX_EPOCH};

use oauth_emulator::{Clock, Emulator};
use oauth_spec::{
    ClientAuthentication, ClientSpec, Grants, Header, Method, Parameter, ParametersIn,
    ProviderSpec, Source, Template, TimeFormat, TokenGrant, TokenRequest,
};
use serde_json::json;

use crate::acme::{ACME, TOKEN};
use crate::support::{Answer, client, form, get, mirrored, post_form, post_json, read};

const CLAIMS: Parameter =
    Parameter::new("claims", "{\"app\":\"{client_id}\",\"deep\":[1,true]}").json();

const PARAMETERS: &[Parameter] = &[
    Parameter::text("type", "client_credentials"),
    Parameter::text("option", "one"),
    Parameter::text("option", "two"),
    Parameter::text("max", "5").json(),
    CLAIMS,
];

const REQUEST: TokenRequest = TokenRequest {
    parameters: PARAMETERS,
    query: &[Parameter::text("v", "3")],
    headers: &[
        Header { name: "x-id", value: Template::value(Source::RandomUuid) },
        Header { name: "x-time", value: Template::value(Source::Time(TimeFormat::Unix)) },
    ],
    ..TokenRequest::FORM
};

const fn spec(request: TokenRequest) -> ProviderSpec {
    ProviderSpec {
        name: "shapes",
        title: "Shapes",
        client: ClientSpec {
            authentication: &[ClientAuthentication::ClientSecretPost],
            id_parameter: "app_id",
            secret_parameter: "app_secret",
            ..ClientSpec::STANDARD
        },
        endpoints: oauth_spec::Endpoints {
            token: Some(Template::text(TOKEN)),
            ..oauth_spec::Endpoints::NONE
        },
        grants: Grants {
            client_credentials: Some(TokenGrant { request, ..TokenGrant::CLIENT_CREDENTIALS }),
            ..Grants::NONE
        },
        ..ProviderSpec::STANDARD
    }
}

static IN_FORM: ProviderSpec = spec(REQUEST);
static IN_JSON: ProviderSpec = spec(TokenRequest { parameters_in: ParametersIn::Json, ..REQUEST });
static IN_PARTS: ProviderSpec =
    spec(TokenRequest { parameters_in: ParametersIn::Multipart, ..REQUEST });
static BY_GET: ProviderSpec =
    spec(TokenRequest { method: Method::Get, parameters_in: ParametersIn::Query, ..REQUEST });

const UUID: &str = "6f1c1f0a-4b5d-4c3e-8f2a-0123456789ab";
const NOW: u64 = 1_795_300_560;
const HEADERS: [(&str, &str); 2] = [("x-id", UUID), ("x-time", "1795300560")];

async fn start(spec: &'static ProviderSpec) -> Emulator {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(NOW));
    Emulator::builder(spec).client("me", "s&t").clock(clock).start().await.expect("it starts")
}

fn pairs(claims: &str) -> [(&str, &str); 7] {
    [
        ("app_id", "me"),
        ("app_secret", "s&t"),
        ("type", "client_credentials"),
        ("option", "one"),
        ("option", "two"),
        ("max", "5"),
        ("claims", claims),
    ]
}

const GOOD: &str = "{\"deep\":[1,true],\"app\":\"me\"}";

async fn with(headers: &[(&str, &str)], request: reqwest::RequestBuilder) -> Answer {
    read(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
}

#[tokio::test]
async fn lists_json_and_other_names_in_a_form_beside_a_query() {
    let emulator = start(&IN_FORM).await;
    let url = format!("{TOKEN}?v=3");
    let answer = post_form(&emulator, &url, &HEADERS, &pairs(GOOD)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);

    let wrong = async |url: &str, headers: &[(&str, &str)], pairs: &[(&str, &str)], about: &str| {
        let answer = post_form(&emulator, url, headers, pairs).await;
        answer.assert_error(400, "invalid_request", about);
    };
    wrong(TOKEN, &HEADERS, &pairs(GOOD), "`v` is missing").await;
    wrong(&format!("{TOKEN}?v=4"), &HEADERS, &pairs(GOOD), "`v` must be written `3`").await;
    wrong(&url, &HEADERS, &pairs("{}"), "`claims` must be written").await;
    wrong(&url, &HEADERS, &pairs("{\"deep\":[1,1],\"app\":\"me\"}"), "`claims`").await;
    wrong(&url, &HEADERS[..1], &pairs(GOOD), "`x-time` is missing").await;
    wrong(&url, &[("x-id", "1"), HEADERS[1]], &pairs(GOOD), "{random.uuid}").await;
    // An hour ago, and in milliseconds.
    for time in ["1795296960", "1795300560000"] {
        wrong(&url, &[HEADERS[0], ("x-time", time)], &pairs(GOOD), "{time.unix}").await;
    }
    let once: Vec<_> = pairs(GOOD).into_iter().filter(|(_, value)| *value != "two").collect();
    wrong(&url, &HEADERS, &once, "`option` is missing").await;
    let thrice = [pairs(GOOD).as_slice(), &[("option", "one")]].concat();
    wrong(&url, &HEADERS, &thrice, "more than once").await;
    let you = pairs("{\"app\":\"you\",\"deep\":[1,true]}");
    let other = post_form(&emulator, &url, &HEADERS, &you).await;
    other.assert_error(401, "invalid_client", "id or secret");
    let old = [("client_id", "me"), ("client_secret", "s&t")];
    let answer = post_form(&emulator, &url, &HEADERS, &[&old, &pairs(GOOD)[2..]].concat()).await;
    answer.assert_error(401, "invalid_client", "does not authenticate");
}

#[tokio::test]
async fn in_json_a_list_is_a_list() {
    let emulator = start(&IN_JSON).await;
    let url = format!("{TOKEN}?v=3");
    let ask = async |option: serde_json::Value, max: serde_json::Value| {
        let body = json!({
            "app_id": "me", "app_secret": "s&t", "type": "client_credentials", "option": option,
            "max": max, "claims": { "app": "me", "deep": [1, true] },
        });
        let request = client().post(mirrored(&emulator, &url));
        let request = request.header("content-type", "application/json").body(body.to_string());
        with(&HEADERS, request).await
    };
    let answer = ask(json!(["one", "two"]), json!(5)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    ask(json!("one"), json!(5)).await.assert_error(400, "invalid_request", "`option`");
    let more = ask(json!(["one", "two", "three"]), json!(5)).await;
    more.assert_error(400, "invalid_request", "more values than declared");
    ask(json!(["one", "two"]), json!("5")).await.assert_error(400, "invalid_request", "`max`");
    let form = post_json(&emulator, TOKEN, &json!({})).await;
    form.assert_error(400, "invalid_request", "`type` is missing");
}

#[tokio::test]
async fn in_parts() {
    let emulator = start(&IN_PARTS).await;
    let mut body = String::new();
    for (name, value) in pairs(GOOD) {
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body = body + &head + value + "\r\n";
    }
    body.push_str("--x--\r\n");
    let request = client()
        .post(mirrored(&emulator, &format!("{TOKEN}?v=3")))
        .header("content-type", "multipart/form-data; boundary=x")
        .body(body);
    let answer = with(&HEADERS, request).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = post_form(&emulator, &format!("{TOKEN}?v=3"), &HEADERS, &pairs(GOOD)).await;
    answer.assert_error(400, "invalid_request", "in a multipart body");
}

#[tokio::test]
async fn by_get() {
    let emulator = start(&BY_GET).await;
    let url = format!("{TOKEN}?v=3&{}", form(&pairs(GOOD)));
    let answer = get(&emulator, &url, &HEADERS).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = post_form(&emulator, TOKEN, &HEADERS, &pairs(GOOD)).await;
    assert_eq!((answer.status, answer.header("allow")), (405, "GET"));
}

#[tokio::test]
async fn a_request_may_authenticate_in_a_way_of_its_own() {
    static PUBLIC: ProviderSpec = ProviderSpec {
        grants: Grants {
            client_credentials: Some(TokenGrant {
                request: TokenRequest {
                    authentication: Some(ClientAuthentication::None),
                    ..TokenRequest::CLIENT_CREDENTIALS
                },
                ..TokenGrant::CLIENT_CREDENTIALS
            }),
            ..ACME.grants
        },
        ..ACME
    };
    let emulator = Emulator::start(&PUBLIC).await.expect("it starts");
    let id = emulator.client_id();
    let pairs = [("grant_type", "client_credentials"), ("client_id", id)];
    assert_eq!(post_form(&emulator, TOKEN, &[], &pairs).await.status, 200);
    let with_secret = [pairs[0], pairs[1], ("client_secret", emulator.client_secret())];
    let answer = post_form(&emulator, TOKEN, &[], &with_secret).await;
    answer.assert_error(401, "invalid_client", "declared is none");
}
