//! The provider's keys: kept while they are fresh, and asked for again when one is unknown.

use std::sync::Arc;
use std::time::SystemTime;

use http::HeaderMap;
use oauth_spec::JwtAlgorithm;

use super::freshness::Freshness;
use super::jwk::{Jwk, keys};

/// The longest set that is read, in bytes.
pub(crate) const LARGEST: usize = 256 * 1024;

/// The keys that were read last.
#[derive(Default)]
pub(crate) struct Keys {
    set: Arc<[Jwk]>,
    freshness: Freshness,
}

/// What is known of the keys for a token.
pub(crate) enum Found {
    /// These may have signed it: places in the set.
    These(Arc<[Jwk]>, Vec<usize>),
    /// The set must be asked for.
    Ask,
    /// None of them has, and it is too early to ask again.
    TooEarly,
    /// None of them has, and the set has just been read.
    Unknown,
}

impl Keys {
    /// The keys that may have signed a token; `read` says that the set was read for it just now.
    pub(crate) fn find(
        &self,
        algorithm: JwtAlgorithm,
        kid: Option<&str>,
        read: bool,
        now: SystemTime,
    ) -> Found {
        if !self.freshness.holds(now) && !read {
            return Found::Ask;
        }
        let mut places = Vec::new();
        for (place, jwk) in self.set.iter().enumerate() {
            // A key without a name may be the one that is named.
            let is_named = kid.is_none() || jwk.kid.is_none() || jwk.kid.as_deref() == kid;
            if is_named && jwk.is_for(algorithm) {
                places.push(place);
            }
        }
        if places.is_empty() {
            return self.missing(read, now);
        }
        Found::These(self.set.clone(), places)
    }

    /// No key fits: whether the set may be asked for again.
    pub(crate) fn missing(&self, read: bool, now: SystemTime) -> Found {
        if read {
            return Found::Unknown;
        }
        if self.freshness.may_ask(now) { Found::Ask } else { Found::TooEarly }
    }

    /// Whether whoever has waited for others to ask still must.
    pub(crate) fn must_ask(&self, now: SystemTime) -> bool {
        self.freshness.must_ask(now)
    }

    /// The set was asked for.
    pub(crate) fn asked(&mut self, now: SystemTime) {
        self.freshness.asked(now);
    }

    /// How often the set was read.
    pub(crate) fn reads(&self) -> u64 {
        self.freshness.reads()
    }

    /// Keeps what an answer holds. The error says what is wrong with it.
    pub(crate) fn keep(
        &mut self,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<(), &'static str> {
        if body.len() > LARGEST {
            return Err("the key set is too long");
        }
        let set = keys(body).ok_or("the key set is no JWK Set (RFC 7517, 5)")?;
        self.set = set.into();
        self.freshness.renew(headers, now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::HeaderValue;
    use http::header::CACHE_CONTROL;

    use super::*;

    const SET: &str = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"one",
        "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + seconds)
    }

    #[test]
    fn unknown_names_ask_once_a_minute_however_many_there_are() {
        let mut keys = Keys::default();
        let ed = JwtAlgorithm::EdDsa;
        assert!(matches!(keys.find(ed, Some("one"), false, at(0)), Found::Ask));
        keys.keep(&HeaderMap::new(), SET.as_bytes(), at(0)).unwrap();
        assert!(matches!(keys.find(ed, Some("one"), false, at(1)), Found::These(..)));
        assert!(matches!(keys.find(ed, None, false, at(1)), Found::These(..)));
        let mut asked = 0;
        for second in 0..600 {
            for flood in 0..10 {
                match keys.find(ed, Some(&format!("x{flood}")), false, at(second)) {
                    Found::Ask => {
                        asked += 1;
                        keys.asked(at(second));
                    }
                    Found::TooEarly => {}
                    _ => panic!("{second}"),
                }
            }
        }
        assert_eq!(asked, 9);
        assert!(matches!(keys.find(ed, Some("x"), true, at(1)), Found::Unknown));
        assert!(matches!(keys.find(JwtAlgorithm::Rs256, Some("one"), true, at(1)), Found::Unknown));
    }

    #[test]
    fn keys_live_as_long_as_the_answer_says_within_bounds() {
        for (said, seconds) in [
            ("public, max-age=300", 300),
            ("max-age=1", 60),
            ("Max-Age=999999999", 86_400),
            ("no-store", 60),
            ("private", 3_600),
        ] {
            let mut keys = Keys::default();
            let mut headers = HeaderMap::new();
            headers.insert(CACHE_CONTROL, HeaderValue::from_static(said));
            keys.keep(&headers, SET.as_bytes(), at(0)).unwrap();
            let find = |second| keys.find(JwtAlgorithm::EdDsa, Some("one"), false, at(second));
            assert!(matches!(find(seconds - 1), Found::These(..)), "{said}");
            assert!(matches!(find(seconds), Found::Ask), "{said}");
        }
    }

    #[test]
    fn a_set_that_is_none_changes_nothing() {
        let mut keys = Keys::default();
        keys.keep(&HeaderMap::new(), SET.as_bytes(), at(0)).unwrap();
        let long = " ".repeat(LARGEST + 1);
        for bad in ["", "<html>", "{}", &long] {
            assert!(keys.keep(&HeaderMap::new(), bad.as_bytes(), at(1)).is_err());
        }
        let found = keys.find(JwtAlgorithm::EdDsa, Some("one"), false, at(2));
        assert!(matches!(found, Found::These(..)));
    }
}
