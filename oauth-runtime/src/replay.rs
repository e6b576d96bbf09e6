//! What counts once: ids that are remembered, so that a second use is refused.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

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

/// Ids in this process's memory: at most 65,536, of which the oldest is forgotten first.
#[derive(Default)]
pub struct ReplayMemory {
    seen: Mutex<Spent>,
}

impl ReplayGuard for ReplayMemory {
    fn note<'a>(&'a self, id: &'a str, lifetime: Duration) -> Noted<'a> {
        // A panic elsewhere leaves a list that is whole.
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = seen.spend(id, "", SystemTime::now(), lifetime);
        Box::pin(std::future::ready(Ok(is_new)))
    }
}

impl<G: ReplayGuard + ?Sized> ReplayGuard for std::sync::Arc<G> {
    fn note<'a>(&'a self, id: &'a str, lifetime: Duration) -> Noted<'a> {
        (**self).note(id, lifetime)
    }
}

impl fmt::Debug for ReplayMemory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ReplayMemory").finish_non_exhaustive()
    }
}
