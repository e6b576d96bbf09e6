//! Requests, prepared: everything that the declaration and the settings fix.

use http::{Method, Request, Uri};
use oauth_spec::{Answer, ParametersIn};
use url::Url;

use super::endpoint::Endpoint;
use super::headers::PreparedHeaders;
use super::recipe::Recipe;
use super::values::{Given, Values};
use crate::error::{ConfigurationError, Error};
use crate::wipe::WipedText;

/// A request of our own: to the token endpoint, about a token, or a declared call.
pub(crate) struct PreparedRequest {
    pub(crate) method: Method,
    pub(crate) endpoint: Endpoint,
    pub(crate) place: ParametersIn,
    pub(crate) recipe: Recipe,
    /// What is in the query, wherever the others are.
    pub(crate) query: Recipe,
    pub(crate) headers: PreparedHeaders,
    pub(crate) sends_scope: bool,
    pub(crate) sends_refresh_token: bool,
    /// The grants whose tokens it sends.
    pub(crate) needs: Vec<&'static str>,
    /// How its answer is written.
    pub(crate) answer: &'static Answer,
    /// Whether that is as the RFC says, so that it is read in one pass.
    pub(crate) plain: bool,
    /// Whether it is all there is to do: nothing is asked before it or after it.
    pub(crate) alone: bool,
    /// What the request needs from the settings and did not get.
    pub(crate) problems: Vec<String>,
}

/// An authorization request, which is a URL.
pub(crate) struct PreparedAuthorization {
    /// The address, up to where parameters begin.
    pub(crate) prefix: String,
    /// The address's fragment, where it comes last.
    pub(crate) suffix: String,
    pub(crate) recipe: Recipe,
    /// What asks for a refresh token.
    pub(crate) offline: Option<Recipe>,
    pub(crate) sends_state: bool,
    pub(crate) sends_challenge: bool,
    pub(crate) sends_scope: bool,
    /// Whether there is nothing in it that only some providers want.
    pub(crate) plain: bool,
    pub(crate) problems: Vec<String>,
}

/// How calls of the API are made.
pub(crate) struct PreparedApi {
    /// What paths are appended to.
    pub(crate) base: Base,
    pub(crate) mirror: Option<Url>,
    pub(crate) headers: PreparedHeaders,
    /// What is added to every query.
    pub(crate) query: Recipe,
    /// What is added to every form.
    pub(crate) form: Recipe,
}

/// The base of API calls.
pub(crate) enum Base {
    /// As declared, and where calls go: to a mirror, if there is one.
    Fixed(Url, Url),
    /// Something in it comes with the token.
    Filled(oauth_spec::Template),
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
        let mut uri = self.endpoint.uri(values)?.into_owned();
        let mut body = WipedText(String::with_capacity(self.recipe.expected_length()));
        if self.place == ParametersIn::Json {
            body.0.push('{');
        }
        let mut first = true;
        self.recipe.write(&mut body.0, &mut first, values)?;
        for (name, value) in extra {
            let value = Given::Text(value.as_str().into());
            self.recipe.write_extra(&mut body.0, &mut first, name, &value);
        }
        match self.place {
            ParametersIn::Json => body.0.push('}'),
            ParametersIn::Query => uri = with_query(&uri, &std::mem::take(&mut body))?,
            ParametersIn::Form | ParametersIn::Multipart => {}
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
        Ok(request)
    }
}

/// The address with more in its query.
fn with_query(uri: &Uri, query: &WipedText) -> Result<Uri, Error> {
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
        url.strip_prefix(&self.prefix).is_some_and(|rest| rest.starts_with(self.recipe.leading()))
    }
}
