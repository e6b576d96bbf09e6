//! The API: the echo, the header it insists on, and its ways of saying no.

use std::time::{Duration, SystemTime};

use oauth_emulator::{Clock, Emulator};
use oauth_spec::{
    Api, Condition, Endpoints, ErrorSpec, ExpirySignal, Header, Literal, Part, ProviderSpec,
    Source, Template, Test,
};

use crate::acme::{ACME, API, log_in, start};
use crate::seeds::{PIGGY_LIKE, PODIO_LIKE};
use crate::support::{client, get, mirrored, read};

#[tokio::test]
async fn it_echoes() {
    let emulator = start().await;
    let token = log_in(&emulator).await.member("access_token");
    let bearer = format!("Bearer {token}");
    let url = mirrored(&emulator, "https://api.acme.example/v1/users/1?deep=true");
    let echo = read(client().patch(url).header("authorization", &bearer).body("anything")).await;
    assert_eq!(echo.status, 200);
    let echo = echo.json();
    assert_eq!(echo["method"], "PATCH");
    assert_eq!(echo["path"], "/v1/users/1");
    assert_eq!(echo["query"], "deep=true");
    assert_eq!(echo["token"]["grant"], "authorization_code");
    assert_eq!(echo["token"]["client"], emulator.client_id());
    assert_eq!(echo["token"]["scopes"][0], "read");
    assert_eq!(echo["token"]["user"], emulator.username());

    let outside =
        get(&emulator, "https://api.acme.example/v2", &[("authorization", &bearer)]).await;
    assert_eq!(outside.status, 404);
    assert_eq!(outside.json()["error"], "not_found");
    assert!(outside.body.contains("api: any method, https://api.acme.example/v1 and below"));
}

#[tokio::test]
async fn it_insists_on_the_declared_header() {
    let emulator = Emulator::start(&PODIO_LIKE).await.expect("it starts");
    let token = emulator.issue_personal_access_token(None);
    let api = "https://api.podio.example/user/status";
    let ask = async |value: &str| get(&emulator, api, &[("authorization", value)]).await;
    assert_eq!(ask(&format!("OAuth2 {token}")).await.status, 200);
    // 400: nothing is wrong with the token, and renewing it would not help.
    ask(&format!("Bearer {token}")).await.assert_error(
        400,
        "invalid_request",
        "OAuth2 {access_token}",
    );
    ask(&format!("oauth2 {token}")).await.assert_error(400, "invalid_request", "OAuth2");
    get(&emulator, api, &[]).await.assert_error(400, "invalid_request", "missing");
    let both = [("authorization", "OAuth2 a"), ("authorization", "OAuth2 b")];
    get(&emulator, api, &both).await.assert_error(400, "invalid_request", "missing");

    let answer = ask("OAuth2 invented").await;
    answer.assert_error(401, "expired_token", "unknown (expired_token)");
    assert!(answer.header("www-authenticate").starts_with("OAuth2 error=\"expired_token\""));
    assert_eq!(answer.member("error_detail"), "oauth.detail");
}

#[tokio::test]
async fn it_insists_on_the_other_declared_headers() {
    static KEYED: ProviderSpec = ProviderSpec {
        endpoints: Endpoints { api: Some(Template::of(&[Part::Text(API)])), ..ACME.endpoints },
        api: Api {
            // The token goes in a header of its own.
            authorization: None,
            headers: &[
                Header {
                    name: "x-access-token",
                    value: Template::of(&[Part::Value(Source::AccessToken)]),
                },
                Header {
                    name: "x-api-key",
                    value: Template::of(&[
                        Part::Value(Source::ClientId),
                        Part::Text(":"),
                        Part::Value(Source::ClientSecret),
                    ]),
                },
                Header { name: "version", value: Template::of(&[Part::Text("2022-06-28")]) },
            ],
            ..Api::STANDARD
        },
        ..ACME
    };
    let emulator = Emulator::builder(&KEYED).client("id", "secret").start().await.expect("ok");
    let token = emulator.issue_personal_access_token(None);
    let ask = async |token: &str, key: &str, version: &str| {
        let headers = [("x-access-token", token), ("x-api-key", key), ("version", version)];
        get(&emulator, API, &headers).await
    };
    assert_eq!(ask(&token, "id:secret", "2022-06-28").await.status, 200);
    let answer = ask(&token, "id:wrong", "2022-06-28").await;
    answer.assert_error(400, "invalid_request", "x-api-key");
    let answer = ask(&token, "id:secret", "2023").await;
    answer.assert_error(400, "invalid_request", "`version` must be written `2022-06-28`");
    let answer = ask("invented", "id:secret", "2022-06-28").await;
    answer.assert_error(401, "invalid_token", "unknown");
}

#[tokio::test]
async fn tokens_expire_by_the_clock() {
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let emulator = Emulator::builder(&ACME)
        .clock(Clock::stopped_at(start))
        .lifetime(Duration::from_secs(10))
        .start()
        .await
        .expect("it starts");
    let answer = log_in(&emulator).await;
    assert_eq!(answer.member("expires_in"), "10");
    let bearer = format!("Bearer {}", answer.member("access_token"));
    let ask = async || get(&emulator, API, &[("authorization", &bearer)]).await;
    emulator.clock().advance(Duration::from_secs(9));
    assert_eq!(ask().await.status, 200);
    emulator.clock().advance(Duration::from_secs(1));
    ask().await.assert_error(401, "invalid_token", "expired");
    emulator.clock().set(start);
    assert_eq!(ask().await.status, 200);
    emulator.expire_access_tokens();
    ask().await.assert_error(401, "invalid_token", "expired");
}

#[tokio::test]
async fn the_lifetime_may_be_kept_secret() {
    let emulator = Emulator::builder(&ACME).without_expires_in().start().await.expect("ok");
    let answer = log_in(&emulator).await;
    assert!(answer.json().get("expires_in").is_none());
    emulator.clock().advance(Duration::from_secs(7201));
    let bearer = format!("Bearer {}", answer.member("access_token"));
    assert_eq!(get(&emulator, API, &[("authorization", &bearer)]).await.status, 401);
}

#[tokio::test]
async fn a_token_made_by_hand_lives_until_its_date() {
    let emulator = Emulator::start(&PIGGY_LIKE).await.expect("it starts");
    let day = Duration::from_secs(86_400);
    let token = emulator.issue_personal_access_token(Some(emulator.clock().now() + day));
    let bearer = format!("Bearer {token}");
    let ask = async || {
        get(&emulator, "https://api.piggy.example/api/v3", &[("authorization", &bearer)]).await
    };
    assert_eq!(ask().await.json()["token"]["grant"], "personal_access_token");
    emulator.clock().advance(day);
    ask().await.assert_error(401, "invalid_token", "expired");
}

#[tokio::test]
async fn the_expiry_signal_is_as_declared() {
    static OWN_SIGNAL: ProviderSpec = ProviderSpec {
        api: Api {
            expired: ExpirySignal {
                status: &[403],
                error: &[],
                error_description: &["session is over"],
            },
            ..Api::STANDARD
        },
        ..ACME
    };
    let emulator = Emulator::start(&OWN_SIGNAL).await.expect("it starts");
    let answer = get(&emulator, API, &[("authorization", "Bearer x")]).await;
    answer.assert_error(403, "invalid_token", "session is over");
    assert_eq!(answer.header("www-authenticate"), "");
}

#[tokio::test]
async fn its_refusals_are_written_as_declared() {
    static OWN_SHAPE: ProviderSpec = ProviderSpec {
        api: Api {
            expired: ExpirySignal { status: &[200], error: &["42001"], error_description: &[] },
            ..Api::STANDARD
        },
        errors: ErrorSpec {
            when: &[Condition { path: "ok", test: Test::Is(Literal::Boolean(false)) }],
            code: &["fault.code"],
            description: &["fault.text"],
            ..ErrorSpec::STANDARD
        },
        ..ACME
    };
    let emulator = Emulator::start(&OWN_SHAPE).await.expect("it starts");
    let answer = get(&emulator, API, &[("authorization", "Bearer x")]).await;
    assert_eq!(answer.status, 200);
    let body = answer.json();
    assert_eq!((&body["ok"], &body["fault"]["code"]), (&false.into(), &"42001".into()));
    assert_eq!(body["fault"]["text"], "The access token is unknown");
    assert_eq!(body.get("error"), None);
}

#[tokio::test]
async fn the_rate_limit_is_as_declared() {
    let emulator = Emulator::start(&PODIO_LIKE).await.expect("it starts");
    let header = format!("OAuth2 {}", emulator.issue_personal_access_token(None));
    emulator.rate_limit_next(Some(Duration::from_secs(30)));
    let api = "https://api.podio.example/";
    let answer = get(&emulator, api, &[("authorization", &header)]).await;
    assert_eq!((answer.status, answer.header("retry-after")), (420, "30"));
    assert_eq!(get(&emulator, api, &[("authorization", &header)]).await.status, 200);

    let emulator = start().await;
    emulator.rate_limit_next(None);
    let answer = get(&emulator, API, &[]).await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, ""));
}
