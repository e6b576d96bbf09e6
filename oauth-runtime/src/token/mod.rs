//! Tokens: what the standards say of them, and what the provider adds.

mod asked;
mod beside;
mod data;
mod declared;
mod expiry;
mod given;
mod merge;
mod sent;
mod store;

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, SystemTime};

pub(crate) use asked::Asked;
pub(crate) use data::{Granted, Kept, Known, NoToken, Parsed, TokenData};
pub(crate) use declared::{Base, Reading};
pub(crate) use given::{adopted, by_hand, from_fragment};
pub(crate) use merge::merged;
pub(crate) use sent::given;
use serde_json::{Map, Value as Json};
pub(crate) use store::{restore, save};

use crate::answer::{Context, Document, Members, OtherToken, typed};
use crate::error::Error;
use crate::fields::Fields;
use crate::flow::typed_callback;
use crate::grants::{OpenIdConnect, ProviderCall};
use crate::identity::IdToken;
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

    /// The ID token, if one came with it (OpenID Connect Core, 2). What it says counts once it was
    /// verified: [`Token::id_token_claims`].
    pub fn id_token(&self) -> Option<&Secret> {
        self.data.id_token.as_ref()
    }

    /// What the ID token says that was verified when the token came; the last that a renewal brought.
    /// `None` if none came, and before the check of the implicit flow's:
    /// [`Client::resume`](crate::Client::resume).
    ///
    /// # Errors
    /// [`Error::Configuration`] if the declaration has changed since.
    pub fn id_token_claims<C: Fields>(&self) -> Result<Option<IdToken<C>>, Error>
    where
        P: OpenIdConnect<Claims = C>,
    {
        let claims = self.data.kept.as_ref().and_then(|kept| kept.id_claims.as_ref());
        claims.map(|claims| IdToken::new(claims.0.clone())).transpose()
    }

    /// The type that the answer names, such as `bearer`. It does not say how the token is sent: the
    /// provider's declaration does.
    pub fn token_type(&self) -> Option<&str> {
        self.data.token_type.as_deref()
    }

    /// What kind of token a token exchange has brought (RFC 8693, 2.2.1): one of
    /// [`token_types`](crate::token_types), or one of the provider's own. One that is no access token is
    /// for whoever asked, and nothing that an API takes. Where the declaration has a field of that name, it is there.
    pub fn issued_token_type(&self) -> Option<&str> {
        self.extra().get("issued_token_type").and_then(Json::as_str)
    }

    /// The lifetime in the answer, counted from [`Token::received_at`].
    pub fn expires_in(&self) -> Option<Duration> {
        self.data.expires_in.map(Duration::from_secs)
    }

    /// When the token expires; `None` if never, or if nobody knows.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.data.expires_at
    }

    /// When the refresh token expires, where the answer tells or the provider documents its lifetime.
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

    /// The scopes that were granted, one by one, with those that they imply; empty if the answer says
    /// nothing.
    pub fn granted_scopes(&self) -> impl Iterator<Item = &str> {
        self.data.scopes()
    }

    /// Those of the scopes that were not granted. Where the answer says nothing, all were.
    pub fn missing_scopes(&self, wanted: &[P::Scope]) -> Vec<P::Scope> {
        if self.scope().is_none() {
            return Vec::new();
        }
        let is_there = |scope: &str| self.granted_scopes().any(|granted| granted == scope);
        let separator = self.data.spec.scopes.separator;
        // One text may be several.
        let is_granted = |scope: &&P::Scope| {
            is_there(scope.value())
                || !separator.is_empty() && scope.value().split(separator).all(is_there)
        };
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
        self.data.extra.as_ref().map_or(&NONE, |extra| &extra.0)
    }

    /// The fields of the callback that it began with. They stay with the tokens that renew it.
    ///
    /// # Errors
    /// [`Error::Callback`] if it began with none and the provider declares some that are required.
    pub fn callback(&self) -> Result<P::CallbackFields, Error> {
        static NONE: LazyLock<Members> = LazyLock::new(Members::default);
        let kept = self.data.kept.as_ref().and_then(|kept| kept.callback.as_ref());
        typed_callback::<P>(kept.unwrap_or(&NONE))
    }

    /// The same as JSON, by the fields' names in TOML.
    pub fn callback_members(&self) -> Option<&Map<String, Json>> {
        self.data.kept.as_ref()?.callback.as_ref().map(|members| &members.0)
    }

    /// What a call has read that was made when it was connected; `None` if it was not made.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the declaration has changed since.
    pub fn call<C: ProviderCall<Provider = P>>(&self) -> Result<Option<C>, Error> {
        let Some(members) = self.call_members(C::NAME) else { return Ok(None) };
        let answer = &self.data.spec.token.answer;
        let context = Context { answer, received_at: self.received_at(), ..Context::NONE };
        let mut values = typed(C::FIELDS, members, context).map_err(|name| {
            Error::configuration(format!("the call `{}` has read no `{name}`", C::NAME))
        })?;
        Ok(Some(C::read(&mut values)))
    }

    /// The same as JSON, by the call's name in TOML and the names of its fields.
    pub fn call_members(&self, name: &str) -> Option<&Map<String, Json>> {
        self.data.kept.as_ref()?.calls.0.get(name)?.as_object()
    }

    /// A declared field by its name in TOML, as JSON: what a client without types reads them with.
    pub fn member(&self, name: &str) -> Option<Json> {
        self.data.json(name)
    }

    /// A further token in the answer, by the name of its field in TOML.
    pub fn other_token(&self, name: &str) -> Option<OtherToken> {
        let TokenData { spec, received_at, grant, .. } = &*self.data;
        let context = Context { answer: &spec.token.answer, received_at: *received_at, grant };
        OtherToken::read(Document(self.member(name)?).as_object()?, Some(context))
    }

    /// Whether steps that belong to it are still to be made: see
    /// [`Client::resume`](crate::Client::resume).
    pub fn is_unfinished(&self) -> bool {
        self.data.kept.as_ref().is_some_and(|kept| kept.unfinished.is_some())
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
