//! Everything that can be made to go wrong.

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_emulator::{Decision, Emulator, Fault, IdTokenFault, Step};
use oauth_spec::{Answer, IdTokenSpec, JwtAlgorithm, ProviderSpec, Scopes, TokenSpec};

use crate::acme::{
    ACME, API, REVOKE, TOKEN, authorize_url, code, exchange, log_in, refresh, start, token,
};
use crate::support::{basic, claims, client, form, get, mirrored, post_form};

const ASK: &[(&str, &str)] = &[("grant_type", "client_credentials")];

async fn failing(emulator: &Emulator, fault: Fault) -> crate::support::Answer {
    emulator.fail_next(Step::Token, fault);
    token(emulator, ASK).await
}

#[tokio::test]
async fn answers_that_are_errors() {
    let emulator = start().await;
    let fault = Fault::OAuthError {
        status: 403,
        code: "no_such_luck".to_owned(),
        description: Some("a \"quoted\"\nreason".to_owned()),
    };
    let answer = failing(&emulator, fault).await;
    assert_eq!(answer.error(), (403, "no_such_luck".to_owned()));
    assert_eq!(answer.member("error_description"), "a \"quoted\"\nreason");
    assert_eq!(answer.member("trace"), "4711");

    let answer = failing(&emulator, Fault::oauth_error("invalid_grant")).await;
    assert_eq!((answer.status, answer.member("error").as_str()), (400, "invalid_grant"));
    assert!(answer.json().get("error_description").is_none());

    let answer = failing(&emulator, Fault::Unauthorized).await;
    answer.assert_error(401, "invalid_client", "refused");
    assert!(answer.header("www-authenticate").starts_with("Basic "));

    let wait = Some(Duration::from_secs(17));
    let answer = failing(&emulator, Fault::RateLimited { retry_after: wait }).await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, "17"));
    let answer =
        failing(&emulator, Fault::RateLimitedWith { status: 420, retry_after: None }).await;
    assert_eq!((answer.status, answer.header("retry-after")), (420, ""));
    assert_eq!(token(&emulator, ASK).await.status, 200);
}

#[tokio::test]
async fn answers_that_are_no_answers() {
    let emulator = start().await;
    let answer = failing(&emulator, Fault::ServerErrorHtml).await;
    assert_eq!(answer.status, 500);
    assert!(answer.header("content-type").starts_with("text/html"));

    let answer = failing(&emulator, Fault::BrokenJson).await;
    assert_eq!(answer.status, 200);
    assert!(serde_json::from_str::<serde_json::Value>(&answer.body).is_err());

    let answer = failing(&emulator, Fault::Redirect("https://evil.example/".to_owned())).await;
    assert_eq!((answer.status, answer.header("location")), (307, "https://evil.example/"));

    let fault =
        Fault::Answer { status: 202, content_type: "text/csv".to_owned(), body: "a,b".to_owned() };
    let answer = failing(&emulator, fault).await;
    assert_eq!((answer.status, answer.header("content-type")), (202, "text/csv"));
    assert_eq!(answer.body, "a,b");
}

fn request(emulator: &Emulator) -> reqwest::RequestBuilder {
    client()
        .post(mirrored(emulator, TOKEN))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("authorization", basic(emulator.client_id(), emulator.client_secret()))
        .body(form(ASK))
}

/// Wherever an answer has it, and whosever it is.
#[tokio::test]
async fn one_thing_is_wrong_about_an_id_token() {
    static AT_THE_TOP: ProviderSpec = ProviderSpec {
        id_token: Some(IdTokenSpec { algorithms: &[JwtAlgorithm::Hs256], ..IdTokenSpec::STANDARD }),
        scopes: Scopes { known: &["openid"], ..Scopes::STANDARD },
        token: TokenSpec {
            answer: Answer { root: "data", id_token: "/id_token", ..Answer::STANDARD },
            ..TokenSpec::STANDARD
        },
        ..ACME
    };
    let builder = Emulator::builder(&AT_THE_TOP).client("me", "secret");
    let emulator = builder.another_client("you", "other").start().await.expect("it starts");
    emulator.fail_next(Step::Token, Fault::IdToken(IdTokenFault::Issuer));
    let (name, password) = (emulator.username(), emulator.password());
    let pairs = [
        ("grant_type", "password"),
        ("username", name),
        ("password", password),
        ("scope", "openid"),
    ];
    let you = basic("you", "other");
    let answer = post_form(&emulator, TOKEN, &[("authorization", &you)], &pairs).await;
    let text = answer.member("id_token");
    assert_eq!(claims(&text)["iss"], "https://somebody.example");
    let (signed, signature) = text.rsplit_once('.').expect("three parts");
    let expected = hmac_sha256::HMAC::mac(signed.as_bytes(), b"other");
    assert_eq!(signature, URL_SAFE_NO_PAD.encode(expected), "and nothing else");
}

#[tokio::test]
async fn a_body_without_end() {
    let emulator = start().await;
    emulator.fail_next(Step::Token, Fault::EndlessBody);
    let mut response = request(&emulator).send().await.expect("it begins");
    let mut length = 0;
    while length < 5_000_000 {
        length += response.chunk().await.expect("more").expect("no end").len();
    }
    drop(response);
    assert_eq!(token(&emulator, ASK).await.status, 200, "and nothing is stuck");
}

#[tokio::test]
async fn a_body_that_is_cut_off() {
    let emulator = start().await;
    emulator.fail_next(Step::Token, Fault::CutBody);
    let response = request(&emulator).send().await.expect("it begins");
    assert_eq!(response.status(), 200);
    assert!(response.text().await.is_err());
}

#[tokio::test]
async fn a_connection_that_closes() {
    let emulator = start().await;
    // A client may try a request that met a dead connection again by itself.
    emulator.fail_always(Step::Token, Fault::CloseConnection);
    let error = request(&emulator).send().await.expect_err("no answer");
    assert!(!error.is_timeout(), "{error:?}");
    assert_eq!(emulator.requests_to(Step::Token)[0].status, None);
    emulator.heal();
    assert_eq!(token(&emulator, ASK).await.status, 200);
}

#[tokio::test]
async fn a_request_that_is_never_answered() {
    let emulator = start().await;
    emulator.fail_next(Step::Token, Fault::Nothing);
    let error =
        request(&emulator).timeout(Duration::from_millis(200)).send().await.expect_err("no answer");
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(token(&emulator, ASK).await.status, 200);
}

/// A test would hang where a user would close the page.
#[tokio::test]
async fn a_browser_does_not_wait_for_a_page_that_never_comes() {
    let emulator = start().await;
    emulator.fail_next(Step::Authorize, Fault::Nothing);
    let url = authorize_url(&emulator, "read");
    let gone = emulator.browse(&url, Decision::Allow);
    let gone = tokio::time::timeout(Duration::from_secs(10), gone).await.expect("an end");
    let told = gone.expect_err("no callback").to_string();
    assert!(told.contains("told not to answer"), "{told}");
    emulator.browse(&url, Decision::Allow).await.expect("a callback");
}

#[tokio::test]
async fn an_answer_that_takes_its_time() {
    let emulator = start().await;
    let begin = Instant::now();
    assert_eq!(failing(&emulator, Fault::Slow(Duration::from_millis(150))).await.status, 200);
    assert!(begin.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn a_fault_spends_nothing() {
    let emulator = start().await;
    let code = code(&emulator).await;
    emulator.fail_next(Step::Token, Fault::ServerErrorHtml);
    assert_eq!(exchange(&emulator, &code).await.status, 500);
    let answer = exchange(&emulator, &code).await;
    assert_eq!(answer.status, 200);
    let refresh_token = answer.member("refresh_token");
    emulator.fail_next(Step::Token, Fault::BrokenJson);
    assert_eq!(refresh(&emulator, &refresh_token).await.status, 200);
    let answer = refresh(&emulator, &refresh_token).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn faults_meet_the_step_they_are_for_in_order() {
    let emulator = start().await;
    emulator.fail_always(Step::Token, Fault::ServerErrorHtml);
    emulator.fail_next(Step::Token, Fault::oauth_error("first"));
    emulator.fail_next(Step::Token, Fault::oauth_error("second"));
    assert_eq!(token(&emulator, ASK).await.member("error"), "first");
    assert_eq!(token(&emulator, ASK).await.member("error"), "second");
    assert_eq!(token(&emulator, ASK).await.status, 500);
    assert_eq!(token(&emulator, ASK).await.status, 500);
    emulator.fail_always(Step::Token, Fault::oauth_error("third"));
    assert_eq!(token(&emulator, ASK).await.member("error"), "third");
    emulator.heal();

    let bearer = format!("Bearer {}", log_in(&emulator).await.member("access_token"));
    let headers = [("authorization", bearer.as_str())];
    emulator.fail_next(Step::Api, Fault::Unauthorized);
    get(&emulator, API, &headers).await.assert_error(401, "invalid_token", "refused");
    assert_eq!(get(&emulator, API, &headers).await.status, 200);

    emulator.fail_next(Step::Revocation, Fault::oauth_error("unsupported_token_type"));
    let answer = post_form(&emulator, REVOKE, &[], &[]).await;
    assert_eq!(answer.member("error"), "unsupported_token_type");

    emulator.fail_next(Step::Authorize, Fault::ServerErrorHtml);
    assert_eq!(get(&emulator, &authorize_url(&emulator, "read"), &[]).await.status, 500);
}
