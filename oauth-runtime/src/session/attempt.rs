//! One renewal, from asking the application to telling it what has come of it. Nothing is lost by one that fails.

use std::sync::Arc;

use super::before::Turn;
use super::event::Notice;
use super::held::Held;
use super::shared::{Outcome, Shared};
use super::way::is_final;
use crate::call::Call;
use crate::error::{AgainReason, AuthorizeAgain, Error};
use crate::token::Parsed;

impl Shared {
    /// One renewal; of a token that the API has refused, if it has. The application is asked before it.
    pub(super) async fn once(self: &Arc<Self>, held: Held, is_refused: bool) -> Outcome {
        let is_due = || {
            is_refused
                || self.is_unfinished(&held.data)
                || self.has_expired(&held)
                || self.way(&held.data).is_some()
        };
        let Some(before) = self.plan.before.as_ref().filter(|_| is_due()) else {
            return self.attempted(held, is_refused).await;
        };
        let generation = held.generation;
        // What is in it is kept until the end of this.
        let mut prepared;
        let turn = match self.ask(before, &held).await {
            Ok(answer) => {
                prepared = answer;
                self.turn(held, &mut prepared, is_refused)
            }
            Err(error) => Err(error),
        };
        match turn {
            Ok(Turn::Use(held)) => Ok(held),
            // Only the store could have helped.
            Ok(Turn::Renew(held, true)) if self.is_known_refused(held.generation) => Ok(held),
            Ok(Turn::Renew(held, is_refused)) => self.attempted(held, is_refused).await,
            Err(error) => {
                self.put_off(generation, &error).await;
                Err(error)
            }
        }
    }

    fn is_known_refused(&self, generation: u64) -> bool {
        let now = self.core.clock.now();
        let state = self.state();
        state.held.generation == generation && self.is_refused_again(&state, now)
    }

    /// The same without asking.
    async fn attempted(self: &Arc<Self>, held: Held, is_refused: bool) -> Outcome {
        // With a token that is refused no further step can be made.
        let way = if self.is_unfinished(&held.data) && !is_refused {
            Some(Call::resuming(self.core.clone(), held.data.clone()))
        } else {
            self.way(&held.data)
        };
        let Some(call) = way else {
            let expired = !is_refused && self.has_expired(&held);
            let reason = if expired { AgainReason::Expired } else { AgainReason::Refused };
            return Err(self.hopeless(&held, reason).await);
        };
        match call.send(self.table).await {
            Ok(parsed) => Ok(self.go_on(held.generation, parsed).await),
            Err(Error::Unfinished(unfinished)) => {
                // What was given counts, and is told; what is left is tried again.
                let data = unfinished.data().clone();
                let parsed = Parsed::again(self.core.spec, self.table, data)?;
                let held = self.go_on(held.generation, parsed).await;
                self.put_off(held.generation, &unfinished.into()).await;
                Ok(held)
            }
            Err(error) if is_final(&error) => {
                let again = AuthorizeAgain::new(
                    self.core.spec.title,
                    &held.data.grant,
                    AgainReason::RenewalRefused,
                    Some(error),
                );
                let error = Error::from(again);
                self.give_up(held.generation, &error).await;
                Err(error)
            }
            Err(error) => {
                self.put_off(held.generation, &error).await;
                Err(error)
            }
        }
    }

    /// Goes on with the token after that one, unless the application has replaced it meanwhile: then it
    /// wants to hear of no other.
    async fn go_on(self: &Arc<Self>, generation: u64, parsed: Parsed) -> Held {
        let current = self.current();
        if current.generation != generation {
            return current;
        }
        let new = (self.hold)(parsed);
        // Told first: whoever stores tokens has it before anybody uses it.
        self.tell(Notice::NewToken(new.clone())).await;
        self.replace_if(generation, new)
    }

    /// Says that a renewal failed, and waits with the next; unless the application has replaced the token meanwhile.
    async fn put_off(self: &Arc<Self>, generation: u64, error: &Error) {
        {
            let mut state = self.state();
            if state.held.generation != generation {
                return;
            }
            state.failed = Some((self.core.clock.now(), error.clone()));
        }
        self.tell(Notice::RenewalFailed(error.clone())).await;
    }

    /// The error of a token that nothing can renew.
    pub(super) async fn hopeless(self: &Arc<Self>, held: &Held, reason: AgainReason) -> Error {
        let title = self.core.spec.title;
        let error = Error::from(AuthorizeAgain::new(title, &held.data.grant, reason, None));
        self.give_up(held.generation, &error).await;
        error
    }
}
