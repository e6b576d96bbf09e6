//! Access tokens and refresh tokens.

use std::time::SystemTime;

use serde_json::Value;

use super::{Bound, Family, Ledger};

/// What both kinds of token say about where they come from.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    /// The grant that began the family.
    pub(crate) grant: &'static str,
    pub(crate) client_id: String,
    pub(crate) scopes: Vec<String>,
    /// The scopes of further lists.
    pub(crate) other_scopes: Vec<String>,
    pub(crate) nonce: Option<String>,
    /// What was asked for in detail.
    pub(crate) details: Option<Value>,
    /// What tokens of the family may be for, and what this one is for.
    pub(crate) resources: Vec<String>,
    pub(crate) audience: Vec<String>,
    /// None where the client acts for itself.
    pub(crate) user: Option<String>,
    pub(crate) bound_to: Bound,
}

/// An access token.
#[derive(Debug, Clone)]
pub(crate) struct AccessToken {
    pub(crate) given: Given,
    pub(crate) family: Family,
    /// When it was given, as a number that grows.
    number: u64,
    /// The grant that it must be exchanged by before the API takes anything.
    pub(crate) provisional: Option<&'static str>,
    /// `None`: never.
    pub(crate) expires_at: Option<SystemTime>,
    pub(crate) revoked: bool,
}

/// A refresh token.
#[derive(Debug, Clone)]
pub(crate) struct RefreshToken {
    pub(crate) given: Given,
    pub(crate) family: Family,
    /// `None`: never.
    pub(crate) expires_at: Option<SystemTime>,
    pub(crate) revoked: bool,
    /// Whether another took its place.
    pub(crate) rotated: bool,
}

/// How an access token stands.
#[derive(Debug)]
pub(crate) enum Standing {
    Good(Box<AccessToken>),
    Unknown,
    Expired(Box<AccessToken>),
    Revoked,
}

/// How a refresh token stands.
#[derive(Debug)]
pub(crate) enum Spent {
    Good(Box<RefreshToken>),
    Unknown,
    Expired,
    Revoked,
    /// It was used before and replaced; its family is revoked now.
    Reused,
}

impl Ledger {
    /// Notes a new access token, in a family of its own unless it belongs to one.
    pub(crate) fn add_access(
        &mut self,
        text: String,
        given: Given,
        family: Option<Family>,
        expires_at: Option<SystemTime>,
        provisional: Option<&'static str>,
    ) -> Family {
        let family = family.unwrap_or_else(|| self.new_family());
        self.given += 1;
        let number = self.given;
        let token = AccessToken { given, family, number, provisional, expires_at, revoked: false };
        self.access.insert(text, token);
        family
    }

    /// Notes the ID token that came with an access token.
    pub(crate) fn add_id_token(&mut self, id_token: String, access_token: String) {
        self.id_tokens.insert(id_token, access_token);
    }

    /// The access token that an ID token came with.
    pub(crate) fn beside(&self, id_token: &str) -> Option<String> {
        self.id_tokens.get(id_token).cloned()
    }

    /// Notes an ID token that came alone, and the client that it came to.
    pub(crate) fn add_sign_in(&mut self, id_token: String, client_id: String) {
        self.sign_ins.insert(id_token, client_id);
    }

    /// The client that an ID token came to alone.
    pub(crate) fn signed_in_at(&self, id_token: &str) -> Option<String> {
        self.sign_ins.get(id_token).cloned()
    }

    /// The newest access token of a client, whatever has become of it.
    pub(crate) fn last(&self, client_id: &str) -> Option<&AccessToken> {
        let own = self.access.values().filter(|token| token.given.client_id == client_id);
        own.max_by_key(|token| token.number)
    }

    /// The newest access token of a client that is not revoked.
    pub(crate) fn newest(&self, client_id: &str) -> Option<AccessToken> {
        let tokens = self.access.values();
        let own = tokens.filter(|token| token.given.client_id == client_id && !token.revoked);
        own.max_by_key(|token| token.number).cloned()
    }

    /// The same, as its text.
    pub(crate) fn newest_text(&self, client_id: &str) -> Option<String> {
        let own = |token: &AccessToken| token.given.client_id == client_id && !token.revoked;
        let tokens = self.access.iter().filter(|(_, token)| own(token));
        tokens.max_by_key(|(_, token)| token.number).map(|(text, _)| text.clone())
    }

    /// The text of every access token.
    pub(crate) fn access_texts(&self) -> Vec<String> {
        self.access.keys().cloned().collect()
    }

    /// Whether a person has made that access token, whatever has become of it.
    pub(crate) fn is_by_hand(&self, text: &str) -> bool {
        self.access.get(text).is_some_and(|token| token.given.grant == "personal_access_token")
    }

    /// Lets the access tokens of a family live until then.
    pub(crate) fn prolong(&mut self, family: Family, expires_at: Option<SystemTime>) {
        for token in self.access.values_mut().filter(|token| token.family == family) {
            token.expires_at = expires_at;
        }
    }

    /// Makes bearer tokens of a family's.
    pub(crate) fn unbind(&mut self, family: Family) {
        let access = self.access.values_mut().filter(|token| token.family == family);
        access.for_each(|token| token.given.bound_to.key = None);
        let refresh = self.refresh.values_mut().filter(|token| token.family == family);
        refresh.for_each(|token| token.given.bound_to.key = None);
    }

    /// Whether a refresh token of that family is good.
    pub(crate) fn has_refresh(&self, family: Family) -> bool {
        let mut tokens = self.refresh.values();
        tokens.any(|token| token.family == family && !token.revoked && !token.rotated)
    }

    /// Notes a new refresh token.
    pub(crate) fn add_refresh(
        &mut self,
        text: String,
        given: Given,
        family: Family,
        expires_at: Option<SystemTime>,
    ) {
        let token = RefreshToken { given, family, expires_at, revoked: false, rotated: false };
        self.refresh.insert(text, token);
    }

    /// How an access token stands.
    pub(crate) fn access(&self, text: &str, now: SystemTime) -> Standing {
        match self.access.get(text) {
            None => Standing::Unknown,
            Some(token) if token.revoked => Standing::Revoked,
            Some(token) if token.expires_at.is_some_and(|at| now >= at) => {
                Standing::Expired(Box::new(token.clone()))
            }
            Some(token) => Standing::Good(Box::new(token.clone())),
        }
    }

    /// How a refresh token stands. One that was replaced betrays a thief or a bug: its family falls.
    pub(crate) fn refresh(&mut self, text: &str, now: SystemTime) -> Spent {
        match self.refresh.get(text) {
            None => Spent::Unknown,
            Some(token) if token.rotated => {
                let family = token.family;
                self.revoke_family(family);
                Spent::Reused
            }
            Some(token) if token.revoked => Spent::Revoked,
            Some(token) if token.expires_at.is_some_and(|at| now >= at) => Spent::Expired,
            Some(token) => Spent::Good(Box::new(token.clone())),
        }
    }

    /// A refresh token that is good, without any consequence.
    pub(crate) fn good_refresh(&self, text: &str, now: SystemTime) -> Option<&RefreshToken> {
        let token = self.refresh.get(text)?;
        let late = token.expires_at.is_some_and(|at| now >= at);
        (!token.revoked && !token.rotated && !late).then_some(token)
    }

    /// Notes that a refresh token was used, which lets it live until then.
    pub(crate) fn touch(&mut self, text: &str, expires_at: SystemTime) {
        if let Some(token) = self.refresh.get_mut(text) {
            token.expires_at = Some(expires_at);
        }
    }

    /// Notes that another refresh token took this one's place.
    pub(crate) fn rotate(&mut self, text: &str) {
        if let Some(token) = self.refresh.get_mut(text) {
            token.rotated = true;
        }
    }

    /// Whose token it is and which family it belongs to, of either kind.
    pub(crate) fn owner(&self, text: &str) -> Option<(&str, Family)> {
        let access = self.access.get(text).map(|token| (&token.given, token.family));
        let refresh = || self.refresh.get(text).map(|token| (&token.given, token.family));
        access.or_else(refresh).map(|(given, family)| (given.client_id.as_str(), family))
    }
}
