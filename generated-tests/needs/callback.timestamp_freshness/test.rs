//! A signature that is right is too old after a while.

use crate::check::hmac;
use crate::prelude::*;
use provider::callback_timestamp_freshness::Client;

/// Accepts a callback that was signed at that time, so much later.
fn accepted(timestamp: &str, later: u64) -> Result<(), Error> {
    let wire = Wire::answering([]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let signed = format!("code=c0de&state={}&timestamp={timestamp}", pending.state());
    let callback = format!("{signed}&hmac={}", hmac("s3cr3t", &signed));
    wire.pass(later);
    client.accept(pending, callback).map(|_| ())
}

#[test]
fn a_fresh_one_is_accepted_to_the_second() {
    let now = NOW.to_string();
    accepted(&now, 0).unwrap();
    accepted(&now, 90).unwrap();
    accepted(&(NOW + 90).to_string(), 0).unwrap();
}

#[test]
fn an_old_one_and_one_from_the_future_are_refused() {
    let refused =
        |timestamp: u64, later| accepted(&timestamp.to_string(), later).unwrap_err().to_string();
    assert_eq!(
        refused(NOW, 91),
        "the callback is refused: this was signed 91 seconds ago, and 90 are allowed: it was sent again, or this \
         machine's clock is ahead"
    );
    assert_eq!(
        refused(NOW + 91, 0),
        "the callback is refused: this was signed 91 seconds in the future, and 90 are allowed: check this \
         machine's clock"
    );
}

#[test]
fn a_time_that_is_none_is_refused() {
    for timestamp in ["", "yesterday", "-1"] {
        assert_eq!(
            accepted(timestamp, 0).unwrap_err().to_string(),
            "the callback is refused: {request.query.timestamp} is part of what is verified, and is not there \
             or cannot be read: pass everything as it was received; if that is done, this did not come from the \
             provider"
        );
    }
}
