//! Renewing: ahead of expiry or when the API says so, once however many ask, and losing nothing.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use oauth_spec::Renewal;
use tokio::sync::watch;

use super::event::Notice;
use super::held::Held;
use super::shared::{Outcome, Renewing, Shared, State};
use crate::call::Call;
use crate::error::{AgainReason, AuthorizeAgain, Error, TransportError, TransportFault};
use crate::token::{Parsed, TokenData};
use crate::transport::BoxFuture;

/// After a failed renewal ahead of expiry, the next one waits at least this long.
const PAUSE: Duration = Duration::from_secs(5);

impl Shared {
    /// A token that is good for a while.
    pub(super) async fn fresh(self: &Arc<Self>) -> Outcome {
        let (held, hopeless, not_before) = {
            let state = self.state();
            (state.held.clone(), state.hopeless.clone(), state.not_before)
        };
        self.check(&held)?;
        if self.is_unfinished(&held.data) {
            // What it can do already it can do while the rest is waited for.
            let now = self.core.clock.now();
            let waits = hopeless.is_some() || not_before.is_some_and(|until| now < until);
            if waits {
                return Ok(held);
            }
            let renewed = self.renew(held.generation).await;
            return renewed.or_else(|_| Ok(self.current()));
        }
        let Some(at) = held.data.expires_at else { return Ok(held) };
        let now = self.core.clock.now();
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
        if !has_expired && (hopeless.is_some() || not_before.is_some_and(|until| now < until)) {
            return Ok(held);
        }
        if let Some(error) = hopeless {
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
            if let Some(renewal) = &state.renewal {
                (renewal.clone(), None)
            } else {
                let (renewal, work) = self.begin(&mut state, is_refused);
                (renewal, Some(work))
            }
        };
        // Without the lock, which is taken again if nobody can do the work, and it is dropped.
        if let Some(work) = work {
            start(work);
        }
        match renewal.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(outcome)) => outcome.clone(),
            // `Running` always leaves an outcome behind.
            _ => Err(interrupted()),
        }
    }

    /// The same after a refusal by the API: what is known to be hopeless is not tried again.
    pub(super) async fn renew_refused(self: &Arc<Self>, generation: u64) -> Outcome {
        let hopeless = {
            let state = self.state();
            state.hopeless.clone().filter(|_| state.held.generation == generation)
        };
        match hopeless {
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
        state.renewal = Some(receiver.clone());
        let running = Running { shared: self.clone(), sender, outcome: Err(interrupted()) };
        let held = state.held.clone();
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
            Ok(parsed) => {
                let new = (self.hold)(parsed);
                // Told first: whoever stores tokens has it before anybody uses it.
                self.tell(Notice::NewToken(new.clone())).await;
                Ok(self.replace_if(Some(held.generation), new))
            }
            Err(Error::Unfinished(unfinished)) => {
                // What was given counts, and is told; what is left is tried again.
                let new = match Parsed::again(self.core.spec, self.table, unfinished.data().clone())
                {
                    Ok(parsed) => (self.hold)(parsed),
                    Err(error) => return Err(error),
                };
                self.tell(Notice::NewToken(new.clone())).await;
                let held = self.replace_if(Some(held.generation), new);
                self.put_off(&unfinished.into()).await;
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
                self.put_off(&error).await;
                Err(error)
            }
        }
    }

    /// Says that a renewal failed, and waits with the next.
    async fn put_off(self: &Arc<Self>, error: &Error) {
        let pause = error.retry_after().unwrap_or_default().max(PAUSE);
        let until: Option<SystemTime> = self.core.clock.now().checked_add(pause);
        self.state().not_before = until;
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

/// A renewal under way. However it ends, a panic and the end of the runtime included, those who wait
/// are told.
struct Running {
    shared: Arc<Shared>,
    sender: watch::Sender<Option<Outcome>>,
    outcome: Outcome,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.shared.state().renewal = None;
        let outcome = std::mem::replace(&mut self.outcome, Err(interrupted()));
        self.sender.send_replace(Some(outcome));
    }
}

/// Starts a renewal, in a task of its own: a caller that gives up must not take with it a refresh token that
/// the provider has already exchanged.
///
/// A runtime that is shutting down drops the work, as it is dropped where there can be no thread: those who
/// wait are told so.
fn start(work: BoxFuture<'static, ()>) {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => drop(runtime.spawn(work)),
        Err(_) => drop(crate::thread::spawn(Box::new(move || block_on(work)))),
    }
}

fn interrupted() -> Error {
    Error::Transport(TransportError::new(
        TransportFault::Broken,
        "the renewal of the token was interrupted; try again",
    ))
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

/// Runs a future without a runtime: only where a session is used outside tokio, with a transport that
/// needs none.
fn block_on(mut work: BoxFuture<'static, ()>) {
    struct Unpark(std::thread::Thread);

    impl std::task::Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Arc::new(Unpark(std::thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    while work.as_mut().poll(&mut context).is_pending() {
        std::thread::park();
    }
}
