//! What all clones of a session share: the token, and what is known of it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use oauth_spec::ProviderSpec;
use tokio::sync::watch;

use super::before::Before;
use super::ending::Phase;
use super::event::Notice;
use super::held::Held;
use super::storing::{Store, Unstored};
use super::telling::{Hook, Subscribers};
use super::within;
use crate::answer::Table;
use crate::call::{Call, foreign, of_another_key};
use crate::clock::Clock;
use crate::core::{Core, Live};
use crate::error::{AgainReason, Error};
use crate::token::{Parsed, TokenData};

/// How a renewal ends.
pub(super) type Outcome = Result<Held, Error>;
/// A renewal under way: the outcome, once there is one.
pub(super) type Renewing = watch::Receiver<Option<Outcome>>;

/// What the application has said when it started the session.
pub(super) struct Plan {
    pub(super) hooks: Vec<Hook>,
    pub(super) store: Option<Store>,
    pub(super) before: Option<Before>,
    pub(super) renew_before: Duration,
    pub(super) warn_before: Duration,
    pub(super) reacquire: Option<Call>,
    /// The bound on answers of the API, if it is another than the transport's.
    pub(super) longest: Option<usize>,
}

/// A session without its types.
pub(super) struct Shared {
    pub(super) live: Arc<Live>,
    pub(super) spec: &'static ProviderSpec,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) table: Table,
    pub(super) hold: fn(Parsed) -> Held,
    pub(super) plan: Plan,
    pub(super) subscribers: Subscribers,
    /// How many renewals and events are under way.
    pub(super) busy: watch::Sender<usize>,
    /// Whose turn it is to hand on a new token.
    pub(super) order: tokio::sync::Mutex<()>,
    /// Who revokes.
    pub(super) revoking: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

/// A renewal that failed.
#[derive(Clone)]
pub(super) struct Failed {
    pub(super) at: SystemTime,
    pub(super) error: Error,
    /// How often the client's credentials had been replaced when it began.
    pub(super) replaced: usize,
}

/// What changes. No lock is held while anything is waited for.
pub(super) struct State {
    pub(super) held: Held,
    /// The renewal under way, and the generation of the token that it renews.
    pub(super) renewal: Option<(u64, Renewing)>,
    /// Whether it has been said that this token expires soon.
    pub(super) warned: bool,
    /// Why this token cannot be renewed any more, and since when that is known.
    pub(super) hopeless: Option<(SystemTime, Error)>,
    /// Whether this token has come from the application, and not from a renewal here.
    pub(super) given: bool,
    /// When the API has refused this token although it was renewed just before.
    pub(super) refused: Option<SystemTime>,
    /// The last renewal, if it failed.
    pub(super) failed: Option<Failed>,
    /// How often the client's credentials had been replaced when the last renewal began.
    pub(super) replaced: usize,
    pub(super) phase: Phase,
    /// What could not be stored yet, and whether somebody tries that again.
    pub(super) unstored: Option<Unstored>,
    pub(super) storing: bool,
}

impl State {
    /// Another token: what was known of the one before is not true of it.
    pub(super) fn hold(&mut self, held: Held) {
        self.held = held;
        self.given = false;
        self.warned = false;
        self.hopeless = None;
        self.refused = None;
        self.failed = None;
    }
}

impl Shared {
    pub(super) fn new(
        live: Arc<Live>,
        table: Table,
        hold: fn(Parsed) -> Held,
        first: Held,
        plan: Plan,
    ) -> Self {
        let state = State {
            held: first,
            renewal: None,
            given: true,
            warned: false,
            hopeless: None,
            refused: None,
            failed: None,
            replaced: 0,
            phase: Phase::Open,
            unstored: None,
            storing: false,
        };
        let core = live.core();
        Self {
            spec: core.spec,
            clock: core.clock.clone(),
            live,
            table,
            hold,
            plan,
            subscribers: Subscribers::default(),
            busy: watch::Sender::new(0),
            order: tokio::sync::Mutex::default(),
            revoking: tokio::sync::Mutex::default(),
            state: Mutex::new(state),
        }
    }

    /// The client as it is now: one request is made with one.
    pub(super) fn core(&self) -> Arc<Core> {
        self.live.core()
    }

    /// The state. A panic under the lock cannot leave it half-changed: nothing that is done there panics.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn current(&self) -> Held {
        self.state().held.clone()
    }

    /// Refuses to go on with a session that has ended, and in a hook that the renewal of this token waits for.
    pub(super) fn usable(self: &Arc<Self>, state: &State) -> Result<(), Error> {
        self.open(state)?;
        within::check(self, state.held.generation)
    }

    /// Refuses to go on with a session that has ended: the user has disconnected.
    pub(super) fn open(&self, state: &State) -> Result<(), Error> {
        match state.phase {
            Phase::Open => Ok(()),
            _ => Err(self.again(&state.held, AgainReason::Ended, None)),
        }
    }

    /// Refuses a token that another provider or environment issued.
    pub(super) fn check(&self, held: &Held) -> Result<(), Error> {
        let core = self.core();
        let problem = foreign(&core, &held.data);
        let problem = problem.or_else(|| of_another_key(&core, &held.data));
        problem.map_or(Ok(()), |message| Err(Error::configuration(message)))
    }

    /// Goes on with another token, and hands it on.
    pub(super) fn replace(self: &Arc<Self>, mut held: Held) -> Result<(), Error> {
        let mut state = self.state();
        state.phase.check()?;
        held.generation = state.held.generation + 1;
        state.hold(held.clone());
        state.given = true;
        drop(state);
        self.hand_on_later(held);
        Ok(())
    }

    /// The same with the one that was made from this generation, unless that has been replaced already.
    pub(super) fn replace_if(&self, generation: u64, held: Held) -> Held {
        let mut state = self.state();
        if generation != state.held.generation {
            return state.held.clone();
        }
        state.hold(held.clone());
        held
    }

    /// How long before its expiry this token is renewed.
    pub(super) fn margin(&self, token: &TokenData) -> Duration {
        let longest = self.plan.renew_before;
        let lifetime = token.expires_at.and_then(|at| at.duration_since(token.received_at).ok());
        lifetime.map_or(longest, |lifetime| longest.min(lifetime / 4))
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
            let now = self.clock.now();
            let mut state = self.state();
            let is_ours = state.held.generation == generation;
            let first = is_ours && state.hopeless.is_none();
            if is_ours {
                state.hopeless = Some((now, error.clone()));
            }
            first
        };
        if first {
            self.tell(Notice::NeedsUser(error.clone())).await;
        }
    }
}
