//! A session whose events are kept, to be asked for afterwards.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use oauth_emulator::Step;
use oauth_runtime::{AnyProvider, ApiResponse, Error, Event, Session, Token, TokenCall};
use oauth_spec::{ParametersIn, ProviderSpec};

use super::declared;
use super::stage::Stage;

/// Where calls of the API go: any path will do, the emulator echoes.
const PATHS: [&str; 2] = ["/me", "/anything"];

/// Whether nothing that is declared is there, which has an answer of its own.
fn is_free(stage: &Stage, path: &str) -> bool {
    let (spec, endpoints) = (stage.spec, stage.spec.endpoints);
    let is_call = spec.calls.iter().any(|call| call.url.to_string().ends_with(path));
    let base = endpoints.api.and_then(|api| declared::fill(stage, api, None));
    let address = base.map(|base| format!("{}{path}", base.trim_end_matches('/')));
    let mut all = endpoints.addresses().filter_map(|each| declared::fill(stage, each, None));
    !is_call && (address.is_none() || all.all(|each| Some(each) != address))
}

/// A session and what it has told.
pub(super) struct Watched {
    pub(super) session: Session<AnyProvider>,
    events: Arc<Mutex<Vec<Event<AnyProvider>>>>,
    spec: &'static ProviderSpec,
    path: &'static str,
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
        let path = PATHS.into_iter().find(|path| is_free(stage, path)).unwrap_or("/anything");
        Self { session: session.start(), events, spec: stage.spec, path }
    }

    /// Calls the API; where no address of it is declared, asks for a token to call it with.
    pub(super) async fn call(&self) -> Result<Option<ApiResponse>, Error> {
        if self.spec.endpoints.api.is_none() {
            return self.session.fresh_token().await.map(|_| None);
        }
        let api = self.spec.api;
        let call = match api.body_in {
            _ if api.body.is_empty() => self.session.get(self.path),
            ParametersIn::Json => {
                self.session.post(self.path).json(&BTreeMap::from([("question", "who")]))
            }
            _ => self.session.post(self.path).form([("question", "who")]),
        };
        call.send().await.map(Some)
    }

    /// The steps of a call that goes well after these.
    pub(super) fn and_call(&self, mut before: Vec<(Step, u16)>) -> Vec<(Step, u16)> {
        if self.spec.endpoints.api.is_some() {
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
