//! The end of a session: of its own accord, or with that of the token.

use std::sync::Arc;

use oauth_spec::{CallAuthentication, CallTime};

use super::before::Prepared;
use super::held::Held;
use super::shared::Shared;
use super::within;
use crate::call;
use crate::error::Error;

/// How far a session is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Open,
    /// The token is being revoked: no other may come.
    Revoking,
    Ended,
}

impl Phase {
    pub(super) fn is_over(self) -> bool {
        self == Self::Ended
    }

    /// Refuses to go on.
    pub(super) fn check(self) -> Result<(), Error> {
        Err(Error::configuration(match self {
            Self::Open => return Ok(()),
            Self::Revoking => {
                "the token of this session is being revoked, so the session sends nothing: once that is done, start \
                 another one with the token of a new authorization"
            }
            Self::Ended => {
                "this session has been ended: start another one with the token of a new authorization"
            }
        }))
    }
}

impl Shared {
    /// Nothing is sent, renewed or told any more.
    pub(super) fn end(&self) {
        self.state().phase = Phase::Ended;
        self.subscribers.end();
    }

    /// Waits until no renewal and no event is under way. A hook does not wait for itself.
    pub(super) async fn settled(self: &Arc<Self>) {
        if within::is_within(self) {
            return;
        }
        // The sender is ours: it cannot go while this waits.
        let _ = self.busy.subscribe().wait_for(|count| *count == 0).await;
    }

    /// Revokes the token, and ends the session if that worked.
    pub(super) async fn revoke(self: &Arc<Self>) -> Result<(), Error> {
        let held = self.last().await?;
        let reopen = Reopen(self);
        // As before a renewal: no other session of the token renews it meanwhile, or has already.
        let mut prepared = match &self.plan.before {
            Some(before) => self.ask(before, &held).await?,
            None => Prepared::default(),
        };
        let held = prepared.newer(&held).unwrap_or(held);
        self.check(&held)?;
        call::revoke(self.core.clone(), held.data).send().await?;
        self.end();
        drop((reopen, prepared));
        self.settled().await;
        Ok(())
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
        let spec = self.core.spec;
        let shows = |authentication| authentication == CallAuthentication::AccessToken;
        self.core.revocation.is_some() && shows(spec.revocation.authentication)
            || spec
                .calls
                .iter()
                .any(|call| call.when == CallTime::Disconnect && shows(call.authentication))
    }
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
