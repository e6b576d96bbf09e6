//! One renewal: the application is asked, the request is made, and what it gives is handed on.

use std::sync::Arc;

use super::before::{Before, Prepared, Turn};
use super::event::Notice;
use super::held::Held;
use super::shared::{Failed, Outcome, Shared};
use super::way::{Way, again};
use crate::call::Call;
use crate::error::{AgainReason, Error};
use crate::token::Parsed;

/// A renewal that was refused for good, as it seems.
struct Refused {
    held: Held,
    error: Error,
}

impl Shared {
    /// One renewal; of a token that the API has refused, if it has. The application is asked before it.
    pub(super) async fn once(self: &Arc<Self>, held: Held, is_refused: bool) -> Outcome {
        let Some(before) = &self.plan.before else {
            return self.attempted(held, is_refused).await;
        };
        match self.ask(before, &held).await {
            Ok(mut prepared) => {
                // What is in it is kept until the end of this.
                let outcome = self.prepared(before, held, is_refused, &mut prepared).await;
                self.let_go(prepared);
                outcome
            }
            Err(error) => {
                self.put_off(held.generation, &error).await;
                Err(error)
            }
        }
    }

    /// The same once the application has said something.
    async fn prepared(
        self: &Arc<Self>,
        before: &Before,
        held: Held,
        is_refused: bool,
        prepared: &mut Prepared,
    ) -> Outcome {
        let generation = held.generation;
        let (held, is_refused) = match self.turn(held, prepared, is_refused) {
            Ok(Turn::Use(held)) => return Ok(held),
            Ok(Turn::Gone(held)) => {
                return Err(self.hopeless(&held, AgainReason::Disconnected).await);
            }
            // Only the store could have helped.
            Ok(Turn::Renew(held, true)) if self.is_known_refused(held.generation) => {
                return Ok(held);
            }
            Ok(Turn::Renew(held, is_refused)) => (held, is_refused),
            Err(error) => {
                self.put_off(generation, &error).await;
                return Err(error);
            }
        };
        let refused = match self.tried(held, is_refused).await {
            Ok(outcome) => return outcome,
            Err(refused) => refused,
        };
        // Under a lock nobody else has renewed it. Without one, whoever was faster may have stored another meanwhile.
        if prepared.guard.is_none()
            && let Some(outcome) = self.asked_again(before, &refused.held).await
        {
            return outcome;
        }
        Err(self.declared(refused).await)
    }

    /// What the store has now, after a refusal; nothing if that is no other token.
    async fn asked_again(self: &Arc<Self>, before: &Before, held: &Held) -> Option<Outcome> {
        let mut prepared = match self.ask(before, held).await {
            Ok(prepared) => prepared,
            Err(error) => {
                self.put_off(held.generation, &error).await;
                return Some(Err(error));
            }
        };
        let outcome = match self.turn(held.clone(), &mut prepared, false) {
            Ok(Turn::Use(held)) => Some(Ok(held)),
            Ok(Turn::Renew(other, _)) if !Arc::ptr_eq(&other.data, &held.data) => {
                Some(self.attempted(other, false).await)
            }
            Ok(Turn::Gone(held)) => {
                Some(Err(self.hopeless(&held, AgainReason::Disconnected).await))
            }
            Ok(Turn::Renew(..)) => None,
            Err(error) => {
                self.put_off(held.generation, &error).await;
                Some(Err(error))
            }
        };
        self.let_go(prepared);
        outcome
    }

    fn is_known_refused(&self, generation: u64) -> bool {
        let now = self.clock.now();
        let state = self.state();
        state.held.generation == generation && self.is_refused_again(&state, now)
    }

    /// The same without asking.
    async fn attempted(self: &Arc<Self>, held: Held, is_refused: bool) -> Outcome {
        match self.tried(held, is_refused).await {
            Ok(outcome) => outcome,
            Err(refused) => Err(self.declared(refused).await),
        }
    }

    /// Says that it has come to an end.
    async fn declared(self: &Arc<Self>, refused: Refused) -> Error {
        let Refused { held, error } = refused;
        let error = self.again(&held, AgainReason::RenewalRefused, Some(error));
        self.give_up(held.generation, &error).await;
        error
    }

    /// The request, and what becomes of its answer; all but saying that it has come to an end.
    async fn tried(self: &Arc<Self>, held: Held, is_refused: bool) -> Result<Outcome, Refused> {
        // With a token that is refused no further step can be made.
        let resumes = self.is_unfinished(&held.data) && !is_refused;
        let way = if resumes { None } else { self.way(&held.data) };
        let call = match way {
            Some(way) => self.call(way, &held.data),
            None if resumes => Call::resuming(self.core(), held.data.clone()),
            None if is_refused => return Ok(Err(self.hopeless(&held, AgainReason::Refused).await)),
            None if self.has_expired(&held) => {
                return Ok(Err(self.hopeless(&held, AgainReason::Expired).await));
            }
            // As far as anybody knows it is good.
            None => return Ok(Err(self.again(&held, AgainReason::NotRenewable, None))),
        };
        let mut outcome = self.sent(call, held.generation).await;
        if let (Err(error), Some(Way::Refresh)) = (&outcome, way)
            && self.is_final(&held, error)
            && let Some(way) = again(&held.data)
        {
            outcome = self.sent(self.call(way, &held.data), held.generation).await;
        }
        match outcome {
            Err(error) if self.is_final(&held, &error) => Err(Refused { held, error }),
            Err(error) => {
                self.put_off(held.generation, &error).await;
                Ok(Err(error))
            }
            Ok(new) => Ok(Ok(new)),
        }
    }

    /// Sends the call that renews the token of this generation, and goes on with what it gives.
    pub(super) async fn sent(self: &Arc<Self>, call: Call, generation: u64) -> Outcome {
        match call.send(self.table).await {
            Ok(parsed) => Ok(self.go_on(generation, parsed).await),
            Err(Error::Unfinished(unfinished)) => {
                // What was given counts, and is told; what is left is tried again.
                let data = unfinished.data().clone();
                let parsed = Parsed::again(self.spec, self.table, data)?;
                let held = self.go_on(generation, parsed).await;
                self.put_off(held.generation, &unfinished.into()).await;
                Ok(held)
            }
            Err(error) => Err(error),
        }
    }

    /// Goes on with the token after that one, unless the application has replaced it meanwhile: then it
    /// wants to hear of no other.
    async fn go_on(self: &Arc<Self>, generation: u64, parsed: Parsed) -> Held {
        let current = self.current();
        if current.generation != generation {
            return current;
        }
        let mut new = (self.hold)(parsed);
        new.generation = generation + 1;
        // Handed on first: whoever stores tokens has it before anybody uses it.
        self.hand_on(new.clone(), generation).await;
        self.replace_if(generation, new)
    }

    /// Says that a renewal failed, and waits with the next; unless the application has replaced the token meanwhile.
    async fn put_off(self: &Arc<Self>, generation: u64, error: &Error) {
        {
            let mut state = self.state();
            if state.held.generation != generation {
                return;
            }
            let (at, replaced) = (self.clock.now(), state.replaced);
            state.failed = Some(Failed { at, error: error.clone(), replaced });
        }
        self.tell(Notice::RenewalFailed(error.clone())).await;
    }
}
