//! Beginning: the URL that the browser is sent to (RFC 6749, 4.1.1 and 4.2.1).

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::{Flow, Pending, PendingData, Random, State};
use crate::core::{Core, Given, PreparedAuthorization, Values};
use crate::error::{ConfigurationError, Error, shown};
use crate::provider::{Provider, ScopeValue as _};

/// An authorization that is about to begin.
#[must_use = "nothing begins before `begin` is called"]
pub struct Authorize<P> {
    request: Request,
    provider: PhantomData<fn() -> P>,
}

struct Request {
    core: Arc<Core>,
    flow: Flow,
    scope: String,
    extra: Vec<(String, String)>,
}

impl<P: Provider> Authorize<P> {
    pub(crate) fn new(core: Arc<Core>, flow: Flow) -> Self {
        let request = Request { core, flow, scope: String::new(), extra: Vec::new() };
        Self { request, provider: PhantomData }
    }

    /// Asks for these scopes too.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = P::Scope>) -> Self {
        for scope in scopes {
            self.request.add_scope(scope.value());
        }
        self
    }

    /// Asks for this scope too, whether the declaration knows it or not.
    pub fn scope(mut self, scope: &str) -> Self {
        self.request.add_scope(scope);
        self
    }

    /// Sends a further parameter. One that the request has already is refused by `begin`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.request.extra.push((name.into(), value.into()));
        self
    }

    /// Makes `state`, the PKCE verifier and the URL.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the settings lack something that the request needs, if scopes are
    /// asked for where none are sent, or if a further parameter is one of the request's own.
    pub fn begin(self) -> Result<Pending<P>, Error> {
        self.request.begin().map(Pending::new)
    }
}

impl Request {
    fn add_scope(&mut self, scope: &str) {
        if self.scope.is_empty() {
            // Room for some, so that a few scopes ask for memory once.
            self.scope.reserve(64);
        } else {
            self.scope.push_str(self.core.spec.scopes.separator);
        }
        self.scope.push_str(scope);
    }

    fn begin(self) -> Result<PendingData, Error> {
        let core = &*self.core;
        let request = match self.flow {
            Flow::Code => &core.authorization_code,
            Flow::Implicit => &core.implicit,
        };
        let Some(request) = request else {
            return Err(core.lacks(&format!("the grant `{}`", self.flow.grant())));
        };
        self.check(request)?;
        let (state, verifier) = Random::state_and_verifier().map_err(|error| {
            Error::configuration(format!("the operating system gives no random numbers: {error}"))
        })?;
        let challenge = request.sends_challenge.then(|| verifier.challenge());
        let values = Values {
            fixed: Some(&core.fixed),
            scope: Some(self.scope.as_str()).filter(|scope| !scope.is_empty()),
            state: Some(state.text()),
            code_challenge: challenge.as_ref().map(Random::text),
            ..Values::default()
        };
        let length = request.prefix.len() + request.recipe.expected_length() + self.scope.len();
        let mut url = String::with_capacity(length);
        url.push_str(&request.prefix);
        let mut first = true;
        request.recipe.write(&mut url, &mut first, &values)?;
        for (name, value) in &self.extra {
            request.recipe.write_extra(
                &mut url,
                &mut first,
                name,
                &Given::Text(value.as_str().into()),
            );
        }
        Ok(PendingData {
            origin: core.origin.clone(),
            flow: self.flow,
            begun: core.clock.now(),
            state: State::Fresh(state),
            verifier,
            url,
        })
    }

    fn check(&self, request: &PreparedAuthorization) -> Result<(), Error> {
        let mut messages = request.problems.clone();
        if !self.scope.is_empty() && !request.sends_scope {
            messages.push(format!(
                "{} takes no scopes in this request: leave out `.scopes(…)`",
                self.core.spec.title
            ));
        }
        for (name, _) in &self.extra {
            if request.recipe.has(name)
                || matches!(name.as_str(), "client_secret" | "code_verifier")
            {
                messages.push(format!(
                    "the parameter `{}` belongs to the request itself: leave out `.parameter(…)`",
                    shown(name)
                ));
            }
        }
        if messages.is_empty() { Ok(()) } else { Err(ConfigurationError::all(messages).into()) }
    }
}

impl<P> fmt::Debug for Authorize<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Authorize")
            .field("grant", &self.request.flow.grant())
            .field("scope", &self.request.scope)
            .finish_non_exhaustive()
    }
}
