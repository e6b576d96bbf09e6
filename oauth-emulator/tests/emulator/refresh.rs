//! Refresh tokens and their rotation.

use std::time::Duration;

use oauth_emulator::{Emulator, Rotation};
use oauth_spec::{Grants, Parameter, ProviderSpec, RefreshGrant, TokenRequest};

use crate::acme::{ACME, API, TOKEN, log_in, refresh, start, token};
use crate::support::{basic, get, post_form};

#[tokio::test]
async fn a_used_one_is_replaced_and_its_reuse_costs_the_family() {
    let emulator = start().await;
    let first = log_in(&emulator).await;
    let second = refresh(&emulator, &first.member("refresh_token")).await;
    assert_eq!(second.status, 200, "{}", second.body);
    assert_ne!(second.member("refresh_token"), first.member("refresh_token"));
    assert_eq!(second.member("scope"), "read", "as it was granted");
    for answer in [&first, &second] {
        let bearer = format!("Bearer {}", answer.member("access_token"));
        assert_eq!(get(&emulator, API, &[("authorization", &bearer)]).await.status, 200);
    }

    let reused = refresh(&emulator, &first.member("refresh_token")).await;
    reused.assert_error(400, "invalid_grant", "used before");
    let newest = refresh(&emulator, &second.member("refresh_token")).await;
    newest.assert_error(400, "invalid_grant", "revoked");
    let bearer = format!("Bearer {}", second.member("access_token"));
    assert_eq!(get(&emulator, API, &[("authorization", &bearer)]).await.status, 401);
}

#[tokio::test]
async fn the_same_one_may_be_kept() {
    let emulator = Emulator::builder(&ACME).rotation(Rotation::Keep).start().await.expect("ok");
    let first = log_in(&emulator).await.member("refresh_token");
    for _ in 0..3 {
        assert_eq!(refresh(&emulator, &first).await.member("refresh_token"), first);
    }
}

#[tokio::test]
async fn the_answer_may_bring_none() {
    let emulator = Emulator::builder(&ACME).rotation(Rotation::Omit).start().await.expect("ok");
    let first = log_in(&emulator).await.member("refresh_token");
    for _ in 0..3 {
        let answer = refresh(&emulator, &first).await;
        assert_eq!(answer.status, 200);
        assert!(answer.json().get("refresh_token").is_none());
    }
}

#[tokio::test]
async fn they_expire_by_the_clock() {
    let emulator = start().await;
    let first = log_in(&emulator).await.member("refresh_token");
    emulator.clock().advance(Duration::from_secs(86_399));
    let second = refresh(&emulator, &first).await.member("refresh_token");
    emulator.clock().advance(Duration::from_secs(86_399));
    let third = refresh(&emulator, &second).await.member("refresh_token");
    emulator.clock().advance(Duration::from_secs(86_400));
    refresh(&emulator, &third).await.assert_error(400, "invalid_grant", "expired");
}

#[tokio::test]
async fn others_are_refused() {
    let emulator =
        Emulator::builder(&ACME).another_client("two", "s").start().await.expect("it starts");
    refresh(&emulator, "invented").await.assert_error(400, "invalid_grant", "unknown");
    let answer = token(&emulator, &[("grant_type", "refresh_token")]).await;
    answer.assert_error(400, "invalid_request", "`refresh_token` is missing");

    let first = log_in(&emulator).await.member("refresh_token");
    let pairs = [("grant_type", "refresh_token"), ("refresh_token", first.as_str())];
    let two = basic("two", "s");
    let answer = post_form(&emulator, TOKEN, &[("authorization", &two)], &pairs).await;
    answer.assert_error(400, "invalid_grant", "another client");
    assert_eq!(refresh(&emulator, &first).await.status, 200, "and it is not spent");
    let answer = log_in(&emulator).await;
    emulator.revoke_everything();
    let answer = refresh(&emulator, &answer.member("refresh_token")).await;
    answer.assert_error(400, "invalid_grant", "revoked");
}

#[tokio::test]
async fn a_refresh_may_narrow_the_scope_where_that_is_declared() {
    static WITH_SCOPE: ProviderSpec = ProviderSpec {
        grants: Grants {
            refresh_token: Some(RefreshGrant {
                request: TokenRequest {
                    parameters: &[
                        Parameter::new("grant_type", "refresh_token"),
                        Parameter::new("refresh_token", "{refresh_token}"),
                        Parameter::new("scope", "{scope}"),
                    ],
                    ..TokenRequest::FORM
                },
                ..RefreshGrant::STANDARD
            }),
            ..ACME.grants
        },
        ..ACME
    };
    let emulator = Emulator::start(&WITH_SCOPE).await.expect("it starts");
    let first = log_in(&emulator).await.member("refresh_token");
    let ask = async |scope: &str| {
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", &first), ("scope", scope)];
        token(&emulator, &pairs).await
    };
    ask("read write:all").await.assert_error(400, "invalid_scope", "widen");
    assert_eq!(ask("read").await.status, 200);
}
