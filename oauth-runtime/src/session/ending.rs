//! The end of a session: of its own accord, or with that of the token.

use std::sync::Arc;

use http::StatusCode;
use oauth_spec::{CallAuthentication, CallTime, Renewal};

use super::before::Prepared;
use super::held::Held;
use super::running::{apart, interrupted};
use super::shared::Shared;
use super::way::Way;
use super::within;
use crate::call;
use crate::error::{AgainReason, Error};

/// How far a session is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Open,
    /// The token is being revoked: no other may come.
    Revoking,
    Ended,
    /// The same, and nothing is left to revoke.
    Revoked,
}

impl Phase {
    pub(super) fn is_over(self) -> bool {
        matches!(self, Self::Ended | Self::Revoked)
    }

    /// Refuses what the application does with a session whose end it has asked for itself.
    pub(super) fn check(self) -> Result<(), Error> {
        Err(Error::configuration(match self {
            Self::Open => return Ok(()),
            Self::Revoking => {
                "the token of this session is being revoked, so the session sends nothing: once that is done, start \
                 another one with the token of a new authorization"
            }
            Self::Ended | Self::Revoked => {
                "this session has been ended: start another one with the token of a new authorization"
            }
        }))
    }
}

impl Shared {
    /// Nothing is sent, renewed or told any more.
    pub(super) fn end(&self) {
        let mut state = self.state();
        if !state.phase.is_over() {
            state.phase = Phase::Ended;
        }
        drop(state);
        self.subscribers.end();
    }

    /// Waits until no renewal and no event is under way, and tries once more to store what could not be stored. A hook
    /// does not wait for itself.
    pub(super) async fn settled(self: &Arc<Self>) -> Result<(), Error> {
        if within::is_within(self) {
            return Ok(());
        }
        // The sender is ours: it cannot go while this waits.
        let _ = self.busy.subscribe().wait_for(|count| *count == 0).await;
        self.store_now().await
    }

    /// Revokes the token, and ends the session if that worked, or nothing was left to revoke.
    pub(super) async fn revoke(self: &Arc<Self>) -> Result<(), Error> {
        if self.state().phase == Phase::Revoked && within::is_within(self) {
            return Ok(());
        }
        // It waits for renewals, and for the lock.
        within::check_turn(self)?;
        // And for somebody who wants the same, as with a button that is pressed twice; who in turn waits for hooks.
        let _turn = match self.revoking.try_lock() {
            Ok(turn) => turn,
            Err(_) if within::is_within(self) => return within::waits(),
            Err(_) => self.revoking.lock().await,
        };
        let phase = self.state().phase;
        if phase == Phase::Revoked {
            // Whoever could not finish what follows comes again.
            self.over().await;
            return Ok(());
        }
        phase.check()?;
        let held = match self.last().await {
            Ok(held) => held,
            Err(error) if was_gone(&error) => {
                self.over().await;
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let reopen = Reopen(self);
        // As before a renewal: no other session of the token renews it meanwhile, or has already.
        let mut keeping = match &self.plan.before {
            Some(before) => Keeping(self, within::revoking(self, self.ask(before, &held)).await?),
            None => Keeping(self, Prepared::default()),
        };
        let generation = held.generation;
        let mut held = keeping.1.newer(&held).unwrap_or(held);
        held.generation = generation;
        let revoked = match self.check(&held) {
            Ok(()) => call::revoke(self.core(), held.data.clone()).send().await,
            Err(error) => Err(error),
        };
        let revoked = match revoked {
            Err(error) if self.says_gone(&error) => {
                let shared = self.clone();
                let work = async move { shared.revoke_renewed(held).await };
                apart(Box::pin(work)).await.unwrap_or_else(|| Err(interrupted()))
            }
            revoked => revoked,
        };
        revoked?;
        self.state().phase = Phase::Revoked;
        // What is under way may wait for the lock.
        drop((reopen, keeping));
        self.over().await;
        Ok(())
    }

    /// The end, after which there is nothing to store any more.
    async fn over(self: &Arc<Self>) {
        self.state().phase = Phase::Revoked;
        self.subscribers.end();
        let unstored = self.state().unstored.take();
        drop(unstored);
        // Nothing is left that could fail.
        let _ = self.settled().await;
    }

    /// Whether a refusal to revoke means that the token is no longer good: then there is nothing to revoke (RFC 7009,
    /// 2.2), or only the access token has ended.
    fn says_gone(&self, error: &Error) -> bool {
        let Error::Provider(error) = error else { return false };
        let expired = &self.spec.api.expired;
        let is_known = |code: &str| {
            matches!(code, "invalid_token" | "invalid_grant") || expired.error.contains(&code)
        };
        match error.code() {
            Some(code) => is_known(code) || error.provider_code().is_some_and(is_known),
            // By itself it says so only of the token that was shown.
            None => error.status() == StatusCode::UNAUTHORIZED && self.revokes_with_token(),
        }
    }

    /// The same with the token after it, where it is the access token that was refused: only a renewal tells whether
    /// the rest is gone, too.
    async fn revoke_renewed(self: &Arc<Self>, held: Held) -> Result<(), Error> {
        let renewal = self.spec.grants.renewal(&held.data.grant);
        let is_worth_it = self.revokes_with_token() && renewal == Some(Renewal::RefreshToken);
        if !is_worth_it || !self.may_refresh(&held.data) {
            return Ok(());
        }
        match self.sent(self.call(Way::Refresh, &held.data), held.generation).await {
            Ok(new) => call::revoke(self.core(), new.data).send().await,
            Err(error) if is_invalid_grant(&error) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The token that no other follows: one that is coming already, with which the one before may have ended, is
    /// waited for.
    async fn last(self: &Arc<Self>) -> Result<Held, Error> {
        loop {
            let fresh = if self.revokes_with_token() { Some(self.fresh().await?) } else { None };
            let mut renewal = {
                let mut state = self.state();
                self.usable(&state)?;
                let generation = state.held.generation;
                if fresh.is_some_and(|fresh| fresh.generation != generation) {
                    continue;
                }
                match &state.renewal {
                    Some((of, renewal)) if *of == generation => renewal.clone(),
                    _ => {
                        state.phase = Phase::Revoking;
                        return Ok(state.held.clone());
                    }
                }
            };
            // Its outcome is looked at where it has been put.
            let _ = renewal.wait_for(Option::is_some).await;
        }
    }

    /// Whether it is with the access token that a revocation is authenticated.
    fn revokes_with_token(&self) -> bool {
        let spec = self.spec;
        let shows = |authentication| authentication == CallAuthentication::AccessToken;
        self.core().revocation.is_some() && shows(spec.revocation.authentication)
            || spec
                .calls
                .iter()
                .any(|call| call.when == CallTime::Disconnect && shows(call.authentication))
    }
}

/// Whether there was no token any more that could be revoked.
fn was_gone(error: &Error) -> bool {
    let Error::AuthorizeAgain(again) = error else { return false };
    match again.reason() {
        AgainReason::Expired | AgainReason::Disconnected => true,
        AgainReason::RenewalRefused => again.cause().is_some_and(is_invalid_grant),
        _ => false,
    }
}

/// Whether the provider knows nothing of what was to be renewed (RFC 6749, 5.2).
fn is_invalid_grant(error: &Error) -> bool {
    matches!(error, Error::Provider(error) if error.code() == Some("invalid_grant"))
}

/// A revocation that failed, or was given up, leaves the session as it was.
struct Reopen<'a>(&'a Shared);

impl Drop for Reopen<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        if state.phase == Phase::Revoking {
            state.phase = Phase::Open;
        }
    }
}

/// What is held during a revocation. Where that fails, or is given up, it may still be needed.
struct Keeping<'a>(&'a Shared, Prepared);

impl Drop for Keeping<'_> {
    fn drop(&mut self) {
        self.0.let_go(std::mem::take(&mut self.1));
    }
}
