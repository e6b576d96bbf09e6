//! Asking for keys because a stranger has sent something: once at a time, and not again at once where there are none.

use std::time::{Duration, SystemTime};

use tokio::sync::Mutex;

use crate::clock::Clock;
use crate::error::Error;
use crate::transport::BoxFuture;

/// How long the error stands for the answer, after keys could not be had.
const PAUSE: Duration = Duration::from_secs(5);

/// Who asks has the lock. It holds why there were no keys the last time, and when.
#[derive(Default)]
pub(crate) struct Asking(Mutex<Option<(SystemTime, Error)>>);

impl Asking {
    /// Whether somebody asks, or waits for who does: then there may be newer keys in a moment.
    pub(crate) fn is_busy(&self) -> bool {
        self.0.try_lock().is_err()
    }

    /// Waits for keys that are newer than those at hand: `asks` is what gets them, and `is_newer` whether somebody else
    /// has got some meanwhile.
    pub(crate) async fn once(
        &self,
        clock: &dyn Clock,
        is_newer: &(dyn Fn() -> bool + Sync),
        asks: BoxFuture<'_, Result<(), Error>>,
    ) -> Result<(), Error> {
        let mut failed = self.0.lock().await;
        if is_newer() {
            return Ok(());
        }
        if let Some((at, error)) = &*failed
            && clock.now().duration_since(*at).is_ok_and(|since| since < PAUSE)
        {
            return Err(error.clone());
        }
        let asked = asks.await;
        *failed = asked.as_ref().err().map(|error| (clock.now(), error.clone()));
        asked
    }
}
