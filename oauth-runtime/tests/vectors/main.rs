//! Signatures with known answers: every scheme as the language words it, and every way to get it wrong.

#![allow(clippy::unwrap_used, clippy::needless_pass_by_value, reason = "tests")]

mod addressed;
mod callbacks;
mod case;
mod tampered;
mod webhooks;
mod windows;

use case::Case;
use oauth_runtime::{Secret, SignatureRefused};

fn all() -> impl Iterator<Item = &'static Case> {
    callbacks::ALL.iter().chain(webhooks::ALL).chain(addressed::ALL)
}

#[test]
fn every_known_answer_is_right() {
    for case in all() {
        match case.verify(case.request(), case.secret) {
            Ok(_) => assert!(case.is_possible(), "{}", case.id),
            Err(SignatureRefused::Settings { reason }) => {
                let names_it = reason.contains("`digests`") || reason.contains("`jose`");
                assert!(!case.is_possible() && names_it, "{}: {reason}", case.id);
            }
            Err(other) => panic!("{}: {other}", case.id),
        }
    }
    // One more, an answer that is made and not received, is in `sign::computed`.
    assert_eq!(all().count(), 47);
}

#[test]
fn secrets_are_given_as_such_or_as_texts() {
    let case = webhooks::STRIPE;
    let (webhook, request, now) = (case.webhook(), case.request(), case::at(case.now));
    let (own, other) = (Secret::from(case.secret), Secret::from("another"));
    webhook.verify_at(&[other.clone(), own.clone()], &request, now).unwrap();
    webhook.verify_at(&[&other, &own], &request, now).unwrap();
    webhook.verify_at(&["another".to_owned(), case.secret.to_owned()], &request, now).unwrap();
    webhook.verify_parts_at(&[own], request.headers(), request.body(), now).unwrap();
    let refused = webhook.verify_at(&[other], &request, now).unwrap_err();
    assert!(matches!(refused, SignatureRefused::Wrong { .. }), "{refused:?}");
}
