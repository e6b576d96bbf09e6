//! What the application does before a renewal: the lock, and the store, that several sessions of one token share.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::held::{Held, hold};
use super::shared::Shared;
use super::storing::Unstored;
use super::telling::{caught, words};
use crate::call::needs_nobody;
use crate::error::{Error, TransportError, TransportFault};
use crate::provider::Provider;
use crate::secret::Secret;
use crate::token::Token;
use crate::transport::BoxFuture;

/// Any error of the application.
pub(super) type AnyError = Box<dyn std::error::Error + Send + Sync>;
/// What is asked before a renewal.
pub(super) type Before =
    Box<dyn Fn(Held) -> BoxFuture<'static, Result<Prepared, AnyError>> + Send + Sync>;

/// What the application says before a renewal (see
/// [`SessionBuilder::before_renewal`](crate::SessionBuilder::before_renewal)).
#[must_use = "it is what the hook gives back"]
pub struct BeforeRenewal<P> {
    prepared: Prepared,
    provider: PhantomData<fn() -> P>,
}

/// The same without its types.
#[derive(Default)]
pub(super) struct Prepared {
    /// The token as it is in the store.
    stored: Option<Held>,
    pub(super) guard: Option<Box<dyn Any + Send>>,
    /// Whether there is none any more.
    is_gone: bool,
}

impl<P: Provider> BeforeRenewal<P> {
    /// The token that the session has is to be renewed.
    pub fn go_on() -> Self {
        Self { prepared: Prepared::default(), provider: PhantomData }
    }

    /// This is what the store has now. If it is another token than the session's, and not an older one
    /// ([`Token::received_at`]), the session goes on with it: nothing is sent unless it is about to expire, too.
    pub fn stored(token: Token<P>) -> Self {
        let prepared = Prepared { stored: Some(hold(token)), ..Prepared::default() };
        Self { prepared, provider: PhantomData }
    }

    /// The store has no token any more: the user has disconnected elsewhere. The session renews it no more, and needs a
    /// person ([`AgainReason::Disconnected`](crate::AgainReason::Disconnected)); calls go on with what it has as long as
    /// that is good, so [`end`](crate::Session::end) it where that must not be. Of a token
    /// that no user has a part in (client credentials) it says no more than [`go_on`](Self::go_on).
    pub fn gone() -> Self {
        let prepared = Prepared { is_gone: true, ..Prepared::default() };
        Self { prepared, provider: PhantomData }
    }

    /// Keeps this, such as the guard of a lock, until the new token is stored
    /// ([`store`](crate::SessionBuilder::store)) and the hooks have been told of it, or the renewal has failed; then it
    /// is dropped. While the token cannot be stored it is kept: whoever else got the lock would find the spent one.
    pub fn holding(mut self, guard: impl Send + 'static) -> Self {
        self.prepared.guard = Some(Box::new(guard));
        self
    }

    pub(super) fn prepared(self) -> Prepared {
        self.prepared
    }
}

impl Prepared {
    /// The token from the store, if it is another than this one.
    pub(super) fn newer(&mut self, held: &Held) -> Option<Held> {
        self.stored.take().filter(|stored| is_newer(stored, held))
    }
}

/// What there is to do after the application was asked.
pub(super) enum Turn {
    /// Nothing: this is the token.
    Use(Held),
    /// To renew this one; whether it is still the one that was refused.
    Renew(Held, bool),
    /// Nothing: the application has none any more.
    Gone(Held),
}

impl Shared {
    /// Asks the application; not where its lock is still held here, because a token could not be stored.
    pub(super) async fn ask(&self, before: &Before, held: &Held) -> Result<Prepared, Error> {
        if let Some(guard) = self.kept_guard() {
            return Ok(Prepared { guard: Some(guard), ..Prepared::default() });
        }
        let failed = |source: AnyError| match source.downcast::<Error>() {
            // It says itself who can help.
            Ok(error) => *error,
            Err(source) => Error::Transport(TransportError::with_source(
                TransportFault::BeforeRenewal,
                format!(
                    "the token was left as it is, because what the application does before a renewal \
                     (`before_renewal`) has failed: {source}"
                ),
                source,
            )),
        };
        match caught(before(held.clone())).await {
            Ok(answer) => answer.map_err(failed),
            Err(panic) => Err(failed(format!("it panicked: {}", words(&*panic)).into())),
        }
    }

    /// What there is to do, now that it may have taken a while and the store may have another token.
    pub(super) fn turn(
        self: &Arc<Self>,
        held: Held,
        prepared: &mut Prepared,
        is_refused: bool,
    ) -> Result<Turn, Error> {
        let stored = prepared.newer(&held);
        if let Some(stored) = &stored {
            self.check(stored)?;
        }
        let mut state = self.state();
        self.open(&state)?;
        if state.held.generation != held.generation {
            return Ok(Turn::Use(state.held.clone()));
        }
        // A machine needs nobody who connects: it asks for another one.
        if prepared.is_gone && !needs_nobody(self.spec, &held.data.grant) {
            return Ok(Turn::Gone(held));
        }
        let Some(mut stored) = stored else { return Ok(Turn::Renew(held, is_refused)) };
        // In its place: whoever waits for the renewal of the one before waits for that of this one, if it needs one.
        stored.generation = held.generation;
        state.hold(stored.clone());
        state.given = true;
        // What could not be stored came before this one.
        let unstored = state.unstored.take();
        let soon = self.clock.now().checked_add(self.margin(&stored.data));
        let is_due = stored.data.expires_at.is_some_and(|at| soon.is_none_or(|soon| at <= soon));
        let is_next = is_due && self.way(&stored.data).is_some();
        if !is_next {
            stored.generation += 1;
            state.held.generation = stored.generation;
        }
        drop(state);
        let kept = unstored.and_then(Unstored::into_guard);
        prepared.guard = prepared.guard.take().or(kept);
        Ok(if is_next { Turn::Renew(stored, false) } else { Turn::Use(stored) })
    }
}

/// Whether the store has another token than the session, and not one from before it; or the same one that lives on,
/// where a renewal does not give another.
fn is_newer(stored: &Held, held: &Held) -> bool {
    let (stored, held) = (&stored.data, &held.data);
    let refresh_token = stored.refresh_token.as_ref().map(Secret::expose);
    let is_same = stored.access_token.expose() == held.access_token.expose()
        && refresh_token == held.refresh_token.as_ref().map(Secret::expose);
    if is_same {
        return stored.received_at > held.received_at;
    }
    stored.received_at >= held.received_at
}

impl<P> fmt::Debug for BeforeRenewal<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BeforeRenewal")
            .field("has_token", &self.prepared.stored.is_some())
            .field("has_guard", &self.prepared.guard.is_some())
            .finish_non_exhaustive()
    }
}
