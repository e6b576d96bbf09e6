//! Published keys: kept while they are fresh, and asked for again when none fits, once a minute at most.

use std::sync::Arc;
use std::time::SystemTime;

use http::HeaderMap;
use serde_json::Value as Json;

use crate::answer::{lookup, scalar};
use crate::identity::{Freshness, LARGEST, jwk_texts};

/// How a block of PEM begins (RFC 7468, 2).
const BEGIN: &str = "-----BEGIN ";

/// The keys that were read last, each in PEM.
#[derive(Default)]
pub(super) struct Keys {
    texts: Arc<[String]>,
    freshness: Freshness,
}

impl Keys {
    /// How often they were read.
    pub(super) fn reads(&self) -> u64 {
        self.freshness.reads()
    }

    /// Those that were read last.
    pub(super) fn last(&self) -> Arc<[String]> {
        self.texts.clone()
    }

    /// Those that are good now.
    pub(super) fn fresh(&self, now: SystemTime) -> Option<Arc<[String]>> {
        self.freshness.holds(now).then(|| self.texts.clone())
    }

    /// Whether they may be asked for again because none fits.
    pub(super) fn may_ask(&self, now: SystemTime) -> bool {
        self.freshness.may_ask(now)
    }

    /// Whether whoever has waited for others to ask still must.
    pub(super) fn must_ask(&self, now: SystemTime) -> bool {
        self.freshness.must_ask(now)
    }

    /// They were asked for.
    pub(super) fn asked(&mut self, now: SystemTime) {
        self.freshness.asked(now);
    }

    /// Keeps what an answer holds at that path. The error says what is wrong with it.
    pub(super) fn keep(
        &mut self,
        headers: &HeaderMap,
        body: &[u8],
        path: &str,
        now: SystemTime,
    ) -> Result<(), &'static str> {
        if body.len() > LARGEST {
            return Err("the published keys are too long");
        }
        self.texts = texts(body, path).ok_or(
            "there is no public key: it must be a JWK Set (RFC 7517), a JWK, or a key in PEM",
        )?;
        self.freshness.renew(headers, now);
        Ok(())
    }
}

/// The keys of a document, whatever it is.
fn texts(body: &[u8], path: &str) -> Option<Arc<[String]>> {
    let is_pem = |text: &str| text.trim_start().starts_with(BEGIN);
    let text = std::str::from_utf8(body).ok()?;
    if path.is_empty() && is_pem(text) {
        return Some(blocks(text).into());
    }
    let document = crate::json::value(body)?;
    let found = if path.is_empty() { &document } else { lookup(&document, path)? };
    let texts = match found {
        Json::String(text) if is_pem(text) => blocks(text),
        // A set may be written as a text in the document.
        Json::String(text) => jwk_texts(&crate::json::value(text.as_bytes())?),
        other if scalar(other).is_some() => return None,
        other => jwk_texts(other),
    };
    (!texts.is_empty()).then(|| texts.into())
}

/// The blocks of a text in PEM, each by itself: while a key is being replaced there may be two.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    for rest in text.split(BEGIN).skip(1) {
        blocks.push(format!("{BEGIN}{rest}"));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    // openssl pkey -pubout -in oauth-emulator/src/keys/ed25519.pem
    const ED25519: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA27XCLRA02247/Iua3uc8auODqzxDtBqzw0aas4/Tdbc=\n-----END PUBLIC KEY-----";
    const JWK: &str =
        r#"{"kty": "OKP", "crv": "Ed25519", "x": "27XCLRA02247_Iua3uc8auODqzxDtBqzw0aas4_Tdbc"}"#;

    #[test]
    fn every_notation_gives_the_same_key() {
        let pem = |text: &str| text.split_whitespace().collect::<String>();
        for (body, path) in [
            (ED25519.to_owned(), ""),
            (serde_json::json!({"data": {"public_key": ED25519}}).to_string(), "data.public_key"),
            (JWK.to_owned(), ""),
            (format!("{{\"keys\": [{JWK}, {{\"kty\": \"oct\", \"k\": \"AA\"}}]}}"), ""),
            (format!("{{\"a\": {{\"keys\": [{JWK}]}}}}"), "a"),
        ] {
            let keys = texts(body.as_bytes(), path).unwrap_or_else(|| panic!("{body}"));
            assert_eq!(keys.len(), 1, "{body}");
            assert_eq!(pem(&keys[0]), pem(ED25519), "{body}");
        }
        for (body, path) in [("", ""), ("{}", ""), ("{\"keys\": []}", ""), ("[]", "a"), ("7", "")] {
            assert!(texts(body.as_bytes(), path).is_none(), "{body}");
        }
    }

    #[test]
    fn every_block_is_a_key() {
        let another = ED25519.replace("27XC", "28XC");
        let both = format!("\n{another}\r\n{ED25519}\n");
        let in_json = serde_json::json!({ "key": both }).to_string();
        for (body, path) in [(both.as_str(), ""), (&in_json, "key")] {
            let keys = texts(body.as_bytes(), path).unwrap();
            let keys: Vec<_> = keys.iter().map(|key| key.trim()).collect();
            assert_eq!(keys, [another.as_str(), ED25519], "{body}");
        }
    }

    #[test]
    fn they_are_asked_for_again_once_a_minute() {
        let at =
            |seconds: u64| SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + seconds);
        let mut keys = Keys::default();
        assert!(keys.fresh(at(0)).is_none());
        keys.keep(&HeaderMap::new(), ED25519.as_bytes(), "", at(0)).unwrap();
        assert!(keys.fresh(at(3_599)).is_some() && keys.fresh(at(3_600)).is_none());
        let mut asked = 0;
        for second in 1..=600 {
            if keys.may_ask(at(second)) {
                keys.asked(at(second));
                asked += 1;
            }
        }
        assert_eq!(asked, 10);
        assert!(keys.keep(&HeaderMap::new(), b"{}", "", at(700)).is_err());
        assert!(keys.fresh(at(701)).is_some());
    }
}
