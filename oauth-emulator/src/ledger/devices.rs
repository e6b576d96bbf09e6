//! Device codes, and identifiers of backchannel authentications: asked about until the user has decided, not
//! too often, for a while (RFC 8628; CIBA Core).

use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::Ledger;

/// How much longer to wait after a poll that came too early (RFC 8628, 3.5).
const SLOWER: Duration = Duration::from_secs(5);

/// A device code and what it is bound to.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    pub(crate) client_id: String,
    /// What the user decides about it by: the user code, or what is shown of a backchannel authentication.
    pub(crate) user_code: String,
    /// The user who is asked, if not whoever sits at the browser.
    pub(crate) user: Option<String>,
    pub(crate) scopes: Vec<String>,
    /// What was asked for in detail.
    pub(crate) details: Option<Value>,
    pub(crate) expires_at: SystemTime,
    pub(crate) interval: Duration,
    pub(crate) decision: Option<Allowed>,
    /// When it was last asked about.
    pub(crate) polled_at: Option<SystemTime>,
}

/// What the user has decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Allowed {
    /// That user has agreed.
    By(String),
    No,
}

/// What becomes of a poll.
#[derive(Debug)]
pub(crate) enum Polled {
    Good(Box<Device>),
    Unknown,
    Pending,
    TooEarly,
    Denied,
    Expired,
}

impl Device {
    /// Whether it waits for a decision about that user code.
    fn waits(&self, code: &str, now: SystemTime) -> bool {
        same(&self.user_code, code) && self.decision.is_none() && now < self.expires_at
    }
}

impl Ledger {
    /// Notes a new device code.
    pub(crate) fn add_device(&mut self, text: String, device: Device) {
        self.devices.push((text, device));
    }

    /// The user's decision about what has waited longest for it; `false` if nobody waits for it.
    pub(crate) fn decide_device(&mut self, code: &str, decision: Allowed, now: SystemTime) -> bool {
        let mut all = self.devices.iter_mut().map(|(_, device)| device);
        let Some(device) = all.find(|device| device.waits(code, now)) else { return false };
        device.decision = Some(decision);
        true
    }

    /// The device that waits for a decision about that user code.
    pub(crate) fn waiting_device(&self, code: &str, now: SystemTime) -> Option<&Device> {
        self.devices.iter().map(|(_, device)| device).find(|device| device.waits(code, now))
    }

    /// Looks a device code up, once more.
    pub(crate) fn poll_device(&mut self, text: &str, client_id: &str, now: SystemTime) -> Polled {
        let mut known = self.devices.iter_mut().filter(|(known, _)| known == text);
        let Some((_, device)) = known.find(|(_, device)| device.client_id == client_id) else {
            return Polled::Unknown;
        };
        if now >= device.expires_at {
            return Polled::Expired;
        }
        let early = device.polled_at.is_some_and(|last| now < last + device.interval);
        device.polled_at = Some(now);
        match &device.decision {
            Some(Allowed::No) => Polled::Denied,
            _ if early => {
                device.interval += SLOWER;
                Polled::TooEarly
            }
            Some(Allowed::By(_)) => Polled::Good(Box::new(device.clone())),
            None => Polled::Pending,
        }
    }

    /// Spends a device code: it gives one token.
    pub(crate) fn spend_device(&mut self, text: &str) {
        self.devices.retain(|(known, _)| known != text);
    }
}

/// Whether two user codes are the same: people leave out what only helps to read (RFC 8628, 6.1).
fn same(one: &str, other: &str) -> bool {
    let bare = |code: &str| -> String {
        code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
    };
    // What is left of a message in another script is nothing, and tells nothing.
    one == other || (!bare(one).is_empty() && bare(one) == bare(other))
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn people_type_codes_as_they_like_and_no_other_one() {
        assert!(same("WDJB-MJHT", "wdjb mjht"));
        assert!(!same("WDJB-MJHT", "WDJB-MJHX"));
        assert!(same("承認 1", "承認 1") && same("承認", "承認"));
        assert!(!same("承認", "") && !same("承認", "却下"));
    }
}
