//! An authorization request without its types: what is asked for, whether it may be, and the URL.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value as Json;

use super::{Flow, PendingData, Random, State};
use crate::authorization_details::not_sent;
use crate::call::check_parameters;
use crate::core::{Core, Given, PreparedAuthorization, Values};
use crate::error::{ConfigurationError, Error, shown};
use crate::query::has_parameter;
use crate::value::Value;

/// What an authorization asks for.
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

impl Request {
    pub(super) fn new(core: Arc<Core>, flow: Flow) -> Self {
        Self { core, flow, scope: String::new(), extra: Vec::new(), details: None }
    }

    pub(super) fn details(&mut self) -> &mut Details {
        self.details.get_or_insert_default()
    }

    pub(super) fn add_scope(&mut self, scope: &str) {
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
