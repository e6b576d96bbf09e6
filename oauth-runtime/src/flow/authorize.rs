//! Beginning: the URL that the browser is sent to (RFC 6749, 4.1.1 and 4.2.1).

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde_json::Value as Json;

use super::{Flow, Pending, PendingData, Random, State};
use crate::authorization_details::{detail, not_sent};
use crate::call::check_parameters;
use crate::core::{Core, Given, PreparedAuthorization, Values};
use crate::error::{ConfigurationError, Error, shown};
use crate::grants::{AuthorizationDetail, GrantParameters, Offline, ResourceIndicators, ScopeIn};
use crate::provider::{Provider, ScopeValue as _};
use crate::query::has_parameter;
use crate::value::Value;

/// An authorization that is about to begin.
#[must_use = "nothing begins before `begin` is called"]
pub struct Authorize<P> {
    pub(super) request: Request,
    provider: PhantomData<fn() -> P>,
}

pub(super) struct Request {
    pub(super) core: Arc<Core>,
    pub(super) flow: Flow,
    pub(super) scope: String,
    pub(super) extra: Vec<(String, String)>,
    pub(super) details: Option<Box<Details>>,
}

/// What few authorizations have.
#[derive(Default)]
pub(super) struct Details {
    pub(super) offline: Option<bool>,
    pub(super) scope_sets: Vec<(Cow<'static, str>, String)>,
    pub(super) parameters: Vec<(Cow<'static, str>, Value)>,
    pub(super) consent: Option<&'static str>,
    pub(super) redirect_uri: Option<String>,
    pub(super) asked: Vec<Json>,
    pub(super) resources: Vec<String>,
    pub(super) problems: Vec<String>,
}

impl<P: Provider> Authorize<P> {
    pub(crate) fn new(core: Arc<Core>, flow: Flow) -> Self {
        Self { request: Request::new(core, flow), provider: PhantomData }
    }

    /// The client's core.
    #[cfg(feature = "loopback")]
    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.request.core
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

    /// Asks for these scopes of a further list too.
    pub fn scope_set<S: ScopeIn<Provider = P>>(
        mut self,
        scopes: impl IntoIterator<Item = S>,
    ) -> Self {
        for scope in scopes {
            self.request.add_scope_in(S::SET, scope.as_str());
        }
        self
    }

    /// Whether to ask for a refresh token too, or for an access token that needs none, as the declaration
    /// says; it has a default.
    pub fn offline(mut self, offline: bool) -> Self
    where
        P: Offline,
    {
        self.request.details().offline = Some(offline);
        self
    }

    /// Gives the values that the declaration has for each authorization.
    pub fn parameters<G: GrantParameters<Provider = P>>(mut self, parameters: G) -> Self {
        self.request.add_parameters(G::GRANT, parameters.values());
        self
    }

    /// Asks for a token that is for this resource, an absolute URI (RFC 8707). Several may be named; the
    /// exchange and every refresh repeat them.
    pub fn resource(mut self, resource: impl Into<String>) -> Self
    where
        P: ResourceIndicators,
    {
        let resource = resource.into();
        let details = self.request.details();
        details.problems.extend(crate::resource::problem(&resource));
        details.resources.push(resource);
        self
    }

    /// Asks for this in detail too (RFC 9396).
    pub fn authorization_detail<D: AuthorizationDetail<Provider = P>>(mut self, asked: D) -> Self {
        self.request.details().asked.push(detail(asked));
        self
    }

    /// Where the browser comes back to this time (RFC 6749, 3.1.2), for a client that was built without a
    /// redirect URI: a native application listens at another port each time (RFC 8252, 7.3). It is as
    /// [`ClientBuilder::redirect_uri`](crate::ClientBuilder::redirect_uri), and `begin` says if it is not.
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.request.details().redirect_uri = Some(uri.into());
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
    /// asked for where none are sent, or if a further parameter is one of the request's own; and where
    /// the declaration says that requests are pushed: then it is `push` that begins.
    pub fn begin(self) -> Result<Pending<P>, Error> {
        self.request.begin().map(Pending::new)
    }
}

impl Request {
    pub(super) fn new(core: Arc<Core>, flow: Flow) -> Self {
        Self { core, flow, scope: String::new(), extra: Vec::new(), details: None }
    }

    pub(super) fn details(&mut self) -> &mut Details {
        self.details.get_or_insert_default()
    }

    fn add_scope(&mut self, scope: &str) {
        let scopes = &self.core.spec.scopes;
        if !scopes.forbidden.is_empty() {
            self.check_scope(scope);
        }
        if self.scope.is_empty() {
            // Room for some, so that a few scopes ask for memory once.
            self.scope.reserve(64);
        } else {
            self.scope.push_str(scopes.separator);
        }
        self.scope.push_str(scope);
    }

    #[cold]
    fn check_scope(&mut self, scope: &str) {
        let spec = self.core.spec;
        if spec.scopes.forbidden.contains(&scope) {
            let title = spec.title;
            let message = format!("the scope `{}` must not be asked of {title}", shown(scope));
            self.details().problems.push(message);
        }
    }

    pub(super) fn add_scope_in(&mut self, set: &str, scope: &str) {
        let spec = self.core.spec;
        let Some(known) = spec.scopes.set(set) else {
            let message = format!("{} has no further scopes `{}`", spec.title, shown(set));
            self.details().problems.push(message);
            return;
        };
        let sets = &mut self.details().scope_sets;
        match sets.iter_mut().find(|(name, _)| name == known.name) {
            Some((_, text)) => {
                text.push_str(spec.scopes.separator);
                text.push_str(scope);
            }
            None => sets.push((known.name.into(), scope.to_owned())),
        }
    }

    pub(super) fn add_parameters(
        &mut self,
        grant: &'static str,
        values: Vec<(&'static str, Value)>,
    ) {
        let expected = self.flow.grant();
        let details = self.details.get_or_insert_default();
        if grant != expected {
            details
                .problems
                .push(format!("these are the values of `{grant}`, not of `{expected}`"));
        }
        details.parameters.extend(values.into_iter().map(|(name, value)| (name.into(), value)));
    }

    pub(super) fn begin(self) -> Result<PendingData, Error> {
        let core = &*self.core;
        let consent = self.details.as_ref().and_then(|details| details.consent);
        let Some(request) = core.authorization(self.flow, consent) else {
            return Err(core.lacks(&format!("the grant `{}`", self.flow.grant())));
        };
        let scopes = request.sends_scope || self.scope.is_empty();
        let plain = request.plain && self.details.is_none();
        if !plain || !scopes || !self.extra.is_empty() {
            self.check(request)?;
        }
        let (state, verifier) = Random::state_and_verifier()?;
        if !plain {
            return self.begin_in_detail(request, state, verifier);
        }
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
        self.finish(request, &mut url, first);
        Ok(PendingData {
            origin: core.origin.clone(),
            flow: self.flow,
            begun: core.clock.now(),
            state: State::Fresh(state),
            verifier,
            url,
            details: None,
        })
    }

    /// What stands at the end of every URL.
    pub(super) fn finish(
        &self,
        request: &PreparedAuthorization,
        url: &mut String,
        mut first: bool,
    ) {
        for (name, value) in &self.extra {
            let value = Given::Text(value.as_str().into());
            request.recipe.write_extra(url, &mut first, name, &value);
        }
        if !request.suffix.is_empty() {
            url.push_str(&request.suffix);
        }
    }

    #[cold]
    pub(super) fn check(&self, request: &PreparedAuthorization) -> Result<(), Error> {
        let mut messages = request.problems.clone();
        if let Some(details) = &self.details {
            messages.extend(details.problems.iter().cloned());
            if !details.asked.is_empty() && !request.sends_details {
                messages.push(not_sent(self.core.spec.title));
            }
            if !details.resources.is_empty() && !request.sends_resource {
                let (title, grant) = (self.core.spec.title, self.flow.grant());
                messages.push(crate::resource::not_sent(title, grant));
            }
        }
        messages.extend(self.redirect_uri_problem(request));
        if !request.plain || self.details.is_some() {
            let given = self.details.as_ref().map_or(&[][..], |details| &details.parameters);
            check_parameters(&self.core, self.flow.grant(), given, &mut messages);
        }
        if !self.scope.is_empty() && !request.sends_scope {
            messages.push(format!(
                "{} takes no scopes in this request: leave out `.scopes(…)`",
                self.core.spec.title
            ));
        }
        for (name, _) in &self.extra {
            if request.recipe.has(name)
                || has_parameter(&request.prefix, name)
                || request.offline.as_ref().is_some_and(|offline| offline.has(name))
                || matches!(name.as_str(), "client_secret" | "code_verifier")
                || request.reference.is_some() && matches!(name.as_str(), "request" | "request_uri")
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
