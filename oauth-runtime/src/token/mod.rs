//! Tokens: what the standards say of them, and what the provider adds.

mod data;
mod given;
mod merge;
mod store;

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, SystemTime};

pub(crate) use data::{Granted, Known, NoToken, Parsed, TokenData};
pub(crate) use given::{by_hand, from_fragment};
pub(crate) use merge::merged;
use serde_json::{Map, Value as Json};
pub(crate) use store::restore;

use crate::fields::Fields as _;
use crate::provider::{Provider, ScopeValue as _};
use crate::secret::Secret;

/// An access token and what came with it.
///
/// The fields that the provider declares are reached through it: `token.r#ref`. A clone is cheap but
/// for those.
pub struct Token<P: Provider> {
    data: Arc<TokenData>,
    fields: P::TokenFields,
}

impl<P: Provider> Token<P> {
    pub(crate) fn new(mut parsed: Parsed) -> Self {
        let fields = P::TokenFields::read(&mut parsed.values);
        Self { data: parsed.data, fields }
    }

    pub(crate) fn data(&self) -> &Arc<TokenData> {
        &self.data
    }

    /// The access token itself (RFC 6749, 1.4).
    pub fn access_token(&self) -> &Secret {
        &self.data.access_token
    }

    /// The refresh token, if one came with it or was kept from before (RFC 6749, 1.5).
    pub fn refresh_token(&self) -> Option<&Secret> {
        self.data.refresh_token.as_ref()
    }

    /// The type that the answer names, such as `bearer`. It does not say how the token is sent: the
    /// provider's declaration does.
    pub fn token_type(&self) -> Option<&str> {
        self.data.token_type.as_deref()
    }

    /// The lifetime in the answer, counted from [`Token::received_at`].
    pub fn expires_in(&self) -> Option<Duration> {
        self.data.expires_in.map(Duration::from_secs)
    }

    /// When the token expires; `None` if never, or if nobody knows.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.data.expires_at
    }

    /// When the refresh token expires, where the provider documents its lifetime.
    pub fn refresh_expires_at(&self) -> Option<SystemTime> {
        self.data.refresh_expires_at
    }

    /// When the answer was received.
    pub fn received_at(&self) -> SystemTime {
        self.data.received_at
    }

    /// Whether the token has expired at that time. One whose expiry is unknown has not.
    pub fn is_expired(&self, now: SystemTime) -> bool {
        self.expires_at().is_some_and(|at| at <= now)
    }

    /// Whether the token expires within that time from `now`.
    pub fn expires_within(&self, now: SystemTime, time: Duration) -> bool {
        now.checked_add(time).is_none_or(|then| self.is_expired(then))
    }

    /// The scope that was granted, as the answer writes it (RFC 6749, 5.1). Where the answer says
    /// nothing, everything was granted that was asked for.
    pub fn scope(&self) -> Option<&str> {
        self.data.scope.as_deref()
    }

    /// The scopes that were granted, one by one; empty if the answer says nothing.
    pub fn granted_scopes(&self) -> impl Iterator<Item = &str> {
        let separator = self.data.separator;
        let scopes = self.scope().unwrap_or_default().split(separator);
        scopes.flat_map(str::split_whitespace)
    }

    /// Those of the scopes that were not granted. Where the answer says nothing, all were.
    pub fn missing_scopes(&self, wanted: &[P::Scope]) -> Vec<P::Scope> {
        if self.scope().is_none() {
            return Vec::new();
        }
        let is_granted =
            |scope: &&P::Scope| self.granted_scopes().any(|granted| granted == scope.value());
        wanted.iter().filter(|scope| !is_granted(scope)).cloned().collect()
    }

    /// The grant that the token came from, by its name in TOML. A refreshed token keeps it.
    pub fn grant(&self) -> &str {
        &self.data.grant
    }

    /// The provider's name in TOML.
    pub fn provider(&self) -> &str {
        &self.data.origin.provider
    }

    /// The environment that issued it, by its name in TOML.
    pub fn environment(&self) -> Option<&str> {
        self.data.origin.environment.as_deref()
    }

    /// Members of the answer that nobody has declared, and declared ones that are of another type than
    /// declared. They may hold secrets.
    pub fn extra(&self) -> &Map<String, Json> {
        static NONE: LazyLock<Map<String, Json>> = LazyLock::new(Map::new);
        self.data.extra.as_ref().unwrap_or(&NONE)
    }

    /// The fields that the provider declares.
    pub fn fields(&self) -> &P::TokenFields {
        &self.fields
    }
}

impl<P: Provider> Deref for Token<P> {
    type Target = P::TokenFields;

    fn deref(&self) -> &P::TokenFields {
        &self.fields
    }
}

impl<P: Provider> Clone for Token<P> {
    fn clone(&self) -> Self {
        Self { data: self.data.clone(), fields: self.fields.clone() }
    }
}

impl<P: Provider> fmt::Debug for Token<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let extra: Vec<_> = self.extra().keys().collect();
        formatter
            .debug_struct("Token")
            .field("provider", &self.provider())
            .field("environment", &self.environment())
            .field("grant", &self.grant())
            .field("access_token", self.access_token())
            .field("refresh_token", &self.refresh_token())
            .field("expires_at", &self.expires_at())
            .field("scope", &self.scope())
            .field("fields", &self.fields)
            .field("extra", &extra)
            .finish_non_exhaustive()
    }
}
