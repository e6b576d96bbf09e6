//! A session whose events are kept, to be asked for afterwards.

use std::sync::{Arc, Mutex, PoisonError};

use oauth_emulator::Step;
use oauth_runtime::{AnyProvider, ApiResponse, Error, Event, Session, Token, TokenCall};

use super::stage::Stage;

/// Where calls of the API go: any path will do, the emulator echoes.
const PATH: &str = "/me";

/// A session and what it has told.
pub(super) struct Watched {
    pub(super) session: Session<AnyProvider>,
    events: Arc<Mutex<Vec<Event<AnyProvider>>>>,
    has_api: bool,
}

impl Watched {
    /// Starts a session with a token; `again` is how to ask anew, where that is declared.
    pub(super) fn start(
        stage: &Stage,
        token: Token<AnyProvider>,
        again: Option<TokenCall<AnyProvider>>,
    ) -> Self {
        let events = Arc::<Mutex<Vec<_>>>::default();
        let kept = Arc::clone(&events);
        let mut session = stage.client.session(token).on_event(move |event| {
            kept.lock().unwrap_or_else(PoisonError::into_inner).push(event);
            std::future::ready(())
        });
        if let Some(call) = again {
            session = session.reacquire_with(call);
        }
        let has_api = stage.spec.endpoints.api.is_some();
        Self { session: session.start(), events, has_api }
    }

    /// Calls the API; where no address of it is declared, asks for a token to call it with.
    pub(super) async fn call(&self) -> Result<Option<ApiResponse>, Error> {
        if self.has_api {
            return self.session.get(PATH).send().await.map(Some);
        }
        self.session.fresh_token().await.map(|_| None)
    }

    /// The steps of a call that goes well after these.
    pub(super) fn and_call(&self, mut before: Vec<(Step, u16)>) -> Vec<(Step, u16)> {
        if self.has_api {
            before.push((Step::Api, 200));
        }
        before
    }

    /// The events since this was last asked.
    pub(super) fn events(&self) -> Vec<Event<AnyProvider>> {
        std::mem::take(&mut *self.events.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The access token at hand.
    pub(super) fn access_token(&self) -> String {
        self.session.token().access_token().expose().to_owned()
    }
}
