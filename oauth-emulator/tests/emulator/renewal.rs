//! Refreshes that differ from the standard one.

use std::time::Duration;

use oauth_emulator::{Emulator, Fault, Step};
use oauth_spec::{
    Answer, Expiry, Grants, Parameter, ProviderSpec, RefreshGrant, Rotation, Source, TokenRequest,
    TokenSpec,
};

use crate::acme::{ACME, API, log_in, refresh, token};
use crate::support::get;

async fn works(emulator: &Emulator, token: &str) -> bool {
    let bearer = format!("Bearer {token}");
    get(emulator, API, &[("authorization", &bearer)]).await.status == 200
}

const fn with(refresh: RefreshGrant) -> ProviderSpec {
    ProviderSpec { grants: Grants { refresh_token: Some(refresh), ..ACME.grants }, ..ACME }
}

const fn sending(parameters: &'static [Parameter]) -> ProviderSpec {
    with(RefreshGrant {
        request: TokenRequest { parameters, ..TokenRequest::FORM },
        ..RefreshGrant::STANDARD
    })
}

#[tokio::test]
async fn rotation_is_as_declared() {
    static NEVER: ProviderSpec =
        with(RefreshGrant { rotation: Rotation::Never, ..RefreshGrant::STANDARD });
    let emulator = Emulator::start(&NEVER).await.expect("it starts");
    let first = log_in(&emulator).await.member("refresh_token");
    for _ in 0..2 {
        let answer = refresh(&emulator, &first).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.json().get("refresh_token").is_none());
    }
    let rotating = Emulator::builder(&NEVER).rotation(oauth_emulator::Rotation::Rotate);
    let emulator = rotating.start().await.expect("it starts");
    let first = log_in(&emulator).await.member("refresh_token");
    assert_ne!(refresh(&emulator, &first).await.member("refresh_token"), first);
}

#[tokio::test]
async fn the_same_token_may_live_on() {
    static SAME: ProviderSpec = ProviderSpec {
        token: TokenSpec {
            answer: Answer { expiry: Expiry::Lifetime, ..Answer::STANDARD },
            lifetime: Some(600),
            ..TokenSpec::STANDARD
        },
        ..with(RefreshGrant { same_token: true, ..RefreshGrant::STANDARD })
    };
    let emulator = Emulator::start(&SAME).await.expect("it starts");
    let first = log_in(&emulator).await;
    let token = first.member("access_token");
    emulator.clock().advance(Duration::from_secs(599));
    let answer = refresh(&emulator, &first.member("refresh_token")).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "{}"));
    emulator.clock().advance(Duration::from_secs(598));
    assert!(works(&emulator, &token).await);
    emulator.clock().advance(Duration::from_secs(10));
    assert!(!works(&emulator, &token).await);
}

#[tokio::test]
async fn a_token_may_be_renewed_with_itself() {
    static ITSELF: ProviderSpec = sending(&[
        Parameter::text("grant_type", "exchange"),
        Parameter::value("token", Source::AccessToken),
    ]);
    let emulator = Emulator::start(&ITSELF).await.expect("it starts");
    let first = log_in(&emulator).await.member("access_token");
    let exchange = |text: String| {
        let emulator = &emulator;
        async move { token(emulator, &[("grant_type", "exchange"), ("token", &text)]).await }
    };
    let second = exchange(first.clone()).await;
    assert_eq!(second.status, 200, "{}", second.body);
    assert!(second.json().get("refresh_token").is_none());
    assert!(works(&emulator, &second.member("access_token")).await);
    exchange("invented".to_owned()).await.assert_error(400, "invalid_grant", "unknown");
    emulator.revoke_everything();
    exchange(first).await.assert_error(400, "invalid_grant", "revoked");
}

#[tokio::test]
async fn a_refresh_may_need_the_redirect_uri() {
    static URI: ProviderSpec = sending(&[
        Parameter::text("grant_type", "refresh_token"),
        Parameter::value("refresh_token", Source::RefreshToken),
        Parameter::value("redirect_uri", Source::RedirectUri),
    ]);
    let emulator = Emulator::start(&URI).await.expect("it starts");
    let text = log_in(&emulator).await.member("refresh_token");
    let ask = async |more: &[(&str, &str)]| {
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", text.as_str())];
        token(&emulator, &[&pairs, more].concat()).await
    };
    ask(&[]).await.assert_error(400, "invalid_request", "`redirect_uri` is missing");
    let other = [("redirect_uri", "https://evil.example/")];
    ask(&other).await.assert_error(400, "invalid_grant", "not registered");
    assert_eq!(ask(&[("redirect_uri", emulator.redirect_uri())]).await.status, 200);
}

#[tokio::test]
async fn a_refresh_token_dies_of_idleness() {
    static IDLE: ProviderSpec = ProviderSpec {
        token: TokenSpec { refresh_token_idle: Some(100), ..TokenSpec::STANDARD },
        ..with(RefreshGrant { rotation: Rotation::Never, ..RefreshGrant::STANDARD })
    };
    let emulator = Emulator::start(&IDLE).await.expect("it starts");
    let text = log_in(&emulator).await.member("refresh_token");
    for _ in 0..3 {
        emulator.clock().advance(Duration::from_secs(80));
        assert_eq!(refresh(&emulator, &text).await.status, 200);
    }
    emulator.clock().advance(Duration::from_secs(101));
    refresh(&emulator, &text).await.assert_error(400, "invalid_grant", "expired");
}

#[tokio::test]
async fn a_lost_answer_has_spent_what_was_sent() {
    let emulator = crate::acme::start().await;
    let text = log_in(&emulator).await.member("refresh_token");
    emulator.fail_next(Step::Token, Fault::AnswerLost);
    let url = crate::support::mirrored(&emulator, crate::acme::TOKEN);
    let basic = crate::support::basic(emulator.client_id(), emulator.client_secret());
    let body = crate::support::form(&[("grant_type", "refresh_token"), ("refresh_token", &text)]);
    let request = crate::support::client().post(url).header("authorization", &basic);
    let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
    assert!(request.send().await.is_err(), "nothing comes back");
    assert_eq!(emulator.requests_to(Step::Token).last().expect("it came").status, None);
    refresh(&emulator, &text).await.assert_error(400, "invalid_grant", "used before");
}
