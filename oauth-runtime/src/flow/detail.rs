//! Beginning where the declaration has more than the standards: scopes that go with every
//! authorization, what asks for a refresh token, a `state` that travels in the redirect URI.

use std::borrow::Cow;
use std::cell::RefCell;

use http::HeaderMap;
use oauth_spec::{Challenge, ParametersIn, Source, StateUse};

use super::pending::PendingDetails;
use super::request::{Details, Request};
use super::said::{Said, say};
use super::{Flow, PendingData, Random, State};
use crate::core::{
    Computing, More, Once, PreparedAuthorization, Values, has_id_token, redirect_uri_problem,
};
use crate::error::Error;
use crate::escape::push_form;

impl Request {
    #[cold]
    pub(super) fn begin_in_detail(
        &self,
        request: &PreparedAuthorization,
        state: Random,
        verifier: Random,
    ) -> Result<PendingData, Error> {
        if self.core.pushed.is_some() && request.reference.is_some() {
            return Err(Error::configuration(format!(
                "authorization requests are pushed to {} (RFC 9126): call `.push().await?` instead of \
                 `.begin()`",
                self.core.spec.title
            )));
        }
        if request.reference.is_some() {
            return self.begin_signed(request, state, verifier);
        }
        let mut url = request.prefix.clone();
        let mut pending = self.detailed(request, state, verifier, &mut |values, offline| {
            let mut first = true;
            request.recipe.write(&mut url, &mut first, values)?;
            if let (true, Some(recipe)) = (offline, &request.offline) {
                recipe.write(&mut url, &mut first, values)?;
            }
            self.finish(request, &mut url, first);
            Ok(())
        })?;
        pending.url = url;
        Ok(pending)
    }

    /// A request that is a token travels in the URL as one parameter (RFC 9101, 5).
    fn begin_signed(
        &self,
        request: &PreparedAuthorization,
        state: Random,
        verifier: Random,
    ) -> Result<PendingData, Error> {
        let (mut pending, said, _) = self.begin_apart(request, state, verifier)?;
        let mut url = request.prefix.clone();
        for (place, one) in said.iter().enumerate() {
            if place > 0 {
                url.push('&');
            }
            push_form(&mut url, &one.name);
            url.push('=');
            push_form(&mut url, &one.text);
        }
        url.push_str(&request.suffix);
        pending.url = url;
        Ok(pending)
    }

    /// The same with what the request says as a list, and the time and random numbers in it; the URL is not known
    /// yet.
    pub(super) fn begin_apart(
        &self,
        request: &PreparedAuthorization,
        state: Random,
        verifier: Random,
    ) -> Result<(PendingData, Vec<Said>, Once<'static>), Error> {
        let mut said = Vec::new();
        let mut once = Once::default();
        let grant = self.core.spec.grants.authorization_code;
        let mut pending = self.detailed(request, state, verifier, &mut |values, offline| {
            let Some(grant) = grant else { return Ok(()) };
            say(&mut said, grant.authorization.parameters, values)?;
            if let (true, Some(offline)) = (offline, grant.offline) {
                say(&mut said, offline.parameters, values)?;
            }
            if let Some(more) = values.more {
                once = more.once.settled();
            }
            Ok(())
        })?;
        said.extend(self.extra.iter().map(|(name, value)| Said::text(name, value)));
        let said = self.sealed(said)?;
        // Another client's would not be told by the URL: the exchange says what was asked for.
        let details = pending.details.get_or_insert_default();
        if details.redirect_uri.is_none() {
            details.redirect_uri = self.core.fixed.get(Source::RedirectUri).map(str::to_owned);
        }
        Ok((pending, said, once))
    }

    /// Everything but the URL; `write` is given all values, and whether a refresh token is asked for.
    fn detailed(
        &self,
        request: &PreparedAuthorization,
        state: Random,
        verifier: Random,
        write: &mut dyn FnMut(&Values<'_>, bool) -> Result<(), Error>,
    ) -> Result<PendingData, Error> {
        let core = &*self.core;
        let empty = Details::default();
        let details = self.details.as_deref().unwrap_or(&empty);
        let grant = core.spec.grants.authorization_code.filter(|_| self.flow == Flow::Code);
        let offline = grant.and_then(|grant| grant.offline);
        let offline = offline.filter(|it| details.offline.unwrap_or(it.default));
        let scope = self.scopes(request, offline.map_or(&[], |offline| offline.scopes));
        let sends_nonce = request.sends_nonce && self.is_for_openid(&scope);
        let nonce = sends_nonce.then(Random::one).transpose()?;
        let challenge = request.sends_challenge.then(|| {
            match grant.map_or(Challenge::S256, |grant| grant.challenge) {
                Challenge::S256 => Cow::Owned(verifier.challenge().text().to_owned()),
                Challenge::Plain => Cow::Borrowed(verifier.text()),
                Challenge::S256Hex => Cow::Owned(verifier.hex_challenge()),
            }
        });
        let given = details.redirect_uri.as_deref();
        let uri = given.or_else(|| core.fixed.get(Source::RedirectUri));
        let redirect_uri = match (core.spec.callback.state, uri) {
            (StateUse::InRedirectUri(name), Some(uri)) => Some(with_state(uri, name, state.text())),
            _ => given.map(str::to_owned),
        };
        let asked = crate::authorization_details::text(&details.asked);
        let more = More {
            authorization_details: asked.as_deref(),
            resources: &details.resources,
            nonce: nonce.as_ref().map(Random::text),
            redirect_uri: redirect_uri.as_deref(),
            scope_sets: &details.scope_sets,
            once: Once::new(&*core.clock),
            ..More::default()
        };
        let values = Values {
            fixed: Some(&core.fixed),
            scope: Some(&*scope).filter(|scope| !scope.is_empty()),
            state: Some(state.text()),
            code_challenge: challenge.as_deref(),
            parameters: &details.parameters,
            more: Some(&more),
            ..Values::default()
        };
        let fault = RefCell::new(None);
        let carrier = self.carrier(request, offline.map_or(&[], |offline| offline.parameters))?;
        let added = self.carried(request, &carrier, offline.is_some());
        let (query, body) = match carrier.place {
            ParametersIn::Query => (&added[..], &[][..]),
            _ => (&[][..], &added[..]),
        };
        let computing = Computing {
            spec: core.spec,
            method: carrier.method,
            url: &carrier.url,
            query,
            given: &[],
            body,
            place: carrier.place,
            is_object: carrier.place == ParametersIn::Json,
            written: None,
            headers: &HeaderMap::new(),
            within: &[],
            fault: &fault,
        };
        let values = Values { computing: Some(&computing), ..values };
        let told = |error: Error| fault.borrow_mut().take().unwrap_or(error);
        write(&values, offline.is_some()).map_err(told)?;
        // What could not be made was left out.
        if let Some(error) = fault.take() {
            return Err(error);
        }
        // Whether an ID token must come is known by what was asked for.
        let repeats =
            core.spec.id_token.is_some() || self.flow == Flow::Code && core.repeats_scope();
        let details = PendingDetails {
            nonce: nonce.map(|nonce| nonce.text().into()),
            redirect_uri,
            scope: Some(scope).filter(|scope| !scope.is_empty() && repeats),
            parameters: details.parameters.clone(),
            consent: details.consent.map(Into::into),
            url_expires_at: None,
            resources: details.resources.clone(),
            endless: offline.is_some_and(|offline| offline.endless),
        };
        Ok(PendingData {
            origin: core.origin.clone(),
            flow: self.flow,
            begun: core.clock.now(),
            state: State::Fresh(state),
            verifier,
            url: String::new(),
            details: Some(Box::new(details)),
        })
    }

    /// Whether a `nonce` belongs to the request: some refuse one where `openid` is not asked for (OpenID Connect
    /// Core, 3.1.2.1). Who has no such scope, and who gives no code, is always sent one.
    fn is_for_openid(&self, scope: &str) -> bool {
        let scopes = &self.core.spec.scopes;
        self.flow != Flow::Code
            || self.core.spec.id_token.is_none()
            || !scopes.known.contains(&"openid")
            || scopes.forbidden.contains(&"openid")
            || scope.split(scopes.separator).any(|asked| asked == "openid")
    }

    /// The scopes that are asked for: the application's, else the default; and those that always are.
    fn scopes(&self, request: &PreparedAuthorization, offline: &[&str]) -> String {
        if !request.sends_scope {
            return String::new();
        }
        let scopes = &self.core.spec.scopes;
        let mut text = self.scope.clone();
        let mut add = |scope: &str| {
            let is_there = text.split(scopes.separator).any(|known| known == scope);
            if !is_there {
                if !text.is_empty() {
                    text.push_str(scopes.separator);
                }
                text.push_str(scope);
            }
        };
        let default = if self.scope.is_empty() { scopes.default } else { &[] };
        let openid: &[&str] = if self.brings_id_token(request) { &["openid"] } else { &[] };
        for scope in openid.iter().chain(default).chain(scopes.required).chain(offline) {
            add(scope);
        }
        text
    }

    /// Whether an ID token is to come through the browser: without `openid` none does (OpenID Connect Core, 3.1.2.1).
    fn brings_id_token(&self, request: &PreparedAuthorization) -> bool {
        let Some(kinds) = request.kinds else { return false };
        let parameters = self.details.as_ref().map_or(&[][..], |details| &details.parameters);
        let values = Values { fixed: Some(&self.core.fixed), parameters, ..Values::default() };
        values.known(kinds).is_some_and(|kinds| has_id_token(&kinds))
    }

    /// What is wrong with the redirect URI of this authorization, if anything.
    pub(super) fn redirect_uri_problem(&self, request: &PreparedAuthorization) -> Option<String> {
        let given = self.details.as_ref().and_then(|details| details.redirect_uri.as_deref());
        let Some(given) = given else {
            return request.needs_redirect_uri.then(|| {
                "there is no redirect URI: call `.redirect_uri(…)` on the builder, or with this \
                 authorization"
                    .to_owned()
            });
        };
        let fixed = self.core.fixed.redirect_uri.as_deref();
        if fixed.is_some_and(|fixed| fixed != given) {
            return Some(
                "the client has a redirect URI of its own: leave it out on the builder to give one \
                 with each authorization"
                    .to_owned(),
            );
        }
        redirect_uri_problem(given, self.core.spec.client.redirect_schemes)
    }
}

/// The redirect URI with `state` in its query.
fn with_state(uri: &str, name: &str, state: &str) -> String {
    let mut uri = uri.to_owned();
    uri.push(if uri.contains('?') { '&' } else { '?' });
    push_form(&mut uri, name);
    uri.push('=');
    uri.push_str(state);
    uri
}
