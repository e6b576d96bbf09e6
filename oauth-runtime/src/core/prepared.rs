//! Requests, prepared: everything that the declaration and the settings fix.

use std::cell::RefCell;

use http::header::{CONTENT_TYPE, HeaderMap};
use http::{Method, Request, Uri};
use oauth_spec::{Answer, Parameter, ParametersIn, ProviderSpec, Template};

use super::address::unmirrored;
use super::computing::{Added, Computing, listed};
use super::endpoint::Endpoint;
use super::headers::{PreparedHeaders, content_type};
use super::recipe::Recipe;
use super::values::{Fixed, Given, Values, how_to_give};
use crate::error::{ConfigurationError, Error};
use crate::inner::keep_out;
use crate::multipart::Multipart;
use crate::wipe::WipedText;

/// A request of our own: to the token endpoint, about a token, or a declared call.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub(crate) struct PreparedRequest {
    pub(crate) method: Method,
    pub(crate) endpoint: Endpoint,
    /// Whether it must not go into an inner network.
    pub(crate) outside: bool,
    pub(crate) place: ParametersIn,
    pub(crate) recipe: Recipe,
    /// What is in the query, wherever the others are.
    pub(crate) query: Recipe,
    pub(crate) headers: PreparedHeaders,
    pub(crate) sends_scope: bool,
    /// Whether it carries authorization details.
    pub(crate) sends_details: bool,
    /// Whether it says what the token is for.
    pub(crate) sends_resource: bool,
    /// Whether it repeats the `state` of the authorization.
    pub(crate) sends_state: bool,
    pub(crate) sends_refresh_token: bool,
    /// The grants whose tokens it sends.
    pub(crate) needs: Vec<&'static str>,
    /// How its answer is written.
    pub(crate) answer: &'static Answer,
    /// Whether that is as the RFC says, so that it is read in one pass.
    pub(crate) plain: bool,
    /// All its parameters, credentials included, where they are needed one by one: something is computed
    /// over them, or each is a part of the body.
    pub(crate) spelled: Option<Vec<Parameter>>,
    /// Whether it is all there is to do: nothing is asked before it or after it.
    pub(crate) alone: bool,
    /// What the request needs from the settings and did not get.
    pub(crate) problems: Vec<String>,
}

/// An authorization request, which is a URL.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub(crate) struct PreparedAuthorization {
    /// The address, up to where parameters begin.
    pub(crate) prefix: String,
    /// The address's fragment, where it comes last.
    pub(crate) suffix: String,
    pub(crate) recipe: Recipe,
    /// What asks for a refresh token.
    pub(crate) offline: Option<Recipe>,
    /// Whether it needs a redirect URI that the settings leave to each authorization.
    pub(crate) needs_redirect_uri: bool,
    pub(crate) sends_state: bool,
    pub(crate) sends_challenge: bool,
    pub(crate) sends_scope: bool,
    pub(crate) sends_details: bool,
    pub(crate) sends_resource: bool,
    pub(crate) sends_nonce: bool,
    /// What is to come back, where an ID token may be a part of it and `openid` belongs to that.
    pub(crate) kinds: Option<Template>,
    /// Its parameters, where something is computed over them; without those that ask for a refresh token.
    pub(crate) spelled: Option<Vec<Parameter>>,
    /// What says whose request it is, where the rest of it does not travel in the URL: `client_id=…&`.
    pub(crate) reference: Option<String>,
    /// Whether there is nothing in it that only some providers want.
    pub(crate) plain: bool,
    pub(crate) problems: Vec<String>,
}

/// Whether a request that follows an authorization says again what was asked for.
pub(super) fn repeats_scope(
    spec: &ProviderSpec,
    requests: &[(&'static str, PreparedRequest)],
) -> bool {
    let follows = |grant: &str| {
        matches!(grant, "authorization_code" | "refresh_token")
            || spec.grants.custom(grant).is_some_and(|custom| !custom.after.is_empty())
    };
    requests.iter().any(|(grant, request)| request.sends_scope && follows(grant))
}

impl PreparedRequest {
    /// The request, with the parameters that the caller adds.
    pub(crate) fn build(
        &self,
        values: &Values<'_>,
        extra: &[(String, String)],
    ) -> Result<Request<Vec<u8>>, Error> {
        if !self.problems.is_empty() {
            return Err(ConfigurationError::all(self.problems.clone()).into());
        }
        match (&self.spelled, values.fixed) {
            (Some(spelled), Some(fixed)) => self.build_spelled(spelled, fixed, values, extra),
            _ => self.written(values, extra),
        }
    }

    /// Whether nothing is declared to be sent, and the caller adds nothing: there are endpoints that refuse any body.
    fn is_bare(&self, extra: &[(String, String)]) -> bool {
        self.recipe.is_undeclared() && extra.is_empty()
    }

    /// The request without headers that hold computed values.
    fn written(
        &self,
        values: &Values<'_>,
        extra: &[(String, String)],
    ) -> Result<Request<Vec<u8>>, Error> {
        let mut uri = self.endpoint.uri(values)?.into_owned();
        let is_bare = self.is_bare(extra);
        let mut body = WipedText(String::with_capacity(self.recipe.expected_length()));
        if self.place == ParametersIn::Json && !is_bare {
            body.0.push('{');
        }
        let mut first = true;
        if self.place != ParametersIn::Multipart {
            self.recipe.write(&mut body.0, &mut first, values)?;
            for (name, value) in extra {
                let value = Given::Text(value.as_str().into());
                self.recipe.write_extra(&mut body.0, &mut first, name, &value);
            }
        }
        match self.place {
            ParametersIn::Json if !is_bare => body.0.push('}'),
            ParametersIn::Query => uri = with_query(&uri, &std::mem::take(&mut body))?,
            ParametersIn::Form | ParametersIn::Json | ParametersIn::Multipart => {}
        }
        if !self.query.is_empty() {
            let mut query = WipedText::default();
            self.query.write(&mut query.0, &mut true, values)?;
            uri = with_query(&uri, &query)?;
        }
        let mut request = Request::new(body.take().into_bytes());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers.fill(values)?;
        if self.recipe.is_undeclared() && !is_bare {
            let content_type = content_type(self.place).map(|value| (CONTENT_TYPE, value));
            request.headers_mut().extend(content_type);
        }
        if self.outside {
            keep_out(&mut request);
        }
        Ok(request)
    }

    /// The same where parameters are needed one by one: first everything else, then what is computed
    /// over it, headers last, so that they can sign the body.
    fn build_spelled(
        &self,
        spelled: &[Parameter],
        fixed: &Fixed,
        values: &Values<'_>,
        extra: &[(String, String)],
    ) -> Result<Request<Vec<u8>>, Error> {
        let fault = RefCell::new(None);
        let told = |error: Error| fault.borrow_mut().take().unwrap_or(error);
        let url = unmirrored(&self.endpoint.uri(values)?.to_string(), fixed.mirror.as_ref());
        let own = [Added::Prepared(&self.recipe), Added::Given(&self.recipe, extra)];
        let beside = Added::Prepared(&self.query);
        let all = [own[0], own[1], beside];
        let (query, body) = match self.place {
            ParametersIn::Query => (&all[..], &[][..]),
            _ => (&all[2..], &own[..]),
        };
        let computing = Computing {
            spec: fixed.spec,
            method: self.method.as_str(),
            url: &url,
            query,
            given: &[],
            body,
            place: self.place,
            is_object: self.place == ParametersIn::Json && !self.is_bare(extra),
            written: None,
            headers: &HeaderMap::new(),
            within: &[],
            fault: &fault,
        };
        let first = Values { computing: Some(&computing), ..*values };
        let mut request = self.written(&first, extra).map_err(told)?;
        if self.place == ParametersIn::Multipart && !self.is_bare(extra) {
            let Multipart { content_type, mut body } =
                self.parts(spelled, fixed, &first, extra).map_err(told)?;
            request.headers_mut().insert(CONTENT_TYPE, content_type);
            *request.body_mut() = std::mem::take(&mut body.0);
        }
        let sent = unmirrored(&request.uri().to_string(), fixed.mirror.as_ref());
        let headers = request.headers().clone();
        let written = Some((sent.as_str(), request.body().as_slice()));
        let whole = Computing { written, headers: &headers, ..computing };
        let last = Values { computing: Some(&whole), ..*values };
        let mut all = headers.clone();
        self.headers.fill_into(&mut all, &last, true).map_err(told)?;
        *request.headers_mut() = all;
        // What could not be made was left out.
        match fault.take() {
            Some(error) => Err(error),
            None => Ok(request),
        }
    }

    fn parts(
        &self,
        spelled: &[Parameter],
        fixed: &Fixed,
        values: &Values<'_>,
        extra: &[(String, String)],
    ) -> Result<Multipart, Error> {
        // What is in the query is not in the body too.
        let mut mine = spelled.to_vec();
        mine.retain(|it| self.recipe.has(it.name));
        let list = listed(fixed.spec, &mine, values, &[]).map_err(|source| {
            Error::configuration(format!("a parameter is needed: {}", how_to_give(source)))
        })?;
        let mut all: Vec<(&str, &str)> = Vec::with_capacity(list.len() + extra.len());
        for (name, value) in &list {
            all.push((name, &value.0));
        }
        for (name, value) in extra {
            all.push((name, value));
        }
        Multipart::of(&all)
    }
}

/// The address with more in its query.
pub(super) fn with_query(uri: &Uri, query: &WipedText) -> Result<Uri, Error> {
    if query.0.is_empty() {
        return Ok(uri.clone());
    }
    let mut text = WipedText(uri.to_string());
    match uri.query() {
        None => text.0.push('?'),
        Some("") => {}
        Some(_) => text.0.push('&'),
    }
    text.0.push_str(&query.0);
    Uri::try_from(text.0.as_str())
        .map_err(|_| Error::configuration("the URL of the request is too long"))
}

impl PreparedAuthorization {
    /// Whether a URL was made by this request.
    pub(crate) fn made(&self, url: &str) -> bool {
        let leading = self.reference.as_deref().unwrap_or(self.recipe.leading());
        url.strip_prefix(&self.prefix).is_some_and(|rest| rest.starts_with(leading))
    }
}
