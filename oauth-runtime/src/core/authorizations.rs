//! Preparing what the browser is sent away with.

use super::address::filled;
use super::build::keep;
use super::credentials;
use super::prepared::{PreparedAuthorization, PreparedRequest};
use super::recipe::{Encoding, Recipe};
use super::requests::{Builder, Declared};
use super::sources::is_computed;
use super::target::{Target, Who};
use super::values::Values;
use crate::escape::push_form;
use oauth_spec::{
    AuthorizationRequest, Challenge, Consent, Method, ParametersIn, Source, StateUse, Template,
};

impl Builder<'_> {
    pub(super) fn authorization_code(
        &self,
        messages: &mut Vec<String>,
    ) -> Option<PreparedAuthorization> {
        let grant = self.code_grant()?;
        let mut prepared =
            self.authorization("authorization_code", grant.authorization, messages)?;
        if let Some(offline) = grant.offline {
            let encoding = Encoding::Query(self.spec.scopes.encoding);
            let mut problems = Vec::new();
            prepared.offline =
                Some(Recipe::prepare(encoding, offline.parameters, self.fixed, &mut problems));
            prepared.problems.extend(problems);
        }
        let needs_nothing = grant.parameters.iter().all(|parameter| !parameter.required);
        let wrapped = grant.pushed || grant.request_object.is_some();
        prepared.reference = wrapped.then(|| {
            let mut text = crate::escape::form(self.spec.client.id_parameter);
            text.push('=');
            push_form(&mut text, self.fixed.client_id.as_deref().unwrap_or_default());
            text + "&"
        });
        prepared.plain &= prepared.reference.is_none();
        prepared.plain &=
            grant.offline.is_none() && needs_nothing && grant.challenge == Challenge::S256;
        Some(prepared)
    }

    /// The request that hands an authorization request over (RFC 9126, 2.1). What it says is not known
    /// before each.
    pub(super) fn pushed(
        &self,
        begin: Option<&PreparedAuthorization>,
        messages: &mut Vec<String>,
    ) -> Option<Box<PreparedRequest>> {
        self.spec.grants.authorization_code.filter(|grant| grant.pushed)?;
        let Some(address) = self.endpoint("pushed_authorization_request_endpoint") else {
            messages.push(
                "there is no address for pushed authorization requests: declare `[endpoints] \
                 pushed_authorization_request`"
                    .to_owned(),
            );
            return None;
        };
        let who = Who::Client(self.authentication);
        let declared = Declared {
            method: Method::Post,
            place: ParametersIn::Form,
            ..Declared::get("pushed authorization request", address, who)
        };
        let mut request = self.request(&declared, messages)?;
        // What is computed over the request is computed over its credentials, too.
        if begin.is_some_and(|begin| begin.spelled.is_some()) {
            let credentials = || credentials::spelled(self.authentication, &self.spec.client).0;
            request.spelled.get_or_insert_with(credentials);
        }
        Some(Box::new(request))
    }

    pub(super) fn implicit(&self, messages: &mut Vec<String>) -> Option<PreparedAuthorization> {
        self.authorization("implicit", self.spec.grants.implicit?.authorization, messages)
    }

    pub(super) fn consents(
        &self,
        messages: &mut Vec<String>,
    ) -> Vec<(&'static Consent, PreparedAuthorization)> {
        let consents = self.spec.consents.iter();
        consents
            .filter_map(|consent| {
                Some((consent, self.authorization("", consent.authorization, messages)?))
            })
            .collect()
    }

    /// Who answers, compared as text (RFC 9207, 2.4): a mirror does not change it. The metadata says it
    /// letter for letter.
    pub(super) fn issuer(&self, messages: &mut Vec<String>) -> Option<String> {
        if let Some(found) = self.found {
            return Some(found.issuer().to_owned());
        }
        let values = Values { fixed: Some(self.fixed), ..Values::default() };
        keep(filled("issuer", &mut self.spec.endpoints.issuer?.parts(), &values), messages)
    }

    fn authorization(
        &self,
        grant: &str,
        request: AuthorizationRequest,
        messages: &mut Vec<String>,
    ) -> Option<PreparedAuthorization> {
        let variant = self.variant.filter(|variant| !grant.is_empty() && variant.concerns(grant));
        let Some(endpoint) = variant
            .and_then(|variant| variant.authorization_endpoint)
            .or(request.endpoint)
            .map(|endpoint| Target::Declared(vec![endpoint]))
            .or_else(|| self.endpoint("authorization_endpoint"))
        else {
            messages.push(
                "there is no authorization endpoint: declare `[endpoints] authorization`"
                    .to_owned(),
            );
            return None;
        };
        let (prefix, suffix) = self.around(endpoint, request.query_after_fragment, messages)?;
        let mut problems = Vec::new();
        let needs_redirect_uri =
            request.sends(Source::RedirectUri) && self.fixed.redirect_uri.is_none();
        let scopes = &self.spec.scopes;
        let encoding = Encoding::Query(scopes.encoding);
        let plain = !needs_redirect_uri
            && scopes.required.is_empty()
            && scopes.default.is_empty()
            && !matches!(self.spec.callback.state, StateUse::InRedirectUri(_));
        let carries_state = matches!(self.spec.callback.state, StateUse::InRedirectUri(_))
            && request.sends(Source::RedirectUri);
        let offline = self.spec.grants.authorization_code.and_then(|grant| grant.offline);
        let offline = offline.map_or(&[][..], |offline| offline.parameters);
        let mut templates = Vec::with_capacity(request.parameters.len() + offline.len());
        for parameter in request.parameters.iter().chain(offline) {
            templates.push(parameter.value);
        }
        let sources = self.sources(&templates);
        let computes = sources.iter().any(is_computed);
        let once = |source: &Source| {
            matches!(source, Source::Random | Source::RandomUuid | Source::Time(_) | Source::Nonce)
        };
        let kinds = self.kinds(grant, &request);
        let plain = plain && !computes && !sources.iter().any(once) && kinds.is_none();
        Some(PreparedAuthorization {
            spelled: computes.then(|| request.parameters.to_vec()),
            prefix,
            suffix,
            recipe: Recipe::prepare(encoding, request.parameters, self.fixed, &mut problems),
            offline: None,
            reference: None,
            needs_redirect_uri,
            sends_state: request.sends(Source::State) || carries_state,
            sends_challenge: request.sends(Source::CodeChallenge),
            sends_nonce: request.sends(Source::Nonce),
            kinds,
            sends_scope: request.sends(Source::Scope),
            sends_resource: request.sends(Source::Resource),
            sends_details: request.sends(Source::AuthorizationDetails),
            plain,
            problems,
        })
    }

    /// What is to come back, where an ID token may be a part of it: that takes the scope `openid` (OpenID Connect Core,
    /// 3.1.2.1), unless the declaration says that it must not be asked for.
    fn kinds(&self, grant: &str, request: &AuthorizationRequest) -> Option<Template> {
        let implicit = self.spec.grants.implicit.filter(|_| grant == "implicit");
        // The parameter may be left out.
        let declared = || implicit.map(|grant| Template::text(grant.response_type.name()));
        let said = request.response_type().map(|parameter| parameter.value);
        let kinds = said.or_else(declared)?;
        let is_known = kinds.as_text().is_some_and(|kinds| !has_id_token(kinds));
        let is_forbidden = self.spec.scopes.forbidden.contains(&"openid");
        (!is_known && !is_forbidden).then_some(kinds)
    }

    /// What stands before the parameters, and what after them.
    fn around(
        &self,
        endpoint: Target,
        query_after_fragment: bool,
        messages: &mut Vec<String>,
    ) -> Option<(String, String)> {
        let mut url = self.page("authorization", endpoint, messages)?;
        let suffix = match url.fragment() {
            Some(fragment) if !query_after_fragment => format!("#{fragment}"),
            _ => String::new(),
        };
        let has_query = if query_after_fragment && url.fragment().is_some() {
            url.fragment().is_some_and(|fragment| fragment.contains('?'))
        } else {
            url.set_fragment(None);
            url.query().is_some()
        };
        let mut prefix = String::from(url);
        if !has_query {
            prefix.push('?');
        } else if !prefix.ends_with(['?', '&']) {
            prefix.push('&');
        }
        Some((prefix, suffix))
    }
}

/// Whether an ID token is among these kinds of answers (OAuth 2.0 Multiple Response Type Encoding Practices, 3 and 5).
pub(crate) fn has_id_token(kinds: &str) -> bool {
    kinds.split(' ').any(|kind| kind == "id_token")
}
