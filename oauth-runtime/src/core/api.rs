//! Calls of the API, prepared: where they go, and what the declaration adds to each of them.

use std::borrow::Cow;
use std::cell::RefCell;

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, Method, Request};
use oauth_spec::{ParametersIn, Template};
use url::Url;

use super::address::{mirrored, resolve, unmirrored};
use super::computing::{Added, Computing};
use super::headers::PreparedHeaders;
use super::members::add_members;
use super::prepared::with_query;
use super::recipe::Recipe;
use super::twice::{refuse, without};
use super::values::{Fixed, Values};
use crate::error::Error;
use crate::inner::keep_out;
use crate::wipe::WipedText;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// How calls of the API are made.
pub(crate) struct PreparedApi {
    pub(super) address: Address,
    pub(crate) mirror: Option<Url>,
    /// Whether calls must not go into an inner network.
    pub(super) outside: bool,
    pub(super) headers: PreparedHeaders,
    /// What is added to every query.
    pub(super) query: Recipe,
    /// What is added to every body, and how those bodies are written.
    pub(super) body: Recipe,
    pub(super) body_in: ParametersIn,
    /// Whether something in these is computed.
    pub(super) computes: bool,
}

/// The base of API calls.
pub(super) enum Address {
    Fixed(Base),
    /// Something in it comes with the token.
    Filled(Template),
}

/// What paths are appended to.
#[derive(Clone)]
pub(crate) struct Base {
    /// As declared.
    pub(crate) declared: Url,
    /// Where calls go: to a mirror, if there is one.
    pub(crate) actual: Url,
}

impl Base {
    pub(super) fn new(
        template: Template,
        values: &Values<'_>,
        mirror: Option<&Url>,
    ) -> Result<Self, String> {
        let declared = resolve("API", &mut template.parts(), values)?;
        Ok(Self { actual: mirrored(&declared, mirror)?, declared })
    }

    /// An address below this base, below another.
    pub(crate) fn moved(&self, address: &str, to: &Self) -> Option<String> {
        fn start(base: &Base) -> &str {
            let text = base.actual.as_str();
            text.split_once('?').map_or(text, |(start, _)| start).trim_end_matches('/')
        }
        let rest = address.strip_prefix(start(self)).filter(|_| self.declared != to.declared)?;
        Some(format!("{}{rest}", start(to)))
    }
}

impl PreparedApi {
    /// What paths are appended to, with this token.
    pub(crate) fn base(&self, values: &Values<'_>) -> Result<Cow<'_, Base>, Error> {
        match &self.address {
            Address::Fixed(base) => Ok(Cow::Borrowed(base)),
            Address::Filled(template) => Base::new(*template, values, self.mirror.as_ref())
                .map(Cow::Owned)
                .map_err(Error::configuration),
        }
    }

    /// Whether something in it is computed over the whole call.
    pub(crate) fn is_computed(&self) -> bool {
        self.computes
    }

    /// Puts into a call what the declaration adds to each.
    pub(crate) fn complete(
        &self,
        request: &mut Request<Vec<u8>>,
        values: &Values<'_>,
    ) -> Result<(), Error> {
        if self.outside {
            keep_out(request);
        }
        if !self.query.is_empty() {
            *request.uri_mut() = without(request.uri(), &self.query)?;
        }
        if let (true, Some(fixed)) = (self.computes, values.fixed) {
            return self.compute(request, fixed, values);
        }
        self.add_parameters(request, values)?;
        replace(request.headers_mut(), self.headers.fill(values)?);
        Ok(())
    }

    fn add_parameters(
        &self,
        request: &mut Request<Vec<u8>>,
        values: &Values<'_>,
    ) -> Result<(), Error> {
        if !self.query.is_empty() {
            let mut query = WipedText::default();
            self.query.write(&mut query.0, &mut true, values)?;
            *request.uri_mut() = with_query(request.uri(), &query)?;
        }
        if !self.body.is_empty() && takes(request, self.body_in) {
            let mut added = WipedText::default();
            self.body.write(&mut added.0, &mut true, values)?;
            let body = request.body_mut();
            let kind = if self.body_in == ParametersIn::Json {
                add_members(body, &added.0)?;
                JSON
            } else {
                refuse(body, &self.body)?;
                if !body.is_empty() && !added.0.is_empty() {
                    body.push(b'&');
                }
                body.extend_from_slice(added.0.as_bytes());
                FORM
            };
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        Ok(())
    }

    /// Where a call has parameters beside its query, as far as they can be told apart.
    fn place(&self, request: &Request<Vec<u8>>) -> ParametersIn {
        let places = [self.body_in, ParametersIn::Json, ParametersIn::Form];
        let is_there = |place: &ParametersIn| match place {
            ParametersIn::Json if self.body_in != ParametersIn::Json => is_of(request, JSON),
            place => takes(request, *place),
        };
        places.into_iter().find(is_there).unwrap_or(ParametersIn::Query)
    }

    /// The same where something is computed over the call: parameters first, then headers, which can
    /// sign the body.
    fn compute(
        &self,
        request: &mut Request<Vec<u8>>,
        fixed: &Fixed,
        values: &Values<'_>,
    ) -> Result<(), Error> {
        let fault = RefCell::new(None);
        let told = |error: Error| fault.borrow_mut().take().unwrap_or(error);
        let declared = |request: &Request<Vec<u8>>| {
            unmirrored(&request.uri().to_string(), self.mirror.as_ref())
        };
        let (method, url) = (request.method().clone(), declared(request));
        let (headers, body) = (request.headers().clone(), request.body().clone());
        let place = self.place(request);
        let added = [Added::Prepared(&self.body)];
        let computing = Computing {
            spec: fixed.spec,
            method: method.as_str(),
            url: &url,
            query: &[Added::Prepared(&self.query)],
            given: &body,
            body: if place == self.body_in { &added } else { &[] },
            place,
            is_object: false,
            written: None,
            headers: &headers,
            within: &[],
            fault: &fault,
        };
        let first = Values { computing: Some(&computing), ..*values };
        self.add_parameters(request, &first).map_err(told)?;
        let (url, body) = (declared(request), request.body().clone());
        let whole = Computing { written: Some((&url, &body)), ..computing };
        let last = Values { computing: Some(&whole), ..first };
        let mut added = self.headers.fill(&last).map_err(told)?;
        self.headers.fill_into(&mut added, &last, true).map_err(told)?;
        replace(request.headers_mut(), added);
        // What could not be made was left out.
        match fault.take() {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}

/// Sets headers that the application cannot set otherwise.
fn replace(headers: &mut HeaderMap, added: HeaderMap) {
    for (name, value) in added {
        // `None` is a second value of the name before; no name is declared twice.
        if let Some(name) = name {
            headers.insert(name, value);
        }
    }
}

/// Whether a call has a body that is written so, or has none and could have one.
fn takes(request: &Request<Vec<u8>>, place: ParametersIn) -> bool {
    if request.headers().contains_key(CONTENT_TYPE) {
        return is_of(request, if place == ParametersIn::Json { JSON } else { FORM });
    }
    request.body().is_empty()
        && [Method::POST, Method::PUT, Method::PATCH].contains(request.method())
}

/// Whether a call says that its body is of that kind, with whatever parameters (RFC 9110, 8.3.1), and of no other that
/// begins so, as `application/json-patch+json`.
fn is_of(request: &Request<Vec<u8>>, kind: &str) -> bool {
    let said = request.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    let said = said.and_then(|said| said.split(|byte| *byte == b';').next());
    said.is_some_and(|said| said.trim_ascii().eq_ignore_ascii_case(kind.as_bytes()))
}
