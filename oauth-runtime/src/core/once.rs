//! What is one value everywhere in a request: random numbers, the time, and what may be made of them.

use std::cell::{OnceCell, RefCell};
use std::time::SystemTime;

use oauth_spec::{Source, TimeFormat};

use crate::clock::Clock;
use crate::time::written;
use crate::wipe::WipedText;

/// Made when it is first asked for, and then the same.
#[derive(Default)]
pub(crate) struct Once<'a> {
    clock: Option<&'a dyn Clock>,
    now: OnceCell<SystemTime>,
    random: OnceCell<Option<String>>,
    uuid: OnceCell<Option<String>>,
    made: RefCell<Vec<(Source, WipedText)>>,
}

impl<'a> Once<'a> {
    pub(crate) fn new(clock: &'a dyn Clock) -> Self {
        Self { clock: Some(clock), ..Self::default() }
    }

    /// The same values for another part of the same request.
    pub(crate) fn settled(&self) -> Once<'static> {
        Once {
            clock: None,
            now: self.now().into(),
            random: self.random.clone(),
            uuid: self.uuid.clone(),
            made: self.made.clone(),
        }
    }

    /// What has been made of a computed value or an assertion, if it has been: a signature is another one each time.
    pub(crate) fn made(&self, source: Source) -> Option<String> {
        let made = self.made.borrow();
        made.iter().find(|(known, _)| *known == source).map(|(_, text)| text.0.clone())
    }

    pub(crate) fn keep(&self, source: Source, text: &str) {
        self.made.borrow_mut().push((source, WipedText(text.to_owned())));
    }

    /// When the request is made.
    pub(crate) fn now(&self) -> SystemTime {
        *self.now.get_or_init(|| self.clock.map_or(SystemTime::UNIX_EPOCH, Clock::now))
    }

    pub(crate) fn time(&self, format: TimeFormat) -> String {
        written(self.now(), format)
    }

    /// 128 random bits in base64url (RFC 4648, 5).
    pub(crate) fn random(&self) -> Option<&str> {
        use base64::Engine as _;
        let made = || Some(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes()?));
        self.random.get_or_init(made).as_deref()
    }

    /// A random UUID (RFC 9562, 5.4).
    pub(crate) fn uuid(&self) -> Option<&str> {
        let made = || {
            let mut bytes = bytes()?;
            bytes[6] = bytes[6] & 0x0f | 0x40;
            bytes[8] = bytes[8] & 0x3f | 0x80;
            let digits = format!("{:032x}", u128::from_be_bytes(bytes));
            let group = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
            let groups = [group(0, 8), group(8, 12), group(12, 16), group(16, 20), group(20, 32)];
            Some(groups.join("-"))
        };
        self.uuid.get_or_init(made).as_deref()
    }
}

fn bytes() -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_request_has_one_of_each_and_another_has_others() {
        let (one, other) = (Once::default(), Once::default());
        assert_eq!(one.random(), one.random());
        assert_ne!(one.random(), other.random());
        assert_eq!(one.random().unwrap().len(), 22);
        let uuid = one.uuid().unwrap();
        assert!(oauth_spec::pattern::fits(
            "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
            uuid
        ));
        assert_ne!(Some(uuid), other.uuid());
        assert_eq!(one.time(TimeFormat::Rfc3339), "1970-01-01T00:00:00Z");
    }
}
