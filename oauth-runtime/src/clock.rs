//! What time it is and how it passes, so that tests can say.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::transport::BoxFuture;

/// A clock. The system's own is the default; tests move one of theirs.
pub trait Clock: Send + Sync + 'static {
    /// What time it is.
    fn now(&self) -> SystemTime;

    /// Lets that much time pass: between two questions whether a device has its token. By itself with
    /// the timer of tokio, where that runs and the feature `reqwest` is on, and with a thread otherwise.
    fn sleep(&self, pause: Duration) -> BoxFuture<'static, ()> {
        sleep(pause)
    }
}

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A clock that a function tells, such as a test's: `ClockFn(move || emulated.now())`.
#[derive(Debug, Clone, Copy)]
pub struct ClockFn<F>(pub F);

impl<F: Fn() -> SystemTime + Send + Sync + 'static> Clock for ClockFn<F> {
    fn now(&self) -> SystemTime {
        (self.0)()
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> SystemTime {
        (**self).now()
    }

    fn sleep(&self, pause: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(pause)
    }
}

fn sleep(pause: Duration) -> BoxFuture<'static, ()> {
    #[cfg(feature = "reqwest")]
    if tokio::runtime::Handle::try_current().is_ok() {
        return Box::pin(tokio::time::sleep(pause));
    }
    Box::pin(async move {
        let (sender, over) = tokio::sync::oneshot::channel();
        let wait = Box::new(move || {
            std::thread::sleep(pause);
            // Nobody waits any more if the future was dropped.
            let _ = sender.send(());
        });
        // Without a thread there is no other way than to wait here: not to wait would flood the provider.
        if !crate::thread::spawn(wait) {
            std::thread::sleep(pause);
        }
        let _ = over.await;
    })
}
