//! A token request without its types.

use std::borrow::Cow;
use std::sync::Arc;

use http::{Request, Response};
use serde_json::Value as Json;

use super::belongs::{foreign, of_another_key};
use super::chain::Chain;
use super::parameters::check_parameters;
use crate::answer::Table;
use crate::authorization_details::text;
use crate::core::{Core, Endpoint, More, Once, PreparedRequest, Values};
use crate::error::{ConfigurationError, Error};
use crate::flow::Accepted;
use crate::secret::Secret;
use crate::token::{Parsed, TokenData};
use crate::value::Value;

/// A token request that has not been sent yet.
#[derive(Clone)]
pub(crate) struct Call {
    pub(super) core: Arc<Core>,
    /// The grant whose request is sent, by its name in TOML.
    pub(crate) grant: &'static str,
    /// Where that request is among the prepared ones.
    place: Option<usize>,
    pub(super) accepted: Option<Arc<Accepted>>,
    /// The token that is renewed, exchanged, or whose further steps are made.
    pub(super) token: Option<Arc<TokenData>>,
    pub(super) parameters: Vec<(Cow<'static, str>, Value)>,
    pub(super) scope: String,
    pub(super) extra: Vec<(String, String)>,
    /// What is asked for in detail.
    pub(super) details: Vec<Json>,
    /// What the token is for, where the application says it with this call.
    pub(super) resources: Vec<String>,
    /// Nothing is asked for: only the further steps of the token are made.
    pub(super) resumes: bool,
    /// What is wrong with the call, told when it is used.
    pub(super) problems: Vec<String>,
}

impl Call {
    pub(crate) fn new(core: Arc<Core>, grant: &'static str) -> Self {
        Self {
            place: core.place_of(grant),
            core,
            grant,
            accepted: None,
            token: None,
            parameters: Vec::new(),
            scope: String::new(),
            extra: Vec::new(),
            details: Vec::new(),
            resources: Vec::new(),
            resumes: false,
            problems: Vec::new(),
        }
    }

    /// The same by its client as that is now, for one that is kept.
    pub(crate) fn by(mut self, core: Arc<Core>) -> Self {
        if Arc::ptr_eq(&self.core.common, &core.common) {
            self.core = core;
        }
        self
    }

    /// A call that cannot be made.
    pub(crate) fn with_problem(mut self, problem: &Error) -> Self {
        self.problems.push(problem.to_string());
        self
    }

    pub(crate) fn with_accepted(mut self, accepted: Arc<Accepted>) -> Self {
        if !self.core.origin.is_of(&accepted.origin) {
            self.problems.push(format!(
                "the accepted callback belongs to {}, and this client is {}",
                accepted.origin.shown_beside(&self.core.origin),
                self.core.origin.shown_beside(&accepted.origin)
            ));
        }
        self.parameters.clone_from(&accepted.parameters);
        self.accepted = Some(accepted);
        self
    }

    /// The call that renews a token.
    pub(crate) fn with_token(mut self, token: Arc<TokenData>) -> Self {
        self.problems.extend(foreign(&self.core, &token));
        // Those of a client that authenticates are bound to the client instead (RFC 9449, 5).
        if self.core.authentication == oauth_spec::ClientAuthentication::None {
            self.problems.extend(of_another_key(&self.core, &token));
        }
        let sends = |request: &PreparedRequest| request.sends_refresh_token;
        if token.refresh_token.is_none() && self.core.request(self.grant).is_ok_and(sends) {
            self.problems.push(
                "the token has no refresh token: ask for a new one with the grant it came from"
                    .to_owned(),
            );
        }
        self.token = Some(token);
        self
    }

    /// The call that makes the further steps of a token.
    pub(crate) fn resuming(core: Arc<Core>, token: Arc<TokenData>) -> Self {
        let mut call = Self::new(core, "");
        call.problems.extend(foreign(&call.core, &token));
        call.problems.extend(of_another_key(&call.core, &token));
        call.token = Some(token);
        call.resumes = true;
        call
    }

    /// The call that exchanges the token that this one has given.
    pub(super) fn after(&self, grant: &'static str, token: Arc<TokenData>) -> Self {
        Self {
            grant,
            place: self.core.place_of(grant),
            token: Some(token),
            parameters: Vec::new(),
            extra: Vec::new(),
            details: Vec::new(),
            resources: Vec::new(),
            resumes: false,
            ..self.clone()
        }
    }

    /// What it belongs to.
    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    /// The scope that its request asks for.
    pub(crate) fn asked_scope(&self) -> Result<Option<Cow<'_, str>>, Error> {
        Ok(self.scope(self.core.request(self.grant)?))
    }

    /// The scope that is asked for: the application's, else that of the token or of the authorization, else the default
    /// where a user is asked.
    pub(super) fn scope(&self, request: &PreparedRequest) -> Option<Cow<'_, str>> {
        if !self.scope.is_empty() {
            return Some(self.scope.as_str().into());
        }
        if !request.sends_scope {
            return None;
        }
        let scopes = &self.core.spec.scopes;
        if let Some(token) = &self.token {
            let granted = || {
                let granted: Vec<&str> = token.scopes().collect();
                (!granted.is_empty()).then(|| granted.join(scopes.separator).into())
            };
            return token.requested_scope.as_deref().map(Cow::from).or_else(granted);
        }
        if let Some(scope) = self.accepted.as_ref().and_then(|accepted| accepted.scope.as_deref()) {
            return Some(scope.into());
        }
        // What a user is asked for by default, such as who that is, a client does not ask for itself. A code that comes
        // without having been asked for is a user's.
        let is_users = matches!(self.grant, "authorization_code" | "password");
        let default = is_users && !scopes.default.is_empty();
        default.then(|| scopes.default.join(scopes.separator).into())
    }

    /// The request, with the tokens that other grants have given just before.
    pub(crate) fn request(
        &self,
        grants: &[(&'static str, Secret)],
    ) -> Result<Request<Vec<u8>>, Error> {
        let mut problems = Vec::new();
        if self.grant != "authorization_code" {
            check_parameters(&self.core, self.grant, &self.parameters, &mut problems);
        }
        if !self.problems.is_empty() || !problems.is_empty() {
            let mut all = self.problems.clone();
            all.append(&mut problems);
            return Err(ConfigurationError::all(all).into());
        }
        let prepared = self.core.request(self.grant)?;
        let accepted = self.accepted.as_deref();
        let scope = self.scope(prepared);
        let details = text(&self.details);
        let more = More {
            authorization_details: details.as_deref(),
            resources: self.resources(),
            redirect_uri: accepted.and_then(|accepted| accepted.redirect_uri.as_deref()),
            state: accepted.and_then(|accepted| accepted.state.as_deref()),
            grants,
            once: Once::new(&*self.core.clock),
            ..More::default()
        };
        let values = Values { scope: scope.as_deref(), more: Some(&more), ..self.values() };
        if self.core.dpop.is_none() {
            return prepared.build(&values, &self.extra);
        }
        let mut request = prepared.build(&values, &self.extra)?;
        self.core.prove(&mut request)?;
        Ok(request)
    }

    /// What it knows by itself.
    fn values(&self) -> Values<'_> {
        let accepted = self.accepted.as_deref();
        let verifier = accepted.and_then(|accepted| accepted.verifier.as_ref());
        Values {
            fixed: Some(&self.core.fixed),
            code: accepted.map(|accepted| accepted.code.expose()),
            code_verifier: verifier.map(Secret::expose),
            callback: accepted.map(|accepted| &accepted.fields),
            token: self.token.as_deref(),
            parameters: &self.parameters,
            ..Values::default()
        }
    }

    /// An error that shows none of its secrets.
    pub(crate) fn hidden(&self, error: Error) -> Error {
        self.values().hidden(error)
    }

    /// Its request, if there is nothing else to do.
    pub(super) fn alone(&self) -> Option<&PreparedRequest> {
        let (_, request) = self.core.requests.get(self.place?)?;
        (request.alone && !self.resumes).then_some(request)
    }

    pub(crate) async fn send(&self, table: Table) -> Result<Parsed, Error> {
        let Some(prepared) = self.alone() else {
            return Chain::of(self, table)?.run().await?.parsed();
        };
        let request = self.request(&[])?;
        let anew = || self.request(&[]);
        let response = self.core.send(request, Some(&anew))?.await?;
        self.read_with(prepared, table, false, response)
    }

    /// Sends its request, whose answer is no token, and once more where the proof in it wants a nonce.
    pub(crate) async fn ask(&self) -> Result<Response<Vec<u8>>, Error> {
        let request = self.request(&[])?;
        let anew = || self.request(&[]);
        Ok(self.core.send(request, Some(&anew))?.await?)
    }

    /// Keeps the nonce that an answer brings for the next proofs.
    pub(crate) fn note_nonce(&self, prepared: &PreparedRequest, response: &Response<Vec<u8>>) {
        if let Some(binding) = &self.core.dpop
            && let Endpoint::Fixed(uri) = &prepared.endpoint
        {
            binding.note(uri, response.headers());
        }
    }

    /// The provider, for people.
    pub(super) fn title(&self) -> &'static str {
        self.core.spec.title
    }

    /// What is wrong with the call before anything is sent.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.problems.is_empty() {
            return Ok(());
        }
        Err(ConfigurationError::all(self.problems.clone()).into())
    }
}
