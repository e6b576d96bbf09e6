//! The authorization endpoint: what it asks, what it refuses, and to whose face.

use oauth_emulator::{BrowseError, Decision, Emulator};

use crate::acme::{ACME, AUTHORIZE, authorize_url, start};
use crate::support::{VERIFIER, challenge, client, form, get, has, mirrored, pairs, read, value};

/// The standard request with one parameter changed, or left out.
fn changed(emulator: &Emulator, name: &str, value: Option<&str>) -> String {
    let mut query = pairs(&authorize_url(emulator, "read"), '?');
    query.retain(|(key, _)| key != name);
    query.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    let query: Vec<_> = query.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    format!("{AUTHORIZE}?{}", form(&query))
}

/// The error that the browser is sent back with.
async fn sent_back(emulator: &Emulator, url: &str, mark: char) -> Vec<(String, String)> {
    let answer = get(emulator, url, &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    pairs(answer.header("location"), mark)
}

#[tokio::test]
async fn allowing_gives_a_code_and_the_state() {
    let emulator = start().await;
    let url = authorize_url(&emulator, "read write:all");
    let callback = emulator.browse(&url, Decision::Allow).await.expect("allowed");
    let found = pairs(&callback, '?');
    assert!(value(&found, "code").starts_with("code_"));
    assert_eq!(value(&found, "state"), "st&te=");
    assert_eq!(value(&found, "shop"), "4711", "a required callback field");
    assert!(!callback.contains('#'));

    // The mirrored address is as good.
    let url = mirrored(&emulator, &url);
    emulator.browse(&url, Decision::Allow).await.expect("allowed");
}

#[tokio::test]
async fn denying_gives_an_error_and_the_state() {
    let emulator = start().await;
    let url = authorize_url(&emulator, "read");
    let callback = emulator.browse(&url, Decision::Deny).await.expect("denied");
    let found = pairs(&callback, '?');
    assert_eq!(value(&found, "error"), "access_denied");
    assert!(!value(&found, "error_description").is_empty());
    assert_eq!(value(&found, "state"), "st&te=");
    assert!(!has(&found, "code"));
}

#[tokio::test]
async fn mistakes_before_trust_stay_on_a_page() {
    let emulator = start().await;
    let twice = |name: &str, value: &str| {
        format!("{}&{}", authorize_url(&emulator, "read"), form(&[(name, value)]))
    };
    for (url, about) in [
        (changed(&emulator, "client_id", None), "client_id is missing"),
        (changed(&emulator, "client_id", Some("<stranger>")), "no client “<stranger>”"),
        (changed(&emulator, "redirect_uri", None), "redirect_uri is missing"),
        (changed(&emulator, "redirect_uri", Some("https://evil.example/")), "not registered"),
        (
            changed(&emulator, "redirect_uri", Some(&format!("{}/", emulator.redirect_uri()))),
            "not registered",
        ),
        (twice("client_id", emulator.client_id()), "more than once"),
        (twice("redirect_uri", "https://evil.example/"), "more than once"),
    ] {
        match emulator.browse(&url, Decision::Allow).await {
            Err(BrowseError::Page { status: 400, message }) => {
                assert!(message.contains(about), "{message}");
            }
            other => panic!("{url}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn mistakes_after_trust_go_back_to_the_client() {
    let emulator = start().await;
    for (name, sent, error) in [
        ("response_type", None, "invalid_request"),
        ("response_type", Some("id_token"), "unsupported_response_type"),
        ("code_challenge", None, "invalid_request"),
        ("code_challenge", Some("short"), "invalid_request"),
        ("code_challenge", Some("dBjftJeZ4CVP+mB92K27uhbUJU1p1r/wW1gFWFOEjXk"), "invalid_request"),
        ("code_challenge_method", None, "invalid_request"),
        ("code_challenge_method", Some("plain"), "invalid_request"),
        ("scope", Some("read fly"), "invalid_scope"),
    ] {
        // Who asks for tokens waits for a fragment.
        let mark = if sent == Some("id_token") { '#' } else { '?' };
        let found = sent_back(&emulator, &changed(&emulator, name, sent), mark).await;
        assert_eq!(value(&found, "error"), error, "{name} {sent:?} {found:?}");
        assert!(value(&found, "error_description").contains(if error == "invalid_scope" {
            "fly"
        } else if error == "unsupported_response_type" {
            "id_token"
        } else {
            name
        }));
        assert_eq!(value(&found, "state"), "st&te=");
    }
    let url = format!("{}&scope=read", authorize_url(&emulator, "read"));
    let found = sent_back(&emulator, &url, '?').await;
    assert_eq!(value(&found, "error"), "invalid_request");
    assert!(value(&found, "error_description").contains("`scope` comes more than once"));
}

#[tokio::test]
async fn optional_parameters_may_be_missing_and_others_are_let_pass() {
    let emulator = start().await;
    for name in ["scope", "state"] {
        let url = changed(&emulator, name, None);
        let callback = emulator.browse(&url, Decision::Allow).await.expect("allowed");
        assert!(has(&pairs(&callback, '?'), "code"));
        assert_eq!(has(&pairs(&callback, '?'), "state"), name != "state");
    }
    let url = changed(&emulator, "prompt", Some("login"));
    emulator.browse(&url, Decision::Allow).await.expect("allowed");
}

#[tokio::test]
async fn the_page_shows_who_asks_for_what() {
    let emulator =
        Emulator::builder(&ACME).client("<app>", "s").user("bob", "pw").start().await.expect("ok");
    let page = get(&emulator, &authorize_url(&emulator, "read write:all"), &[]).await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").starts_with("text/html"));
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
    for part in ["Acme &amp; Sons", "&lt;app&gt;", "bob", "write:all", ">Allow<", ">Deny<"] {
        assert!(page.body.contains(part), "{part} is not on the page");
    }
    assert!(!page.body.contains("<app>"));
}

#[tokio::test]
async fn a_form_is_answered_once() {
    let emulator = start().await;
    let page = get(&emulator, &authorize_url(&emulator, "read"), &[]).await;
    let (_, rest) = page.body.split_once("name=\"form\" value=\"").expect("a form");
    let (id, _) = rest.split_once('"').expect("an id");
    let post = |id: &str| {
        let body = form(&[("form", id), ("scope", "read"), ("decision", "allow")]);
        read(client().post(mirrored(&emulator, AUTHORIZE)).body(body))
    };
    assert_eq!(post("invented").await.status, 400);
    let first = post(id).await;
    assert_eq!(first.status, 303);
    assert!(first.header("location").contains("code="));
    let second = post(id).await;
    assert_eq!(second.status, 400);
    assert!(second.body.contains("answered already"));
}

#[tokio::test]
async fn a_form_does_not_stay_open_for_ever() {
    let emulator = start().await;
    let page = get(&emulator, &authorize_url(&emulator, "read"), &[]).await;
    let (_, rest) = page.body.split_once("name=\"form\" value=\"").expect("a form");
    let (id, _) = rest.split_once('"').expect("an id");
    emulator.clock().advance(std::time::Duration::from_secs(601));
    let body = form(&[("form", id), ("decision", "allow")]);
    let late = read(client().post(mirrored(&emulator, AUTHORIZE)).body(body)).await;
    assert_eq!(late.status, 400);
}

#[tokio::test]
async fn other_methods_are_refused() {
    let emulator = start().await;
    let answer = read(client().put(mirrored(&emulator, AUTHORIZE))).await;
    assert_eq!(answer.status, 405);
}

#[tokio::test]
async fn the_implicit_flow_answers_in_the_fragment() {
    let emulator = start().await;
    let ask = |response_type: &str, scope: &str| {
        let query = form(&[
            ("response_type", response_type),
            ("client_id", emulator.client_id()),
            ("redirect_uri", emulator.redirect_uri()),
            ("scope", scope),
            ("state", "x y"),
        ]);
        format!("{AUTHORIZE}?{query}")
    };
    let callback = emulator.browse(&ask("token", "read"), Decision::Allow).await.expect("allowed");
    assert!(!callback.contains('?'));
    let found = pairs(&callback, '#');
    assert_eq!(value(&found, "token_type"), "bearer");
    assert_eq!(value(&found, "expires_in"), "7200");
    assert_eq!(value(&found, "scope"), "read");
    assert_eq!(value(&found, "state"), "x y");
    assert_eq!(value(&found, "plan"), "free");
    assert!(!has(&found, "refresh_token"), "RFC 6749, 4.2.2");
    assert!(value(&found, "owner").starts_with("{\"id\":4711"), "an object is there as its JSON");
    let bearer = format!("Bearer {}", value(&found, "access_token"));
    let answer =
        get(&emulator, "https://api.acme.example/v1/me", &[("authorization", &bearer)]).await;
    assert_eq!(answer.json()["token"]["grant"], "implicit");

    let denied = emulator.browse(&ask("token", "read"), Decision::Deny).await.expect("denied");
    assert_eq!(value(&pairs(&denied, '#'), "error"), "access_denied");
    let wrong = sent_back(&emulator, &ask("token", "fly"), '#').await;
    assert_eq!(value(&wrong, "error"), "invalid_scope");
}

#[tokio::test]
async fn a_user_may_allow_less_than_was_asked() {
    let emulator = start().await;
    let url = authorize_url(&emulator, "read write:all");
    let only = Decision::AllowOnly(vec!["write:all".to_owned()]);
    let callback = emulator.browse(&url, only).await.expect("allowed");
    let answer = crate::acme::exchange(&emulator, &value(&pairs(&callback, '?'), "code")).await;
    assert_eq!(answer.member("scope"), "write:all");
}

#[tokio::test]
async fn a_challenge_is_what_rfc_7636_computes() {
    // RFC 7636, appendix B.
    assert_eq!(challenge(VERIFIER), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}
