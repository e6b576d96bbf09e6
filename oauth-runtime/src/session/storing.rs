//! New tokens handed on: stored, one at a time, the newest last, and again while that fails; then told.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use super::before::{AnyError, Prepared};
use super::ending::Phase;
use super::event::Notice;
use super::held::Held;
use super::running::{Working, apart, start};
use super::shared::Shared;
use super::telling::{caught, words};
use super::within;
use crate::error::{Error, TransportError, TransportFault};
use crate::transport::BoxFuture;

/// What stores a token.
pub(super) type Store = Box<dyn Fn(Held) -> BoxFuture<'static, Result<(), AnyError>> + Send + Sync>;

/// After a failure it is tried again that soon, later after each further one, and at least that often.
const SOON: Duration = Duration::from_secs(1);
const OFTEN: Duration = Duration::from_secs(60);
/// So often where nobody has the session any more.
const ALONE: u32 = 10;

/// A token that could not be stored yet.
pub(super) struct Unstored {
    held: Held,
    error: Error,
    /// What keeps others from the token that it has come after.
    guard: Option<Box<dyn Any + Send>>,
    /// Whether nobody tries any more, nor holds the lock.
    given_up: bool,
}

impl Unstored {
    pub(super) fn into_guard(self) -> Option<Box<dyn Any + Send>> {
        self.guard
    }
}

impl Shared {
    /// Whether nobody stores tokens or is told of them but subscribers.
    fn hands_on_nothing(&self) -> bool {
        self.plan.store.is_none() && self.plan.hooks.is_empty()
    }

    /// Hands on a new token, and waits until that is done; unless the session has gone on to another when its turn comes.
    /// That after the token of this generation is gone on with in the same turn, so that none before it comes after it.
    /// Whoever gives up waiting does not take it along.
    pub(super) async fn hand_on(self: &Arc<Self>, held: Held, while_at: u64) {
        if self.hands_on_nothing() {
            self.subscribers.tell(&Notice::NewToken(held));
            return;
        }
        let (shared, working) = (self.clone(), Working::begin(self));
        let work = async move {
            let order = shared.order.lock().await;
            let (current, is_next) = (shared.current(), held.generation > while_at);
            // What was put in may have been replaced in its place, by what the store had.
            let counts = is_next || Arc::ptr_eq(&current.data, &held.data);
            if current.generation == while_at && counts {
                shared.keep(held.clone(), false).await;
                shared.tell(Notice::NewToken(held.clone())).await;
                if is_next {
                    shared.replace_if(while_at, held);
                }
            }
            drop((order, working));
        };
        apart(within::in_turn(self, Box::pin(work))).await;
    }

    /// The same with a token that the application has put in: after what is being handed on, and in turn with other
    /// sessions of the token. This does not wait.
    pub(super) fn hand_on_later(self: &Arc<Self>, held: Held) {
        if self.hands_on_nothing() {
            self.subscribers.tell(&Notice::NewToken(held));
            return;
        }
        let (shared, working) = (self.clone(), Working::begin(self));
        let work = async move {
            let prepared = match &shared.plan.before {
                // Without the lock it is stored all the same.
                Some(before) => shared.ask(before, &held).await.unwrap_or_default(),
                None => Prepared::default(),
            };
            let generation = held.generation;
            shared.hand_on(held, generation).await;
            shared.let_go(prepared);
            drop(working);
        };
        start(within::in_turn(self, Box::pin(work)));
    }

    /// Stores a token, in its turn; if that fails it is tried again later. Whether one that was tried again has come over
    /// the store's own, which the session has gone on with meanwhile.
    async fn keep(self: &Arc<Self>, held: Held, is_again: bool) -> bool {
        let Some(store) = &self.plan.store else { return false };
        let failed = |source: AnyError| {
            let message = format!(
                "the new token could not be stored, and what is stored may be spent: the session goes on with the new \
                 one and tries again to store it ({source})"
            );
            Error::from(TransportError::with_source(TransportFault::Store, message, source))
        };
        let outcome = match caught(store(held.clone())).await {
            Ok(outcome) => outcome.map_err(failed),
            Err(panic) => Err(failed(format!("it panicked: {}", words(&*panic)).into())),
        };
        let Err(error) = outcome else {
            let unstored = self.state().unstored.take();
            // The store's own token has taken its place.
            return is_again && unstored.is_none();
        };
        let is_tried = {
            let mut state = self.state();
            let before = state.unstored.take();
            if is_again && before.is_none() {
                // The same, and nothing has come over it.
                return false;
            }
            let guard = before.and_then(Unstored::into_guard);
            state.unstored = Some(Unstored { held, error: error.clone(), guard, given_up: false });
            std::mem::replace(&mut state.storing, true)
        };
        if !is_tried {
            start(within::in_turn(
                self,
                keep_trying(Trying { shared: self.clone(), is_done: false }),
            ));
        }
        if !is_again {
            self.tell(Notice::NotStored(error)).await;
        }
        false
    }

    /// Tries once more, in its turn, to store what could not be stored; after the end only as the last thing, and under
    /// its lock.
    async fn keep_again(self: &Arc<Self>, is_last: bool) {
        let held = {
            let state = self.state();
            // What was revoked is nothing to store.
            let counts = is_last && state.phase == Phase::Ended || !state.phase.is_over();
            let unstored = state.unstored.as_ref().filter(|it| counts && !it.given_up);
            unstored.map(|unstored| unstored.held.clone())
        };
        if let Some(held) = held
            && self.keep(held, true).await
            && !self.is_over()
        {
            self.keep(self.current(), false).await;
        }
    }

    /// The same at once, for whoever is about to go; what is still not stored, if something is.
    pub(super) async fn store_now(self: &Arc<Self>) -> Result<(), Error> {
        // What is being stored is waited for, and comes back after nothing that follows.
        drop(self.order.lock().await);
        if self.state().unstored.is_none() {
            return Ok(());
        }
        let shared = self.clone();
        let work = async move {
            let order = shared.order.lock().await;
            shared.keep_again(true).await;
            // After the end nobody tries any more, nor needs the lock; not even who waits for this turn to end.
            let mut state = shared.state();
            if state.phase.is_over()
                && let Some(unstored) = &mut state.unstored
            {
                unstored.given_up = true;
                let guard = unstored.guard.take();
                drop(state);
                drop(guard);
            }
            drop(order);
        };
        apart(within::in_turn(self, Box::pin(work))).await;
        let mut state = self.state();
        let error = state.unstored.as_ref().map(|unstored| unstored.error.clone());
        let left = if state.phase.is_over() { state.unstored.take() } else { None };
        drop(state);
        drop(left);
        error.map_or(Ok(()), Err)
    }

    /// What is still held for a token that could not be stored.
    pub(super) fn kept_guard(&self) -> Option<Box<dyn Any + Send>> {
        self.state().unstored.as_mut()?.guard.take()
    }

    /// Lets go what was held during a renewal; not before its token is stored.
    pub(super) fn let_go(&self, mut prepared: Prepared) {
        if let Some(unstored) = &mut self.state().unstored
            && unstored.guard.is_none()
            && !unstored.given_up
        {
            unstored.guard = prepared.guard.take();
        }
        drop(prepared);
    }
}

/// Tries until it is stored; once more after the end, and for a while where nobody has the session any more.
fn keep_trying(mut trying: Trying) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        let Trying { shared, is_done } = &mut trying;
        let (mut pause, mut alone) = (SOON, 0);
        loop {
            shared.clock.sleep(pause).await;
            pause = (pause * 2).min(OFTEN);
            alone = if Arc::strong_count(shared) == 1 { alone + 1 } else { 0 };
            let is_last = shared.state().phase.is_over() || alone == ALONE;
            let order = shared.order.lock().await;
            shared.keep_again(is_last).await;
            drop(order);
            let mut state = shared.state();
            let guard = match &mut state.unstored {
                Some(_) if !is_last => continue,
                Some(unstored) => {
                    unstored.given_up = true;
                    unstored.guard.take()
                }
                None => None,
            };
            // With what was looked at: whatever cannot be stored from now on starts another.
            state.storing = false;
            *is_done = true;
            drop(state);
            drop(guard);
            return;
        }
    })
}

/// Somebody who tries; a runtime that ends drops it.
struct Trying {
    shared: Arc<Shared>,
    /// Whether it has said so itself: then there may be another.
    is_done: bool,
}

impl Drop for Trying {
    fn drop(&mut self) {
        if !self.is_done {
            self.shared.state().storing = false;
        }
    }
}
