//! A token request without its types.

use std::borrow::Cow;
use std::sync::Arc;

use http::{Request, Response};
use oauth_spec::Field;

use crate::answer::{token_fault, unreadable};
use crate::core::{Core, Values};
use crate::error::{ConfigurationError, Error, shown};
use crate::flow::Accepted;
use crate::secret::Secret;
use crate::token::{Granted, Known, NoToken, Parsed, TokenData, merged};
use crate::value::Value;
use crate::wipe::Wiped;

/// A token request that has not been sent yet.
#[derive(Clone)]
pub(crate) struct Call {
    core: Arc<Core>,
    /// The grant whose request is sent, by its name in TOML.
    pub(crate) grant: &'static str,
    accepted: Option<Arc<Accepted>>,
    /// The token that is renewed.
    token: Option<Arc<TokenData>>,
    parameters: Vec<(Cow<'static, str>, Value)>,
    scope: String,
    extra: Vec<(String, String)>,
    /// What is wrong with the call, told when it is used.
    problems: Vec<String>,
}

impl Call {
    pub(crate) fn new(core: Arc<Core>, grant: &'static str) -> Self {
        Self {
            core,
            grant,
            accepted: None,
            token: None,
            parameters: Vec::new(),
            scope: String::new(),
            extra: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// A call that cannot be made.
    pub(crate) fn with_problem(mut self, problem: &Error) -> Self {
        self.problems.push(problem.to_string());
        self
    }

    pub(crate) fn with_accepted(mut self, accepted: Arc<Accepted>) -> Self {
        if *accepted.origin != *self.core.origin {
            self.problems.push(format!(
                "the accepted callback belongs to {}, and this client is {}",
                accepted.origin.shown(),
                self.core.origin.shown()
            ));
        }
        self.accepted = Some(accepted);
        self
    }

    pub(crate) fn with_token(mut self, token: Arc<TokenData>) -> Self {
        self.problems.extend(foreign(&self.core, &token));
        if token.refresh_token.is_none() {
            self.problems.push(
                "the token has no refresh token: ask for a new one with the grant it came from"
                    .to_owned(),
            );
        }
        self.token = Some(token);
        self
    }

    pub(crate) fn with_parameters(mut self, parameters: Vec<(&'static str, Value)>) -> Self {
        let custom = self.core.spec.grants.custom(self.grant);
        if let Some(grant) = custom {
            for declared in grant.parameters.iter().filter(|declared| declared.required) {
                if !parameters.iter().any(|(name, _)| *name == declared.name) {
                    self.problems
                        .push(format!("the grant `{}` needs `{}`", grant.name, declared.name));
                }
            }
            for (name, _) in &parameters {
                if !grant.parameters.iter().any(|declared| declared.name == *name) {
                    self.problems.push(format!(
                        "the grant `{}` has no `{}`",
                        grant.name,
                        shown(name)
                    ));
                }
            }
        }
        self.parameters =
            parameters.into_iter().map(|(name, value)| (name.into(), value)).collect();
        self
    }

    pub(crate) fn add_scope(&mut self, scope: &str) {
        if !self.scope.is_empty() {
            self.scope.push_str(self.core.spec.scopes.separator);
        }
        self.scope.push_str(scope);
        if self.core.request(self.grant).is_ok_and(|request| !request.sends_scope) {
            let message = format!(
                "{} takes no scopes in the request of `{}`: leave out `.scopes(…)`",
                self.core.spec.title, self.grant
            );
            if !self.problems.contains(&message) {
                self.problems.push(message);
            }
        }
    }

    pub(crate) fn add_parameter(&mut self, name: String, value: String) {
        let reserved = matches!(name.as_str(), "client_id" | "client_secret")
            || self.core.request(self.grant).is_ok_and(|request| request.recipe.has(&name));
        if reserved {
            self.problems.push(format!(
                "the parameter `{}` belongs to the request itself: leave out `.parameter(…)`",
                shown(&name)
            ));
        }
        self.extra.push((name, value));
    }

    pub(crate) fn request(&self) -> Result<Request<Vec<u8>>, Error> {
        if !self.problems.is_empty() {
            return Err(ConfigurationError::all(self.problems.clone()).into());
        }
        let accepted = self.accepted.as_deref();
        let values = Values {
            fixed: Some(&self.core.fixed),
            scope: Some(self.scope.as_str()).filter(|scope| !scope.is_empty()),
            code: accepted.map(|accepted| accepted.code.expose()),
            code_verifier: accepted
                .and_then(|accepted| accepted.verifier.as_ref())
                .map(Secret::expose),
            callback: accepted.map(|accepted| &accepted.pairs),
            token: self.token.as_deref(),
            parameters: &self.parameters,
            ..Values::default()
        };
        self.core.request(self.grant)?.build(&values, &self.extra)
    }

    pub(crate) fn read(
        &self,
        fields: &'static [Field],
        response: Response<Vec<u8>>,
    ) -> Result<Parsed, Error> {
        let spec = self.core.spec;
        let (parts, body) = response.into_parts();
        let (status, headers) = (parts.status, &parts.headers);
        let mut body = Wiped(body);
        if !status.is_success() {
            return Err(token_fault(spec, status, headers, body));
        }
        let now = self.core.clock.now();
        let mut granted = Granted {
            origin: self.core.origin.clone(),
            grant: self.grant.into(),
            requested_scope: (!self.scope.is_empty()).then(|| self.scope.clone()),
            received_at: now,
            refresh_received_at: now,
            expires_at: Known::FromAnswer,
        };
        if let Some(old) = &self.token {
            granted.grant.clone_from(&old.grant);
            granted.requested_scope.clone_from(&old.requested_scope);
            if let Some((whole, rotated)) = merged(&old.body.0, &body.0) {
                body = whole;
                if !rotated {
                    granted.refresh_received_at = old.refresh_received_at;
                }
            }
        }
        Parsed::read(spec, fields, granted, body).map_err(|(fault, body)| match fault {
            NoToken::Absent => token_fault(spec, status, headers, body),
            NoToken::Unreadable(what) => unreadable(spec, status, headers, body, what),
        })
    }

    pub(crate) async fn send(&self, fields: &'static [Field]) -> Result<Parsed, Error> {
        let request = self.request()?;
        let response = self.core.transport.get()?.send(request).await?;
        self.read(fields, response)
    }
}

/// What is wrong with a token that another provider or environment issued.
pub(crate) fn foreign(core: &Core, token: &TokenData) -> Option<String> {
    (*token.origin != *core.origin).then(|| {
        format!(
            "the token belongs to {}, and this client is {}: it is not sent elsewhere",
            token.origin.shown(),
            core.origin.shown()
        )
    })
}
