//! What all clones of a session share: the token, and what was said about it.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;

use super::event::Notice;
use super::held::Held;
use crate::answer::Table;
use crate::call::{Call, foreign, of_another_key};
use crate::core::Core;
use crate::error::Error;
use crate::token::{Parsed, TokenData};
use crate::transport::BoxFuture;

/// What an application does with an event.
pub(super) type Hook = Box<dyn Fn(Notice) -> BoxFuture<'static, ()> + Send + Sync>;
/// How a renewal ends.
pub(super) type Outcome = Result<Held, Error>;
/// A renewal under way: the outcome, once there is one.
pub(super) type Renewing = watch::Receiver<Option<Outcome>>;

/// A session without its types.
pub(super) struct Shared {
    pub(super) core: Arc<Core>,
    pub(super) table: Table,
    pub(super) hold: fn(Parsed) -> Held,
    pub(super) reacquire: Option<Call>,
    renew_before: Duration,
    pub(super) warn_before: Duration,
    hook: Option<Hook>,
    subscribers: Subscribers,
    state: Mutex<State>,
}

/// What changes. No lock is held while anything is waited for.
pub(super) struct State {
    pub(super) held: Held,
    /// The renewal under way, and the generation of the token that it renews.
    pub(super) renewal: Option<(u64, Renewing)>,
    /// Whether it has been said that this token expires soon.
    warned: bool,
    /// Why this token cannot be renewed any more.
    pub(super) hopeless: Option<Error>,
    /// The last renewal failed, and there is none ahead of expiry before that time.
    pub(super) failed: Option<(SystemTime, Error)>,
}

impl State {
    /// Why the last renewal failed, while it is too early for another.
    pub(super) fn recent_failure(&self, now: SystemTime) -> Option<Error> {
        let (until, error) = self.failed.as_ref()?;
        (now < *until).then(|| error.clone())
    }
}

impl Shared {
    #[expect(clippy::too_many_arguments, reason = "the builder's fields, each once")]
    pub(super) fn new(
        core: Arc<Core>,
        table: Table,
        hold: fn(Parsed) -> Held,
        first: Held,
        hook: Option<Hook>,
        renew_before: Duration,
        warn_before: Duration,
        reacquire: Option<Call>,
    ) -> Self {
        let state =
            State { held: first, renewal: None, warned: false, hopeless: None, failed: None };
        Self {
            core,
            table,
            hold,
            reacquire,
            renew_before,
            warn_before,
            hook,
            subscribers: Subscribers::default(),
            state: Mutex::new(state),
        }
    }

    /// The state. A panic under the lock cannot leave it half-changed: every change is one assignment.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn current(&self) -> Held {
        self.state().held.clone()
    }

    /// Refuses a token that another provider or environment issued.
    pub(super) fn check(&self, held: &Held) -> Result<(), Error> {
        let problem = foreign(&self.core, &held.data);
        let problem = problem.or_else(|| of_another_key(&self.core, &held.data));
        problem.map_or(Ok(()), |message| Err(Error::configuration(message)))
    }

    /// Goes on with another token.
    pub(super) fn replace(&self, held: Held) -> Held {
        self.replace_if(None, held)
    }

    /// The same, unless the token that it was made from has been replaced already.
    pub(super) fn replace_if(&self, generation: Option<u64>, mut held: Held) -> Held {
        let mut state = self.state();
        if generation.is_some_and(|generation| generation != state.held.generation) {
            return state.held.clone();
        }
        held.generation = state.held.generation + 1;
        state.held = held.clone();
        state.warned = false;
        state.hopeless = None;
        state.failed = None;
        held
    }

    /// How long before its expiry this token is renewed.
    pub(super) fn margin(&self, token: &TokenData) -> Duration {
        let lifetime = token.expires_at.and_then(|at| at.duration_since(token.received_at).ok());
        lifetime.map_or(self.renew_before, |lifetime| self.renew_before.min(lifetime / 4))
    }

    /// Says once that the token expires soon.
    pub(super) async fn warn(self: &Arc<Self>, generation: u64, at: SystemTime) {
        let first = {
            let mut state = self.state();
            state.held.generation == generation && !std::mem::replace(&mut state.warned, true)
        };
        if first {
            self.tell(Notice::ExpiresSoon(at)).await;
        }
    }

    /// Notes, and says once, that only a person can help.
    pub(super) async fn give_up(self: &Arc<Self>, generation: u64, error: &Error) {
        let first = {
            let mut state = self.state();
            let first = state.held.generation == generation && state.hopeless.is_none();
            if first {
                state.hopeless = Some(error.clone());
            }
            first
        };
        if first {
            self.tell(Notice::NeedsUser(error.clone())).await;
        }
    }

    pub(super) fn subscribe(&self) -> UnboundedReceiver<Notice> {
        self.subscribers.add()
    }

    /// Tells the subscribers and the hook, and waits for the hook.
    pub(super) async fn tell(self: &Arc<Self>, notice: Notice) {
        self.subscribers.tell(&notice);
        let Some(hook) = &self.hook else { return };
        let told = hook(notice);
        // A hook that panics must not take a new token with it.
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(told).await),
            Err(_) => caught(told).await,
        }
    }
}

/// Who listens. Those who have gone are forgotten with the next event, and when somebody comes.
#[derive(Default)]
struct Subscribers(Mutex<Vec<UnboundedSender<Notice>>>);

impl Subscribers {
    fn all(&self) -> MutexGuard<'_, Vec<UnboundedSender<Notice>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self) -> UnboundedReceiver<Notice> {
        let (sender, receiver) = unbounded_channel();
        let mut all = self.all();
        all.retain(|subscriber| !subscriber.is_closed());
        all.push(sender);
        receiver
    }

    fn tell(&self, notice: &Notice) {
        self.all().retain(|subscriber| subscriber.send(notice.clone()).is_ok());
    }
}

/// A future that is done when it panics. The panic has been reported as any other.
async fn caught(mut future: BoxFuture<'static, ()>) {
    poll_fn(|context| {
        // It is not polled again.
        catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))).unwrap_or(Poll::Ready(()))
    })
    .await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_have_gone_are_forgotten() {
        let subscribers = Subscribers::default();
        let stays = subscribers.add();
        for _ in 0..10 {
            drop(subscribers.add());
        }
        assert_eq!(subscribers.all().len(), 2);
        subscribers.tell(&Notice::ExpiresSoon(SystemTime::UNIX_EPOCH));
        assert_eq!((subscribers.all().len(), stays.len()), (1, 1));
    }
}
