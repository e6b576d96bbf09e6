//! A logout that is about to begin.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::pending::PendingLogout;
use crate::call::foreign;
use crate::core::{Core, redirect_uri_problem};
use crate::error::{ConfigurationError, Error, shown};
use crate::flow::Random;
use crate::provider::Provider;
use crate::secret::Secret;
use crate::token::Token;

/// The request's own parameters (RP-Initiated Logout, 2).
const OWN: [&str; 6] = [
    "client_id",
    "id_token_hint",
    "post_logout_redirect_uri",
    "state",
    "logout_hint",
    "ui_locales",
];

/// A logout that is about to begin (RP-Initiated Logout, 2).
#[must_use = "nothing begins before `begin` is called"]
pub struct AskLogout<P> {
    core: Arc<Core>,
    id_token: Option<Secret>,
    redirect_uri: Option<String>,
    further: Vec<(String, String)>,
    problems: Vec<String>,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> AskLogout<P> {
    pub(super) fn new(core: Arc<Core>) -> Self {
        Self {
            core,
            id_token: None,
            redirect_uri: None,
            further: Vec::new(),
            problems: Vec::new(),
            provider: PhantomData,
        }
    }

    /// Whom to sign out: the ID token of this token, if one came with it (`id_token_hint`). Without one most
    /// providers ask the user.
    pub fn token(mut self, token: &Token<P>) -> Self {
        self.problems.extend(foreign(&self.core, token.data()));
        self.id_token = token.id_token().cloned();
        self
    }

    /// The same by an ID token that was kept.
    pub fn id_token_hint(mut self, id_token: impl Into<Secret>) -> Self {
        self.id_token = Some(id_token.into());
        self
    }

    /// Where the browser comes back to: an address that is registered for that.
    pub fn post_logout_redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uri = Some(uri.into());
        self
    }

    /// Whom to sign out, by a name that the provider knows.
    pub fn logout_hint(self, hint: impl Into<String>) -> Self {
        self.with("logout_hint", hint.into())
    }

    /// The languages of the provider's page: BCP 47 tags separated by spaces, preferred first.
    pub fn ui_locales(self, locales: impl Into<String>) -> Self {
        self.with("ui_locales", locales.into())
    }

    /// Sends a further parameter. One that the request has already is refused by `begin`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        if OWN.contains(&&*name) {
            self.problems.push(format!(
                "the parameter `{}` belongs to the request itself: leave out `.parameter(…)`",
                shown(&name)
            ));
        }
        self.with(&name, value.into())
    }

    fn with(mut self, name: &str, value: String) -> Self {
        self.further.retain(|(known, _)| known != name);
        self.further.push((name.to_owned(), value));
        self
    }

    /// Makes `state`, where the browser comes back, and the URL.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the provider has no such endpoint or the redirect URI is none.
    pub fn begin(mut self) -> Result<PendingLogout<P>, Error> {
        let core = &*self.core;
        let identity = core.identity.as_ref();
        let Some(endpoint) = identity.and_then(|identity| identity.end_session.as_ref()) else {
            return Err(core.lacks("logout (`end_session`)"));
        };
        let schemes = core.spec.client.redirect_schemes;
        let problem = |uri: &String| redirect_uri_problem(uri, schemes);
        self.problems.extend(self.redirect_uri.as_ref().and_then(problem));
        if !self.problems.is_empty() {
            return Err(ConfigurationError::all(self.problems).into());
        }
        let state = match self.redirect_uri {
            Some(_) => Some(Random::one()?),
            None => None,
        };
        let mut url = endpoint.clone();
        {
            let mut pairs = url.query_pairs_mut();
            let own = [
                ("id_token_hint", self.id_token.as_ref().map(Secret::expose)),
                ("client_id", core.fixed.client_id.as_deref()),
                ("post_logout_redirect_uri", self.redirect_uri.as_deref()),
                ("state", state.as_ref().map(Random::text)),
            ];
            let own = own.into_iter().filter_map(|(name, value)| Some((name, value?)));
            let further = self.further.iter().map(|(name, value)| (&**name, &**value));
            for (name, value) in own.chain(further) {
                pairs.append_pair(name, value);
            }
        }
        let state = state.map(|state| state.text().to_owned());
        Ok(PendingLogout::new(core.origin.clone(), core.clock.now(), url.into(), state))
    }
}

impl<P> fmt::Debug for AskLogout<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AskLogout")
            .field("post_logout_redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}
