//! Renewing: ahead of expiry or when the API says so, once however many ask, and losing nothing.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::watch;

use super::held::Held;
use super::running::{Running, Working, interrupted, start};
use super::shared::{Failed, Outcome, Renewing, Shared, State};
use super::within;
use crate::error::{AgainReason, Error, Remedy};
use crate::transport::BoxFuture;

/// After a failed renewal ahead of expiry, the next one waits at least this long.
const PAUSE: Duration = Duration::from_secs(5);
/// And where nothing goes on without it, this long.
const SHORT: Duration = Duration::from_secs(1);
/// And at most this long, whatever the provider says.
const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);
/// A new token that the API refuses is not renewed for that reason for this long, or before its expiry; nor one of
/// which nobody knows when that is, for so long.
const REFUSED_KNOWN: Duration = Duration::from_secs(3600);
const REFUSED: Duration = Duration::from_secs(300);

impl Shared {
    /// A token that is good for a while.
    pub(super) async fn fresh(self: &Arc<Self>) -> Outcome {
        let now = self.clock.now();
        let (held, hopeless, failed) = {
            let state = self.state();
            self.usable(&state)?;
            (state.held.clone(), self.lost(&state, now), state.failed.clone())
        };
        let failed = |least| self.failure(failed.as_ref(), now, least);
        self.check(&held)?;
        if self.is_unfinished(&held.data) {
            // What it can do already it can do while the rest is waited for.
            if hopeless.is_some() || failed(PAUSE).is_some() {
                return Ok(held);
            }
            let renewed = self.renew(held.generation).await;
            return renewed.or_else(|_| Ok(self.current()));
        }
        let Some(at) = held.data.expires_at else { return Ok(held) };
        let is_within = |time: Duration| now.checked_add(time).is_none_or(|then| at <= then);
        let has_expired = at <= now;
        if self.way(&held.data).is_none() {
            if has_expired {
                // Another process may have got another one, with a user.
                if self.plan.before.is_some() && hopeless.is_none() {
                    return self.renew(held.generation).await;
                }
                return Err(self.hopeless(&held, AgainReason::Expired).await);
            }
            if is_within(self.plan.warn_before) {
                self.warn(held.generation, at).await;
            }
            return Ok(held);
        }
        if !is_within(self.margin(&held.data)) {
            return Ok(held);
        }
        if !has_expired && (hopeless.is_some() || failed(PAUSE).is_some()) {
            return Ok(held);
        }
        if let Some(error) = hopeless.or_else(|| failed(SHORT)) {
            return Err(error);
        }
        match self.renew(held.generation).await {
            // The old one is still good: whatever it was, there is time to try again.
            Err(_) if at > self.clock.now() => Ok(self.current()),
            // One from the store, that is of no use either.
            Ok(new) if self.has_expired(&new) && self.way(&new.data).is_none() => {
                Err(self.hopeless(&new, AgainReason::Expired).await)
            }
            outcome => outcome,
        }
    }

    pub(super) fn has_expired(&self, held: &Held) -> bool {
        held.data.expires_at.is_some_and(|at| at <= self.clock.now())
    }

    /// Why this token cannot be renewed any more. Where there is a store, that is not for ever: another process may
    /// have got another token, with a user.
    fn lost(&self, state: &State, now: SystemTime) -> Option<Error> {
        let (at, error) = state.hopeless.as_ref()?;
        (self.plan.before.is_none() || is_since(*at, now, PAUSE)).then(|| error.clone())
    }

    /// The token after this one: the one that has come since, or one that is asked for now.
    pub(super) async fn renew(self: &Arc<Self>, generation: u64) -> Outcome {
        self.next(generation, false).await
    }

    /// The same, also of a token that the API has refused.
    async fn next(self: &Arc<Self>, generation: u64, is_refused: bool) -> Outcome {
        let (mut renewal, work) = {
            let mut state = self.state();
            self.usable(&state)?;
            if state.held.generation > generation {
                return Ok(state.held.clone());
            }
            within::check_turn(self)?;
            match &state.renewal {
                Some((of, renewal)) if *of == state.held.generation => (renewal.clone(), None),
                _ => {
                    let (renewal, work) = self.begin(&mut state, is_refused);
                    (renewal, Some(work))
                }
            }
        };
        // Without the lock, which is taken again if nobody can do the work, and it is dropped.
        if let Some(work) = work {
            start(work);
        }
        let outcome = match renewal.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(outcome)) => outcome.clone(),
            // `Running` always leaves an outcome behind.
            _ => Err(interrupted()),
        };
        match outcome {
            // What could not be renewed has been replaced meanwhile.
            Err(_) if self.current().generation > generation => Ok(self.current()),
            outcome => outcome,
        }
    }

    /// The same after a refusal by the API: what is known to be hopeless is not tried again, nor what has just failed.
    /// None if the token was renewed for that already: the next one would be refused, too.
    pub(super) async fn renew_refused(
        self: &Arc<Self>,
        generation: u64,
    ) -> Result<Option<Held>, Error> {
        let now = self.clock.now();
        {
            let state = self.state();
            if state.held.generation == generation {
                // A step that was to follow has failed, and not a renewal.
                let is_step = state
                    .failed
                    .as_ref()
                    .is_some_and(|it| matches!(it.error, Error::Unfinished(_)));
                let least = if is_step { Duration::ZERO } else { SHORT };
                let failed = || self.failure(state.failed.as_ref(), now, least);
                if let Some(error) = self.lost(&state, now).or_else(failed) {
                    return Err(error);
                }
                if self.is_refused_again(&state, now) && self.plan.before.is_none() {
                    return Ok(None);
                }
            }
        }
        let new = self.next(generation, true).await?;
        Ok(Some(new).filter(|new| new.generation != generation))
    }

    /// Whether the API has refused this token although it was renewed just before. Of one that nothing renews it is
    /// said that it is refused.
    pub(super) fn is_refused_again(&self, state: &State, now: SystemTime) -> bool {
        let is_known = state.held.data.expires_at.is_some();
        let pause = if is_known { REFUSED_KNOWN } else { REFUSED };
        state.refused.is_some_and(|at| is_since(at, now, pause))
            && self.way(&state.held.data).is_some()
    }

    /// Notes that the API refuses a token although it was renewed just before.
    pub(super) fn refused(&self, generation: u64) {
        let now = self.clock.now();
        let mut state = self.state();
        if state.held.generation == generation && !state.given {
            state.refused = Some(now);
        }
    }

    /// Begins a renewal: what those who want its outcome wait for, and the work that is still to be started.
    fn begin(
        self: &Arc<Self>,
        state: &mut State,
        is_refused: bool,
    ) -> (Renewing, BoxFuture<'static, ()>) {
        let (sender, receiver) = watch::channel(None);
        let held = state.held.clone();
        let of = held.generation;
        state.renewal = Some((of, receiver.clone()));
        state.replaced = self.live.replaced();
        let working = Working::begin(self);
        let running = Running { working, of, sender, outcome: Err(interrupted()) };
        // Boxed, as what a hook does is: a task of that type is compiled once.
        let work = within::renewing(self, of, Box::pin(running.run(held, is_refused)));
        (receiver, work)
    }

    /// The error of a token that nothing can renew.
    pub(super) async fn hopeless(self: &Arc<Self>, held: &Held, reason: AgainReason) -> Error {
        let error = self.again(held, reason, None);
        self.give_up(held.generation, &error).await;
        error
    }

    /// Why the last renewal failed, while it is too early for another: for as long as the provider asks to wait, and at
    /// least for so long. Where it is not time that helps, another secret or key of the client may.
    fn failure(&self, failed: Option<&Failed>, now: SystemTime, least: Duration) -> Option<Error> {
        let Failed { at, error, replaced } = failed?;
        if *replaced != self.live.replaced() && !matches!(error.remedy(), Remedy::Retry { .. }) {
            return None;
        }
        let pause = error.retry_after().unwrap_or_default().clamp(least, YEAR);
        is_since(*at, now, pause).then(|| error.clone())
    }
}

/// Whether it is less than that long since something happened. A clock that was put back does not make it longer.
fn is_since(at: SystemTime, now: SystemTime, pause: Duration) -> bool {
    now.duration_since(at).is_ok_and(|since| since < pause)
}
