//! Authorization codes: good once, for a short time, for the one who asked.

use std::time::SystemTime;

use super::{Asked, Family, Ledger};

/// An authorization code and what it is bound to.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    /// What was asked for, and allowed.
    pub(crate) asked: Asked,
    pub(crate) user: String,
    pub(crate) expires_at: SystemTime,
    /// The tokens it was exchanged for.
    pub(crate) spent_on: Option<Family>,
}

/// What became of looking a code up.
#[derive(Debug)]
pub(crate) enum Redeemed {
    Good(Box<Code>),
    Unknown,
    Expired,
    /// It was exchanged before; the tokens from then are revoked now.
    Replayed,
}

impl Ledger {
    /// Notes a new code.
    pub(crate) fn add_code(&mut self, text: String, code: Code) {
        self.codes.insert(text, code);
    }

    /// Looks a code up without spending it: whatever else is wrong, the right client may try again.
    pub(crate) fn look_up_code(&mut self, text: &str, now: SystemTime) -> Redeemed {
        let Some(code) = self.codes.get(text) else { return Redeemed::Unknown };
        if let Some(family) = code.spent_on {
            self.revoke_family(family);
            return Redeemed::Replayed;
        }
        if now >= code.expires_at {
            Redeemed::Expired
        } else {
            Redeemed::Good(Box::new(code.clone()))
        }
    }

    /// Spends a code on a family of tokens.
    pub(crate) fn spend_code(&mut self, text: &str, family: Family) {
        if let Some(code) = self.codes.get_mut(text) {
            code.spent_on = Some(family);
        }
    }
}
