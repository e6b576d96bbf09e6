//! The revocation endpoint.

use oauth_emulator::Emulator;
use oauth_spec::{
    CallAuthentication, Header, Parameter, Part, ProviderSpec, Template, TokenOperation,
};

use crate::acme::{ACME, API, REVOKE, log_in, refresh, start};
use crate::support::{basic, client, get, mirrored, post_form, read};

async fn works(emulator: &Emulator, token: &str) -> bool {
    let bearer = format!("Bearer {token}");
    get(emulator, API, &[("authorization", &bearer)]).await.status == 200
}

#[tokio::test]
async fn the_client_gives_a_token_up() {
    let emulator =
        Emulator::builder(&ACME).another_client("two", "s").start().await.expect("it starts");
    let answer = log_in(&emulator).await;
    let token = answer.member("access_token");
    let good = basic(emulator.client_id(), emulator.client_secret());
    let two = basic("two", "s");
    let revoke = async |who: &str, pairs: &[(&str, &str)]| {
        post_form(&emulator, REVOKE, &[("authorization", who)], pairs).await
    };
    revoke("Basic x", &[("token", &token)]).await.assert_error(401, "invalid_client", "Basic");
    revoke(&two, &[("token", &token)]).await.assert_error(400, "invalid_grant", "another client");
    revoke(&good, &[]).await.assert_error(400, "invalid_request", "`token` is missing");
    let extra = [("token", token.as_str()), ("reason", "none")];
    revoke(&good, &extra).await.assert_error(400, "invalid_request", "`reason`");
    assert!(works(&emulator, &token).await);

    assert_eq!(revoke(&good, &[("token", &token)]).await.status, 200);
    assert!(!works(&emulator, &token).await);
    let again = refresh(&emulator, &answer.member("refresh_token")).await;
    again.assert_error(400, "invalid_grant", "revoked");
    // RFC 7009, 2.2: what is not there needs no revoking.
    assert_eq!(revoke(&good, &[("token", &token)]).await.status, 200);
    assert_eq!(revoke(&good, &[("token", "invented")]).await.status, 200);

    let answer = log_in(&emulator).await;
    let pairs = [("token", answer.member("refresh_token"))];
    let pairs = [("token", pairs[0].1.as_str())];
    assert_eq!(revoke(&good, &pairs).await.status, 200);
    assert!(!works(&emulator, &answer.member("access_token")).await);
}

#[tokio::test]
async fn one_of_several_users_throws_the_application_out() {
    let emulator = start().await;
    let (one, two) = (log_in(&emulator).await, log_in(&emulator).await);
    assert!(!emulator.revoke("invented"));
    assert!(emulator.revoke(&one.member("access_token")));
    assert!(!works(&emulator, &one.member("access_token")).await);
    let again = refresh(&emulator, &one.member("refresh_token")).await;
    again.assert_error(400, "invalid_grant", "revoked");
    assert!(works(&emulator, &two.member("access_token")).await, "the other stays");
    // By its refresh token, too.
    assert!(emulator.revoke(&two.member("refresh_token")));
    assert!(!works(&emulator, &two.member("access_token")).await);
}

/// A test may spawn them.
#[test]
fn what_is_awaited_may_be_sent_to_another_thread() {
    fn sent(_: impl Send) {}
    let _ = |emulator: Emulator| {
        sent(emulator.browse("https://acme.example", oauth_emulator::Decision::Allow));
        sent(emulator.stop());
    };
    sent(Emulator::start(&ACME));
    sent(Emulator::builder(&ACME).start());
}

#[tokio::test]
async fn only_a_form_that_is_posted() {
    let emulator = start().await;
    let answer = get(&emulator, REVOKE, &[]).await;
    assert_eq!((answer.status, answer.header("allow")), (405, "POST"));
    let url = format!("{}?token=x", mirrored(&emulator, REVOKE));
    read(client().post(url)).await.assert_error(400, "invalid_request", "form body");
    let json = client().post(mirrored(&emulator, REVOKE)).header("content-type", "text/plain");
    read(json.body("token=x")).await.assert_error(400, "invalid_request", "text/plain");
}

#[tokio::test]
async fn whoever_holds_the_token_gives_it_up() {
    static BY_TOKEN: ProviderSpec = ProviderSpec {
        revocation: TokenOperation {
            authentication: CallAuthentication::AccessToken,
            parameters: &[Parameter::new("all", "yes")],
            headers: &[Header { name: "x-why", value: Template::of(&[Part::Text("bye")]) }],
            ..TokenOperation::STANDARD
        },
        ..ACME
    };
    static BY_TOKEN_NAMED: ProviderSpec = ProviderSpec {
        revocation: TokenOperation {
            authentication: CallAuthentication::AccessToken,
            parameters: &[Parameter::new("t", "{access_token}")],
            headers: &[],
            ..TokenOperation::STANDARD
        },
        ..ACME
    };
    let emulator = Emulator::start(&BY_TOKEN).await.expect("it starts");
    let token = log_in(&emulator).await.member("access_token");
    let bearer = format!("Bearer {token}");
    let revoke = async |headers: &[(&str, &str)], pairs: &[(&str, &str)]| {
        post_form(&emulator, REVOKE, headers, pairs).await
    };
    let all = [("all", "yes")];
    let good = [("authorization", bearer.as_str()), ("x-why", "bye")];
    revoke(&good[..1], &all).await.assert_error(400, "invalid_request", "`x-why` is missing");
    revoke(&good, &[("all", "no")]).await.assert_error(400, "invalid_request", "`all`");
    revoke(&[], &all).await.assert_error(400, "invalid_request", "authorization");
    let wrong = [("authorization", "Bearer x"), ("x-why", "bye")];
    revoke(&wrong, &all).await.assert_error(401, "invalid_token", "unknown");
    assert!(works(&emulator, &token).await);
    assert_eq!(revoke(&good, &all).await.status, 200);
    assert!(!works(&emulator, &token).await);

    let emulator = Emulator::start(&BY_TOKEN_NAMED).await.expect("it starts");
    let token = log_in(&emulator).await.member("access_token");
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    assert_eq!(post_form(&emulator, REVOKE, &headers, &[("t", &token)]).await.status, 200);
    assert!(!works(&emulator, &token).await);
}
