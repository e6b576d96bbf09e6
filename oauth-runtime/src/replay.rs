//! What counts once: ids that are remembered, so that a second use is refused.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::clock::{Clock, SystemClock};
use crate::flow::Spent;
use crate::transport::BoxFuture;

/// What remembers ids that count once: those of logout tokens ([`LogoutToken::replay_id`](crate::LogoutToken::replay_id))
/// and of webhooks ([`Delivery::replay_id`](crate::Delivery::replay_id)).
///
/// A client remembers those of logout tokens by itself, in memory. An application of several processes, or one that
/// is often started anew, gives it a guard that they share: a row with a unique key, or `SET … NX PX …`.
///
/// ```
/// # use std::time::Duration;
/// # use oauth_runtime::{Delivery, ReplayGuard};
/// # async fn handle(delivery: Delivery, guard: &dyn ReplayGuard) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
/// // A delivery is as good as new for as long as its file's `max_age` says, or for ever.
/// if let Some(id) = &delivery.replay_id
///     && !guard.note(id, Duration::from_secs(86_400)).await?
/// {
///     return Ok(()); // It was here before: say yes, and do nothing.
/// }
/// # Ok(()) }
/// ```
pub trait ReplayGuard: Send + Sync + 'static {
    /// Notes an id for as long as that (`Duration::MAX` is for ever), in one step: of two that come at once only one is
    /// the first. `false` if it has been noted before.
    ///
    /// # Errors
    /// If that cannot be known. What the id belongs to is refused then.
    fn note<'a>(&'a self, id: &'a str, lifetime: Duration) -> Noted<'a>;
}

/// Whether an id is new.
pub type Noted<'a> = BoxFuture<'a, Result<bool, Box<dyn std::error::Error + Send + Sync>>>;

/// Ids in this process's memory: at most 65,536, of which the oldest is forgotten first. How long it has remembered one,
/// the system's clock says.
#[derive(Default)]
pub struct ReplayMemory {
    seen: Mutex<Spent>,
    /// Instead of the system's.
    clock: Option<Arc<dyn Clock>>,
}

impl ReplayMemory {
    /// That of a client, which has a clock: there are machines without one of the system.
    pub(crate) fn by(clock: Arc<dyn Clock>) -> Self {
        Self { clock: Some(clock), ..Self::default() }
    }
}

impl ReplayGuard for ReplayMemory {
    fn note<'a>(&'a self, id: &'a str, lifetime: Duration) -> Noted<'a> {
        // A panic elsewhere leaves a list that is whole.
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.as_ref().map_or_else(|| SystemClock.now(), Clock::now);
        let is_new = seen.spend(id, "", now, lifetime);
        Box::pin(std::future::ready(Ok(is_new)))
    }
}

impl<G: ReplayGuard + ?Sized> ReplayGuard for Arc<G> {
    fn note<'a>(&'a self, id: &'a str, lifetime: Duration) -> Noted<'a> {
        (**self).note(id, lifetime)
    }
}

impl fmt::Debug for ReplayMemory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ReplayMemory").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::UNIX_EPOCH;

    use super::*;
    use crate::clock::ClockFn;

    #[tokio::test]
    async fn a_clients_memory_goes_by_its_clock() {
        let seconds = Arc::new(AtomicU64::new(0));
        let told = seconds.clone();
        let clock = ClockFn(move || UNIX_EPOCH + Duration::from_secs(told.load(Ordering::SeqCst)));
        let memory = ReplayMemory::by(Arc::new(clock));
        let note = async || memory.note("id", Duration::from_secs(60)).await.unwrap();
        assert!(note().await && !note().await);
        seconds.store(61, Ordering::SeqCst);
        assert!(note().await);
    }
}
