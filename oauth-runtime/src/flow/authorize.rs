//! Beginning: what an authorization asks for (RFC 6749, 4.1.1 and 4.2.1).

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::request::Request;
use super::{Flow, Pending};
use crate::authorization_details::detail;
use crate::core::Core;
use crate::error::Error;
use crate::grants::{AuthorizationDetail, GrantParameters, Offline, ResourceIndicators, ScopeIn};
use crate::provider::{Provider, ScopeValue as _};

/// An authorization that is about to begin.
#[must_use = "nothing begins before `begin` is called"]
pub struct Authorize<P> {
    pub(super) request: Request,
    provider: PhantomData<fn() -> P>,
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

impl<P> fmt::Debug for Authorize<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Authorize")
            .field("grant", &self.request.flow.grant())
            .field("scope", &self.request.scope)
            .finish_non_exhaustive()
    }
}
