//! Hooks that use the session which waits for them: they would wait for themselves.

use std::sync::Arc;

use super::shared::Shared;
use crate::error::Error;
use crate::transport::BoxFuture;

tokio::task_local! {
    /// What the future that runs here belongs to. Futures have it outside of tokio, too.
    static WITHIN: Within;
}

/// A renewal or an event of a session.
#[derive(Clone, Copy)]
pub(super) struct Within {
    /// Where the session is. It lives as long as what runs here.
    session: usize,
    /// The generation of the token that is renewed, if it is a renewal.
    of: Option<u64>,
    /// Whether a new token is handed on here: a renewal waits for that with its own.
    in_turn: bool,
}

/// Where a session is.
fn place(session: &Arc<Shared>) -> usize {
    Arc::as_ptr(session).addr()
}

/// What runs here of a session, if something does.
fn current(session: &Arc<Shared>) -> Option<Within> {
    let place = place(session);
    WITHIN.try_with(|within| *within).ok().filter(|within| within.session == place)
}

/// Marks what a renewal does.
pub(super) fn renewing(
    session: &Arc<Shared>,
    of: u64,
    work: BoxFuture<'static, ()>,
) -> BoxFuture<'static, ()> {
    marked(Within { session: place(session), of: Some(of), in_turn: false }, work)
}

/// Marks what is done to tell of an event, which may be that of a renewal.
pub(super) fn telling(
    session: &Arc<Shared>,
    work: BoxFuture<'static, ()>,
) -> BoxFuture<'static, ()> {
    let outer = current(session);
    let of = outer.and_then(|within| within.of);
    let in_turn = outer.is_some_and(|within| within.in_turn);
    marked(Within { session: place(session), of, in_turn }, work)
}

/// Marks what hands on a new token, or waits for its turn to: no renewal may be waited for in it.
pub(super) fn in_turn(
    session: &Arc<Shared>,
    work: BoxFuture<'static, ()>,
) -> BoxFuture<'static, ()> {
    let of = current(session).and_then(|within| within.of);
    marked(Within { session: place(session), of, in_turn: true }, work)
}

/// Marks what the application is asked before a revocation, which would wait for that itself.
pub(super) async fn revoking<T>(session: &Arc<Shared>, work: impl Future<Output = T>) -> T {
    WITHIN.scope(Within { session: place(session), of: None, in_turn: true }, work).await
}

fn marked(within: Within, work: BoxFuture<'static, ()>) -> BoxFuture<'static, ()> {
    Box::pin(WITHIN.scope(within, work))
}

/// Whether this is called by a hook of the session.
pub(super) fn is_within(session: &Arc<Shared>) -> bool {
    current(session).is_some()
}

/// Refuses what would wait for the renewal of this generation, in a hook that the renewal itself waits for.
pub(super) fn check(session: &Arc<Shared>, generation: u64) -> Result<(), Error> {
    if current(session).is_none_or(|within| within.of != Some(generation)) {
        return Ok(());
    }
    waits()
}

/// Refuses what would wait for any renewal, in a hook that hears of a new token: the renewal's own token waits for that.
pub(super) fn check_turn(session: &Arc<Shared>) -> Result<(), Error> {
    if current(session).is_some_and(|within| within.in_turn) { waits() } else { Ok(()) }
}

/// Why something is refused there.
pub(super) fn waits() -> Result<(), Error> {
    Err(Error::configuration(
        "a hook of this session uses the session, which waits for the hook before it goes on: use the token that the \
         hook was given, or do it in a task that the hook does not wait for",
    ))
}
