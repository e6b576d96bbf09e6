//! Telling of events: the hooks, one after the other, then those who have subscribed.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::event::Notice;
use super::running::{Working, apart};
use super::shared::Shared;
use super::within;
use crate::transport::BoxFuture;

/// What an application does with an event.
pub(super) type Hook = Box<dyn Fn(Notice) -> BoxFuture<'static, ()> + Send + Sync>;

impl Shared {
    /// Tells the hooks, in the order in which they were added, and waits for them; then the subscribers.
    ///
    /// Whoever gives up waiting does not take the event with it.
    pub(super) async fn tell(self: &Arc<Self>, notice: Notice) {
        if self.plan.hooks.is_empty() {
            self.subscribers.tell(&notice);
            return;
        }
        let work = tell_all(Rest { shared: self.clone(), notice, working: Working::begin(self) });
        let work = within::telling(self, Box::pin(work));
        apart(work).await;
    }

    /// Events from now on; none once the session has ended.
    pub(super) fn subscribe(&self) -> UnboundedReceiver<Notice> {
        let (sender, receiver) = unbounded_channel();
        // Under the lock, so that nobody is added after the end.
        let state = self.state();
        if !state.phase.is_over() {
            self.subscribers.add(sender);
        }
        receiver
    }

    pub(super) fn is_over(&self) -> bool {
        self.state().phase.is_over()
    }
}

async fn tell_all(rest: Rest) {
    let shared = rest.shared.clone();
    let hooks = &shared.plan.hooks;
    let mut panics = Vec::new();
    // Whoever has ended the session may go on with the token elsewhere: a new one is not lost for that.
    let counts = matches!(rest.notice, Notice::NewToken(_));
    for (place, hook) in hooks.iter().enumerate() {
        if shared.is_over() && !counts {
            return;
        }
        // A hook that panics must take nothing with it: not a new token, and not what the others are told.
        if let Err(panic) = caught(hook(rest.notice.clone())).await {
            panics.push((place, words(&*panic)));
        }
    }
    let _working = Working::begin(&shared);
    drop(rest);
    for (panicked, words) in panics {
        let notice = Notice::HookPanicked(words);
        for (place, hook) in hooks.iter().enumerate() {
            if place != panicked && !shared.is_over() {
                // Of a panic on hearing of a panic nobody hears.
                let _ = caught(hook(notice.clone())).await;
            }
        }
        shared.subscribers.tell(&notice);
    }
}

/// What is left to do once the hooks have run, or nobody polls them any more.
struct Rest {
    shared: Arc<Shared>,
    notice: Notice,
    #[expect(dead_code, reason = "it counts while it is there")]
    working: Working,
}

impl Drop for Rest {
    fn drop(&mut self) {
        // After the end nobody is there.
        self.shared.subscribers.tell(&self.notice);
    }
}

/// Who listens. Those who have gone are forgotten with the next event, and when somebody comes.
#[derive(Default)]
pub(super) struct Subscribers(Mutex<Vec<UnboundedSender<Notice>>>);

impl Subscribers {
    fn all(&self) -> MutexGuard<'_, Vec<UnboundedSender<Notice>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, sender: UnboundedSender<Notice>) {
        let mut all = self.all();
        all.retain(|subscriber| !subscriber.is_closed());
        all.push(sender);
    }

    pub(super) fn tell(&self, notice: &Notice) {
        self.all().retain(|subscriber| subscriber.send(notice.clone()).is_ok());
    }

    /// Nobody hears anything any more; what has been told already is still received.
    pub(super) fn end(&self) {
        self.all().clear();
    }
}

/// A future that does not unwind when it panics. The panic has been reported as any other.
pub(super) async fn caught<T>(mut future: BoxFuture<'static, T>) -> Result<T, Box<dyn Any + Send>> {
    poll_fn(|context| {
        // It is not polled again.
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(poll) => poll.map(Ok),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}

/// What a panic says.
pub(super) fn words(panic: &(dyn Any + Send)) -> String {
    let literal = panic.downcast_ref::<&str>().copied();
    let text = literal.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("it does not say why").to_owned()
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn those_who_have_gone_are_forgotten() {
        let subscribers = Subscribers::default();
        let add = || {
            let (sender, receiver) = unbounded_channel();
            subscribers.add(sender);
            receiver
        };
        let stays = add();
        for _ in 0..10 {
            drop(add());
        }
        assert_eq!(subscribers.all().len(), 2);
        subscribers.tell(&Notice::ExpiresSoon(SystemTime::UNIX_EPOCH));
        assert_eq!((subscribers.all().len(), stays.len()), (1, 1));
    }
}
