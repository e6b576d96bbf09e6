//! Requests, prepared: everything that the declaration and the settings fix.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Uri};
use oauth_spec::{Header, ParametersIn, Source, Template};
use url::Url;

use super::recipe::{Encoding, Recipe};
use super::values::{Fixed, Given, Values, how_to_give};
use crate::error::Error;
use crate::wipe::WipedText;

/// A POST to the token or the revocation endpoint.
pub(crate) struct PreparedRequest {
    pub(crate) uri: Uri,
    pub(crate) place: ParametersIn,
    pub(crate) recipe: Recipe,
    pub(crate) headers: PreparedHeaders,
    pub(crate) sends_scope: bool,
    /// What the request needs from the settings and did not get.
    pub(crate) problems: Vec<String>,
}

/// Headers, those that never change and those that the call fills in.
#[derive(Default)]
pub(crate) struct PreparedHeaders {
    fixed: HeaderMap,
    filled: Vec<(HeaderName, Template)>,
}

/// An authorization request, which is a URL.
pub(crate) struct PreparedAuthorization {
    /// The address, up to where parameters begin.
    pub(crate) prefix: String,
    pub(crate) recipe: Recipe,
    pub(crate) sends_state: bool,
    pub(crate) sends_challenge: bool,
    pub(crate) sends_scope: bool,
    pub(crate) problems: Vec<String>,
}

/// How calls of the API are made.
pub(crate) struct PreparedApi {
    /// What paths are appended to.
    pub(crate) base: Url,
    /// The same as declared, if calls go to a mirror.
    pub(crate) declared: Url,
    pub(crate) mirror: Option<Url>,
    pub(crate) headers: PreparedHeaders,
}

impl PreparedRequest {
    /// The request, with the parameters that the caller adds.
    pub(crate) fn build(
        &self,
        values: &Values<'_>,
        extra: &[(String, String)],
    ) -> Result<Request<Vec<u8>>, Error> {
        if !self.problems.is_empty() {
            return Err(crate::error::ConfigurationError::all(self.problems.clone()).into());
        }
        let mut text = WipedText(String::with_capacity(self.recipe.expected_length()));
        let mut first = true;
        match self.place {
            ParametersIn::Form | ParametersIn::Multipart => {}
            ParametersIn::Json => text.0.push('{'),
            ParametersIn::Query => {
                text.0.push_str(&self.uri.to_string());
                text.0.push(if self.uri.query().is_some() { '&' } else { '?' });
            }
        }
        self.recipe.write(&mut text.0, &mut first, values)?;
        for (name, value) in extra {
            self.recipe.write_extra(
                &mut text.0,
                &mut first,
                name,
                &Given::Text(value.as_str().into()),
            );
        }
        let (uri, body) = match self.place {
            ParametersIn::Form | ParametersIn::Multipart => {
                (self.uri.clone(), text.take().into_bytes())
            }
            ParametersIn::Json => {
                text.0.push('}');
                (self.uri.clone(), text.take().into_bytes())
            }
            ParametersIn::Query => {
                let uri = Uri::try_from(text.0.as_str())
                    .map_err(|_| Error::configuration("the token request's URL is too long"))?;
                (uri, Vec::new())
            }
        };
        let mut request = Request::new(body);
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers.fill(values)?;
        Ok(request)
    }
}

impl PreparedHeaders {
    /// The headers of a token request.
    pub(super) fn for_form(place: ParametersIn) -> Self {
        let mut headers = Self::default();
        headers.fixed.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let content_type = match place {
            ParametersIn::Form | ParametersIn::Multipart => {
                Some("application/x-www-form-urlencoded")
            }
            ParametersIn::Json => Some("application/json"),
            ParametersIn::Query => None,
        };
        if let Some(content_type) = content_type {
            headers.fixed.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        headers
    }

    /// Adds declared headers; one that is there already is replaced.
    pub(super) fn declare(
        &mut self,
        headers: &[Header],
        fixed: &Fixed,
        messages: &mut Vec<String>,
    ) {
        let values = Values { fixed: Some(fixed), ..Values::default() };
        for Header { name, value } in headers {
            let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
                messages.push(format!("`{name}` is not the name of a header"));
                continue;
            };
            if !value.sources().all(Fixed::knows) {
                self.add_filled(header, *value);
                continue;
            }
            match values.fill(*value).map(|text| HeaderValue::try_from(text.0.as_str())) {
                Ok(Ok(mut text)) => {
                    text.set_sensitive(
                        value.sources().any(|source| source == Source::ClientSecret),
                    );
                    self.fixed.insert(header, text);
                }
                Ok(Err(_)) => {
                    messages
                        .push(format!("the value of the header `{name}` cannot stand in a header"));
                }
                Err(source) => {
                    messages
                        .push(format!("the header `{name}` is needed: {}", how_to_give(source)));
                }
            }
        }
    }

    /// Adds a header that the call fills in.
    pub(super) fn add_filled(&mut self, name: HeaderName, template: Template) {
        self.fixed.remove(&name);
        self.filled.retain(|(other, _)| *other != name);
        self.filled.push((name, template));
    }

    /// Adds HTTP Basic authentication, prepared.
    pub(super) fn authorize(&mut self, basic: HeaderValue) {
        self.fixed.insert(AUTHORIZATION, basic);
    }

    /// The headers of a call.
    pub(crate) fn fill(&self, values: &Values<'_>) -> Result<HeaderMap, Error> {
        let mut headers = self.fixed.clone();
        for (name, template) in &self.filled {
            let text = values.fill(*template).map_err(|source| {
                Error::configuration(format!(
                    "the header `{name}` is needed: {}",
                    how_to_give(source)
                ))
            })?;
            let mut value = HeaderValue::try_from(text.0.as_str()).map_err(|_| {
                Error::configuration(format!(
                    "the value for the header `{name}` has characters that no header can hold: check \
                     the token, which was probably stored or copied wrongly"
                ))
            })?;
            value.set_sensitive(true);
            headers.insert(name.clone(), value);
        }
        Ok(headers)
    }
}

impl PreparedAuthorization {
    /// Whether a URL was made by this request.
    pub(crate) fn made(&self, url: &str) -> bool {
        url.strip_prefix(&self.prefix).is_some_and(|rest| rest.starts_with(self.recipe.leading()))
    }

    /// The encoding of every authorization request.
    pub(super) const ENCODING: Encoding = Encoding::Form;
}
