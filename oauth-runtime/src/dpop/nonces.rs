//! Nonces of servers, one an origin (RFC 9449, 8 and 9).

use std::sync::{Mutex, PoisonError};

use http::HeaderMap;

use super::NONCE;

/// At most this many origins are known.
const MOST: usize = 16;

/// The newest nonce of each origin.
#[derive(Default)]
pub(super) struct Nonces(Mutex<Vec<(String, String)>>);

impl Nonces {
    /// Keeps the nonce that an answer brings, if it brings one.
    pub(super) fn note(&self, origin: &str, headers: &HeaderMap) {
        let Some(nonce) = headers.get(NONCE).and_then(|nonce| nonce.to_str().ok()) else { return };
        if nonce.is_empty() {
            return;
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(other, _)| other != origin);
        if known.len() >= MOST {
            known.remove(0);
        }
        known.push((origin.to_owned(), nonce.to_owned()));
    }

    /// The one for requests to there.
    pub(super) fn of(&self, origin: &str) -> Option<String> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().find(|(other, _)| other == origin).map(|(_, nonce)| nonce.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_origin_has_its_newest_and_there_is_an_end() {
        let nonces = Nonces::default();
        let note = |origin: &str, nonce: &'static str| {
            let headers = HeaderMap::from_iter([(NONCE, http::HeaderValue::from_static(nonce))]);
            nonces.note(origin, &headers);
        };
        note("https://a.example", "1");
        note("https://b.example", "2");
        note("https://a.example", "3");
        note("https://a.example", "");
        nonces.note("https://a.example", &HeaderMap::new());
        assert_eq!(nonces.of("https://a.example").as_deref(), Some("3"));
        assert_eq!(nonces.of("https://b.example").as_deref(), Some("2"));
        assert_eq!(nonces.of("https://c.example"), None);
        for number in 0..MOST {
            note(&format!("https://{number}.example"), "n");
        }
        assert_eq!(nonces.of("https://b.example"), None);
    }
}
