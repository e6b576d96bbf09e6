//! Where parameters stand: form, JSON, query, and the variants.

use oauth_emulator::{Decision, Emulator};
use serde_json::{Value, json};

use crate::acme::{TOKEN, start};
use crate::seeds::{PIGGY_LIKE, PIO_LIKE, PODIO_LIKE};
use crate::support::{
    Answer, allow, basic, client, form, get, has, mirrored, pairs, post_form, post_json, read,
    value,
};

const PODIO: &str = "https://podio.example/oauth/token";
const PODIO_V2: &str = "https://api.podio.example/oauth/token/v2";

async fn podio() -> Emulator {
    Emulator::start(&PODIO_LIKE).await.expect("it starts")
}

async fn podio_code(emulator: &Emulator) -> String {
    let query =
        form(&[("client_id", emulator.client_id()), ("redirect_uri", emulator.redirect_uri())]);
    let url = format!("https://podio.example/oauth/authorize?{query}");
    value(&allow(emulator, &url).await, "code")
}

async fn podio_token(emulator: &Emulator) -> Answer {
    let code = podio_code(emulator).await;
    let pairs = [
        ("grant_type", "authorization_code"),
        ("client_id", emulator.client_id()),
        ("client_secret", emulator.client_secret()),
        ("redirect_uri", emulator.redirect_uri()),
        ("code", &code),
    ];
    let answer = post_form(emulator, PODIO, &[], &pairs).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}

#[tokio::test]
async fn a_refresh_in_the_query_a_form_or_json() {
    let emulator = podio().await;
    let first = podio_token(&emulator).await;
    let refresh_pairs = |token: &str| {
        [
            ("grant_type".to_owned(), "refresh_token".to_owned()),
            ("client_id".to_owned(), emulator.client_id().to_owned()),
            ("client_secret".to_owned(), emulator.client_secret().to_owned()),
            ("refresh_token".to_owned(), token.to_owned()),
        ]
    };
    let borrowed = |pairs: &[(String, String)]| -> String {
        form(&pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect::<Vec<_>>())
    };

    // As declared: everything in the query of a POST without a body.
    let query = borrowed(&refresh_pairs(&first.member("refresh_token")));
    let second = read(client().post(format!("{}?{query}", mirrored(&emulator, PODIO)))).await;
    assert_eq!(second.status, 200, "{}", second.body);

    // The variant `form`.
    let body = borrowed(&refresh_pairs(&second.member("refresh_token")));
    let request = client()
        .post(mirrored(&emulator, PODIO))
        .header("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
    let third = read(request.body(body)).await;
    assert_eq!(third.status, 200, "{}", third.body);

    // The variant `v2`.
    let members = refresh_pairs(&third.member("refresh_token"))
        .into_iter()
        .map(|(name, value)| (name, Value::String(value)));
    let fourth = post_json(&emulator, PODIO_V2, &Value::Object(members.collect())).await;
    assert_eq!(fourth.status, 200, "{}", fourth.body);

    // Half here and half there is none of them.
    let query = form(&[("client_id", emulator.client_id())]);
    let request = client()
        .post(format!("{}?{query}", mirrored(&emulator, PODIO)))
        .header("content-type", "application/x-www-form-urlencoded");
    let body = form(&[("grant_type", "refresh_token"), ("refresh_token", "x")]);
    read(request.body(body)).await.assert_error(400, "invalid_request", "came in");
}

#[tokio::test]
async fn json_in_the_variant() {
    let emulator = podio().await;
    let code = podio_code(&emulator).await;
    let mut body = json!({
        "grant_type": "authorization_code",
        "client_id": emulator.client_id(),
        "client_secret": emulator.client_secret(),
        "redirect_uri": emulator.redirect_uri(),
        "code": code,
    });
    let answer = post_json(&emulator, PODIO, &body).await;
    answer.assert_error(400, "invalid_request", "in a form body");
    assert_eq!(answer.member("error_detail"), "oauth.detail");
    let answer = post_json(&emulator, PODIO_V2, &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);

    body["code"] = json!(17);
    let answer = post_json(&emulator, PODIO_V2, &body).await;
    answer.assert_error(400, "invalid_request", "`code` must be text in JSON");
}

#[tokio::test]
async fn the_wrong_place_is_named() {
    let emulator = start().await;
    let basic = basic(emulator.client_id(), emulator.client_secret());
    let pairs = form(&[("grant_type", "client_credentials")]);
    let post = |query: &str| {
        client()
            .post(format!("{}{query}", mirrored(&emulator, TOKEN)))
            .header("authorization", &basic)
    };
    let answer = read(post(&format!("?{pairs}"))).await;
    answer.assert_error(400, "invalid_request", "came in the query of the URL");
    let json = post("").header("content-type", "application/json");
    let answer = read(json.body(r#"{"grant_type":"client_credentials"}"#)).await;
    answer.assert_error(400, "invalid_request", "`grant_type` came in a JSON body");
    let answer = read(post("").body(pairs.clone())).await;
    answer.assert_error(400, "invalid_request", "no Content-Type");
    let answer = read(post("").header("content-type", "text/plain").body(pairs.clone())).await;
    answer.assert_error(400, "invalid_request", "The body is text/plain");
    let form = post("").header("content-type", "application/x-www-form-urlencoded");
    let twice = form.header("content-type", "application/json").body(pairs.clone());
    read(twice).await.assert_error(400, "invalid_request", "more than one Content-Type");
    let json = post("").header("content-type", "application/json");
    read(json.body("{")).await.assert_error(400, "invalid_request", "not JSON");
    let json = post("").header("content-type", "application/json");
    read(json.body("[]")).await.assert_error(400, "invalid_request", "not an object");
    let twice = format!("{pairs}&{pairs}");
    let form = post("").header("content-type", "application/x-www-form-urlencoded");
    read(form.body(twice)).await.assert_error(400, "invalid_request", "more than once");
}

#[tokio::test]
async fn the_last_of_repeated_parameters_counts_where_that_is_declared() {
    let emulator = podio().await;
    let query = form(&[
        ("client_id", "stranger"),
        ("client_id", emulator.client_id()),
        ("redirect_uri", "https://evil.example"),
        ("redirect_uri", emulator.redirect_uri()),
    ]);
    let url = format!("https://podio.example/oauth/authorize?{query}");
    let code = value(&allow(&emulator, &url).await, "code");
    let pairs = [
        ("grant_type", "password"),
        ("grant_type", "authorization_code"),
        ("client_id", emulator.client_id()),
        ("client_secret", "wrong"),
        ("client_secret", emulator.client_secret()),
        ("redirect_uri", emulator.redirect_uri()),
        ("code", &code),
    ];
    let answer = post_form(&emulator, PODIO, &[], &pairs).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn a_fragment_with_a_refresh_token_and_a_denial_with_its_reason() {
    let emulator = podio().await;
    let url = |more: &str| {
        let query =
            form(&[("client_id", emulator.client_id()), ("redirect_uri", emulator.redirect_uri())]);
        format!("https://podio.example/oauth/authorize?{query}{more}")
    };
    let token = emulator.browse(&url("&response_type=token"), Decision::Allow).await.expect("ok");
    let found = pairs(&token, '#');
    assert!(has(&found, "refresh_token"));
    assert!(!has(&found, "error_reason"));

    let denied = emulator.browse(&url(""), Decision::Deny).await.expect("denied");
    let found = pairs(&denied, '?');
    assert_eq!(value(&found, "error"), "access_denied");
    assert_eq!(value(&found, "error_reason"), "sample-error_reason");
}

#[tokio::test]
async fn a_custom_grant_that_is_renewed_by_refresh() {
    let emulator = podio().await;
    let accepted = emulator.accepts("app");
    let id = accepted["app_id"].to_string();
    let pairs = [
        ("grant_type", "app"),
        ("client_id", emulator.client_id()),
        ("client_secret", emulator.client_secret()),
        ("app_id", &id),
        ("app_token", accepted["app_token"].as_str().expect("text")),
    ];
    let answer = post_form(&emulator, PODIO, &[], &pairs).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let header = format!("OAuth2 {}", answer.member("access_token"));
    let echo = get(&emulator, "https://api.podio.example/app", &[("authorization", &header)]).await;
    assert_eq!(echo.json()["token"]["grant"], "app");
    assert!(answer.json().get("refresh_token").is_some());
}

#[tokio::test]
async fn exactly_code_id_and_secret_and_a_token_for_ever() {
    let emulator = Emulator::builder(&PIO_LIKE)
        .variable("token_url", "https://api.test.pio.example/token")
        .start()
        .await
        .expect("it starts");
    let query =
        form(&[("client_id", emulator.client_id()), ("redirect_uri", emulator.redirect_uri())]);
    let url = format!("https://app.test.pio.example/raw/authorize_form?{query}");
    let code = value(&allow(&emulator, &url).await, "code");
    let exact = [
        ("code", code.as_str()),
        ("client_id", emulator.client_id()),
        ("client_secret", emulator.client_secret()),
    ];
    let with = |pair| [exact.as_slice(), &[pair]].concat();
    let token = emulator.variable("token_url").expect("given");
    let answer =
        post_form(&emulator, token, &[], &with(("grant_type", "authorization_code"))).await;
    answer.assert_error(400, "invalid_request", "`grant_type` is not declared");
    let answer = post_form(&emulator, token, &[], &exact).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.json().get("expires_in").is_none());
    assert!(answer.json().get("refresh_token").is_none());

    emulator.clock().advance(std::time::Duration::from_secs(100 * 365 * 86_400));
    let bearer = format!("Bearer {}", answer.member("access_token"));
    let api = "https://app.test.pio.example/api/shops";
    assert_eq!(get(&emulator, api, &[("authorization", &bearer)]).await.status, 200);
    emulator.revoke_everything();
    let answer = get(&emulator, api, &[("authorization", &bearer)]).await;
    answer.assert_error(401, "invalid_token", "revoked");
}

#[tokio::test]
async fn an_environment_decides_the_host() {
    let eu = Emulator::start(&PIGGY_LIKE).await.expect("it starts");
    let nl = Emulator::builder(&PIGGY_LIKE).environment("nl").start().await.expect("it starts");
    assert_eq!((eu.environment(), nl.environment()), (Some("eu"), Some("nl")));
    for (emulator, host, other) in [
        (&eu, "api.piggy.example", "api.piggy-nl.example"),
        (&nl, "api.piggy-nl.example", "api.piggy.example"),
    ] {
        let body = json!({
            "grant_type": "client_credentials",
            "client_id": emulator.client_id(),
            "client_secret": emulator.client_secret(),
        });
        let answer = post_json(emulator, &format!("https://{host}/oauth/token"), &body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let answer = post_json(emulator, &format!("https://{other}/oauth/token"), &body).await;
        assert_eq!(answer.status, 404);
        assert!(answer.body.contains(&format!("token: POST https://{host}/oauth/token")));
    }
}
