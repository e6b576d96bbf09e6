//! Signatures with known answers: every scheme as the language words it, and every way to get it wrong.

#![allow(clippy::unwrap_used, clippy::needless_pass_by_value, reason = "tests")]

mod addressed;
mod callbacks;
mod case;
mod tampered;
mod webhooks;
mod windows;

use case::Case;
use oauth_runtime::SignatureRefused;

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
