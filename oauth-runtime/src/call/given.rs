//! What the application adds to a token request.

use serde_json::Value as Json;

use super::inner::Call;
use crate::authorization_details::not_sent;
use crate::backchannel::BACKCHANNEL_AUTHENTICATION;
use crate::core::PreparedRequest;
use crate::error::shown;
use crate::token::TokenData;
use crate::value::Value;

impl Call {
    pub(crate) fn with_parameters(mut self, parameters: Vec<(&'static str, Value)>) -> Self {
        self.extend(parameters);
        self
    }

    fn extend(&mut self, parameters: Vec<(&'static str, Value)>) {
        self.parameters.extend(parameters.into_iter().map(|(name, value)| (name.into(), value)));
    }

    /// Notes what is wrong, once.
    fn note(&mut self, problem: String) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Values of the application's, for the grant that they are declared for.
    pub(crate) fn add_parameters(
        &mut self,
        grant: &'static str,
        parameters: Vec<(&'static str, Value)>,
    ) {
        if grant != self.grant {
            self.note(format!("these are the values of `{grant}`, not of `{}`", self.grant));
        }
        self.extend(parameters);
    }

    /// Asks for this in detail too (RFC 9396).
    pub(crate) fn add_detail(&mut self, detail: Json) {
        self.details.push(detail);
        if self.core.request(self.grant).is_ok_and(|request| !request.sends_details) {
            self.note(not_sent(self.core.spec.title));
        }
    }

    /// Asks for a token that is for this, and not for all that was named before (RFC 8707, 2.2).
    pub(crate) fn add_resource(&mut self, resource: String) {
        self.problems.extend(crate::resource::problem(&resource));
        self.resources.push(resource);
        if self.core.request(self.grant).is_ok_and(|request| !request.sends_resource) {
            self.note(crate::resource::not_sent(self.core.spec.title, self.grant));
        }
    }

    /// What the token is for: as the call says, else as it was said before.
    pub(super) fn resources(&self) -> &[String] {
        if !self.resources.is_empty() {
            return &self.resources;
        }
        let kept = self.token.as_ref().and_then(|token| token.kept.as_ref());
        let accepted = self.accepted.as_ref().map(|accepted| &accepted.resources);
        kept.map(|kept| &kept.resources).or(accepted).map_or(&[], Vec::as_slice)
    }

    /// The same request once more as the one that this token came from.
    pub(crate) fn asking_again(mut self, token: &TokenData) -> Self {
        if let Some(scope) = &token.requested_scope {
            self.add_scope(scope);
        }
        if let Some(kept) = &token.kept {
            self.resources.clone_from(&kept.resources);
            if let Some(asked) = &kept.asked {
                self.parameters.clone_from(&asked.parameters);
                self.details.clone_from(&asked.details);
                for (name, value) in &asked.extra {
                    self.add_parameter(name.clone(), value.clone());
                }
            }
        }
        self
    }

    pub(crate) fn add_scope(&mut self, scope: &str) {
        let scopes = &self.core.spec.scopes;
        if !self.scope.is_empty() {
            self.scope.push_str(scopes.separator);
        }
        self.scope.push_str(scope);
        let title = self.core.spec.title;
        if scopes.forbidden.contains(&scope) {
            self.note(format!("the scope `{}` must not be asked of {title}", shown(scope)));
        }
        if self.core.request(self.grant).is_ok_and(|request| !request.sends_scope) {
            self.note(format!(
                "{title} takes no scopes in the request of `{}`: leave out `.scopes(…)`",
                self.grant
            ));
        }
    }

    /// The same with the scopes that every authorization asks for, with the default where the
    /// application names none, and with these. With one on another device goes `openid` (CIBA Core, 7.1).
    pub(crate) fn with_standing_scopes(&self, further: &[&str]) -> Self {
        let mut call = self.clone();
        if !self.core.request(self.grant).is_ok_and(|request| request.sends_scope) {
            return call;
        }
        let scopes = &self.core.spec.scopes;
        let default = if call.scope.is_empty() { scopes.default } else { &[] };
        let takes_openid =
            self.grant == BACKCHANNEL_AUTHENTICATION && !scopes.forbidden.contains(&"openid");
        let openid: &[&str] = if takes_openid { &["openid"] } else { &[] };
        for scope in openid.iter().chain(default).chain(scopes.required).chain(further) {
            if call.scope.split(scopes.separator).any(|known| known == *scope) {
                continue;
            }
            if !call.scope.is_empty() {
                call.scope.push_str(scopes.separator);
            }
            call.scope.push_str(scope);
        }
        call
    }

    pub(crate) fn add_parameter(&mut self, name: String, value: String) {
        let client = &self.core.spec.client;
        let has = |request: &PreparedRequest| {
            request.recipe.has(&name) || request.query.has(&name) || request.endpoint.has(&name)
        };
        let reserved = name == client.id_parameter
            || name == client.secret_parameter
            || matches!(name.as_str(), "client_id" | "client_secret")
            || self.core.request(self.grant).is_ok_and(has);
        if reserved {
            self.problems.push(format!(
                "the parameter `{}` belongs to the request itself: leave out `.parameter(…)`",
                shown(&name)
            ));
        }
        self.extra.push((name, value));
    }
}
