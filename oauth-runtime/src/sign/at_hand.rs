//! The request at hand, taken apart into what a message may hold of it.

use std::borrow::Cow;
use std::cell::OnceCell;

use http::Uri;
use http::header::{HeaderMap, HeaderName};
use oauth_spec::{CanonicalQuery, Digest, Source, Template};
use serde_json::Value;

use super::canonical::{Pair, listed, received, write};
use super::computed::templates;
use super::fault::Fault;
use super::json;
use super::message::bytes;
use super::request::{Incoming, IncomingKind, Outgoing};
use crate::query::is_form;

/// The request at hand, taken apart.
pub(super) struct AtHand<'a> {
    method: Option<&'a str>,
    url: Option<&'a str>,
    query: Vec<Pair<'a>>,
    form: Option<Vec<Pair<'a>>>,
    headers: Option<&'a HeaderMap>,
    body: Option<&'a [u8]>,
    /// Read when it is first asked for: a body is verified before it is read, if it can be.
    document: OnceCell<Option<Cow<'a, Value>>>,
    /// Whether there is one list of parameters: of a callback, or of a request that will be sent.
    is_one_list: bool,
    members_are_parameters: bool,
    /// The parameter of `{request.query}` that carries the signature.
    without: Option<&'a str>,
}

impl<'a> AtHand<'a> {
    pub(super) fn outgoing(request: &'a Outgoing<'a>) -> Self {
        Self {
            method: Some(request.method),
            url: Some(request.url),
            query: listed(request.parameters),
            form: None,
            headers: Some(request.headers),
            body: Some(request.body),
            document: OnceCell::new(),
            is_one_list: true,
            members_are_parameters: false,
            without: None,
        }
    }

    pub(super) fn incoming(request: &Incoming<'a>) -> Self {
        let is_form = request.headers.is_some_and(is_form);
        let body = is_form.then(|| std::str::from_utf8(request.body).ok()).flatten();
        Self {
            method: request.method,
            url: request.url,
            query: received(request.query),
            form: body.map(received),
            headers: request.headers,
            body: Some(request.body),
            document: OnceCell::new(),
            is_one_list: request.kind == IncomingKind::Callback,
            members_are_parameters: request.kind == IncomingKind::JsonCallback,
            without: None,
        }
    }

    /// The answer of a token endpoint, of which only the document is known.
    pub(super) fn answer(document: &'a Value) -> Self {
        Self {
            method: None,
            url: None,
            query: Vec::new(),
            form: None,
            headers: None,
            body: None,
            document: OnceCell::from(Some(Cow::Borrowed(document))),
            is_one_list: false,
            members_are_parameters: false,
            without: None,
        }
    }

    /// The parameters that `{request.query}` stands for: of a form body if there is one.
    fn parameters(&self) -> &[Pair<'a>] {
        self.form.as_deref().unwrap_or(&self.query)
    }

    /// The parameters of a form body.
    fn form(&self) -> &[Pair<'a>] {
        if self.is_one_list { self.parameters() } else { self.form.as_deref().unwrap_or_default() }
    }

    /// Leaves the parameter that carries the signature out, in the list that it is in and no other.
    pub(super) fn leave_out(&mut self, name: &'a str, is_form: bool) {
        if self.is_one_list || is_form == self.form.is_some() {
            self.without = Some(name);
        }
    }

    /// Signatures in parameters of that name.
    pub(super) fn signatures(&self, name: &str, is_form: bool) -> Vec<String> {
        let mut signatures = Vec::new();
        for pair in if is_form { self.form() } else { &*self.query } {
            if pair.name == name {
                signatures.push(pair.signature());
            }
        }
        signatures
    }

    pub(super) const fn members_are_parameters(&self) -> bool {
        self.members_are_parameters
    }

    pub(super) fn headers(&self, name: &str) -> Vec<&'a [u8]> {
        let mut values = Vec::new();
        if let (Some(headers), Ok(name)) = (self.headers, HeaderName::from_bytes(name.as_bytes())) {
            for value in headers.get_all(name) {
                values.push(value.as_bytes());
            }
        }
        values
    }

    pub(super) fn member(&self, path: &str) -> Option<Cow<'_, str>> {
        let document = self
            .document
            .get_or_init(|| crate::json::value(self.body.unwrap_or_default()).map(Cow::Owned));
        json::member(document.as_deref()?, path).and_then(json::text)
    }

    /// Whether a message over the parameters says all that there is: a body that is no form stands
    /// beside them, and must be in the message too.
    pub(super) fn is_covered(&self, digest: &Digest) -> bool {
        let says_body = |source| matches!(source, Source::Body | Source::JsonMember(_));
        let made = digest.computed.iter().flat_map(|computed| templates(&computed.recipe));
        self.form.is_some()
            || self.body().is_empty()
            || !digest.message.sources().any(|source| source == Source::Query)
            || digest.message.sources().any(says_body)
            || made.flat_map(Template::sources).any(says_body)
    }

    pub(super) fn body(&self) -> &'a [u8] {
        self.body.unwrap_or_default()
    }

    /// Whether this is a part of a request, rather than a value of the application's.
    pub(super) const fn knows(source: Source) -> bool {
        matches!(
            source,
            Source::Method
                | Source::Url
                | Source::Path
                | Source::Target
                | Source::Query
                | Source::Body
                | Source::Header(_)
                | Source::QueryParameter(_)
                | Source::FormParameter(_)
                | Source::JsonMember(_)
        )
    }

    fn uri(&self) -> Option<Uri> {
        Uri::try_from(self.url?).ok()
    }

    /// A part of the request.
    pub(super) fn part(
        &self,
        source: Source,
        rule: &CanonicalQuery,
    ) -> Result<Cow<'_, [u8]>, Fault> {
        let missing = Fault::NoPart(source);
        let text = match source {
            Source::Method => self.method.map(Cow::from),
            Source::Url => self.url.map(Cow::from),
            Source::Path => self.uri().map(|uri| uri.path().to_owned().into()),
            Source::Target => self
                .uri()
                .map(|uri| uri.path_and_query().map_or("/", |it| it.as_str()).to_owned().into()),
            Source::Query => Some(write(rule, self.parameters(), self.without).take().into()),
            Source::Body => return self.body.map(Cow::from).ok_or(missing),
            Source::Header(name) => {
                let all = self.headers(name);
                let value = *all.first().ok_or(missing)?;
                return once(value.into(), all.len() == 1, source);
            }
            Source::QueryParameter(name) if self.members_are_parameters => self.member(name),
            Source::QueryParameter(name) => return one(&self.query, name, source),
            Source::FormParameter(name) => return one(self.form(), name, source),
            // What a signer has no value for is signed as nothing, whether it is sent or not.
            Source::JsonMember(path) => Some(self.member(path).unwrap_or_default()),
            _ => None,
        };
        text.map(bytes).ok_or(missing)
    }
}

/// The one parameter of that name.
fn one<'a>(pairs: &'a [Pair<'_>], name: &str, source: Source) -> Result<Cow<'a, [u8]>, Fault> {
    let mut named = pairs.iter().filter(|pair| pair.name == name);
    let value = named.next().ok_or(Fault::NoPart(source))?;
    once(value.value.as_bytes().into(), named.next().is_none(), source)
}

fn once(value: Cow<'_, [u8]>, is_one: bool, source: Source) -> Result<Cow<'_, [u8]>, Fault> {
    if is_one { Ok(value) } else { Err(Fault::Repeated(source)) }
}
