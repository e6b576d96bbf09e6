//! Times: how old a delivery may be, and how far ahead.

use std::time::{Duration, SystemTime};

use oauth_runtime::SignatureRefused;
use oauth_runtime::spec::{Signature, Timestamp};

#[cfg(feature = "jose")]
use super::callbacks::TOKEN;
use super::case::{Case, at};
use super::webhooks::{STANDARD_WEBHOOKS, STRIPE};

fn outcome(case: &Case, now: SystemTime) -> Result<(), SignatureRefused> {
    case.webhook().verify_at(&[case.secret], &case.request(), now).map(drop)
}

#[test]
fn a_window_has_two_ends() {
    for case in [STRIPE, STANDARD_WEBHOOKS] {
        for within in [case.now - 300, case.now, case.now + 300] {
            outcome(&case, at(within)).unwrap();
        }
        let (age, ahead) = (Duration::from_secs(301), Duration::from_secs(302));
        let limit = Duration::from_secs(300);
        assert_eq!(
            outcome(&case, at(case.now + 301)).unwrap_err(),
            SignatureRefused::TooOld { age, limit }
        );
        assert_eq!(
            outcome(&case, at(case.now - 302)).unwrap_err(),
            SignatureRefused::Ahead { ahead, limit }
        );
    }
}

#[test]
fn a_window_may_have_one_end() {
    let Some(timestamp) = STRIPE.signature.timestamp else { unreachable!() };
    let timestamp = Some(Timestamp { max_ahead: u64::MAX, ..timestamp });
    let case = Case { signature: Signature { timestamp, ..STRIPE.signature }, ..STRIPE };
    outcome(&case, at(0)).unwrap();
    assert!(outcome(&case, at(STRIPE.now + 301)).is_err());
}

#[test]
fn what_is_vouched_for_is_given() {
    let delivery =
        STANDARD_WEBHOOKS.verify(STANDARD_WEBHOOKS.request(), STANDARD_WEBHOOKS.secret).unwrap();
    assert_eq!(delivery.replay_id.as_deref(), Some("msg_p5jXN8AQM9LWM0D4loKWxJek"));
    assert_eq!(delivery.timestamp, Some(at(1_614_265_330)));
    let parts = STANDARD_WEBHOOKS.request().into_parts();
    let now = at(STANDARD_WEBHOOKS.now);
    let secrets = [STANDARD_WEBHOOKS.secret.to_owned()];
    let webhook = STANDARD_WEBHOOKS.webhook();
    let same = webhook.verify_parts_at(&secrets, &parts.0.headers, &parts.1, now).unwrap();
    assert_eq!(same, delivery);
    // Without a clock of the caller's it is far too old today.
    assert!(webhook.verify_parts(&secrets, &parts.0.headers, &parts.1).is_err());
    assert!(webhook.verify(&secrets, &STANDARD_WEBHOOKS.request()).is_err());
}

#[test]
#[cfg(feature = "jose")]
fn a_token_has_its_own_times_and_id() {
    let id = TOKEN.verify(TOKEN.request(), TOKEN.secret).unwrap().replay_id;
    assert_eq!(id.as_deref(), Some("c5f0bcf5-a504-4ae6-8dcc-0e40eaa5a070"));
    let (start, end) = (1_659_031_621, 1_659_118_026);
    for within in [start - 60, end + 59] {
        outcome(&TOKEN, at(within)).unwrap();
    }
    for outside in [start - 61, end + 60] {
        let refused = outcome(&TOKEN, at(outside)).unwrap_err();
        assert!(matches!(refused, SignatureRefused::Token { .. }), "{refused}");
    }
}
