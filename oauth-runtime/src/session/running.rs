//! A renewal under way: apart from those who wait for it, and never without an outcome.

use std::sync::Arc;

use tokio::sync::watch;

use super::held::Held;
use super::shared::{Outcome, Shared};
use crate::error::{Error, TransportError, TransportFault};
use crate::transport::BoxFuture;

/// Something that is under way, for as long as this is there.
pub(super) struct Working(Arc<Shared>);

impl Working {
    pub(super) fn begin(shared: &Arc<Shared>) -> Self {
        shared.busy.send_modify(|count| *count += 1);
        Self(shared.clone())
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.0.busy.send_modify(|count| *count -= 1);
    }
}

/// A renewal under way. However it ends, a panic and the end of the runtime included, those who wait
/// are told.
pub(super) struct Running {
    pub(super) working: Working,
    /// The generation of the token that is renewed.
    pub(super) of: u64,
    pub(super) sender: watch::Sender<Option<Outcome>>,
    pub(super) outcome: Outcome,
}

impl Running {
    /// Does the work, whose outcome it leaves behind.
    pub(super) async fn run(mut self, held: Held, is_refused: bool) {
        let shared = self.working.0.clone();
        self.outcome = shared.once(held, is_refused).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut state = self.working.0.state();
        // Of a token that has been put in its place there may be another.
        if state.renewal.as_ref().is_some_and(|(of, _)| *of == self.of) {
            state.renewal = None;
        }
        drop(state);
        let outcome = std::mem::replace(&mut self.outcome, Err(interrupted()));
        self.sender.send_replace(Some(outcome));
    }
}

/// Starts a renewal, in a task of its own: a caller that gives up must not take with it a refresh token that
/// the provider has already exchanged.
///
/// A runtime that is shutting down drops the work, as it is dropped where there can be no thread: those who
/// wait are told so.
pub(super) fn start(work: BoxFuture<'static, ()>) {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => drop(runtime.spawn(work)),
        Err(_) => drop(crate::thread::spawn(Box::new(move || block_on(work)))),
    }
}

/// Does something that does not end with whoever waits for it; nothing if the runtime ends.
pub(super) async fn apart<T: Send + 'static>(work: BoxFuture<'static, T>) -> Option<T> {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => runtime.spawn(work).await.ok(),
        Err(_) => Some(work.await),
    }
}

/// Why there is no outcome.
pub(super) fn interrupted() -> Error {
    Error::Transport(TransportError::new(
        TransportFault::Broken,
        "the renewal of the token was interrupted; try again",
    ))
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
