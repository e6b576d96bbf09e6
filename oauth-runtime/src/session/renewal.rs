//! Renewing: ahead of expiry or when the API says so, once however many ask, and losing nothing.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use oauth_spec::Renewal;
use tokio::sync::watch;

use super::event::Notice;
use super::held::Held;
use super::running::{Running, interrupted, start};
use super::shared::{Outcome, Renewing, Shared, State};
use crate::call::Call;
use crate::error::{AgainReason, AuthorizeAgain, Error};
use crate::token::{Parsed, TokenData};
use crate::transport::BoxFuture;

/// After a failed renewal ahead of expiry, the next one waits at least this long.
const PAUSE: Duration = Duration::from_secs(5);
/// And at most this long, whatever the provider says.
const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);

impl Shared {
    /// A token that is good for a while.
    pub(super) async fn fresh(self: &Arc<Self>) -> Outcome {
        let now = self.core.clock.now();
        let (held, hopeless, failed) = {
            let state = self.state();
            (state.held.clone(), state.hopeless.clone(), state.recent_failure(now))
        };
        self.check(&held)?;
        if self.is_unfinished(&held.data) {
            // What it can do already it can do while the rest is waited for.
            if hopeless.is_some() || failed.is_some() {
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
                return Err(self.hopeless(&held, AgainReason::Expired).await);
            }
            if is_within(self.warn_before) {
                self.warn(held.generation, at).await;
            }
            return Ok(held);
        }
        if !is_within(self.margin(&held.data)) {
            return Ok(held);
        }
        if !has_expired && (hopeless.is_some() || failed.is_some()) {
            return Ok(held);
        }
        if let Some(error) = hopeless.or(failed.filter(asks_to_wait)) {
            return Err(error);
        }
        match self.renew(held.generation).await {
            // The old one is still good: whatever it was, there is time to try again.
            Err(_) if at > self.core.clock.now() => Ok(self.current()),
            outcome => outcome,
        }
    }

    /// The token after this one: the one that has come since, or one that is asked for now.
    pub(super) async fn renew(self: &Arc<Self>, generation: u64) -> Outcome {
        self.next(generation, false).await
    }

    /// The same, also of a token that the API has refused.
    async fn next(self: &Arc<Self>, generation: u64, is_refused: bool) -> Outcome {
        let (mut renewal, work) = {
            let mut state = self.state();
            if state.held.generation > generation {
                return Ok(state.held.clone());
            }
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

    /// The same after a refusal by the API: what is known to be hopeless is not tried again, nor what the
    /// provider asks to wait with.
    pub(super) async fn renew_refused(self: &Arc<Self>, generation: u64) -> Outcome {
        let now = self.core.clock.now();
        let known = {
            let state = self.state();
            let failed = || state.recent_failure(now).filter(asks_to_wait);
            let known = state.hopeless.clone().or_else(failed);
            known.filter(|_| state.held.generation == generation)
        };
        match known {
            Some(error) => Err(error),
            None => self.next(generation, true).await,
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
        let running = Running { shared: self.clone(), of, sender, outcome: Err(interrupted()) };
        // Boxed, as what a hook does is: a task of that type is compiled once.
        let work: BoxFuture<'static, ()> = Box::pin(async move {
            let mut running = running;
            running.outcome = running.shared.once(held, is_refused).await;
        });
        (receiver, work)
    }

    /// One renewal; of a token that the API has refused, if it has.
    async fn once(self: &Arc<Self>, held: Held, is_refused: bool) -> Outcome {
        // With a token that is refused no further step can be made.
        let way = if self.is_unfinished(&held.data) && !is_refused {
            Some(Call::resuming(self.core.clone(), held.data.clone()))
        } else {
            self.way(&held.data)
        };
        let Some(call) = way else {
            return Err(self.hopeless(&held, AgainReason::Refused).await);
        };
        match call.send(self.table).await {
            Ok(parsed) => Ok(self.go_on(held.generation, parsed).await),
            Err(Error::Unfinished(unfinished)) => {
                // What was given counts, and is told; what is left is tried again.
                let data = unfinished.data().clone();
                let parsed = Parsed::again(self.core.spec, self.table, data)?;
                let held = self.go_on(held.generation, parsed).await;
                self.put_off(held.generation, &unfinished.into()).await;
                Ok(held)
            }
            Err(error) if is_final(&error) => {
                let again = AuthorizeAgain::new(
                    self.core.spec.title,
                    &held.data.grant,
                    AgainReason::RenewalRefused,
                    Some(error),
                );
                let error = Error::from(again);
                self.give_up(held.generation, &error).await;
                Err(error)
            }
            Err(error) => {
                self.put_off(held.generation, &error).await;
                Err(error)
            }
        }
    }

    /// Goes on with the token after that one, unless the application has replaced it meanwhile: then it
    /// wants to hear of no other.
    async fn go_on(self: &Arc<Self>, generation: u64, parsed: Parsed) -> Held {
        let current = self.current();
        if current.generation != generation {
            return current;
        }
        let new = (self.hold)(parsed);
        // Told first: whoever stores tokens has it before anybody uses it.
        self.tell(Notice::NewToken(new.clone())).await;
        self.replace_if(Some(generation), new)
    }

    /// Says that a renewal failed, and waits with the next; unless the application has replaced the token meanwhile.
    async fn put_off(self: &Arc<Self>, generation: u64, error: &Error) {
        let pause = error.retry_after().unwrap_or_default().clamp(PAUSE, YEAR);
        let until: Option<SystemTime> = self.core.clock.now().checked_add(pause);
        {
            let mut state = self.state();
            if state.held.generation != generation {
                return;
            }
            state.failed = until.map(|until| (until, error.clone()));
        }
        self.tell(Notice::RenewalFailed(error.clone())).await;
    }

    /// The call that renews a token, if there is one.
    fn way(&self, token: &Arc<TokenData>) -> Option<Call> {
        match self.core.spec.grants.renewal(&token.grant)? {
            Renewal::None => None,
            Renewal::RefreshToken => {
                if self.core.request("refresh_token").is_ok_and(|it| it.sends_refresh_token) {
                    token.refresh_token.as_ref()?;
                }
                if token.refresh_expires_at.is_some_and(|at| at <= self.core.clock.now()) {
                    return None;
                }
                Some(Call::new(self.core.clone(), "refresh_token").with_token(token.clone()))
            }
            Renewal::Reacquire => {
                if let Some(call) = &self.reacquire {
                    return Some(call.clone());
                }
                if token.grant != "client_credentials" {
                    return None;
                }
                let mut call = Call::new(self.core.clone(), "client_credentials");
                if let Some(scope) = &token.requested_scope {
                    call.add_scope(scope);
                }
                Some(call)
            }
        }
    }

    /// Whether steps that belong to a token are still to be made, while it is good for them.
    fn is_unfinished(&self, token: &TokenData) -> bool {
        token.kept.as_ref().is_some_and(|kept| kept.unfinished.is_some())
            && token.expires_at.is_none_or(|at| at > self.core.clock.now())
    }

    /// The error of a token that nothing can renew.
    pub(super) async fn hopeless(self: &Arc<Self>, held: &Held, reason: AgainReason) -> Error {
        let title = self.core.spec.title;
        let error = Error::from(AuthorizeAgain::new(title, &held.data.grant, reason, None));
        self.give_up(held.generation, &error).await;
        error
    }
}

fn asks_to_wait(error: &Error) -> bool {
    error.retry_after().is_some()
}

/// Whether asking again with the same credentials cannot help.
fn is_final(error: &Error) -> bool {
    match error {
        Error::Provider(error) => error.code() == Some("invalid_grant"),
        // It may be another user's: whoever goes on must have authorized again.
        Error::IdToken(_) => true,
        _ => false,
    }
}
